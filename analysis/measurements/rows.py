"""The cells of a row as typed values, each with what is wrong with it at its place."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from analysis.measurements.cells import Cell, Row, Sheet
from analysis.measurements.kinds import PERIODS, SUBJECT_KINDS, Column
from analysis.measurements.known import Known
from analysis.measurements.layout import Layout
from analysis.measurements.moments import day, instant, later, zone_of
from analysis.measurements.numbers import amount, number
from analysis.measurements.problems import Problem
from analysis.measurements.units import CURRENCIES, UNITS, known_unit

LONGEST = {"series": 200, "subject": 200, "label": 500, "payer": 200, "source": 1000, "url": 1000}
LONGEST_TEXT = 200
YEARS = range(1990, 2101)


def shown(cell: Cell) -> str:
    """A cell as a sentence repeats it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)


def digest(*parts: object) -> str:
    """What makes a line the same thing again, as a short text."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=16).hexdigest()


class Rows:
    """Reads the rows of a sheet by its layout. `found` gathers the problems of the row being read."""

    def __init__(self, sheet: Sheet, layout: Layout, known: Known) -> None:
        self.sheet, self.layout, self.known, self.kind = sheet, layout, known, layout.row
        self.zone = zone_of(layout.zone) or ZoneInfo("UTC")
        self.places = {role: sheet.titles.index(title) for role, title in layout.columns.items()}
        self.row = Row(0, ())
        self.found: list[Problem] = []
        self._subjects: dict[str, str] = {}
        self._units: dict[str, str | None] = {}

    def begin(self, row: Row) -> None:
        """Turns to a row."""
        self.row, self.found = row, []

    def cell(self, role: str) -> Cell:
        """What stands there, or what stands in every row."""
        place = self.places.get(role)
        if place is None:
            return self.layout.constants.get(role, "")
        return self.row.cells[place] if place < len(self.row.cells) else ""

    def column(self, role: str) -> Column:
        """The column of a role."""
        column = self.kind.column(role)
        if column is None:
            raise KeyError(role)
        return column

    def wrong(self, role: str, code: str, **facts: str) -> None:
        """A problem at the cell of a role."""
        title = self.layout.columns.get(role, "")
        facts = {"role": role, "kind": self.kind.code, **facts}
        value = "" if code == "participant_unknown" else shown(self.cell(role))
        letter = self.sheet.letter(title)
        self.found.append(Problem(code, self.sheet.name, self.row.number, letter, title, value, facts))

    def text(self, role: str, *, needed: bool = False) -> str:
        """A text, within its length."""
        read = shown(self.cell(role)).strip()
        most = LONGEST.get(role, LONGEST_TEXT)
        if needed and not read:
            self.wrong(role, "cell_empty")
        if len(read) > most:
            self.wrong(role, "text_too_long", most=str(most))
        return read

    def moment(self, role: str, clock: str = "") -> datetime | None:
        """An instant; None when the cell is empty or wrong."""
        cell = self.cell(role)
        if cell == "":
            return None
        read = instant(cell, self.cell(clock) if clock else "", self.zone, self.layout.day_first)
        if isinstance(read, str):
            self.wrong(role, read, zone=self.layout.zone)
            return None
        if role == "end" and read.date_only and self.layout.last_day_included:
            return read.at + timedelta(days=1)
        return read.at

    def start(self) -> datetime | None:
        """When the row begins."""
        if self.cell("start") == "":
            self.wrong("start", "cell_empty")
            return None
        return self.moment("start", "clock")

    def after_period(self, start: datetime) -> datetime | None:
        """The end of a row that lasts a known period."""
        end = later(start, self.layout.period, PERIODS[self.layout.period], self.zone)
        if isinstance(end, str):
            self.wrong("start", end, zone=self.layout.zone)
            return None
        return end

    def day(self, role: str) -> date | None:
        """A date."""
        cell = self.cell(role)
        if cell == "":
            self.wrong(role, "cell_empty")
            return None
        read = day(cell, self.layout.day_first)
        if isinstance(read, str):
            self.wrong(role, read)
            return None
        return read

    def number(self, role: str, unit: str = "") -> float | None:
        """A number, or a time written h:mm:ss; None when the cell is empty or wrong."""
        cell = self.cell(role)
        if cell == "":
            return None
        read = amount(cell, self.layout.decimal, unit) if unit else number(cell, self.layout.decimal)
        if isinstance(read, str):
            self.wrong(role, read)
            return None
        return read

    def year(self, role: str) -> int | None:
        """A year of four digits."""
        read = shown(self.cell(role)).strip()
        if read.isdecimal() and int(read) in YEARS:
            return int(read)
        self.wrong(role, "year_missing")
        return None

    def unit(self, role: str = "unit") -> str | None:
        """A unit; None when it is empty or nobody knows it."""
        read = shown(self.cell(role)).strip()
        if read not in self._units:
            self._units[read] = known_unit(read)
        if self._units[read] is None:
            self.wrong(role, "unit_unknown" if read else "cell_empty", units=", ".join(UNITS))
        return self._units[read]

    def currency(self) -> str | None:
        """A currency."""
        read = known_unit(shown(self.cell("currency")))
        if read not in CURRENCIES:
            self.wrong("currency", "currency_unknown", currencies=", ".join(CURRENCIES))
            return None
        return read

    def subject(self) -> str | None:
        """Whose it is; None when it is empty or the study does not know it."""
        if self.layout.subject_kind == "study":
            return ""
        read = self.text("subject", needed=True)
        if read not in self._subjects:
            self._subjects[read] = self._stranger(read)
        code = self._subjects[read]
        if code:
            kept = self.known.sites if code == "site_unknown" else self.known.arms
            listed = "" if code.startswith("participant") else ", ".join(sorted(kept)[:30]) or "–"
            self.wrong("subject", code, known=listed)
        return None if code or not read else read

    def arm(self) -> str:
        """The arm of a line of money; empty when it concerns all."""
        read = self.text("arm")
        if read and read not in self.known.arms:
            self.wrong("arm", "arm_unknown", known=", ".join(sorted(self.known.arms)) or "–")
        return read

    @property
    def people(self) -> tuple[str, ...]:
        """The participants of the study named so far."""
        named = self._subjects if self.layout.subject_kind == "participant" else {}
        return tuple(name for name, code in named.items() if name and not code)

    def _stranger(self, subject: str) -> str:
        if not subject:
            return ""
        if self.layout.subject_kind == "participant":
            left = "participant_left" if subject in self.known.left else "participant_unknown"
            return "" if subject in self.known.participants else left
        known = self.known.sites if self.layout.subject_kind == "site" else self.known.arms
        return "" if subject in known else f"{self.layout.subject_kind}_unknown"


def layout_problems(sheet: Sheet, layout: Layout) -> list[Problem]:
    """What keeps every row of a sheet from being read by a layout; what is not taken of it, as notices."""
    kind = layout.row
    found = [
        Problem("column_missing", sheet.name, sheet.titles_row, header=title, facts={"role": role, "kind": kind.code})
        for role, title in layout.columns.items()
        if title not in sheet.titles
    ]
    given = {*layout.columns, *(role for role, said in layout.constants.items() if said)}
    needed = [column.role for column in kind.columns if column.needed]
    if layout.subject_kind in SUBJECT_KINDS[1:] and kind.makes == "measurements":
        needed.append("subject")
    found += [
        Problem("role_missing", sheet.name, facts={"role": role, "kind": kind.code})
        for role in needed
        if role not in given
    ]
    if zone_of(layout.zone) is None:
        found.append(Problem("zone_unknown", value=layout.zone))
    if kind.makes == "measurements":
        lasts = bool(given & {"end"}) or layout.period in PERIODS or ("value" in given and not kind.regular)
        if kind.spans and not lasts:
            found.append(Problem("span_missing", sheet.name))
        if not given & set(kind.values) and not (kind.spans and "end" in given):
            found.append(Problem("values_missing", sheet.name))
    if found:
        return found
    taken = set(layout.columns.values())
    unused = [title for title in sheet.titles if title and title not in taken]
    return [Problem("column_unused", sheet.name, sheet.titles_row, sheet.letter(one), one) for one in unused]
