"""One section a page: shown, read, kept. Every page sent is kept by the server before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from flask import redirect, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from livinglab.store.database import db, new_id
from livinglab.store.failures import Busy, Conflict
from livinglab.web.errors import RETRY_SECONDS
from livinglab.web.participant.cards import cards, engine_fields, modules_of, section_of, typed_from
from livinglab.web.participant.devices import equip
from livinglab.web.participant.door import participant
from livinglab.web.participant.fields import Fields
from livinglab.web.participant.instances import change_instances, show_instances
from livinglab.web.participant.live import live_page
from livinglab.web.participant.long_lists import MODULE as LONG_LIST
from livinglab.web.participant.long_lists import searched, sought
from livinglab.web.participant.matrices import blocks
from livinglab.web.participant.sheet import Sheet, answer_in_words, sheet_of
from livinglab.web.participant.sittings import Answering, answering
from livinglab.web.participant.start_place import MODULE as START
from livinglab.web.participant.start_place import start_given, start_of
from livinglab.web.participant.uploads import file_questions, let_go, posted_again, take_files
from surveys.answering import PageReading, read_page
from surveys.complaints import Complaint
from surveys.flow import defaults
from surveys.pages import Page
from surveys.places import Place, answers_at
from surveys.values import Answer

Answered: TypeAlias = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@dataclass(frozen=True)
class Difference:
    """One question answered differently in two tabs."""

    label: str
    lang: str
    kept: str
    written: str


@participant.get("/a/<token>/questions/<wave>")
def begin(token: str, wave: str) -> Answered:
    """To the first page not yet filled, or to the review."""
    here = answering(token)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    page = sheet_of(here, wave).first_unfilled()
    return redirect(_address(here, wave, page))


@participant.get("/a/<token>/questions/<wave>/<code>")
def questions(token: str, wave: str, code: str) -> Answered:
    """One page, with what was answered before."""
    here = answering(token)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    sheet = sheet_of(here, wave)
    page = _page(sheet, code)
    if page is None:
        return redirect(_address(here, wave, sheet.first_unfilled()))
    if page.repeat:
        return show_instances(here, sheet, page)
    proposed = {**defaults(sheet.route, page), **answers_at(sheet.answers, page.at)}
    return _show(here, sheet, page, typed_from(page, proposed))


@participant.post("/a/<token>/questions/<wave>/<code>")
def answer(token: str, wave: str, code: str) -> Answered:
    """Keeps what was answered, then goes on, goes back, or says what to put right."""
    here = answering(token)
    elsewhere = here.detour(wave)
    if elsewhere is not None:
        return elsewhere
    sheet = sheet_of(here, wave)
    page = _whole_page(sheet, code)
    if page is None:
        return redirect(_address(here, wave, sheet.first_unfilled()), 303)
    if page.repeat:
        return _instances(here, sheet, page)
    taken = take_files(here, sheet, page, request.form.to_dict(flat=False))
    fields = engine_fields(sheet, page, taken.fields)
    if "~switch" in request.form:
        return _show(here, sheet_of(here, wave) if taken.stored else sheet, page, fields)
    return _read(here, sheet, page, fields, taken.complaints)


def _read(here: Answering, sheet: Sheet, page: Page, fields: Fields, refused: tuple[Complaint, ...]) -> Answered:
    """Reads and keeps a page, whatever it says; then where it leads. `refused` are files that could not be kept."""
    reading = read_page(sheet.questionnaire, page.code, fields, sheet.answers, sheet.context)
    said = {**reading.said, **start_given(sheet, page, fields)}
    reading = replace(reading, said=said, complaints=(*refused, *reading.complaints))
    try:
        _keep(here, sheet, page, reading)
    except Conflict as conflict:
        return _differences(here, sheet, page, reading, conflict)
    except (Busy, OperationalError):
        return _not_kept(here, sheet, page, fields)
    saved = sheet_of(here, sheet.wave)
    let_go(here, saved, page, fields)
    looked_for = sought(page, fields)
    if looked_for and request.form.get("~go") not in AWAY:
        return _show(here, saved, page, fields, replace(reading, complaints=refused), looked_for=looked_for)
    return _onward(here, saved, page, reading)


def _keep(here: Answering, sheet: Sheet, page: Page, reading: PageReading) -> None:
    """Keeps the answers of this page; those of other pages stay as they are. Raises Conflict."""
    here.keep(
        wave=sheet.wave,
        response_id=request.form.get("~response", "") or new_id(),
        version=sheet.version,
        answers=reading.said,
        seen=request.form.get("~seen", type=int, default=0),
        at=page.at,
    )


def _instances(here: Answering, sheet: Sheet, page: Page) -> Answered:
    """Adds or removes an instance of a repeat, or goes on."""
    if request.form.get("~go") in AWAY:
        return redirect(AWAY[request.form["~go"]](here, sheet, page), 303)
    try:
        at = change_instances(here, sheet, page)
    except Conflict:
        return redirect(_address(here, sheet.wave, page), 303)
    except (Busy, OperationalError):
        db.session.rollback()
        return show_instances(here, sheet, page, not_kept=True), Busy.status, {"Retry-After": str(RETRY_SECONDS)}
    saved = sheet_of(here, sheet.wave)
    inside = [one for one in saved.route.pages if at and one.at[: len(at)] == at]
    following = saved.first_unfilled() if "~review" in request.form else saved.after(page.code)
    following = page if "~remove" in request.form else following
    return redirect(_address(here, sheet.wave, next(iter(inside), following)), 303)


def _onward(here: Answering, sheet: Sheet, page: Page, reading: PageReading) -> Answered:
    """After keeping: back, the errors, the questions that have just appeared, the review, or the next page."""
    if request.form.get("~go") in AWAY:
        return redirect(AWAY[request.form["~go"]](here, sheet, page), 303)
    if reading.complaints:
        return _show(here, sheet, page, reading.typed, reading), 422
    if reading.revealed:
        shown = url_for("participant.questions", token=here.token, wave=sheet.wave, code=page.code, more=1)
        return redirect(f"{shown}#q-{reading.revealed[0]}", 303)
    changed = "~review" in request.form
    following = sheet.first_unfilled() if changed else sheet.after(page.code)
    return redirect(_address(here, sheet.wave, following), 303)


def _not_kept(here: Answering, sheet: Sheet, page: Page, fields: Fields) -> Answered:
    """The page with everything typed, when the database is locked or its disk full: nothing is lost, try again."""
    db.session.rollback()
    return _show(here, sheet, page, fields, not_kept=True), Busy.status, {"Retry-After": str(RETRY_SECONDS)}


def _show(
    here: Answering,
    sheet: Sheet,
    page: Page,
    typed: Fields,
    reading: PageReading | None = None,
    *,
    not_kept: bool = False,
    looked_for: str = "",
) -> str:
    complaints = reading.complaints if reading else ()
    whole = _whole_page(sheet, page.code) or page
    drawn = [searched(sheet, card, typed, looked_for) for card in cards(sheet, whole, typed, complaints)]
    codes = [one.code for one in sheet.route.pages]
    start = start_of(sheet, page)
    further = ((START, bool(start)), (LONG_LIST, any(card.search for card in drawn)))
    modules = (*modules_of(drawn), *(module for module, wanted in further if wanted))
    return render_template(
        "participant/questions.html",
        visit=here,
        sheet=sheet,
        page=page,
        live=live_page(sheet, whole),
        blocks=blocks(sheet, drawn),
        section=section_of(sheet, page.group, page.at) if page.group else None,
        modules=modules,
        start=start,
        device_words=equip(modules),
        place=codes.index(page.code) + 1 if page.code in codes else 1,
        places=len(codes),
        errors=[(card.id, card.named_complaint) for card in drawn if card.complaint],
        wrong=bool(complaints),
        response_id=request.form.get("~response") or sheet.id,
        review="review" in request.args or "~review" in request.form,
        more="more" in request.args,
        takes_files=bool(file_questions(whole)),
        not_kept=not_kept,
    )


def _differences(here: Answering, sheet: Sheet, page: Page, reading: PageReading, conflict: Conflict) -> Answered:
    """Both versions of a page that two tabs filled differently; nothing was overwritten."""
    if conflict.code != "draft_changed_elsewhere":
        return redirect(url_for("participant.begin", token=here.token, wave=sheet.wave), 303)
    newest = sheet_of(here, sheet.wave)
    written, kept = reading.said, answers_at(newest.answers, page.at)
    differing = [name for name in written if name in kept and written[name] != kept[name]]
    differences = [_difference(newest, Place(name, page.at), kept[name], written[name]) for name in differing]
    fields = [(name, value) for name, value in posted_again(page, reading.typed) if name != "~seen"]
    return (
        render_template(
            "participant/conflict.html", visit=here, sheet=newest, page=page, differences=differences, fields=fields
        ),
        conflict.status,
    )


def _difference(newest: Sheet, place: Place, kept: Answer, written: Answer) -> Difference:
    text = newest.questionnaire.question(place.name).label
    label, lang = newest.say(text, place.at), newest.language_of(text)
    return Difference(
        label, lang, answer_in_words(newest, place.name, kept), answer_in_words(newest, place.name, written)
    )


def _page(sheet: Sheet, code: str) -> Page | None:
    """The page of that code as these answers show it; None when they do not lead there."""
    return next((page for page in sheet.route.pages if page.code == code), None)


def _whole_page(sheet: Sheet, code: str) -> Page | None:
    """The page of that code with all its questions: a script shows them as they come to be asked."""
    return next((page for page in sheet.route.every_page if page.code == code), None)


def _before(here: Answering, sheet: Sheet, page: Page) -> str:
    previous = sheet.before(page.code)
    if previous is None:
        return here.way_out
    return _address(here, sheet.wave, previous)


def _stop(here: Answering, _sheet: Sheet, _page: Page) -> str:
    return here.way_out


# Where the buttons lead that leave a page as it stands.
AWAY: Mapping[str, Callable[[Answering, Sheet, Page], str]] = {"back": _before, "stop": _stop}


def _address(here: Answering, wave: str, page: Page | None) -> str:
    """The address of a page, or of the review after the last."""
    if page is None:
        return url_for("participant.review", token=here.token, wave=wave)
    return url_for("participant.questions", token=here.token, wave=wave, code=page.code)
