"""Verify a report from its file alone: recompute every figure, write the document again, compare it with the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from analysis import evidence_json
from analysis.evidence_json import EvidenceUnreadable
from analysis.indicators.catalogue import GROUPS
from analysis.results import CODE_VERSION, Evidence, Finding
from reports import attachments, manifest, opened, printed
from reports.audiences import AUDIENCES
from reports.chapters.annex import figure_of
from reports.comparison import Comparison, compare, figure_pages
from reports.document import Document, document
from reports.indicator_words import GROUP_TITLES
from reports.numbers import LANGUAGES, Language
from reports.opened import MINUTES, Opened
from reports.painted_text import UnreadablePdf
from reports.presentation import of_files
from reports.sentences import interval_words
from reports.verdict import FigureLine, Problem, Status, Unreadable, Verification, settled


@dataclass(frozen=True)
class Discrepancy:
    """A figure whose estimate could not be found again from its table."""

    figure: str
    detail: str = ""
    of_words: bool = False


Recompute: TypeAlias = Callable[[Evidence], tuple[Discrepancy, ...]]


def verify(path: Path, *, recompute: Recompute | None = None) -> Verification | Unreadable:
    """Take a report apart and compare all it prints with what its attachments give.

    No server, no database, no network. `recompute` stands in for the analysis in tests.
    """
    try:
        file = opened.opened(path.read_bytes())
    except OSError:
        return Unreadable("not_found")
    except UnreadablePdf as error:
        return Unreadable(error.code)
    if MINUTES in file.files:
        from reports.minutes.verification import verified  # the counts of a session: only for its minutes

        return verified(file)
    try:
        evidence = evidence_json.loads(file.files[attachments.EVIDENCE].decode())
    except KeyError:
        return _without_evidence(file, Problem("attachment_missing", values={"name": attachments.EVIDENCE}))
    except (EvidenceUnreadable, UnicodeDecodeError):
        return _without_evidence(file, Problem("evidence_unreadable"))
    return _verified(file, evidence, recompute or discrepancies)


def carried(path: Path) -> Evidence | None:
    """The evidence attached to a file, read and not verified."""
    try:
        return evidence_json.loads(opened.opened(path.read_bytes()).files[attachments.EVIDENCE].decode())
    except (OSError, UnreadablePdf, KeyError, EvidenceUnreadable, UnicodeDecodeError):
        return None


def discrepancies(evidence: Evidence) -> tuple[Discrepancy, ...]:
    """The figures whose estimate the analysis does not find again from the tables."""
    from analysis.recompute import REASONS, recompute  # statistics take seconds to load: only for a real verification

    return tuple(
        Discrepancy(each.figure_id, f"{each.place}: {each.found} ≠ {each.expected}", each.figure_id == REASONS)
        for each in recompute(evidence)
        if each.holds is False
    )


def _verified(file: Opened, evidence: Evidence, recompute: Recompute) -> Verification:
    language: Language = next((each for each in LANGUAGES if file.language.startswith(each)), "en")
    audience = file.manifest.get("audience")
    presentation = of_files(file.files)
    made = document(evidence, audience if audience in AUDIENCES else AUDIENCES[0], language, presentation)
    compared = compare(made, file.texts)
    problems: tuple[Problem, ...] = (
        *_files(file, evidence, made),
        *_tables(evidence),
        *map(_recomputed, recompute(evidence)),
        *printed.texts(compared),
        *printed.digests(file, made),
        *printed.structure(file, made),
        *_manifest(file, made, evidence, compared),
    )
    if not problems:
        problems, redrawn = printed.redrawn(file, made)
    else:
        redrawn = None  # what is read already differs: what is drawn adds nothing
    lines = _lines(evidence, problems)
    strange = printed.strange_numbers(compared, made)
    said = manifest.said_edition(file.manifest)
    verdict = settled(lines, problems, made.evidence_digest, redrawn, said, strange)
    return replace(verdict, boxes=len(presentation.remarks), computations=_other_computations(evidence, problems))


def _other_computations(evidence: Evidence, problems: tuple[Problem, ...]) -> str:
    """The version of the computations that the evidence names, where that may be why a number is not found again."""
    differs = any(problem.code == "recomputed_differs" for problem in problems)
    return evidence.code_version if differs and evidence.code_version != CODE_VERSION else ""


def _recomputed(found: Discrepancy) -> Problem:
    code = "reason_changed" if found.of_words else "recomputed_differs"
    return Problem(code, found.figure, {"detail": found.detail})


def _without_evidence(file: Opened, problem: Problem) -> Verification:
    described = file.manifest.get("figures")
    names = described if isinstance(described, dict) else {}
    lines = tuple(FigureLine(str(name), {"fr": "–", "en": "–"}, "–", "differs") for name in names)
    return Verification(lines, (problem,), "", None)


def _files(file: Opened, evidence: Evidence, made: Document) -> Iterator[Problem]:
    expected = attachments.files(evidence, made.language, made.presentation)
    by_file = {attachments.csv_name(table): figure_of(table, evidence) for table in evidence.tables}
    for name in (*expected, attachments.MANIFEST):
        if name not in file.files:
            yield Problem("attachment_missing", by_file.get(name, ""), {"name": name})
    for name, content in file.files.items():
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


def _manifest(file: Opened, made: Document, evidence: Evidence, compared: Comparison) -> Iterator[Problem]:
    """The attached manifest against one written anew; what it says of renderer and edition are only claims."""
    if attachments.MANIFEST not in file.files:
        return
    files = attachments.files(evidence, made.language, made.presentation)
    expected = manifest.manifest(made, evidence, files, figure_pages(made, compared), file.painted, {})
    for key in sorted(set(expected) - {"figures", *manifest.CLAIMS}):
        if file.manifest.get(key) != expected[key]:
            yield Problem("manifest_changed", values={"name": key})
    described = file.manifest.get("figures")
    for figure, wanted in expected["figures"].items():
        if not isinstance(described, dict) or described.get(figure) != wanted:
            yield Problem("manifest_changed", figure, {"name": figure})


def _lines(evidence: Evidence, problems: tuple[Problem, ...]) -> Iterator[FigureLine]:
    broken = {problem.figure for problem in problems}
    values = {each.figure_id: _value(each) for each in evidence.findings}
    for figure, title, class_ in _figures(evidence):
        status: Status = "differs" if figure in broken else "digest_only" if class_ == "C" else "holds"
        yield FigureLine(figure, title, class_, status, values.get(figure, {}))


def _value(finding: Finding) -> Mapping[str, str]:
    return {language: interval_words(finding, language) for language in LANGUAGES}


def _figures(evidence: Evidence) -> Iterator[tuple[str, Mapping[str, str], str]]:
    tables = {table.id: table for table in evidence.tables}
    flow = next((table for table in evidence.tables if table.kind == "flow"), None)
    if flow is not None:
        yield evidence.flow_figure_id, flow.title, flow.verifiability
    for finding in evidence.findings:
        yield finding.figure_id, finding.outcome.label, finding.estimate.verifiability
    for group, figure in GROUPS.items() if evidence.indicators else ():
        yield figure, GROUP_TITLES[group], "A"
    for scale in evidence.reliabilities:
        table = tables.get(scale.table_id)
        yield scale.figure_id, table.title if table else {}, table.verifiability if table else "C"
