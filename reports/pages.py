"""What is really on the pages of a PDF: its text in painting order, and digests of what is painted.

Reads files nobody vouches for: sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

LARGEST_FILE = 32_000_000
LARGEST_UNPACKED = 128_000_000
MOST_PAGES = 400
MOST_LETTERS = 4_000_000
MOST_FORMS = 5_000
_OF_ROOT = {
    "/AF", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines", "/OutputIntents", "/Pages", "/StructTreeRoot",
    "/Type", "/ViewerPreferences",
}  # fmt: skip
_OF_PAGE = {
    "/BleedBox", "/Contents", "/MediaBox", "/Parent", "/Resources", "/StructParents", "/Tabs", "/TrimBox", "/Type",
}  # fmt: skip
_ALOUD = ("/ActualText", "/Alt", "/E")
_SKIPPED = {"/Length", "/Filter", "/DecodeParms", "/Parent", "/StructParents"}


class UnreadablePdf(ValueError):
    """The file is not a PDF this program can take apart; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PageText:
    """The words of a page: `body` is read aloud by a screen reader, `margin` is pagination. Both in painting order."""

    body: str
    margin: str


def open_checked(data: bytes) -> Pdf:
    """The PDF, once its size, form and unpacked size are known to be harmless; else UnreadablePdf."""
    if len(data) > LARGEST_FILE:
        raise UnreadablePdf("too_large")
    if not data.startswith(b"%PDF-"):
        raise UnreadablePdf("not_a_pdf")
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), data)
    if re.search(rb"/(ObjStm|XRef)\b", plain) and not re.search(rb"/Encrypt\b", plain):
        raise UnreadablePdf("rewritten")  # compressed objects: not how reports are written, and unbounded to unpack
    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise UnreadablePdf("encrypted") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise UnreadablePdf("damaged") from error
    if pdf.is_encrypted:
        raise UnreadablePdf("encrypted")
    _check_streams(pdf)
    if len(pdf.pages) > MOST_PAGES:
        raise UnreadablePdf("too_large")
    return pdf


def texts(data: bytes) -> tuple[PageText, ...]:
    """The text of every page; UnreadablePdf when it cannot be read or is unbounded."""
    resources = PDFResourceManager(caching=True)
    read = []
    try:
        for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
            device = _Reader(resources)
            PDFPageInterpreter(resources, device).process_page(page)
            read.append(PageText("".join(device.body), "".join(device.margin)))
    except UnreadablePdf:
        raise
    except Exception as error:  # the parser raises many kinds on hostile files; all mean the same here
        raise UnreadablePdf("damaged") from error
    return tuple(read)


def painted(pdf: Pdf) -> tuple[str, ...]:
    """A digest per page of what paints it: its content, and every font, form and state it may use."""
    try:
        return tuple(_sha256(_flattened(page.obj, set())) for page in pdf.pages)
    except RecursionError as error:
        raise UnreadablePdf("too_large") from error


def alternatives(pdf: Pdf) -> tuple[str, ...]:
    """The alternative text of every picture, in reading order."""
    return tuple(str(element.get("/Alt", "")) for element in _elements(pdf) if element.get("/S") == Name.Figure)


def instead(pdf: Pdf) -> tuple[str, ...]:
    """What is read aloud in the place of words that are seen."""
    return tuple(
        str(element[key])
        for element in _elements(pdf)
        for key in _ALOUD
        if key in element and not (key == "/Alt" and element.get("/S") == Name.Figure)
    )


def _elements(pdf: Pdf) -> Iterator[Object]:
    """Every element of the tree once, in reading order; a hostile tree may have loops."""
    seen, waiting = set(), [pdf.Root.get("/StructTreeRoot")]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or (element.is_indirect and element.objgen in seen):
            continue
        seen.add(element.objgen)
        yield element
        kids = element.get("/K")
        waiting.extend(reversed(list(kids)) if isinstance(kids, Array) else [kids])


def additions(pdf: Pdf) -> tuple[str, ...]:
    """What a report never holds and could cover or replace what is read: annotations, layers, scripts, cropping."""
    root = sorted(set(pdf.Root.keys()) - _OF_ROOT)
    return tuple(
        dict.fromkeys((*root, *(key for page in pdf.pages for key in sorted(set(page.obj.keys()) - _OF_PAGE))))
    )


def attachments(pdf: Pdf) -> dict[str, bytes]:
    """Every attached file by name."""
    return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


class _Reader(PDFDevice):
    """Collects text in the order it is painted, artifacts apart."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.body: list[str] = []
        self.margin: list[str] = []
        self._artifact: list[bool] = []
        self._forms = 0

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self._artifact.append(tag.name == "Artifact")

    def end_tag(self) -> None:
        if self._artifact:
            self._artifact.pop()

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self._forms += 1
        if self._forms > MOST_FORMS:
            raise UnreadablePdf("too_large")

    def end_figure(self, name: str) -> None:
        """Forms are read in place."""

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Lines and areas are compared as painted bytes."""

    def render_image(self, name: str, stream: Any) -> None:
        """Images are compared as painted bytes."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        into = self.margin if any(self._artifact) else self.body
        for piece in seq:
            if isinstance(piece, bytes):
                into.extend(_letter(textstate.font, code) for code in textstate.font.decode(piece))
        if len(into) > MOST_LETTERS:
            raise UnreadablePdf("too_large")


def _letter(font: Any, code: int) -> str:
    try:
        return str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return "\ufffd"


def _check_streams(pdf: Pdf) -> None:
    left = LARGEST_UNPACKED
    for found in pdf.objects:
        if isinstance(found, Stream):
            left -= _unpacked(found, left)


def _unpacked(stream: Stream, most: int) -> int:
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        size = len(raw)
    elif filters == pikepdf.Name.FlateDecode:
        unpacker = zlib.decompressobj()
        try:
            size = len(unpacker.decompress(raw, most + 1))
        except zlib.error as error:
            raise UnreadablePdf("damaged") from error
    else:
        raise UnreadablePdf("rewritten")
    if size > most:
        raise UnreadablePdf("too_large")
    return size


def _flattened(value: Object, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """The bytes of an object and of all it refers to, independent of numbering and compression."""
    reference = getattr(value, "objgen", (0, 0))
    if reference != (0, 0):
        if reference in seen:
            return
        seen.add(reference)
    if isinstance(value, Stream | Dictionary):
        for key in sorted(value.keys()):
            if key not in _SKIPPED:
                yield key.encode()
                yield from _flattened(value[key], seen)
        if isinstance(value, Stream):
            yield value.read_bytes()
    elif isinstance(value, Array):
        yield b"["
        for item in value:
            yield from _flattened(item, seen)
    else:
        yield (value.unparse() if isinstance(value, Object) else repr(value).encode()) + b" "


def _sha256(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return "sha256:" + digest.hexdigest()
