"""Names of questions: proposed from their labels, changed together with every reference to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

from surveys.editing.outline import line_at, outline_of
from surveys.editing.tables import Tables, index_of, set_cells
from surveys.languages import UNLABELLED
from surveys.workbook import Row, Sheet, Workbook

LONGEST = 24  # characters: a column of an export stays readable
SMALL_WORDS = frozenset(
    """
    a ai au aux avez avec ce ces d dans de des du en est et etes il j je l la le les leur ma me mes mon n ne nos notre
    nous on ou par pas plus pour qu que quel quelle quels quelles qui s se ses si sont sur un une vos votre vous y
    an and are at by did do does for from has have how i in is it of or that the this to was were what which with you
    your
    """.split()  # noqa: SIM905 # a hundred quoted words would be harder to read
)
REFERENCE = re.compile(r"\$\{(\s*(?:last-saved#)?)([^\s{}]+)(\s*)\}")
PATHS = ("relevant", "constraint", "calculation", "required", "default", "choice_filter", "repeat_count", "read_only")


def proposed_name(label: str, taken: Collection[str]) -> str:
    """A short free name made of the words of a label: "Combien avez-vous dormi ?" gives `combien_dormi`."""
    spaced = re.sub(r"\$\{[^}]*\}|['’]", " ", label.lower()).replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in SMALL_WORDS] or words
    name = ""
    for word in telling:
        if name and len(name) + 1 + len(word) > LONGEST:
            break
        name = f"{name}_{word}" if name else word[:LONGEST]
    return free_name(name if name[:1].isalpha() else f"q_{name}".strip("_"), taken)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it free."""
    if name not in taken:
        return name
    stem = re.sub(r"_[0-9]+$", "", name)
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def with_references(text: str, renamed: Mapping[str, str]) -> str:
    """A text in which `${old}` has become `${new}`."""
    if "${" not in text:
        return text
    return REFERENCE.sub(lambda found: f"${{{found[1]}{renamed.get(found[2], found[2])}{found[3]}}}", text)


def rename(workbook: Workbook, row: int, name: str) -> Workbook:
    """The workbook with another name for a row, in every reference too, whatever sheet it stands in.

    Where several rows share the old name nobody can tell which one a reference means: references stay.
    """
    lines = outline_of(workbook)
    here = line_at(lines, row)
    if here is None or here.name == name:
        return workbook
    old = here.name
    workbook = set_cells(workbook, "survey", row, {("name", UNLABELLED): name})
    if not old or not name or sum(line.name == old for line in lines) > 1:
        return workbook
    referring = replace(workbook, sheets=tuple(_referring(sheet, {old: name}) for sheet in workbook.sheets))
    return _with_paths(referring, old, name)


def _referring(sheet: Sheet, renamed: Mapping[str, str]) -> Sheet:
    rows = tuple(
        Row(row.number, tuple(with_references(text, renamed) for text in row.cells))
        if any("${" in text for text in row.cells)
        else row
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _with_paths(workbook: Workbook, old: str, name: str) -> Workbook:
    """References written as paths: `../old`, `/data/group/old`."""
    sheet = workbook.sheet("survey")
    table = Tables(workbook).survey
    columns = {index for column in PATHS if (index := index_of(table, (column, UNLABELLED))) is not None}
    step = re.compile(rf"(?<=/){re.escape(old)}(?![\w.-])")

    def changed(row: Row) -> Row:
        cells = tuple(step.sub(name, text) if at in columns else text for at, text in enumerate(row.cells))
        return Row(row.number, cells) if cells != row.cells else row

    if sheet is None:
        return workbook
    walked = replace(sheet, rows=tuple(changed(row) for row in sheet.rows))
    return replace(workbook, sheets=tuple(walked if one is sheet else one for one in workbook.sheets))
