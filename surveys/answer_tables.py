"""The tables of a file of answers: the main one, and one for each repeat, as our own archive lays them out.

- `.csv`: the main table alone;
- `.zip`: `answers.csv`, `<repeat>.csv` for each repeat, and the files people sent. What else our archive holds (the
  answers in words, the codebooks, what was measured or reported) says no more of answers, and is passed over;
- `.xlsx`: a sheet called `answers`, or the only one, and a sheet named after each repeat.

A repeat whose name is that of another table of the archive has a title of its own: `titled`.

A table that is none of these is a problem, never passed over. Never an exception.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import PurePath, PurePosixPath
from typing import IO

from surveys.archive import CHUNK, MEGABYTE, UNPACKED_LIMIT
from surveys.problems import Problem
from surveys.workbook import Row, csv_rows_of, decoded, open_workbook

MAIN = "answers"
BESIDE = frozenset(
    {"measurement_files.csv", "measurements.csv", "consumption.csv", "costs.csv", "parameters.csv"}
    | {"measurements_left_out.csv", "harms/reports.csv", "harms/codebook_fr.csv", "harms/codebook_en.csv"}
)  # what our archive of a study holds that is no answer
FILES = "files/"  # of our archive: photographs, films
RUBBISH = "__MACOSX/"  # of another program's
IN_WORDS = re.compile(r"(?:codebook(?:_.+)?|.+)_(?:fr|en)")
MOST_ENTRIES = 100_000  # a photograph each
SHEET_NAME = 31  # letters: what Excel allows


def titled(repeat: str) -> str:
    """The title of the table of a repeat: its name, unless the archive calls another table so."""
    taken = repeat.lower() == MAIN or IN_WORDS.fullmatch(repeat.lower())
    return f"{repeat} (repeat)" if taken else repeat  # no name holds a space


@dataclass(frozen=True)
class Table:
    """The rows of a table, titles first. `name` is that of its sheet, or of its file in an archive."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class AnswerTables:
    """What the file holds, by repeat; nothing when `problems` say why it was refused.

    `files`: the name of a file that stands in the archive → its entry there.
    """

    main: Table = Table("", ())
    repeats: Mapping[str, Table] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class _Refused(Exception):
    """The archive is refused: carries the problem."""

    def __init__(self, code: str, sheet: str = "", **facts: str) -> None:
        self.problem = Problem(code, sheet, facts=facts)


def tables_of(source: bytes, filename: str, repeats: Collection[str]) -> AnswerTables:
    """The tables of a file, for a questionnaire with these repeats."""
    suffix = PurePath(filename).suffix.lower()
    if suffix == ".zip":
        return _archive(source, repeats)
    if suffix == ".csv":
        try:
            return AnswerTables(_csv("", source))
        except _Refused as refused:
            return AnswerTables(problems=(refused.problem,))
    return _workbook(source, filename, repeats)


def opened_within(source: bytes, files: Mapping[str, str]) -> dict[str, Callable[[], IO[bytes]]]:
    """The name of each file → what opens it in the archive, one at a time or several."""
    return {name: partial(_opened, source, entry) for name, entry in files.items()}


def _opened(source: bytes, entry: str) -> IO[bytes]:
    return zipfile.ZipFile(BytesIO(source)).open(entry)


def _workbook(source: bytes, filename: str, repeats: Collection[str]) -> AnswerTables:
    workbook = open_workbook(source, filename)
    sheets = [sheet for sheet in workbook.sheets if sheet.rows]
    if workbook.problems or not sheets:
        return AnswerTables(problems=workbook.problems)
    named = {titled(repeat)[:SHEET_NAME].lower(): repeat for repeat in repeats}
    others = [sheet for sheet in sheets if sheet.name.strip().lower() not in named]
    main = next((sheet for sheet in others if sheet.name.strip().lower() == MAIN), None) or (others or sheets)[0]
    found = {
        named[sheet.name.strip().lower()]: Table(sheet.name, sheet.rows) for sheet in sheets if sheet not in others
    }
    unknown = tuple(_unknown(sheet.name, (MAIN, *map(titled, repeats))) for sheet in others if sheet is not main)
    alone = len(workbook.sheets) == 1
    return AnswerTables(Table("" if alone else main.name, main.rows), found, problems=unknown)


def _archive(source: bytes, repeats: Collection[str]) -> AnswerTables:
    try:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            return _tables(archive, repeats)
    except _Refused as refused:
        return AnswerTables(problems=(refused.problem,))
    except RuntimeError:  # zipfile says so of an entry that needs a password
        return AnswerTables(problems=(Problem("file_encrypted"),))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        return AnswerTables(problems=(Problem("file_unreadable"),))


def _tables(archive: zipfile.ZipFile, repeats: Collection[str]) -> AnswerTables:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise _Refused("answers_too_large", limit=str(UNPACKED_LIMIT // MEGABYTE))
    names = dict(_inside([entry.filename for entry in entries if not entry.is_dir()]))
    tables = {f"{MAIN}.csv": MAIN, **{f"{titled(repeat)}.csv": repeat for repeat in repeats}}
    wanted = {name: entry for name, entry in names.items() if name in tables}
    unknown = [name for name in names if name not in wanted and not _is_passed_over(name)]
    if f"{MAIN}.csv" not in wanted:
        raise _Refused("answers_main_missing", needed=f"{MAIN}.csv")
    left = UNPACKED_LIMIT
    read: dict[str, Table] = {}
    for name, entry in wanted.items():
        content = _content(archive, entry, left)
        left -= len(content)
        read[name] = _csv(name, content)
    main = read.pop(f"{MAIN}.csv")
    problems = tuple(_unknown(name, tuple(tables)) for name in unknown)
    repeated = {tables[name]: table for name, table in read.items()}
    files = {PurePosixPath(name).name: entry for name, entry in names.items() if name.startswith(FILES)}
    return AnswerTables(main, repeated, files, problems)


def _inside(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names as our archive writes them → as they are: an archive unpacked and packed again may have a folder around."""
    kept = [name for name in names if not name.startswith(RUBBISH) and PurePosixPath(name).name != ".DS_Store"]
    around = {name.partition("/")[0] for name in kept} if all("/" in name for name in kept) else set()
    folder = f"{around.pop()}/" if len(around) == 1 else ""
    for name in kept:
        yield name.removeprefix(folder), name


def _is_passed_over(name: str) -> bool:
    return (
        name.startswith(FILES)
        or name in BESIDE
        or (name.endswith(".csv") and IN_WORDS.fullmatch(name.removesuffix(".csv")) is not None)
    )


def _content(archive: zipfile.ZipFile, entry: str, left: int) -> bytes:
    """Counted while it is unpacked: the sizes an archive declares may lie."""
    content = bytearray()
    with archive.open(entry) as unpacked:
        while chunk := unpacked.read(CHUNK):
            content += chunk
            if len(content) > left:
                raise _Refused("answers_too_large", limit=str(UNPACKED_LIMIT // MEGABYTE))
    return bytes(content)


def _csv(name: str, source: bytes) -> Table:
    text = decoded(source)
    if text is None:
        raise _Refused("file_not_text", name)
    rows = csv_rows_of(text)
    if rows is None:
        raise _Refused("file_unreadable", name)
    return Table(name, rows)


def _unknown(name: str, known: Sequence[str]) -> Problem:
    return Problem("answers_table_unknown", name, facts={"known": ", ".join(known)})
