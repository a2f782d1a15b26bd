"""What a study knows before a file is read: its people, sites and arms, and what is stored already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.measurements.shapes import CashLine, Measurement, Parameter


@dataclass(frozen=True)
class Known:
    """`stored`: the key of each line in force → its content. `last`: the last reading in force of each meter.

    `units`: series, kind of subject and subject → the unit it has. `periods`: those in force that no other may overlap.
    """

    participants: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    arms: frozenset[str] = frozenset()
    stored: Mapping[str, str] = field(default_factory=dict)
    last: Sequence[Measurement] = ()
    units: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    periods: Sequence[Measurement] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a row says. `key`: what makes it the same thing again; `content`: what it says of it."""

    row: int
    key: str
    content: str
    what: Measurement | CashLine | Parameter


@dataclass(frozen=True)
class LeftOut:
    """A row that is not taken in, with the codes of what is wrong and what its mapped cells hold."""

    row: int
    codes: tuple[str, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
