"""Verify a report from its file alone: recompute every figure, write the document again, compare it with the pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from analysis import evidence_json
from analysis.evidence_json import EvidenceUnreadable
from analysis.results import Evidence
from reports import attachments, manifest, pages
from reports.chapters.annex import figure_of
from reports.comparison import Comparison, compare, figure_pages
from reports.document import Document, document
from reports.numbers import LANGUAGES, Language
from reports.outline import AUDIENCES
from reports.pages import PageText, UnreadablePdf
from reports.verification_words import PROBLEMS, STATUSES, SUMMARY, UNREADABLE
from reports.wording import unbroken

Status: TypeAlias = Literal["holds", "digest_only", "differs"]
_SHOWN = 20  # problems listed in words; the rest are counted
_LONGEST = 80  # letters quoted of a text


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold; `figure` is empty when it concerns the whole file."""

    code: str
    figure: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def what(self, language: Language) -> str:
        """The problem in one sentence that names the figure."""
        named = f"Figure {self.figure}. " if self.figure else ""
        return _said(named + PROBLEMS[self.code][language], language, self.values)


@dataclass(frozen=True)
class FigureLine:
    """How one figure came out."""

    figure: str
    title: Mapping[str, str]
    verifiability: str
    status: Status

    def what(self, language: Language) -> str:
        """The outcome in one sentence."""
        title = self.title.get(language) or next(iter(self.title.values()), "")
        values = {"figure": self.figure, "title": title, "class_": self.verifiability}
        return _said(STATUSES[self.status][language], language, values)


@dataclass(frozen=True)
class Verification:
    """What verification found.

    `redrawn`: the pages were also painted again and compared, not only read; None when they already read otherwise.
    """

    figures: tuple[FigureLine, ...]
    problems: tuple[Problem, ...]
    evidence_digest: str
    redrawn: bool | None

    @property
    def holds(self) -> bool:
        """Whether everything printed follows from the attached tables."""
        return not self.problems

    @property
    def exit_code(self) -> int:
        """0 all hold, 1 something does not."""
        return 0 if self.holds else 1

    def lines(self, language: Language) -> tuple[str, ...]:
        """A line per figure, then every problem, then what was compared."""
        said = [line.what(language) for line in self.figures]
        said.extend(problem.what(language) for problem in self.problems[:_SHOWN])
        if len(self.problems) > _SHOWN:
            said.append(_said(SUMMARY["more"][language], language, {"count": str(len(self.problems) - _SHOWN)}))
        count = {"count": str(len(self.problems))}
        said.append(_said(SUMMARY["holds" if self.holds else "differs"][language], language, count))
        if self.redrawn is not None:
            said.append(_said(SUMMARY["drawn" if self.redrawn else "not_drawn"][language], language, {}))
        said.append(_said(SUMMARY["digest"][language], language, {"digest": self.evidence_digest or "–"}))
        return tuple(said)


@dataclass(frozen=True)
class Unreadable:
    """The file could not be taken apart; nothing is known of its figures."""

    code: str
    holds: Literal[False] = False
    exit_code: int = 2

    def lines(self, language: Language) -> tuple[str, ...]:
        """What to do about it, in one sentence."""
        return (_said(UNREADABLE[self.code][language], language, {}),)


@dataclass(frozen=True)
class Discrepancy:
    """A figure whose estimate could not be found again from its table."""

    figure: str
    detail: str = ""


Recompute: TypeAlias = Callable[[Evidence], tuple[Discrepancy, ...]]


@dataclass(frozen=True)
class _Opened:
    """The parts of a file, read within bounds."""

    texts: tuple[PageText, ...]
    painted: tuple[str, ...]
    alternatives: tuple[str, ...]
    additions: tuple[str, ...]
    files: Mapping[str, bytes]
    title: str
    language: str
    manifest: Mapping[str, Any]


