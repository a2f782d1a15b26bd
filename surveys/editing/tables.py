"""What the reader understands of a workbook being edited: its tables, its languages, and where a cell is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from surveys.archive import column_number
from surveys.editing.grid import Lines, filled, lines_of, with_column, with_lines
from surveys.languages import UNLABELLED
from surveys.sheet_table import Columns, Header, Record, Table, read_table
from surveys.workbook import Sheet, Workbook
from surveys.xlsform.columns import CHOICE_COLUMNS, SETTINGS_COLUMNS, SURVEY_COLUMNS
from surveys.xlsform.settings import NO_RECORD, language_of_titles

SheetName: TypeAlias = Literal["survey", "choices", "settings"]
Field: TypeAlias = tuple[str, str]  # a column and a language; UNLABELLED where the column has none

COLUMNS: Mapping[SheetName, Columns] = {
    "survey": SURVEY_COLUMNS,
    "choices": CHOICE_COLUMNS,
    "settings": SETTINGS_COLUMNS,
}
FIRST_COLUMNS: Mapping[SheetName, tuple[str, ...]] = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version"),
}
SOUND = "media::audio"  # the words read aloud, by the name of a file
SPOKEN_COLUMNS = ("label", "hint", "guidance_hint", "constraint_message", "required_message", "form_title", SOUND)


@dataclass(frozen=True)
class Language:
    """A language of the workbook. `written` is what its titles say after `::`; empty where they say nothing."""

    code: str
    name: str
    written: str


NO_LANGUAGE = Language(UNLABELLED, "", "")


@dataclass(frozen=True)
class Tables:
    """A workbook as the reader sees it, whatever is wrong with it."""

    workbook: Workbook

    @cached_property
    def default(self) -> str:
        """The language of titles that name none."""
        settings = read_table(self.workbook.sheet("settings"), SETTINGS_COLUMNS, UNLABELLED)
        return language_of_titles(self.workbook.sheet("survey"), next(iter(settings.records), NO_RECORD))

    @cached_property
    def survey(self) -> Table:
        """The survey sheet."""
        return self._table("survey")

    @cached_property
    def choices(self) -> Table:
        """The choices sheet."""
        return self._table("choices")

    @cached_property
    def settings(self) -> Table:
        """The settings sheet."""
        return self._table("settings")

    def table(self, sheet: SheetName) -> Table:
        """A sheet by name."""
        return {"survey": self.survey, "choices": self.choices, "settings": self.settings}[sheet]

    def record(self, sheet: SheetName, row: int) -> Record | None:
        """The row of that number; None when there is none."""
        return next((record for record in self.table(sheet).records if record.row == row), None)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages words are written in, that of the settings first."""
        found: dict[str, Language] = {}
        for table in (self.survey, self.choices):
            for header in table.headers:
                if header.column in SPOKEN_COLUMNS:
                    written = header.title.partition("::")[2].strip()
                    name = table.language_names.get(header.language, header.language)
                    found.setdefault(header.language, Language(header.language, name, written))
        return tuple(sorted(found.values(), key=lambda language: language.code != self.default))

    def title(self, sheet: SheetName, field: Field, written: str = "") -> str:
        """How a column not yet there is titled: words name their language as written, else as the other columns do."""
        column, code = field
        written = written or next((language.written for language in self.languages if language.code == code), code)
        return f"{column}::{written}" if column in COLUMNS[sheet].worded and code != UNLABELLED and written else column

    def _table(self, sheet: SheetName) -> Table:
        return _read(self.workbook.sheet(sheet), sheet, self.default)


@lru_cache(maxsize=12)  # an edit reads the sheet it changes several times, and leaves the others as they are
def _read(content: Sheet | None, sheet: SheetName, default: str) -> Table:
    return read_table(content, COLUMNS[sheet], default)


def header_row(workbook: Workbook, sheet: SheetName) -> int:
    """The row of the titles; 0 when the sheet is not there or empty."""
    return Tables(workbook).table(sheet).row


def index_of(table: Table, field: Field) -> int | None:
    """The index of a column; None when there is none."""
    found = next((header for header in table.headers if (header.column, header.language) == field), None)
    return column_number(found.letter) - 1 if found else None


def set_cells(workbook: Workbook, sheet: SheetName, row: int, values: Mapping[Field, str]) -> Workbook:
    """The workbook with these cells of a row; a column is added only to hold something."""
    return set_rows(workbook, sheet, {row: values})


def set_rows(workbook: Workbook, sheet: SheetName, rows: Mapping[int, Mapping[Field, str]]) -> Workbook:
    """The workbook with these cells of several rows."""
    needed = dict.fromkeys(field for values in rows.values() for field, value in values.items() if value)
    workbook = with_columns(workbook, sheet, tuple(needed))
    table = Tables(workbook).table(sheet)
    places = {(header.column, header.language): _index(header) for header in reversed(table.headers)}
    lines = lines_of(workbook.sheet(sheet))
    lines += [()] * (max(rows, default=0) - len(lines))
    for row, values in rows.items():
        known = {places[field]: value for field, value in values.items() if field in places}
        lines[row - 1] = filled(lines[row - 1], known)
    return with_lines(workbook, sheet, lines)


def with_columns(workbook: Workbook, sheet: SheetName, fields: Sequence[Field], written: str = "") -> Workbook:
    """The workbook with a column for each of these, beside those of its kind; `written` names a new language."""
    if not header_row(workbook, sheet):
        workbook = with_lines(workbook, sheet, [FIRST_COLUMNS[sheet]])
    table = Tables(workbook).table(sheet)
    for field in fields:
        if index_of(table, field) is None:
            workbook = with_lines(workbook, sheet, _with_column(Tables(workbook), sheet, field, written))
    return workbook


def _with_column(tables: Tables, sheet: SheetName, field: Field, written: str) -> Lines:
    header = header_row(tables.workbook, sheet) - 1
    lines = lines_of(tables.workbook.sheet(sheet))
    alike = [_index(known) for known in tables.table(sheet).headers if known.column == field[0]]
    at = max(alike) + 1 if alike else max(len(cells) for cells in lines)
    return with_column(lines, at, header, tables.title(sheet, field, written))


def _index(header: Header) -> int:
    return column_number(header.letter) - 1
