"""A sheet as a table: headers understood once, cells that know their place, columns never silently dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from difflib import get_close_matches

from surveys.archive import column_letters, column_number
from surveys.languages import UNLABELLED, is_unknown, language_code
from surveys.problems import Problem
from surveys.values import Text
from surveys.workbook import Row, Sheet

LOOKS_LIKE = 0.8  # of two titles, as difflib measures it: "lable" and "label"
VENDORS = ("kobo--", "$")  # columns in which a vendor's own editor keeps its notes
TITLES_WITHIN = 10  # rows: some people write a title and a note above the titles of the columns


@dataclass(frozen=True)
class Columns:
    """What a sheet may hold. `worded` columns exist per language. Some give a `wordless` one a language all the same.

    `carried` are columns this platform does not use and knows to be harmless; like those it does not know, they are
    kept beside the row. Both by the word before "::". In an `open` sheet the other columns mean something too. Of a
    column that is `alone` the current name counts, where an older one says something else. `meant`: titles in other
    words, that are not read, and the column they ask for.
    """

    plain: frozenset[str]
    worded: frozenset[str]
    carried: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    open: bool = False
    wordless: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """The columns this platform uses."""
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
    """One row, by column: `cells[(column, language)]`. Empty cells are absent. `extra` are the others, by title."""

    sheet: str
    row: int
    cells: Mapping[tuple[str, str], Cell]
    extra: Mapping[str, str] = field(default_factory=dict)

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
    """A sheet read: its records, its headers, what is wrong with its columns, and the number of the row of titles."""

    records: tuple[Record, ...]
    headers: tuple[Header, ...]
    language_names: Mapping[str, str]
    problems: tuple[Problem, ...]
    row: int = 0

    def has(self, column: str) -> bool:
        """Whether a header says so, in any language."""
        return any(header.column == column for header in self.headers)


EMPTY = Table((), (), {}, ())


def read_table(sheet: Sheet | None, columns: Columns, default_language: str) -> Table:
    """The table of a sheet, below the row of its titles. Words without language are in the default one."""
    if sheet is None or not sheet.rows:
        return EMPTY
    at = _titles(sheet.rows, columns)
    titles, rows = sheet.rows[at], sheet.rows[at + 1 :]
    headers, names = _headers(titles, columns, default_language)
    problems = _header_problems(sheet.name, titles.number, rows, headers, columns)
    records = (_record(sheet.name, row, headers, columns) for row in rows)
    kept = tuple(record for record in records if record.cells or record.extra)
    return Table(kept, tuple(headers), names, tuple(problems), titles.number)


def headers_of(sheet: Sheet | None, columns: Columns) -> tuple[Header, ...]:
    """The headers of a sheet alone, without reading its rows; titles that name no language have none."""
    if sheet is None or not sheet.rows:
        return ()
    return tuple(_headers(sheet.rows[_titles(sheet.rows, columns)], columns, UNLABELLED)[0])


def titled(sheet: Sheet, columns: Columns) -> frozenset[str]:
    """The known columns of a sheet, to tell what it is when its name does not."""
    if not sheet.rows:
        return frozenset()
    row = sheet.rows[_titles(sheet.rows, columns)]
    return frozenset(_split(title, columns)[0] for title in row.cells if title) & columns.known


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, its capitals aside, for "did you mean"; a dash when nothing is known."""
    words = list(known)
    same = [one for one in words if one.casefold() == word.casefold()]
    return next(iter(same or get_close_matches(word, words, n=1, cutoff=0.0)), "–")


def _titles(rows: Sequence[Row], columns: Columns) -> int:
    """Which row holds the titles: the first that has two known ones, else one; else the first row."""
    known = [
        sum(_split(cell, columns)[0] in columns.known for cell in row.cells if cell) for row in rows[:TITLES_WITHIN]
    ]
    return next((at for least in (2, 1) for at, number in enumerate(known) if number >= least), 0)


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
    spoken = {(header.column, header.language) for header in headers if _says_its_language(header, columns)}
    return sorted(headers, key=lambda header: _is_older(header, columns, spoken)), names


def _is_older(header: Header, columns: Columns, spoken: AbstractSet[tuple[str, str]]) -> bool:
    """Whether it is another name of a column whose current name, or whose name with its language, counts before."""
    if header.column in columns.alone:
        return header.title.strip().lower() != header.column
    return (header.column, header.language) in spoken and not _says_its_language(header, columns)


def _says_its_language(header: Header, columns: Columns) -> bool:
    return header.column in columns.worded and _split(header.title, columns)[1] != ""


