"""The page of a repeat: what was added so far, one more, one less, or on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for

from livinglab.store.database import new_id
from livinglab.web.participant.sheet import Sheet, answer_in_words
from livinglab.web.participant.sittings import Answering
from surveys.flow import MOST_INSTANCES
from surveys.pages import Page
from surveys.places import At, Place, answers_at, rows_of, with_instance, without_instance
from surveys.values import Answer, Missing, Rows

WORDS_SHOWN = 3  # answers that tell one instance from another


@dataclass(frozen=True)
class Instance:
    """One line of the list: its number, its first answers, and where it is changed."""

    number: int
    words: str
    change: str


def show_instances(here: Answering, sheet: Sheet, page: Page, *, not_kept: bool = False) -> str:
    """The list of the instances of a repeat."""
    codes = [one.code for one in sheet.route.pages]
    number = sheet.route.instances(Place(page.repeat, page.at))
    return render_template(
        "participant/instances.html",
        visit=here,
        sheet=sheet,
        page=page,
        instances=[_instance(here, sheet, page, one) for one in range(1, number + 1)],
        full=number >= MOST_INSTANCES,
        place=codes.index(page.code) + 1 if page.code in codes else 1,
        places=len(codes),
        response_id=request.form.get("~response") or sheet.id,
        review="review" in request.args or "~review" in request.form,
        not_kept=not_kept,
    )


def change_instances(here: Answering, sheet: Sheet, page: Page) -> At:
    """Keeps what the page says of its repeat. Returns the instance just added; nothing otherwise. Raises Conflict."""
    known = sheet.answers
    removed = request.form.get("~remove", type=int, default=0)
    added = request.form.get("~go") == "add" and len(rows_of(answers_at(known, page.at), page.repeat)) < MOST_INSTANCES
    if added:
        known = with_instance(known, page.at, page.repeat)
    elif removed:
        known = without_instance(known, page.at, page.repeat, removed)
    rows = rows_of(answers_at(known, page.at), page.repeat)
    given: dict[str, Answer] = {page.repeat: Rows(rows)}
    here.keep(
        wave=sheet.wave,
        response_id=request.form.get("~response", "") or new_id(),
        version=sheet.version,
        answers=given,
        seen=request.form.get("~seen", type=int, default=0),
        at=page.at,
    )
    return (*page.at, (page.repeat, len(rows))) if added else ()


def _instance(here: Answering, sheet: Sheet, page: Page, number: int) -> Instance:
    at = (*page.at, (page.repeat, number))
    pages = [one for one in sheet.route.pages if one.at[: len(at)] == at]
    code = pages[0].code if pages else page.code
    change = url_for("participant.questions", token=here.token, wave=sheet.wave, code=code)
    return Instance(number, ", ".join(_words(sheet, pages)), change)


def _words(sheet: Sheet, pages: list[Page]) -> list[str]:
    """The first answers of an instance, as a person would say them."""
    asked = (Place(one.name, page.at) for page in pages for one in page.questions if one.asked)
    answers = ((place, sheet.route.element(place).answer) for place in asked)
    said = [answer_in_words(sheet, place.name, answer) for place, answer in answers if not isinstance(answer, Missing)]
    return said[:WORDS_SHOWN]
