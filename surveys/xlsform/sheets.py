"""Which sheet is which: the survey, the choices, the settings, and those that are kept as they came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.archive import column_letters
from surveys.problems import Problem
from surveys.sheet_table import titled
from surveys.workbook import Sheet, Workbook
from surveys.xlsform.columns import CHOICE_COLUMNS, SURVEY_COLUMNS

NAMES: Mapping[str, str] = {
    "survey": "survey",
    "choices": "choices",
    "choice": "choices",
    "settings": "settings",
    "setting": "settings",
    "external_choices": "external_choices",
}
VENDOR_HELP = ("help-survey", "help-choices", "help-settings")  # SurveyCTO's own manual, in every template
ROWS_KEPT = 5_000
CELLS_KEPT = 50_000  # beyond, a sheet is data of another kind and would make every version heavy


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook by what they are; `guessed` were told by their columns, not by their name."""

    survey: Sheet | None
    choices: Sheet | None
    settings: Sheet | None
    external_choices: Sheet | None
    others: tuple[Sheet, ...]
    guessed: tuple[Sheet, ...]


def sort_sheets(workbook: Workbook) -> Sheets:
    """Which sheet is which, by name whatever its case and spaces; else, for survey and choices, by its columns."""
    roles: dict[str, Sheet] = {}
    for sheet in workbook.sheets:
        role = NAMES.get("_".join(sheet.name.lower().split()))
        if role and (role not in roles or not roles[role].rows):
            roles[role] = sheet
    guessed = []
    for role, needed, columns in (
        ("survey", {"type", "name", "label"}, SURVEY_COLUMNS),
        ("choices", {"list_name", "name"}, CHOICE_COLUMNS),
    ):
        left = (sheet for sheet in workbook.sheets if sheet not in roles.values())
        found = next((sheet for sheet in left if needed <= titled(sheet, columns)), None)
        if role not in roles and found is not None and (role == "survey" or "survey" in roles):
            roles[role] = found
            guessed.append(found)
    others = tuple(sheet for sheet in workbook.sheets if sheet not in roles.values())
    return Sheets(
        roles.get("survey"),
        roles.get("choices"),
        roles.get("settings"),
        roles.get("external_choices"),
        others,
        tuple(guessed),
    )


def sheet_problems(workbook: Workbook, sheets: Sheets, *, lists_used: bool) -> Iterator[Problem]:
    """Sheets that are missing, guessed, kept aside or left out."""
    there = ", ".join(sheet.name for sheet in workbook.sheets) or "–"
    for name, sheet in (("survey", sheets.survey), ("choices", sheets.choices)):
        if sheet is None and (name == "survey" or lists_used or sheets.survey is None):
            yield Problem("sheet_missing", sheet=name, facts={"sheets": there})
    for sheet in sheets.guessed:
        role = "survey" if sheet is sheets.survey else "choices"
        yield Problem("sheet_guessed", sheet=sheet.name, facts={"role": role})
    for sheet in sheets.others:
        if sheet.rows and sheet.name.lower() == "entities":
            yield Problem("entities_ignored", sheet=sheet.name)
        elif sheet.rows and sheet.name.lower() not in VENDOR_HELP:
            yield Problem("sheet_ignored" if _kept(sheet) else "sheet_left_out", sheet=sheet.name)


def kept_sheets(sheets: Sheets) -> dict[str, tuple[Mapping[str, str], ...]]:
    """The sheets this platform does not use, to be written again: cells by the title of their column."""
    kept = {sheet.name: tuple(_rows(sheet)) for sheet in sheets.others if _kept(sheet)}
    return {name: rows for name, rows in kept.items() if rows}


def _kept(sheet: Sheet) -> bool:
    small = len(sheet.rows) <= ROWS_KEPT and sum(len(row.cells) for row in sheet.rows) <= CELLS_KEPT
    return small and sheet.name.lower() not in VENDOR_HELP


def _rows(sheet: Sheet) -> Iterator[Mapping[str, str]]:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    first = sheet.rows[0].cells if sheet.rows else ()
    titles: list[str] = []
    for index in range(width):
        title = first[index] if index < len(first) else ""
        titles.append(title if title and title not in titles else column_letters(index + 1))
    for row in sheet.rows[1:]:
        yield {title: cell for title, cell in zip(titles, row.cells, strict=False) if cell}
