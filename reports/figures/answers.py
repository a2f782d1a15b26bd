"""The picture of the answers behind a result: bars, slopes or a histogram, as the published counts allow.

Nothing is drawn that is not in the published table: single people are drawn only from counts of pairs that may be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.results import Cell, Evidence, EvidenceTable, Finding
from reports import sentences
from reports.figures import differences, likert, slopes
from reports.figures.answer_words import answer, say, span
from reports.figures.likert import Bar, Segment, Side
from reports.figures.primitives import Drawing
from reports.grid import Grid
from reports.labels import arm_label
from reports.numbers import Language, number

LEVELS = (6, 8)  # of the recommendation score: up to 6 against, from 9 on for


@dataclass(frozen=True)
class Answers:
    """A picture of answers with its title and its table twin."""

    title: str
    drawing: Drawing
    grid: Grid


def of(finding: Finding, evidence: Evidence, language: Language) -> Answers | None:
    """The picture of one result; None where its table holds no count that may be drawn."""
    table = next((each for each in evidence.tables if each.id == finding.table_id), None)
    if table is None or table.verifiability != "A" or not table.rows:
        return None
    said = _said(finding, evidence, language)
    if table.kind == "difference_counts":
        return _histogram(table, finding, language, said)
    if table.kind == "paired_counts":
        return _paired(table, finding, evidence, language, said)
    bars = BARS[table.kind](table, finding, evidence, language) if table.kind in BARS else ()
    return _bars(bars, language, said)


def caption(found: Answers, finding: Finding, language: Language) -> str:
    """Figure, what is drawn, n, and the interval where there is one."""
    figure = finding.figure_id
    interval = sentences.interval_words(finding, language)
    n = f"n\u00a0=\u00a0{number(finding.estimate.n, language)}"
    effect = sentences.effect_words(finding, language)
    return f"Figure {figure}. {found.title} " + ", ".join(filter(None, (n, effect, interval))) + "."


def _said(finding: Finding, evidence: Evidence, language: Language) -> str:
    sentence = sentences.finding_sentence(finding, sentences.speaker(evidence, language))
    interval = sentences.interval_sentence(finding, language)
    return " ".join(filter(None, (sentence, interval)))


def _bars(bars: Sequence[Bar], language: Language, said: str) -> Answers | None:
    drawing = likert.draw(bars, language, said)
    return Answers(say("bars", language), drawing, likert.grid(bars, language)) if drawing else None


def _histogram(table: EvidenceTable, finding: Finding, language: Language, said: str) -> Answers | None:
    changes = [
        differences.Change(float(value), int(count or 0), bool(beyond))
        for value, beyond, count in table.rows
        if value is not None
    ]
    drawing = differences.draw(changes, finding.outcome.better == "higher", language, said)
    return Answers(say("histogram", language), drawing, differences.grid(changes, language)) if drawing else None


def _paired(
    table: EvidenceTable, finding: Finding, evidence: Evidence, language: Language, said: str
) -> Answers | None:
    """A line each while they can be told apart; else the answers before and after as bars."""
    pairs = [row for row in table.rows if row[0] is not None]
    named = {str(row[0]): answer(str(row[0]), finding, evidence, language) for row in pairs}
    counts = {str(row[0]): bool(row[2]) for row in pairs}
    people = sum(int(row[4] or 0) for row in pairs)
    if people > slopes.MOST_PEOPLE or len(set(named.values())) < len(named):
        bars = (_margin(pairs, side, named, counts, language) for side in (0, 1))
        return _bars(tuple(bars), language, said)
    moves = [
        slopes.Move(
            named[str(before)], named[str(after)], int(n or 0), bool(late and not early), bool(early and not late)
        )
        for before, after, early, late, n in pairs
    ]
    drawing = slopes.draw(moves, _from_least(named, counts), language, said)
    return Answers(say("slopes", language), drawing, slopes.grid(moves, language)) if drawing else None


def _from_least(named: Mapping[str, str], counts: Mapping[str, bool]) -> list[str]:
    """Answers that count come last, and so stand on top."""
    return [named[code] for code in sorted(named, key=lambda code: counts[code])]


def _margin(
    pairs: Sequence[tuple[Cell, ...]],
    side: int,
    named: Mapping[str, str],
    counts: Mapping[str, bool],
    language: Language,
) -> Bar:
    parts = (
        Segment(named[code], sum(int(row[4] or 0) for row in pairs if str(row[side]) == code), _side(counts[code]))
        for code in named
    )
    return Bar(say(("before", "after")[side], language), tuple(parts))


def _side(counts: bool) -> Side:
    return "right" if counts else "left"


def _by_success(table: EvidenceTable, finding: Finding, evidence: Evidence, language: Language) -> tuple[Bar, ...]:
    """Answers that count to the right, the others to the left."""
    arms = list(dict.fromkeys(row[0] for row in table.rows))
    return tuple(
        Bar(
            _arm(arm, evidence, language),
            tuple(
                Segment(answer(str(code), finding, evidence, language), int(n or 0), _side(bool(counts)))
                for of_arm, code, counts, n in table.rows
                if of_arm == arm and code is not None
            ),
        )
        for arm in arms
    )


def _by_order(table: EvidenceTable, finding: Finding, evidence: Evidence, language: Language) -> tuple[Bar, ...]:
    """Ordered answers on both sides of the middle of the question."""
    middle = _middle(table, finding, evidence)
    return tuple(
        Bar(
            _arm(arm, evidence, language),
            tuple(
                Segment(
                    span(float(low), float(high), finding, evidence, language), int(n or 0), _lies(low, high, middle)
                )
                for of_arm, low, high, n in table.rows
                if of_arm == arm and isinstance(low, int | float) and isinstance(high, int | float)
            ),
        )
        for arm in dict.fromkeys(row[0] for row in table.rows)
    )


def _recommended(table: EvidenceTable, finding: Finding, evidence: Evidence, language: Language) -> tuple[Bar, ...]:
    against, neutral = LEVELS
    parts = tuple(
        Segment(
            span(float(low), float(high), finding, evidence, language),
            int(n or 0),
            "left" if high <= against else "middle" if high <= neutral else "right",
        )
        for low, high, n in table.rows
        if isinstance(low, int | float) and isinstance(high, int | float)
    )
    return (Bar(say("everyone", language), parts),)


def _middle(table: EvidenceTable, finding: Finding, evidence: Evidence) -> float:
    """Half-way between the ends of the question, where its codes are numbers; else of what was answered."""
    question = next((each for each in evidence.codebook if each.name == finding.outcome.measure), None)
    offered = [float(each.code) for each in question.codes if _is_number(each.code)] if question else []
    seen = [float(cell) for row in table.rows for cell in row[1:3] if isinstance(cell, int | float)]
    ends = offered or seen or [0.0]
    return (min(ends) + max(ends)) / 2


def _is_number(code: str) -> bool:
    return code.lstrip("-").replace(".", "", 1).isdecimal()


def _lies(low: Cell, high: Cell, middle: float) -> Side:
    if isinstance(high, int | float) and high < middle:
        return "left"
    return "right" if isinstance(low, int | float) and low > middle else "middle"


def _arm(code: Cell, evidence: Evidence, language: Language) -> str:
    return say("everyone", language) if code is None else arm_label(evidence, str(code), language)


BARS = {"success_counts": _by_success, "arm_counts": _by_order, "recommendation_counts": _recommended}
