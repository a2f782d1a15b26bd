"""Verify minutes from their file alone: each result computed again from its counts, each page read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis import frozen_json
from analysis.deliberation.reading_checks import impossible
from analysis.deliberation.recompute import discrepancies
from analysis.frozen_json import UnreadableJson
from reports import attachments, manifest, printed
from reports.comparison import Comparison, compare, figure_pages
from reports.document import Document
from reports.minutes.document import document
from reports.minutes.pdf import files, manifest_of
from reports.minutes.readings import reading_figure, reading_title
from reports.minutes.results import figure_of, held_activities
from reports.minutes.value import Frozen, Minutes, Reading, loads
from reports.opened import MINUTES, Opened
from reports.presentation import of_files
from reports.verdict import FigureLine, Problem, Verification, settled

COMMITTED = "C"  # the class of what needs the votes of each person, which stay with the laboratory
RECOMPUTED = "A"  # the class of what is computed again from the file itself


def verified(file: Opened) -> Verification:
    """What holds of the minutes in this file."""
    try:
        minutes = loads(file.files[MINUTES].decode())
        made = document(minutes, of_files(file.files))
    except (UnreadableJson, UnicodeDecodeError):
        return Verification((), (Problem("minutes_unreadable"),), "", None)
    except (ArithmeticError, LookupError, TypeError, ValueError):  # read, but no session gives such minutes
        return Verification((), (Problem("minutes_unreadable"),), "", None)
    compared = compare(made, file.texts)
    problems: tuple[Problem, ...] = (
        *_attachments(file, minutes, made),
        *(
            problem
            for place, held in held_activities(minutes)
            if held.frozen
            for problem in _result(place, held.frozen)
        ),
        *printed.texts(compared),
        *printed.digests(file, made),
        *printed.structure(file, made),
        *_manifest(file, made, minutes, compared),
    )
    redrawn = None
    if not problems:
        problems, redrawn = printed.redrawn(file, made)
    lines = _lines(minutes, problems)
    strange = printed.strange_numbers(compared, made)
    return settled(lines, problems, made.evidence_digest, redrawn, manifest.said_edition(file.manifest), strange)


def _result(place: int, frozen: Frozen) -> Iterator[Problem]:
    """The digests of both ends, and the result that the counts give."""
    figure = figure_of(place)
    if frozen_json.digest(frozen.counts) != frozen.input_digest:
        yield Problem("counts_digest", figure)
    if frozen_json.digest(frozen.result) != frozen.result_digest:
        yield Problem("result_digest", figure)
    if frozen.method != frozen.result.method or dict(frozen.parameters) != dict(frozen.result.parameters):
        yield Problem("method_named_twice", figure)
    found = discrepancies(frozen.method, frozen.parameters, frozen.counts, frozen.result)
    yield from (Problem("result_differs", figure, {"detail": detail}) for detail in found)
    for reading in frozen.readings:
        yield from _reading(place, reading, frozen)


def _reading(place: int, reading: Reading, frozen: Frozen) -> Iterator[Problem]:
    """The digest of a reading, and what its own cells and the counts of the activity allow."""
    figure, found = reading_figure(place, reading), reading.result
    if (found is not None) != (reading.state == "done"):
        yield Problem("result_digest", figure)
    elif found is not None:
        if frozen_json.digest(found) != reading.result_digest:
            yield Problem("result_digest", figure)
        details = impossible(found, reading.parameters, frozen.counts)
        yield from (Problem("reading_differs", figure, {"detail": detail}) for detail in details)


def _attachments(file: Opened, minutes: Minutes, made: Document) -> Iterator[Problem]:
    expected = files(minutes, made.presentation)
    for name in (*expected, attachments.MANIFEST):
        if name not in file.files:
            yield Problem("attachment_missing", values={"name": name})
    for name, content in file.files.items():
        if name not in expected and name != attachments.MANIFEST:
            yield Problem("attachment_unknown", values={"name": name})
        elif name in expected and content != expected[name]:
            yield Problem("attachment_changed", values={"name": name})


def _manifest(file: Opened, made: Document, minutes: Minutes, compared: Comparison) -> Iterator[Problem]:
    if attachments.MANIFEST not in file.files:
        return
    expected = manifest_of(made, files(minutes, made.presentation), figure_pages(made, compared), file.painted, {})
    for key in sorted(set(expected) - set(manifest.CLAIMS)):
        if file.manifest.get(key) != expected[key]:
            yield Problem("manifest_changed", values={"name": key})


def _lines(minutes: Minutes, problems: tuple[Problem, ...]) -> Iterator[FigureLine]:
    broken = {problem.figure for problem in problems}
    for place, held in held_activities(minutes):
        if held.frozen is not None:
            figure = figure_of(place)
            title: Mapping[str, str] = {minutes.language: held.question}
            yield FigureLine(figure, title, RECOMPUTED, "differs" if figure in broken else "holds")
            for reading in held.frozen.readings:
                code, said = reading_figure(place, reading), reading_title(reading, minutes.language)
                named: Mapping[str, str] = {minutes.language: f"{held.question} ({said})"}
                yield FigureLine(code, named, COMMITTED, "differs" if code in broken else "digest_only")
    for place, decision in enumerate(minutes.decisions, start=1):
        if f"D{place}" in broken:
            yield FigureLine(f"D{place}", {minutes.language: decision.title}, "C", "differs")
