"""Scores and ranks of KoboToolbox, written out as it does before anybody answers: groups of plain questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.languages import UNLABELLED
from surveys.problems import Problem
from surveys.sheet_table import Cell, Header, Record
from surveys.xlsform.type_words import read_type

MESSAGE = "kobo--rank-constraint-message"
WORDS = ("label", "hint")


@dataclass(frozen=True)
class Block:
    """A kind of block: the type of its rows and of its end, the column that names its list, and how it is asked.

    `title` is the type of the question that carries the words of the block, `suffix` what its name ends with.
    """

    row: str
    end: str
    choices: str
    title: str
    suffix: str
    title_looks: str
    looks: str
    apart: bool = False  # whether each row takes another choice, and takes one


BLOCKS: Mapping[str, Block] = {
    "begin_score": Block(
        "score__row", "end_score", "kobo--score-choices", "select_one {}", "_header", "label", "list-nolabel"
    ),
    "begin_rank": Block("rank__level", "end_rank", "kobo--rank-items", "note", "_label", "", "minimal", apart=True),
}


@dataclass
class _Opened:
    """A block being read: its first row, its list, and the names of its rows so far."""

    block: Block
    begun: Record
    choices: str
    names: list[str]


@dataclass(frozen=True)
class Written:
    """The rows of a survey sheet without such blocks, and what there is to say of them."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


def write_out_blocks(records: Iterable[Record]) -> Written:
    """Each block as the questions it stands for. One that names no list is left as it is, to be explained."""
    rows: list[Record] = []
    problems: list[Problem] = []
    opened: _Opened | None = None
    for record in records:
        word = read_type(record.value("type")).type if record.cell("type") else ""
        block = BLOCKS.get(word)
        choices = _extra(record, block.choices) if block else ""
        if block and choices and opened is None:
            opened = _Opened(block, record, choices, [])
            problems.append(record.place("type", "kobo_rows", word=word))
            rows.extend(_beginning(opened))
        elif opened and word == opened.block.row:
            rows.append(_row(opened, record))
        elif opened and word == opened.block.end:
            rows.append(_saying(record, type="end group"))
            opened = None
        else:
            rows.append(record)
    return Written(tuple(rows), tuple(problems))


def _beginning(opened: _Opened) -> Iterator[Record]:
    block, begun = opened.block, opened.begun
    bare = {key: cell for key, cell in begun.cells.items() if key[0] not in (*WORDS, "required", "appearance")}
    yield _saying(replace(begun, cells=bare), type="begin group", appearance="field-list")
    words = {key: cell for key, cell in begun.cells.items() if key[0] in (*WORDS, "type", "name")}
    title = replace(begun, cells=words, extra={})
    name = begun.value("name") and begun.value("name") + block.suffix
    yield _saying(title, type=block.title.format(opened.choices), name=name, appearance=block.title_looks)


def _row(opened: _Opened, record: Record) -> Record:
    block, begun = opened.block, opened.begun
    looks = record.value("appearance") or block.looks
    required = "yes" if block.apart else record.value("required") or begun.value("required")
    asked = _saying(record, type=f"select_one {opened.choices}", appearance=looks, required=required)
    if block.apart and opened.names:
        asked = _saying(asked, constraint=" and ".join(f". != ${{{name}}}" for name in opened.names))
        asked = _with_message(asked, _extra(begun, MESSAGE))
    opened.names.append(record.value("name"))
    return asked


def _with_message(record: Record, message: str) -> Record:
    languages = record.text("label") if message else ()
    header = {language: Header("constraint_message", language, "", MESSAGE) for language in languages}
    said = {
        ("constraint_message", language): Cell(message, record.sheet, record.row, header[language])
        for language in languages
    }
    return replace(record, cells={**said, **record.cells})


def _saying(record: Record, **values: str) -> Record:
    """The row with these cells; an empty value takes the cell away."""
    cells = {key: cell for key, cell in record.cells.items() if key[0] not in values}
    for column, value in values.items():
        if value:
            there = record.cell(column)
            header = there.header if there else Header(column, UNLABELLED, "", column)
            cells[(column, UNLABELLED)] = Cell(value, record.sheet, record.row, header)
    return replace(record, cells=cells)


def _extra(record: Record, column: str) -> str:
    return next((value.strip() for title, value in record.extra.items() if title.strip().lower() == column), "")
