"""Typing the sheets of a session: choose a number, one form, compared when a sheet was typed before."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.seats import require_sheets_taken
from livinglab.actions.session_sheets import MOST_SHEETS, another_sheet, seat_aloud
from livinglab.activities.activity import HEADLINE
from livinglab.store.failures import NotFound, Refused
from livinglab.store.session_sheets import seat_of_sheet, sheet_name, sheet_seats, words_of_sheet
from livinglab.store.sessions import AgendaItem, Seat
from livinglab.web.access import by, here
from livinglab.web.board.joining import helix_sent
from livinglab.web.board.seating import grouped
from livinglab.web.board.stages import visible
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.sheet_reading import (
    Typing,
    comparison_of,
    keep,
    pairs_on_sheet,
    read_typing,
    said_by,
    slots_of,
)
from livinglab.words import t


@dataclass(frozen=True)
class Wrong:
    """What could not be done, and at which field it is said."""

    at: str = ""
    words: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@facilitator.get("/items/<item_id>/sheets")
def sheets(item_id: str) -> str | Response | tuple[str, int]:
    """The desk: choose a number, print sheets, type for somebody. With a number, its sheet."""
    item, asked = here(AgendaItem, item_id), request.args.get("number")
    if asked is None:
        return desk_page(item)
    try:
        seat = seat_of_sheet(item.session, asked)
    except NotFound:
        return desk_page(item, Wrong("number", t("sheets.unknown"), {"number": asked})), 404
    return redirect(url_for("facilitator.sheet", item_id=item.id, number=sheet_name(seat)), 303)


@facilitator.get("/items/<item_id>/sheets/<number>")
def sheet(item_id: str, number: str) -> str:
    """The form of a sheet: the fields of the activity, what it may judge."""
    item = here(AgendaItem, item_id)
    return _form(item, seat_of_sheet(item.session, number))


@facilitator.post("/items/<item_id>/sheets/<number>")
def type_sheet(item_id: str, number: str) -> str | Response | tuple[str, int]:
    """Stores what was typed; shows both when the sheet says something else than before."""
    item = here(AgendaItem, item_id)
    seat, choice = seat_of_sheet(item.session, number), request.form.get("choice", "")
    if choice == "keep":
        flash(t("sheets.kept_first", number=sheet_name(seat)))
        return redirect(url_for("facilitator.sheets", item_id=item.id), 303)
    try:
        require_sheets_taken(item)
        typing = read_typing(item, seat, request.form)
        if not choice and (compared := comparison_of(item, seat, typing)):
            return _compare(item, seat, compared), 409
        return _stored(item, seat, typing, choice)
    except (NotFound, Refused) as refusal:
        words = refusal.words() if isinstance(refusal, Refused) else t("sheets.subject_gone")
        return _form(item, seat, Wrong("sheet", words, dict(request.form))), refusal.status


@facilitator.post("/items/<item_id>/spoken")
def speak_for(item_id: str) -> str | Response | tuple[str, int]:
    """A seat for somebody who says what the team types, then its form."""
    item = here(AgendaItem, item_id)
    try:
        seated = seat_aloud(
            by=by(), session=item.session, pseudonym=request.form.get("pseudonym", ""), helix=helix_sent()
        )
    except Refused as refusal:
        return desk_page(item, Wrong("pseudonym", refusal.words(), dict(request.form))), refusal.status
    name = sheet_name(seated.seat)
    flash(t("sheets.spoken_receipt", number=name, receipt=grouped(seated.receipt)))
    return redirect(url_for("facilitator.sheet", item_id=item.id, number=name), 303)


def _stored(item: AgendaItem, seat: Seat, typing: Typing, choice: str) -> Response:
    account = by()
    if choice == "another":
        seated = another_sheet(by=account, seat=seat)
        seat = seated.seat
        flash(t("sheets.another_receipt", number=sheet_name(seat), receipt=grouped(seated.receipt)))
    added = keep(item, seat, typing, account, replacing=choice == "replace")
    flash(t("sheets.stored" if added else "sheets.nothing_new", number=sheet_name(seat)))
    return redirect(url_for("facilitator.sheets", item_id=item.id), 303)


def desk_page(item: AgendaItem, wrong: Wrong = Wrong()) -> str:
    """The desk, with what could not be done."""
    seats = sheet_seats(item.session)
    rows = [(seat, sheet_name(seat), bool(words_of_sheet(item, seat) or said_by(item, seat))) for seat in seats]
    return render_template(
        "facilitator/sheets.html",
        item=item,
        session=item.session,
        rows=rows,
        most=MOST_SHEETS,
        papers=sum(seat.channel == "paper" for seat in seats),
        typed=wrong.fields,
        errors=[(wrong.at, wrong.words)] if wrong.at else [],
        complaints={wrong.at: wrong.words},
        helix=wrong.fields.get("helix", ""),
        wrong=bool(wrong.at),
    )


def _form(item: AgendaItem, seat: Seat, wrong: Wrong = Wrong()) -> str:
    return render_template(
        "facilitator/sheet.html",
        item=item,
        seat=seat,
        number=sheet_name(seat),
        headline=HEADLINE,
        slots=slots_of(item) if item.stages[0] == "writing" else 0,
        subjects=visible(item) if item.state == "judging" else (),
        pairs=pairs_on_sheet(item, seat),
        known=bool(words_of_sheet(item, seat) or said_by(item, seat)),
        typed=wrong.fields,
        complaint=wrong.words,
        wrong=bool(wrong.at),
    )


def _compare(item: AgendaItem, seat: Seat, compared: object) -> str:
    carried = [(name, value) for name, value in request.form.items() if name != "csrf_token" and value]
    return render_template(
        "facilitator/sheet_compare.html",
        item=item,
        number=sheet_name(seat),
        lines=compared,
        carried=carried,
    )
