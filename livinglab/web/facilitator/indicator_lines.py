"""An indicator as a page says it: its value in words, its picture with the table twin, its target, what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.indicators import INDICATORS, read_indicators
from analysis.indicators.catalogue import IndicatorRow
from analysis.indicators.facts import ProjectFacts
from analysis.indicators.readings import Found, Reading
from analysis.indicators.targets import Verdict, against
from livinglab.store.indicator_targets import IndicatorTarget
from livinglab.words import spoken
from surveys.languages import base

if TYPE_CHECKING:
    from reports.figures.primitives import Drawing
    from reports.grid import Grid
    from reports.numbers import Language


@dataclass(frozen=True)
class Line:
    """One indicator, read and worded in the reader's language."""

    row: IndicatorRow
    found: Found
    value: str
    interval: str
    notes: Sequence[str]
    picture: Drawing | None
    twin: Grid | None
    target: IndicatorTarget | None
    target_words: str
    verdict: Verdict | None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.words.title[said_in()]

    @property
    def rule(self) -> str:
        """How it is counted."""
        return self.row.words.rule[said_in()]

    @property
    def how(self) -> str:
        """What to do to have something to count."""
        return self.row.words.how[said_in()]

    @property
    def to_show(self) -> str:
        """What the platform cannot see, "" when it sees all of it."""
        return self.row.words.to_show.get(said_in(), "")


def said_in() -> Language:
    """The language of the team's pages that is spoken here."""
    return "en" if base(spoken()) == "en" else "fr"


def lines_of(facts: ProjectFacts, targets: Mapping[str, Sequence[IndicatorTarget]]) -> dict[str, Line]:
    """Every indicator, by code."""
    return {reading.code: _line(reading, facts, targets.get(reading.code, ())) for reading in read_indicators(facts)}


def _line(reading: Reading, facts: ProjectFacts, targets: Sequence[IndicatorTarget]) -> Line:
    from reports import indicator_words as say  # draws too: not before somebody looks

    row, found, language = INDICATORS[reading.code], reading.found, said_in()
    target = targets[0] if targets else None
    picture, twin = _picture(row, found, facts.minimum_cell, say.sentence(row, found, language))
    return Line(
        row=row,
        found=found,
        value=say.value_words(row, found, language),
        interval=say.interval_words(row, found, language),
        notes=say.notes_words(found, language),
        picture=picture,
        twin=twin,
        target=target,
        target_words=say.with_unit(row, target.value, language) if target else "",
        verdict=against(row, found, target.value) if target else None,
    )


def _picture(row: IndicatorRow, found: Found, minimum: int, said: str) -> tuple[Drawing | None, Grid | None]:
    """Waits and helices are drawn; the others are plain numbers."""
    from reports.figures import helices, waits

    title, language = row.words.title[said_in()], said_in()
    if waits.is_drawn(found.curve):
        return waits.draw(found.curve, language, title, said), waits.grid(found.curve, language)
    if row.unit == "evenness" and helices.is_drawn(found.cells):
        drawn = helices.draw(found.cells, minimum, language, title)
        return drawn, helices.grid(found.cells, minimum, language)
    return None, None
