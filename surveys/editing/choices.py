"""A list of choices, read from the choices sheet and written back: other columns and other lists stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.editing.grid import lines_of, with_lines
from surveys.editing.names import free_name, proposed_name
from surveys.editing.outline import outline_of
from surveys.editing.tables import Field, Tables, set_rows, with_columns
from surveys.languages import UNLABELLED
from surveys.values import Text
from surveys.workbook import Row, Workbook

LIST: Field = ("list_name", UNLABELLED)
NAME: Field = ("name", UNLABELLED)


@dataclass(frozen=True)
class ChoiceLine:
    """One choice. `row` is where it stands now; None for a new one."""

    row: int | None
    name: str
    labels: Text = field(default_factory=dict)


def choices_in(workbook: Workbook, list_name: str) -> tuple[ChoiceLine, ...]:
    """The choices of a list, in order, also those without a name."""
    return lists_in(Tables(workbook)).get(list_name, ())


def lists_in(tables: Tables) -> dict[str, tuple[ChoiceLine, ...]]:
    """Every list by name, in order; choices without a list stand under the empty name."""
    lists: dict[str, list[ChoiceLine]] = {}
    for record in tables.choices.records:
        line = ChoiceLine(record.row, record.value("name"), record.text("label"))
        lists.setdefault(record.value("list_name"), []).append(line)
    return {name: tuple(lines) for name, lines in lists.items()}


def list_names(workbook: Workbook) -> tuple[str, ...]:
    """The lists of the choices sheet, in order."""
    return tuple(name for name in lists_in(Tables(workbook)) if name)


def users_of(workbook: Workbook, list_name: str) -> tuple[str, ...]:
    """The names of the questions that offer a list."""
    return tuple(line.name for line in outline_of(workbook) if list_name and line.kind.list == list_name)


def named(lines: Sequence[ChoiceLine]) -> tuple[ChoiceLine, ...]:
    """The same choices, those without a name given one made of their label."""
    taken = {line.name for line in lines if line.name}
    done: list[ChoiceLine] = []
    for line in lines:
        label = next(filter(None, line.labels.values()), "")
        name = line.name or proposed_name(label, taken)
        taken.add(name)
        done.append(replace(line, name=name))
    return tuple(done)


def write_choices(workbook: Workbook, list_name: str, lines: Sequence[ChoiceLine]) -> Workbook:
    """The workbook with a list made of these choices, in the rows the list had; conditions follow a changed name."""
    before = {line.row: line.name for line in choices_in(workbook, list_name)}
    workbook, rows = _arranged(workbook, list_name, [line.row for line in lines])
    values = (
        {LIST: list_name, NAME: line.name, **{("label", language): words for language, words in line.labels.items()}}
        for line in lines
    )
    workbook = set_rows(workbook, "choices", dict(zip(rows, values, strict=True)))
    renamed = {before[line.row]: line.name for line in lines if before.get(line.row) and before[line.row] != line.name}
    return _with_values(workbook, users_of(workbook, list_name), renamed)


def copy_list(workbook: Workbook, list_name: str) -> tuple[Workbook, str]:
    """The workbook with a second list that offers the same, and its name."""
    name = free_name(list_name, list_names(workbook))
    copies = [replace(line, row=None) for line in choices_in(workbook, list_name)]
    return write_choices(workbook, name, copies), name


def _arranged(workbook: Workbook, list_name: str, wanted: Sequence[int | None]) -> tuple[Workbook, list[int]]:
    """The rows of a list in another order, some gone, some new and empty; and where each then stands."""
    workbook = with_columns(workbook, "choices", [LIST, NAME])
    lines = lines_of(workbook.sheet("choices"))
    places = [line.row for line in choices_in(workbook, list_name) if line.row]
    contents = [lines[row - 1] if row else () for row in wanted]
    kept, further = places[: len(wanted)], len(wanted) - len(places)
    for row, cells in zip(kept, contents, strict=False):
        lines[row - 1] = cells
    gone = {row - 1 for row in places[len(wanted) :]}
    lines = [cells for at, cells in enumerate(lines) if at not in gone]
    if further > 0:
        at = places[-1] if places else len(lines)
        lines[at:at] = contents[len(places) :]
        kept = [*kept, *range(at + 1, at + 1 + further)]
    return with_lines(workbook, "choices", lines), kept


def _with_values(workbook: Workbook, questions: Sequence[str], renamed: Mapping[str, str]) -> Workbook:
    """The workbook in which what compares one of these questions with a renamed choice follows."""
    sheet = workbook.sheet("survey")
    patterns = list(_patterns(questions, renamed))
    if sheet is None or not patterns:
        return workbook

    def followed(text: str) -> str:
        for pattern in patterns if "${" in text else ():
            text = pattern.sub(lambda found: found[1] + renamed[found[2]] + found[3], text)
        return text

    rows = tuple(Row(row.number, tuple(followed(text) for text in row.cells)) for row in sheet.rows)
    changed = replace(sheet, rows=rows)
    return replace(workbook, sheets=tuple(changed if one is sheet else one for one in workbook.sheets))


def _patterns(questions: Sequence[str], renamed: Mapping[str, str]) -> Iterator[re.Pattern[str]]:
    """`${q} = 'old'`, `'old' = ${q}` is rare enough to be left, `selected(${q}, 'old')`. One pass for all names: two
    choices may have changed names with each other."""
    if not questions or not renamed:
        return
    name = "|".join(map(re.escape, questions))
    old = "|".join(map(re.escape, renamed))
    yield re.compile(rf"(\$\{{\s*(?:{name})\s*\}}\s*(?:!=|=|,)\s*['\"])({old})(['\"])")
