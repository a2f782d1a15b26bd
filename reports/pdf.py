"""A Document as a PDF: PDF/A-3a and PDF/UA-1 in one file, byte-identical for equal evidence."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
import weasyprint
from pikepdf import Pdf
from weasyprint.text.ffi import pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from analysis import evidence_json
from analysis.results import Evidence
from reports import attachments, manifest, pages, typesetting
from reports.comparison import Difference, compare, figure_pages
from reports.document import Document, document
from reports.finishing import finish
from reports.numbers import Language
from reports.presentation import NONE, Presentation
from reports.reading_order import Layout


class PagesDiffer(RuntimeError):
    """The renderer did not print what the document says: such a report would not verify, so it is not written."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__("; ".join(f"page {d.page}: {d.expected!r} became {d.printed!r}" for d in differences[:3]))
        self.differences = differences


@dataclass(frozen=True)
class Written:
    """A report on disk. `renderer_seconds` is the part of `seconds` spent in WeasyPrint."""

    path: Path
    pages: int
    sha256: str
    seconds: float
    renderer_seconds: float


@dataclass(frozen=True)
class Rendered:
    """A finished PDF without its attachments, where each figure stands, and what paints each page."""

    pdf: Pdf
    figure_pages: Mapping[str, tuple[int, ...]]
    painted: tuple[str, ...]
    renderer_seconds: float


class NothingElse(URLFetcher):  # type: ignore[misc]  # weasyprint carries no types
    """Gives the report's own resources and refuses every other address: no file, no network."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=("report",))
        self._resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """One of our resources; ValueError for any other address."""
        if url not in self._resources:
            raise ValueError(f"A report loads nothing from outside: {url}")
        content, media_type = self._resources[url]
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


def write_pdf(
    evidence: Evidence,
    *,
    audience: str = "funder",
    language: Language = "fr",
    presentation: Presentation = NONE,
    to: Path,
) -> Written:
    """Write the report of this evidence to `to`; UnknownAudience when nobody wrote one for the audience."""
    started = time.perf_counter()
    evidence = evidence_json.loads(evidence_json.dumps(evidence))  # as a verifier will read it, order of keys included
    made = document(evidence, audience, language, presentation)
    rendered = render(made)
    files = dict(attachments.files(evidence, language, presentation))
    described = manifest.manifest(made, evidence, files, rendered.figure_pages, rendered.painted, renderer())
    files[attachments.MANIFEST] = manifest.dumps(described)
    with rendered.pdf as pdf:
        attachments.attach(pdf, files, made.dated)
        content, count = saved(pdf), len(pdf.pages)
    to.write_bytes(content)
    seconds = time.perf_counter() - started
    return Written(to, count, hashlib.sha256(content).hexdigest(), seconds, rendered.renderer_seconds)


def render(made: Document) -> Rendered:
    """The document's pages, finished, without attachments; PagesDiffer when they do not read as the document."""
    started = time.perf_counter()
    raw, layout = _printed(made)
    seconds = time.perf_counter() - started
    pdf = _finished(raw, layout)
    compared = compare(made, pages.texts(pdf))
    if compared.differences:
        raise PagesDiffer(compared.differences)
    return Rendered(pdf, figure_pages(made, compared), pages.painted(pdf), seconds)


def painted(made: Document) -> tuple[str, ...]:
    """What paints each page of the document, drawn anew: equal digests are pages equal to the eye and to the reader."""
    with _finished(*_printed(made)) as pdf:
        return pages.painted(pdf)


def renderer() -> dict[str, str]:
    """What paints: pages can be compared byte for byte only where these are the same."""
    return {
        "weasyprint": version("weasyprint"),
        "pango": str(pango.pango_version()),
        "fonttools": version("fonttools"),
        "pikepdf": version("pikepdf"),
        "emoji": version("emoji"),
    }


def _printed(made: Document) -> tuple[bytes, Layout]:
    fetcher = NothingElse(typesetting.resources(made))
    fonts = FontConfiguration()
    page = weasyprint.HTML(string=typesetting.html(made), url_fetcher=fetcher, base_url="report:")
    style = weasyprint.CSS(string=typesetting.stylesheet(made), url_fetcher=fetcher, font_config=fonts)
    layout = Layout()
    written: Any = page.write_pdf(finisher=layout, stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3a")
    return bytes(written), layout


def _finished(raw: bytes, layout: Layout) -> Pdf:
    pdf = pikepdf.open(io.BytesIO(raw))
    finish(pdf, layout)
    return pdf


def saved(pdf: Pdf) -> bytes:
    """Saved so that equal content gives equal bytes, without compressed objects (see `pages.open_checked`)."""
    with pikepdf.open(io.BytesIO(_bytes(pdf))) as once:
        for found in once.objects:
            # A compressed stream may end in a carriage return, which a strict reader takes for the end of the line
            # before "endstream" and finds the length wrong; one more byte after the compressed data means nothing.
            if isinstance(found, pikepdf.Stream) and "/Filter" in found and found.read_raw_bytes().endswith(b"\r"):
                found.write(found.read_raw_bytes() + b"\0", filter=pikepdf.Name.FlateDecode)
        return _bytes(once)


def _bytes(pdf: Pdf) -> bytes:
    into = io.BytesIO()
    pdf.save(
        into,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return into.getvalue()
