"""A sheet as a table: headers understood once, cells that know their place, columns never silently dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from surveys.archive import column_letters, column_number
from surveys.problems import Problem
from surveys.values import Text
from surveys.workbook import Row, Sheet

UNLABELLED = "und"  # BCP 47: the language of a column that names none
LANGUAGE_CODES: Mapping[str, str] = {
    "english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr", "spanish": "es",
    "español": "es", "espanol": "es", "german": "de", "deutsch": "de", "italian": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt", "portugues": "pt", "dutch": "nl", "nederlands": "nl", "arabic": "ar",
    "arabe": "ar", "العربية": "ar", "turkish": "tr", "türkçe": "tr", "ukrainian": "uk", "russian": "ru", "polish": "pl",
    "polski": "pl", "romanian": "ro", "swahili": "sw", "kiswahili": "sw", "bangla": "bn", "bengali": "bn",
    "hindi": "hi",
    "chinese": "zh", "nepali": "ne", "somali": "so", "amharic": "am", "breton": "br", "basque": "eu", "catalan": "ca",
}  # fmt: skip
CODED_LANGUAGE = re.compile(r"(.*?)\s*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\)")
BARE_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Columns:
    """What a sheet may hold. `worded` columns exist per language; `left_out` are understood and not taken over."""

    plain: frozenset[str]
    worded: frozenset[str]
    left_out: frozenset[str]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """The columns that are taken over."""
        return self.plain | self.worded


@dataclass(frozen=True)
class Header:
    """One column: what it is, in which language, under which letter and title."""

    column: str
    language: str
    letter: str
    title: str


@dataclass(frozen=True)
class Cell:
    """A value with its place."""

    value: str
    sheet: str
    row: int
    header: Header

    def problem(self, code: str, **facts: str) -> Problem:
        """A problem of this cell."""
        return Problem(code, self.sheet, self.row, self.header.letter, self.header.title, self.value, facts)


@dataclass(frozen=True)
class Record:
    """One row, by column: `cells[(column, language)]`. Empty cells are absent."""

    sheet: str
    row: int
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, column: str) -> Cell | None:
        """The cell of a column without language."""
        return self.cells.get((column, UNLABELLED))

    def value(self, column: str) -> str:
        """The text of a column without language; empty when there is none."""
        cell = self.cell(column)
        return cell.value if cell else ""

    def text(self, column: str) -> Text:
        """The words of a column, by language."""
        return {language: cell.value for (name, language), cell in self.cells.items() if name == column}

    def worded(self, column: str) -> Iterator[Cell]:
        """The cells of a column, one per language."""
        return (cell for (name, _), cell in self.cells.items() if name == column)

    def problem(self, code: str, **facts: str) -> Problem:
        """A problem of the whole row."""
        return Problem(code, self.sheet, self.row, facts=facts)

    def place(self, column: str, code: str, **facts: str) -> Problem:
        """A problem of a cell, or of the row when the cell is empty."""
        cell = self.cell(column) or next(self.worded(column), None)
        return cell.problem(code, **facts) if cell else self.problem(code, **facts)


@dataclass(frozen=True)
class Table:
    """A sheet read: its records, its headers, and what is wrong with its columns."""

    records: tuple[Record, ...]
    headers: tuple[Header, ...]
    language_names: Mapping[str, str]
    problems: tuple[Problem, ...]

    def has(self, column: str) -> bool:
        """Whether a header says so, in any language."""
        return any(header.column == column for header in self.headers)


EMPTY = Table((), (), {}, ())


def read_table(sheet: Sheet | None, columns: Columns, default_language: str) -> Table:
    """The table of a sheet; its first row holds the titles. Words without language are in the default one."""
    if sheet is None or not sheet.rows:
        return EMPTY
    headers, names = _headers(sheet.rows[0], columns, default_language)
    problems = _header_problems(sheet, headers, columns)
    kept = [header for header in headers if header.column in columns.known]
    records = (_record(sheet.name, row, kept) for row in sheet.rows[1:])
    return Table(tuple(record for record in records if record.cells), tuple(headers), names, tuple(problems))


def language_code(name: str) -> tuple[str, str]:
    """The code and the name of a language as a workbook writes it: "Français (fr)", "fr", "French"."""
    coded = CODED_LANGUAGE.fullmatch(name.strip())
    if coded:
        return coded[2], coded[1] or coded[2]
    stripped = name.strip()
    if BARE_CODE.fullmatch(stripped):
        return stripped, stripped
    letters = re.sub("[^a-z0-9]", "", stripped.lower())[:8]
    return LANGUAGE_CODES.get(stripped.lower()) or (f"x-{letters}" if letters else UNLABELLED), stripped


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, for "did you mean"; a dash when nothing is known."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.0)), "–")


def _headers(row: Row, columns: Columns, default_language: str) -> tuple[list[Header], dict[str, str]]:
    headers: list[Header] = []
    names: dict[str, str] = {}
    for index, title in enumerate(row.cells, start=1):
        if title:
            column, language = _split(title, columns)
            code, name = language_code(language) if language else (default_language, "")
            if column in columns.worded and name:
                names.setdefault(code, name)
            worded = code if column in columns.worded else UNLABELLED
            headers.append(Header(column, worded, column_letters(index), title))
    return headers, names


def _split(title: str, columns: Columns) -> tuple[str, str]:
    """The column and the language of a title: "label::Français (fr)", also with one colon."""
    base, colons, language = (part.strip() for part in title.partition("::"))
    if not colons and ":" in title and _named(title.partition(":")[0], columns) in columns.worded:
        base, _, language = (part.strip() for part in title.partition(":"))
    named = _named(base, columns)
    return (named, language) if named in columns.worded else (_named(title, columns), "")


def _named(title: str, columns: Columns) -> str:
    plain = re.sub(r"[\s_]+", "_", title.strip().lower())
    return columns.aliases.get(plain, plain)


def _header_problems(sheet: Sheet, headers: Sequence[Header], columns: Columns) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Header] = {}
    for header in headers:
        key = (header.column, header.language)
        code = "column_twice" if key in seen and header.column in columns.known else _unread(header, columns)
        seen.setdefault(key, header)
        first = _first_value(sheet, header)
        if code and (first or code == "column_twice"):
            facts = {"suggestion": nearest(header.column, columns.known)}
            yield Problem(code, sheet.name, sheet.rows[0].number, header.letter, header.title, first, facts)


def _unread(header: Header, columns: Columns) -> str:
    if header.column in columns.known:
        return ""
    base = header.column.partition("::")[0]
    return "column_not_supported" if base in columns.left_out else "column_unknown"


def _first_value(sheet: Sheet, header: Header) -> str:
    index = column_number(header.letter) - 1
    return next((row.cells[index] for row in sheet.rows[1:] if index < len(row.cells) and row.cells[index]), "")


def _record(sheet: str, row: Row, headers: Sequence[Header]) -> Record:
    cells: dict[tuple[str, str], Cell] = {}
    for header in headers:
        index = column_number(header.letter) - 1
        if index < len(row.cells) and row.cells[index]:
            cells.setdefault((header.column, header.language), Cell(row.cells[index], sheet, row.number, header))
    return Record(sheet, row.number, cells)
