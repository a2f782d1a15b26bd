"""How often two people who typed the same sheets agreed: per question and over all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import render_template

from livinglab.actions.paper_entries import read_entry
from livinglab.actions.paper_sheets import comparison_of
from livinglab.store.paper_entries import twice_typed
from livinglab.store.studies import Study
from livinglab.web.access import here
from livinglab.web.entry.blueprint import entry
from livinglab.web.entry.meaning import label_of
from livinglab.web.forms import Answered


@dataclass(frozen=True)
class Row:
    """One question: in how many cells the two agreed, of how many at least one filled."""

    number: str
    label: str
    agreed: int
    compared: int


@entry.get("/studies/<study_id>/paper-entry/agreement")
def agreement(study_id: str) -> Answered:
    """The questions, those least agreed upon first."""
    study = here(Study, study_id)
    agreed: Counter[tuple[str, str]] = Counter()
    compared: Counter[tuple[str, str]] = Counter()
    numbers: dict[tuple[str, str], str] = {}
    sheets = twice_typed(study.id)
    for sheet in sheets:
        comparison = comparison_of(sheet)
        first = read_entry(sheet.finished[0])
        for cell, same in comparison.cells if comparison else ():
            question = (cell.question.name, label_of(cell, first).partition(" (")[0])
            numbers.setdefault(question, cell.number)
            compared[question] += 1
            agreed[question] += same
    rows = [Row(numbers[question], question[1], agreed[question], compared[question]) for question in compared]
    rows.sort(key=lambda row: row.agreed - row.compared)
    return render_template("entry/agreement.html", study=study, rows=rows, sheets=len(sheets), wide=True)
