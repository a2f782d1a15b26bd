"""Two entries of one sheet side by side: where they differ, and which reading stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for

from livinglab.actions.paper_entries import read_entry
from livinglab.actions.paper_sheets import (
    Choice,
    comparison_of,
    conclude_sheet,
    settle_consent,
    settle_differences,
    standing_of,
    unsettled,
)
from livinglab.store.failures import Refused
from livinglab.store.paper_entries import EnteredSheet
from livinglab.web.access import by, here
from livinglab.web.entry.blueprint import entry
from livinglab.web.entry.meaning import label_of, meaning_of
from livinglab.web.forms import Answered
from livinglab.words import t

CHOSEN = ("first", "second", "other")


@dataclass(frozen=True)
class Side:
    """A cell two people read differently: both readings in words, and how it was settled, if it was."""

    key: str
    number: str
    label: str
    first: str
    second: str
    settled: str
    reason: str


@dataclass(frozen=True)
class Whole:
    """One cell at least one of the entries filled: what each says, one after the other."""

    number: str
    label: str
    said: tuple[str, ...]
    skipped: bool


@entry.get("/paper-sheets/<sheet_id>")
def compare(sheet_id: str) -> Answered:
    """Where the two entries differ."""
    return _page(here(EnteredSheet, sheet_id))


@entry.post("/paper-sheets/<sheet_id>")
def settle(sheet_id: str) -> Answered:
    """Says which reading stands; with no difference left the sheet is accepted."""
    found = here(EnteredSheet, sheet_id)
    try:
        settle_differences(by=by(), sheet=found, choices=dict(_choices(found)))
        standing = conclude_sheet(by=by(), sheet=found)
    except Refused as refused:
        places = [str(place) for place in refused.details]
        return _page(found, [(f"other-{place}", refused.words()) for place in places], refused.words()), refused.status
    flash(t(f"paper_entry.done_{standing}", number=found.name, n=len(unsettled(found))))
    return redirect(url_for("entry.compare", sheet_id=found.id), 303)


@entry.post("/paper-sheets/<sheet_id>/consent")
def confirm_consent(sheet_id: str) -> Answered:
    """Says, after another look at the paper, whether the person agreed."""
    found = here(EnteredSheet, sheet_id)
    signed = request.form.get("signed") == "yes"
    try:
        settle_consent(by=by(), sheet=found, signed=signed)
    except Refused as refused:
        return _page(found, refused=refused.words()), refused.status
    flash(t("paper_entry.consent_confirmed" if signed else "paper_entry.consent_refused", number=found.name))
    return redirect(url_for("entry.desk", study_id=found.study_id), 303)


def _choices(found: EnteredSheet) -> Iterator[tuple[str, Choice]]:
    for difference in unsettled(found):
        place = difference.cell.key
        chosen = request.form.get(f"stands.{place}", "")
        if chosen in CHOSEN:
            other, reason = (request.form.get(f"{field}.{place}", "") for field in ("other", "reason"))
            yield place, Choice(chosen, other, reason)  # type: ignore[arg-type]  # just looked up in CHOSEN


def _page(found: EnteredSheet, errors: Sequence[tuple[str, str]] = (), refused: str = "") -> str:
    compared = comparison_of(found)
    sides = list(_sides(found))
    return render_template(
        "entry/compare.html",
        study=found.study,
        sheet=found,
        standing=standing_of(found),
        sides=sides,
        left=[side for side in sides if not side.settled],
        agreed=compared.agreed if compared else 0,
        compared=len(compared.cells) if compared else 0,
        whole=list(_whole(found)),
        typed=request.form,
        errors=errors,
        complaints=dict(errors),
        refused="" if errors else refused,
        wrong=bool(errors or refused),
        wide=True,
    )


def _sides(found: EnteredSheet) -> Iterator[Side]:
    compared = comparison_of(found)
    if compared is None:
        return
    first = read_entry(found.finished[0])
    settled = {settlement.place: settlement for settlement in found.settlements}
    for difference in compared.differences:
        cell = difference.cell
        stands = settled.get(cell.key)
        yield Side(
            key=cell.key,
            number=cell.number,
            label=label_of(cell, first),
            first=_words(difference.first.typed, meaning_of(first, cell, difference.first)),
            second=_words(difference.second.typed, meaning_of(first, cell, difference.second)),
            settled=t(f"paper_entry.stands_{stands.chosen}", typed=stands.typed) if stands else "",
            reason=stands.reason if stands else "",
        )


def _whole(found: EnteredSheet) -> Iterator[Whole]:
    """Every cell filled, in the order of the sheet, also those that should have been skipped."""
    entries = [read_entry(entry) for entry in found.finished]
    widest = max(entries, key=lambda one: len(one.cells), default=None)
    for cell in widest.cells if widest else ():
        readings = [one.read(cell) for one in entries]
        if any(not reading.blank for reading in readings):
            said = tuple(_words(reading.typed, meaning_of(entries[0], cell, reading)) for reading in readings)
            skipped = all(not one.is_asked(cell) for one in entries)
            yield Whole(cell.number, label_of(cell, entries[0]), said, skipped)


def _words(typed: str, meaning: str) -> str:
    """The words, with what was typed where that says something else."""
    if not typed:
        return t("paper_entry.left_blank")
    return meaning if meaning == typed else t("paper_entry.typed_means", typed=typed, meaning=meaning)