def verify(path: Path, *, recompute: Recompute | None = None) -> Verification | Unreadable:
    """Take a report apart and compare all it prints with what its attachments give.

    No server, no database, no network. `recompute` stands in for the analysis in tests.
    """
    try:
        opened = _open(path.read_bytes())
    except OSError:
        return Unreadable("not_found")
    except UnreadablePdf as error:
        return Unreadable(error.code)
    try:
        evidence = evidence_json.loads(opened.files[attachments.EVIDENCE].decode())
    except KeyError:
        return _without_evidence(opened, Problem("attachment_missing", values={"name": attachments.EVIDENCE}))
    except (EvidenceUnreadable, UnicodeDecodeError):
        return _without_evidence(opened, Problem("evidence_unreadable"))
    return _verified(opened, evidence, recompute or discrepancies)


def discrepancies(evidence: Evidence) -> tuple[Discrepancy, ...]:
    """The figures whose estimate the analysis does not find again from the tables."""
    from analysis.recompute import recompute  # statistics take seconds to load: only when a report is really verified

    return tuple(
        Discrepancy(each.figure_id, f"{each.place}: {each.found} ≠ {each.expected}")
        for each in recompute(evidence)
        if each.holds is False
    )


def _verified(opened: _Opened, evidence: Evidence, recompute: Recompute) -> Verification:
    language: Language = next((each for each in LANGUAGES if opened.language.startswith(each)), "en")
    audience = opened.manifest.get("audience")
    made = document(evidence, audience if audience in AUDIENCES else AUDIENCES[0], language)
    compared = compare(made, opened.texts)
    problems: tuple[Problem, ...] = (
        *_files(opened, evidence, language),
        *_tables(evidence),
        *(Problem("recomputed_differs", each.figure, {"detail": each.detail}) for each in recompute(evidence)),
        *_texts(compared),
        *_structure(opened, made),
        *_manifest(opened, made, evidence, compared),
    )
    if not problems:
        problems, redrawn = _redrawn(opened, made)
    else:
        redrawn = None  # what is read already differs: what is drawn adds nothing
    return Verification(tuple(_lines(evidence, problems)), problems, made.evidence_digest, redrawn)


def _open(data: bytes) -> _Opened:
    with pages.open_checked(data) as pdf:
        try:
            files = pages.attachments(pdf)
            if not {attachments.EVIDENCE, attachments.MANIFEST} & set(files):
                raise UnreadablePdf("not_a_report")
            return _Opened(
                pages.texts(data),
                pages.painted(pdf),
                pages.alternatives(pdf),
                pages.additions(pdf),
                files,
                str(pdf.docinfo.get("/Title", "")),
                str(pdf.Root.get("/Lang", "")),
                _read_manifest(files.get(attachments.MANIFEST, b"")),
            )
        except UnreadablePdf:
            raise
        except Exception as error:  # a hostile file can fail anywhere in the PDF library; all mean the same here
            raise UnreadablePdf("damaged") from error


