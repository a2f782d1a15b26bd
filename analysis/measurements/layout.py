"""How a file is laid out: which column is what, in which unit, zone and writing of numbers. Kept with the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from analysis.measurements.cells import Cell, Sheet
from analysis.measurements.kinds import KINDS, Column, Kind
from analysis.measurements.units import known_unit, plain

SAMPLED = 2_000  # rows looked at to guess how numbers and dates are written
SHORT_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}")
IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")


@dataclass(frozen=True)
class Layout:
    """`columns`: role → title in the file; `constants`: role → what stands in every row when there is no column.

    `decimal` is what separates decimals in texts; `day_first` says that 02/03 is 2 March. `period` is how long a row
    lasts when nothing says its end. `digits`: the meter returns to zero after so many. `gap_times`: a pause longer than
    so many usual intervals is told. `negatives`: values below zero are meant. `last_day_included`: an end that is only
    a date includes that day.
    """

    kind: str
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    subject_kind: str = "study"
    zone: str = "Europe/Paris"
    decimal: str = ","
    day_first: bool = True
    origin: str = "measured"
    period: str = ""
    digits: int | None = None
    gap_times: float = 3.0
    negatives: bool = False
    last_day_included: bool = False
    sheet: str = ""

    @property
    def row(self) -> Kind:
        """The kind of file."""
        return KINDS[self.kind]

    def as_json(self) -> dict[str, Any]:
        """What is kept."""
        return asdict(self)


def layout_from(kept: Mapping[str, Any]) -> Layout:
    """What was kept, read back; what a later version would have added is passed over."""
    names = {one.name for one in fields(Layout)}
    return Layout(**{name: value for name, value in kept.items() if name in names})


def guessed(sheet: Sheet, kind: Kind, before: Layout | None = None, *, french: bool = True) -> Layout:
    """The layout most likely right: the one kept from a file with the same titles, else what the titles say."""
    if before is not None and set(before.columns.values()) <= set(sheet.titles):
        return before
    columns: dict[str, str] = {}
    for column in kind.columns:
        title = _title_for(_said(column), [title for title in sheet.titles if title not in columns.values()])
        if title:
            columns[column.role] = title
    constants = {one.role: one.usual for one in kind.columns if one.usual and one.role not in columns}
    unit = _unit_within(columns.get("value", ""))
    if unit and "unit" not in columns:
        constants["unit"] = unit
    texts = [cell for row in sheet.rows[:SAMPLED] for cell in row.cells if isinstance(cell, str) and cell]
    return Layout(
        kind.code,
        columns,
        constants,
        subject_kind=_subject_kind(columns.get("subject", "")),
        decimal=_decimal(texts, french),
        day_first=_day_first(texts, french),
        sheet=sheet.name,
    )


def _said(column: Column) -> tuple[str, ...]:
    return (*(plain(IN_BRACKETS.sub("", label)) for label in column.label.values()), *column.aliases)


def day_order_unsaid(sheet: Sheet) -> bool:
    """Whether dates of the sheet can be read with the day first or with the month first, and none of them tells."""
    texts = [cell for row in sheet.rows for cell in row.cells if isinstance(cell, str)]
    written = [found for text in texts if (found := SHORT_DATE.match(text))]
    unsaid = _day_first(texts, french=True) != _day_first(texts, french=False)
    return unsaid and any(int(found[1]) != int(found[2]) for found in written)


def _title_for(aliases: Iterable[str], titles: list[str]) -> str:
    """The title that says so exactly, else the first that begins so."""
    compared = {title: plain(IN_BRACKETS.sub("", title)) for title in titles if title}
    for alias in aliases:
        for title, said in compared.items():
            if said == alias:
                return title
    return next((title for title, said in compared.items() if any(said.startswith(f"{one} ") for one in aliases)), "")


def _unit_within(title: str) -> str:
    found = IN_BRACKETS.search(title)
    return known_unit(found[1]) or "" if found else ""


def _subject_kind(title: str) -> str:
    if not title:
        return "study"
    said = plain(title)
    if any(word in said for word in ("site", "lieu", "logement", "foyer", "household")):
        return "site"
    return "arm" if said in ("groupe", "arm") else "participant"


def _decimal(texts: Iterable[str], french: bool) -> str:
    commas = points = 0
    for text in texts:
        commas += bool(re.fullmatch(r"-?[\d\s\u00a0\u202f]+,\d{1,2}|-?\d+,\d{4,}", text))
        points += bool(re.fullmatch(r"-?[\d\s\u00a0\u202f]+\.\d{1,2}|-?\d+\.\d{4,}", text))
    if commas == points:
        return "," if french else "."
    return "," if commas > points else "."


def _day_first(texts: Iterable[str], french: bool) -> bool:
    for text in texts:
        found = SHORT_DATE.match(text)
        if found and (int(found[1]) > 12) != (int(found[2]) > 12):
            return int(found[1]) > 12
    return french


def first_texts(sheet: Sheet, most: int = 3) -> Mapping[str, list[Cell]]:
    """The first cells of each column that are not empty, to recognise it by."""
    return {
        title: [row.cells[place] for row in sheet.rows[:50] if place < len(row.cells) and row.cells[place] != ""][:most]
        for place, title in enumerate(sheet.titles)
        if title
    }
