"""What was typed of a sheet, read back in words; then the end of the entry."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.paper_entries import finish_entry, read_entry
from livinglab.actions.paper_sheets import conclude_sheet, unsettled
from livinglab.store.failures import Refused
from livinglab.store.paper_entries import EnteredSheet, PaperEntry
from livinglab.web.access import by
from livinglab.web.entry.blueprint import entry, my_entry
from livinglab.web.entry.meaning import label_of, meaning_of
from livinglab.web.forms import Answered, whole
from livinglab.words import spoken, t
from surveys.paper_entry import Cell, Entry


@dataclass(frozen=True)
class Read:
    """One cell read back."""

    key: str
    number: str
    label: str
    typed: str
    meaning: str
    complaint: str
    asked: bool

    @property
    def skipped(self) -> bool:
        """Whether it was filled although it should not have been."""
        return bool(self.typed) and not self.asked


@entry.get("/paper-entries/<entry_id>/review")
def review(entry_id: str) -> Answered:
    """Everything typed, in words, and what cannot be accepted as it is."""
    return _page(my_entry(entry_id))


@entry.post("/paper-entries/<entry_id>/finish")
def finish(entry_id: str) -> Answered:
    """Ends the entry; what nobody disputes is accepted at once."""
    found = my_entry(entry_id)
    try:
        finish_entry(by=by(), entry=found, seen=whole("seen") or 0, as_written="as_written" in request.form)
        standing = conclude_sheet(by=by(), sheet=found.sheet)
    except Refused as refused:
        said = t("paper_entry.as_written_missing") if refused.details else refused.words()
        return _page(found, said), refused.status
    flash(_said(found.sheet, standing))
    return redirect(url_for("entry.desk", study_id=found.sheet.study_id), 303)


def _said(sheet: EnteredSheet, standing: str) -> str:
    n = len(unsettled(sheet)) if standing == "differing" else 0
    return t(f"paper_entry.done_{standing}", number=sheet.name, n=n)


def _page(found: PaperEntry, refused: str = "") -> str:
    shown = read_entry(found)
    wrong = {complaint.place.key: complaint.message(spoken()) for complaint in shown.complaints}
    places = {cell.key for cell in shown.cells}
    lines = [_read(shown, cell, wrong) for cell in shown.cells]
    return render_template(
        "entry/review.html",
        study=found.sheet.study,
        sheet=found.sheet,
        entry=found,
        lines=[line for line in lines if line.typed or line.complaint or line.asked],
        skipped=[line for line in lines if line.skipped],
        complaints_n=len(wrong),
        elsewhere=[said for key, said in wrong.items() if key not in places],
        refused=refused,
        wrong=bool(refused),
        wide=True,
    )


def _read(shown: Entry, cell: Cell, wrong: dict[str, str]) -> Read:
    reading = shown.readings[cell.key]
    said = "" if reading.invalid is not None else meaning_of(shown, cell)
    return Read(
        key=cell.key,
        number=cell.number,
        label=label_of(cell, shown),
        typed=reading.typed,
        meaning=said or (reading.typed if reading.typed else t("paper_entry.left_blank")),
        complaint=wrong.get(cell.key, ""),
        asked=shown.is_asked(cell),
    )
