"""Printing the sheets of an activity: new numbered ones, with a receipt each, or the next ones of who has a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Literal, TypeAlias

from flask import Response, current_app, request, url_for

from livinglab.actions.session_sheets import MOST_SHEETS, seat_on_paper
from livinglab.activities.activity import HEADLINE, Field, Scale
from livinglab.store.failures import Refused
from livinglab.store.session_sheets import sheet_name, sheet_seats
from livinglab.store.sessions import AgendaItem, Seat
from livinglab.web.access import by, here
from livinglab.web.board.seating import grouped
from livinglab.web.board.stages import visible
from livinglab.web.downloads import download
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.sheet_reading import pairs_on_sheet, slots_of
from livinglab.web.facilitator.sheets import Wrong, desk_page
from livinglab.web.forms import whole
from livinglab.words import either, spoken, t

if TYPE_CHECKING:
    from livinglab.settings import Settings
    from reports.numbers import Language
    from reports.paper.session_sheets import Blank, SessionSheet, SessionSheets, Steps

LINES: Mapping[str, int] = {"line": 1, "lines": 3, "choice": 0}
Printed: TypeAlias = Response | tuple[str, int]
Ask: TypeAlias = Literal["write", "dots", "scales", "pairs"]


@facilitator.get("/items/<item_id>/sheets.pdf")
def next_sheets(item_id: str) -> Response | tuple[str, int]:
    """The sheets of those who have a number, without a receipt: it was printed on their first one."""
    item = here(AgendaItem, item_id)
    seats = [(seat, "") for seat in sheet_seats(item.session) if seat.channel == "paper"]
    return _answer(item, seats, request.args)


@facilitator.post("/items/<item_id>/print-sheets")
def print_seats(item_id: str) -> Response | tuple[str, int]:
    """New numbered sheets. Their receipts are on the paper alone."""
    item, asked = here(AgendaItem, item_id), whole("sheets")
    try:
        ask_of(item)  # before anybody is seated
        seated = seat_on_paper(by=by(), session=item.session, sheets=asked or 0)
    except Refused as refusal:
        return desk_page(item, Wrong("sheets", refusal.words(), dict(request.form))), refusal.status
    return _answer(item, [(each.seat, grouped(each.receipt)) for each in seated], request.form)


def ask_of(item: AgendaItem) -> Ask:
    """What a sheet of an activity asks now. Raises Refused when there is nothing to put on it yet."""
    ballot = item.activity.ballot
    if item.stages[0] == "writing" and item.state in ("planned", "writing"):
        return "write"
    if ballot == "none" or not item.subjects or (item.state == "planned" and item.source_id):
        raise Refused("sheets_have_nothing_to_ask")
    return ballot


def _answer(
    item: AgendaItem, seats: Sequence[tuple[Seat, str]], asked: Mapping[str, str]
) -> Response | tuple[str, int]:
    from reports.paper.session_sheets import write_session_sheets  # heavy: not before somebody prints

    try:
        if not seats:
            raise Refused("sheets_out_of_range", most=MOST_SHEETS)
        pile = pile_of(item, seats, asked.get("language", spoken()), large="large" in asked)
    except Refused as refusal:
        return desk_page(item, Wrong("sheets", refusal.words())), refusal.status
    first, last = sheet_name(seats[0][0]), sheet_name(seats[-1][0])
    return download(BytesIO(write_session_sheets(pile)), "application/pdf", f"{item.kind}-{first}-{last}.pdf")


def pile_of(item: AgendaItem, seats: Sequence[tuple[Seat, str]], language: str, *, large: bool) -> SessionSheets:
    """The sheets as they are printed, in one of our languages."""
    from reports.paper.session_sheets import SessionSheets

    settings: Settings = current_app.config["LIVINGLAB"]
    speech: Language = "en" if language == "en" else "fr"
    ask = ask_of(item)
    return SessionSheets(
        ask=ask,
        session=f"{either(item.session.title, speech)} · {t(f'activities.title_{item.kind}', speech)}",
        question=either(item.prompt, speech) or either(item.title, speech),
        laboratory=settings.laboratory,
        language=speech,
        sheets=tuple(_sheet(item, seat, receipt) for seat, receipt in seats),
        follow=_bare(url_for("board.ask_receipt", _external=True)),
        blanks=tuple(_blank(item, field, speech) for field in item.activity.fields),
        slots=slots_of(item),
        subjects=tuple(subject.text for subject in visible(item)),
        scales=tuple(_steps(scale, speech) for scale in item.activity.scales),
        dots=item.dots,
        large=large,
    )


def _sheet(item: AgendaItem, seat: Seat, receipt: str) -> SessionSheet:
    from reports.paper.session_sheets import SessionSheet

    name = sheet_name(seat)
    address = url_for("facilitator.sheets", item_id=item.id, number=name, _external=True)
    pairs = tuple((left.text, right.text) for left, right in pairs_on_sheet(item, seat))
    return SessionSheet(number=name, address=address, receipt=receipt, pairs=pairs)


def _blank(item: AgendaItem, field: Field, language: Language) -> Blank:
    from reports.paper.session_sheets import Blank

    named = f"activities.field_{item.kind}_{field.code}"
    return Blank(
        label=t(named, language),
        lines=2 if field.code == HEADLINE else LINES[field.control],
        choices=tuple(t(f"{named}_{choice}", language) for choice in field.choices),
    )


def _steps(scale: Scale, language: Language) -> Steps:
    from reports.paper.session_sheets import Steps

    named = [
        (str(place), t(f"activities.step_{scale.code}_{step}", language))
        for place, step in enumerate(scale.steps.values(), start=1)
    ]
    skipped = [("?", t("activities.skip", language))] if scale.skip else []
    why = t("activities.why", language) if scale.why_at else ""
    return Steps(t(f"activities.scale_{scale.code}", language), (*named, *skipped), why)


def _bare(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://")
