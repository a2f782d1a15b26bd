"""The page of a repeat: what was added so far, one more, one less, or on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

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
    """One line of the list: its number, its first answers, and the code of the page where it is changed."""

    number: int
    words: str
    code: str


def show_instances(here: Answering, sheet: Sheet, page: Page, *, not_kept: bool = False) -> str:
    """The list of the instances of a repeat."""
    codes = [one.code for one in sheet.route.pages]
    instances = instances_of(sheet, page)
    return render_template(
        "participant/instances.html",
        visit=here,
        sheet=sheet,
        page=page,
        instances=instances,
        full=len(instances) >= MOST_INSTANCES,
        place=codes.index(page.code) + 1 if page.code in codes else 1,
        places=len(codes),
        response_id=request.form.get("~response") or sheet.id,
        review="review" in request.args or "~review" in request.form,
        not_kept=not_kept,
    )


def instances_of(sheet: Sheet, page: Page) -> tuple[Instance, ...]:
    """The instances the list shows."""
    number = sheet.route.instances(Place(page.repeat, page.at))
    return tuple(_instance(sheet, page, one) for one in range(1, number + 1))


def rows_wanted(sheet: Sheet, page: Page) -> tuple[Rows, At]:
    """The rows of the repeat as the posted list wants them, and the instance just added; nothing otherwise."""
    known = sheet.answers
    removed = request.form.get("~remove", type=int, default=0)
    added = request.form.get("~go") == "add" and len(rows_of(answers_at(known, page.at), page.repeat)) < MOST_INSTANCES
    if added:
        known = with_instance(known, page.at, page.repeat)
    elif removed:
        known = without_instance(known, page.at, page.repeat, removed)
    rows = rows_of(answers_at(known, page.at), page.repeat)
    return Rows(rows), (*page.at, (page.repeat, len(rows))) if added else ()


def change_instances(here: Answering, sheet: Sheet, page: Page) -> At:
    """Keeps what the page says of its repeat. Returns the instance just added; nothing otherwise. Raises Conflict."""
    rows, added = rows_wanted(sheet, page)
    given: dict[str, Answer] = {page.repeat: rows}
    here.keep(
        wave=sheet.wave,
        response_id=request.form.get("~response", "") or new_id(),
        version=sheet.version,
        answers=given,
        seen=request.form.get("~seen", type=int, default=0),
        at=page.at,
    )
    return added


def _instance(sheet: Sheet, page: Page, number: int) -> Instance:
    at = (*page.at, (page.repeat, number))
    pages = [one for one in sheet.route.pages if one.at[: len(at)] == at]
    return Instance(number, ", ".join(_words(sheet, pages)), pages[0].code if pages else page.code)


def _words(sheet: Sheet, pages: list[Page]) -> list[str]:
    """The first answers of an instance, as a person would say them."""
    asked = (Place(one.name, page.at) for page in pages for one in page.questions if one.asked)
    answers = ((place, sheet.route.element(place).answer) for place in asked)
    said = [answer_in_words(sheet, place.name, answer) for place, answer in answers if not isinstance(answer, Missing)]
    return said[:WORDS_SHOWN]