def _split(title: str, columns: Columns) -> tuple[str, str]:
    """The column and the language of a title: "label::Français (fr)", "media::image::fr"; also with one colon."""
    whole = _named(title, columns)
    if whole in columns.known:
        return whole, ""
    parts = [part.strip() for part in title.split("::" if "::" in title else ":")]
    for length in (2, 1):
        column = _named("::".join(parts[:length]), columns)
        if column in columns.worded and len(parts) >= length:
            return column, "::".join(parts[length:])
    return (_named(parts[0], columns), "") if _given_a_language(parts, columns) else (whole, "")


def _given_a_language(parts: Sequence[str], columns: Columns) -> bool:
    """Whether a column that holds no words was given a language all the same."""
    known = len(parts) == 2 and _named(parts[0], columns) in columns.wordless
    return known and not is_unknown(language_code(parts[1])[0])


def _named(title: str, columns: Columns) -> str:
    plain = re.sub(r"\s*::?\s*", lambda found: found[0].strip(), title.strip().lower())
    plain = re.sub(r"[\s_]+", "_", plain)
    return columns.aliases.get(plain, plain)


def _header_problems(
    sheet: str, row: int, rows: Sequence[Row], headers: Sequence[Header], columns: Columns
) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Header] = {}
    unused: list[tuple[Header, str]] = []
    there = {header.column for header in headers}
    for header in headers:
        first = _first_value(rows, header)
        earlier = seen.setdefault((header.column, header.language), header)
        if header.column in columns.known:
            if earlier is not header and _differ(rows, earlier, header):
                said = _says_its_language(earlier, columns) and not _says_its_language(header, columns)
                code = "column_older_name" if said or header.column in columns.alone else "column_twice"
                yield Problem(code, sheet, row, header.letter, header.title, first, {"name": earlier.title})
            elif first and header.column in columns.wordless and _named(header.title, columns) != header.column:
                facts = {"name": header.column}
                yield Problem("column_without_language", sheet, row, header.letter, header.title, first, facts)
        elif first and (not _carried(header, columns) or _asked_for(header, columns, there)):
            unused.append((header, first))
        if is_unknown(header.language):
            name = header.title.rpartition(":")[2].strip()
            yield Problem("language_unnamed", sheet, row, header.letter, header.title, name, {"word": name})
    yield from _unused_problems(sheet, row, unused, columns, there)


def _unused_problems(
    sheet: str, row: int, unused: Sequence[tuple[Header, str]], columns: Columns, there: AbstractSet[str]
) -> Iterator[Problem]:
    """A title that looks like one we know may be a slip; the others are told together, once."""
    others = []
    for header, first in unused:
        meant = _asked_for(header, columns, there)
        near = get_close_matches(header.column.partition("::")[0], columns.known, n=1, cutoff=LOOKS_LIKE)
        alike = [meant] if meant else near
        if alike:
            facts = {"suggestion": alike[0]}
            yield Problem("column_unknown", sheet, row, header.letter, header.title, first, facts)
        else:
            others.append(header)
    if others:
        titles = ", ".join(header.title for header in others)
        yield Problem("columns_kept", sheet, row, others[0].letter, others[0].title, facts={"titles": titles})


def _asked_for(header: Header, columns: Columns, there: AbstractSet[str]) -> str:
    """The column a title in other words asks for; empty where that column is there, or nobody knows."""
    meant = columns.meant.get(header.column.partition("::")[0], "")
    return "" if meant in there else meant


def _carried(header: Header, columns: Columns) -> bool:
    base = re.split("::?", header.column)[0]
    return columns.open or not columns.carried.isdisjoint((header.column, base)) or base.startswith(VENDORS)


def _differ(rows: Sequence[Row], one: Header, other: Header) -> bool:
    """Whether some row says one thing in one column and another thing in the other."""
    pairs = ((_at(row, one), _at(row, other)) for row in rows)
    return any(first and second and first != second for first, second in pairs)


def _first_value(rows: Sequence[Row], header: Header) -> str:
    return next((value for row in rows if (value := _at(row, header))), "")


def _at(row: Row, header: Header) -> str:
    index = column_number(header.letter) - 1
    return row.cells[index] if index < len(row.cells) else ""


def _record(sheet: str, row: Row, headers: Sequence[Header], columns: Columns) -> Record:
    cells: dict[tuple[str, str], Cell] = {}
    extra: dict[str, str] = {}
    for header in headers:
        value = _at(row, header)
        if value and header.column in columns.known:
            cells.setdefault((header.column, header.language), Cell(value, sheet, row.number, header))
        elif value:
            extra.setdefault(header.title, value)
    return Record(sheet, row.number, cells, extra)