def _read_manifest(content: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _without_evidence(opened: _Opened, problem: Problem) -> Verification:
    described = opened.manifest.get("figures")
    names = described if isinstance(described, dict) else {}
    lines = tuple(FigureLine(str(name), {"fr": "–", "en": "–"}, "–", "differs") for name in names)
    return Verification(lines, (problem,), "", None)


def _files(opened: _Opened, evidence: Evidence, language: Language) -> Iterator[Problem]:
    expected = attachments.files(evidence, language)
    by_file = {attachments.csv_name(table): figure_of(table, evidence) for table in evidence.tables}
    for name in (*expected, attachments.MANIFEST):
        if name not in opened.files:
            yield Problem("attachment_missing", by_file.get(name, ""), {"name": name})
    for name, content in opened.files.items():
        if name not in expected and name != attachments.MANIFEST:
            yield Problem("attachment_unknown", values={"name": name})
        elif name in expected and content != expected[name]:
            yield from _changed(name, by_file.get(name, ""), content, expected[name])


def _changed(name: str, figure: str, found: bytes, expected: bytes) -> Iterator[Problem]:
    cells = list(_cells(name, found, expected)) if name.endswith(".csv") else []
    if not cells:
        yield Problem("attachment_changed", figure, {"name": name})
    yield from (Problem("cell_changed", figure, {"name": name, **cell}) for cell in cells)


def _cells(name: str, found: bytes, expected: bytes) -> Iterator[dict[str, str]]:
    rows = [list(csv.reader(io.StringIO(content.decode(errors="replace")))) for content in (found, expected)]
    if [len(row) for row in rows[0]] != [len(row) for row in rows[1]]:
        return
    for place, (here, there) in enumerate(zip(*rows, strict=True), start=1):
        for column, was, should in zip(rows[1][0], here, there, strict=True):
            if was != should:
                yield {"row": str(place), "column": column, "found": was, "expected": should}


def _tables(evidence: Evidence) -> Iterator[Problem]:
    digests = {table.id: table.digest for table in evidence.tables}
    for finding in evidence.findings:
        if digests.get(finding.table_id) != finding.estimate.table_digest:
            yield Problem("table_digest", finding.figure_id, {"table": finding.table_id})


def _texts(compared: Comparison) -> Iterator[Problem]:
    for each in compared.differences:
        code = "text_changed" if each.expected else "text_added"
        values = {"page": str(each.page), "printed": _cut(each.printed), "expected": _cut(each.expected)}
        yield Problem(code, each.figure, values)


def _structure(opened: _Opened, made: Document) -> Iterator[Problem]:
    yield from (Problem("addition", values={"name": name}) for name in opened.additions)
    pictures = list(made.pictures())
    if len(pictures) != len(opened.alternatives):
        yield Problem("alternative_changed")
    for picture, said in zip(pictures, opened.alternatives, strict=False):
        if picture.drawing.alternative != said:
            yield Problem("alternative_changed", picture.figure)
    if (opened.title, opened.language) != (made.title, made.language):
        yield Problem("title_changed")


def _manifest(opened: _Opened, made: Document, evidence: Evidence, compared: Comparison) -> Iterator[Problem]:
    """The attached manifest against one written anew; what it says of the renderer is only a claim, see `_redrawn`."""
    if attachments.MANIFEST not in opened.files:
        return
    files = attachments.files(evidence, made.language)
    expected = manifest.manifest(made, evidence, files, figure_pages(made, compared), opened.painted, {})
    for key in sorted(set(expected) - {"figures", "renderer"}):
        if opened.manifest.get(key) != expected[key]:
            yield Problem("manifest_changed", values={"name": key})
    described = opened.manifest.get("figures")
    for figure, wanted in expected["figures"].items():
        if not isinstance(described, dict) or described.get(figure) != wanted:
            yield Problem("manifest_changed", figure, {"name": figure})


def _redrawn(opened: _Opened, made: Document) -> tuple[tuple[Problem, ...], bool]:
    """The pages painted again, where the same renderer is at hand, and compared with those of the file."""
    from reports import pdf  # the renderer takes seconds to load: only when a report is really verified

    if opened.manifest.get("renderer") != pdf.renderer():
        return (), False
    try:
        painted = pdf.render(made).painted
    except pdf.PagesDiffer:
        return (Problem("page_painted", values={"page": "1"}),), True
    places = range(max(len(painted), len(opened.painted)))
    differ = [place + 1 for place in places if painted[place : place + 1] != opened.painted[place : place + 1]]
    return tuple(Problem("page_painted", values={"page": str(page)}) for page in differ), True


def _lines(evidence: Evidence, problems: tuple[Problem, ...]) -> Iterator[FigureLine]:
    broken = {problem.figure for problem in problems}
    for figure, title, class_ in _figures(evidence):
        status: Status = "differs" if figure in broken else "digest_only" if class_ == "C" else "holds"
        yield FigureLine(figure, title, class_, status)


def _figures(evidence: Evidence) -> Iterator[tuple[str, Mapping[str, str], str]]:
    tables = {table.id: table for table in evidence.tables}
    flow = next((table for table in evidence.tables if table.kind == "flow"), None)
    if flow is not None:
        yield evidence.flow_figure_id, flow.title, flow.verifiability
    for finding in evidence.findings:
        yield finding.figure_id, finding.outcome.label, finding.estimate.verifiability
    for scale in evidence.reliabilities:
        table = tables.get(scale.table_id)
        yield scale.figure_id, table.title if table else {}, table.verifiability if table else "C"


def _said(words: str, language: Language, values: Mapping[str, str]) -> str:
    return (unbroken(words) if language == "fr" else words).format(**values).strip()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
