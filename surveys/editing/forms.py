"""Workbooks to start from: an empty one, ready-made ones, and how a file that came from outside is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from surveys.editing.grid import with_lines
from surveys.editing.tables import Tables, header_row, set_cells
from surveys.languages import UNLABELLED, language_code
from surveys.values import Text
from surveys.workbook import Row, Sheet, Workbook, open_workbook

FOLDER = Path(__file__).parent / "models"
MODELS = ("before_after", "trial", "workshop")


def empty_workbook(form_id: str, title: Text, written: tuple[str, ...]) -> Workbook:
    """A workbook without a question. `written` are languages as titles write them ("Français (fr)"), default first."""
    survey = ("type", "name", *_worded("label", written), *_worded("hint", written), "required", "relevant")
    choices = ("list_name", "name", *_worded("label", written))
    settings = (*_worded("form_title", written), "form_id", "version", "default_language")
    titles = tuple(title.get(language_code(language)[0], "") for language in written)
    sheets = {"survey": [survey], "choices": [choices], "settings": [settings, (*titles, form_id, "1", written[0])]}
    workbook = Workbook(())
    for name, lines in sheets.items():
        workbook = with_lines(workbook, name, lines)
    return workbook


def model(name: str) -> Workbook:
    """A ready-made questionnaire: one of MODELS."""
    filename = f"{name}.md"
    return laid_out(open_workbook((FOLDER / filename).read_bytes(), filename), filename)


def laid_out(workbook: Workbook, filename: str) -> Workbook:
    """The sheets as a spreadsheet would hold them. Several sheets in one text leave column A to their names and count
    rows from the top of the file; the file of a spreadsheet stays as it is."""
    if not filename.lower().endswith((".md", ".csv")):
        return workbook
    return replace(workbook, sheets=tuple(map(_laid_out, workbook.sheets)))


def _laid_out(sheet: Sheet) -> Sheet:
    if not sheet.rows or any(row.cells[:1] != ("",) for row in sheet.rows):
        return sheet
    first = sheet.rows[0].number
    return Sheet(sheet.name, tuple(Row(row.number - first + 1, row.cells[1:]) for row in sheet.rows))


def settings_of(workbook: Workbook) -> Mapping[tuple[str, str], str]:
    """The cells of the settings, by column and language."""
    record = next(iter(Tables(workbook).settings.records), None)
    return {field: cell.value for field, cell in record.cells.items()} if record else {}


def set_settings(workbook: Workbook, values: Mapping[tuple[str, str], str]) -> Workbook:
    """The workbook with these settings."""
    record = next(iter(Tables(workbook).settings.records), None)
    row = record.row if record else (header_row(workbook, "settings") or 1) + 1
    return set_cells(workbook, "settings", row, values)


def setting(workbook: Workbook, column: str) -> str:
    """A setting without language; empty when there is none."""
    return settings_of(workbook).get((column, UNLABELLED), "")


def title_of(workbook: Workbook) -> Text:
    """The title of the questionnaire by language; empty when it has none."""
    return {language: words for (column, language), words in settings_of(workbook).items() if column == "form_title"}


def _worded(column: str, written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{column}::{language}" for language in written)
