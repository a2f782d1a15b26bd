"""A page of an example drawn as the respondent sees it, with the scripts it needs; after the last, the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from livinglab.web.editor.example import Step
from livinglab.web.participant.cards import Card, cards, modules_of, section_of
from livinglab.web.participant.devices import Said, equip
from livinglab.web.participant.instances import instances_of
from livinglab.web.participant.live import live_page
from livinglab.web.participant.long_lists import MODULE as LONG_LIST
from livinglab.web.participant.long_lists import searched
from livinglab.web.participant.matrices import blocks
from livinglab.web.participant.sheet import Sheet, chapters
from livinglab.web.participant.start_place import MODULE as START
from livinglab.web.participant.start_place import start_of
from livinglab.web.participant.uploads import file_questions
from livinglab.words import t
from surveys.flow import MOST_INSTANCES
from surveys.pages import Page
from surveys.places import answers_at

PLAIN = frozenset({"devices/sending"})  # nothing is sent to be kept: it needs no patience


@dataclass(frozen=True)
class Tried:
    """`html` is what the respondent sees; `pages` are codes and titles of all there are, to go to."""

    html: Markup
    pages: tuple[tuple[str, str], ...]
    modules: tuple[str, ...] = ()
    device_words: Mapping[str, Said] | None = None
    live: Mapping[str, Any] | None = None


def drawn(step: Step, team: str) -> Tried:
    """The page shown, in the language now spoken; what the editor adds to it, in that of the team."""
    sheet, page = step.sheet, step.page
    codes = [one.code for one in sheet.route.pages]
    place = codes.index(page.code) + 1 if page and page.code in codes else 1
    pages = tuple((one.code, _titled(sheet, one, n)) for n, one in enumerate(sheet.route.pages, start=1))
    frame = {"sheet": sheet, "page": page, "place": place, "places": len(codes), "team": team}
    if page is None:
        return Tried(_html(frame, chapters=chapters(sheet)), pages)
    if page.repeat:
        instances = instances_of(sheet, page)
        return Tried(_html(frame, instances=instances, full=len(instances) >= MOST_INSTANCES), pages)
    return _questions(step, page, frame, pages)


def _questions(step: Step, page: Page, frame: Mapping[str, Any], pages: tuple[tuple[str, str], ...]) -> Tried:
    sheet = step.sheet
    whole = next((one for one in sheet.route.every_page if one.code == page.code), page)
    made = cards(sheet, whole, step.typed, step.complaints)
    shown = [searched(sheet, card, step.typed, step.looked_for) for card in made]
    start = start_of(sheet, page)
    html = _html(
        frame,
        blocks=blocks(sheet, shown),
        section=section_of(sheet, page.group, page.at) if page.group else None,
        start=start,
        errors=[(card.id, card.named_complaint) for card in shown if card.complaint],
        more=step.more,
        named=_named(sheet, whole),
    )
    modules = _modules(shown, start)
    return Tried(html, pages, modules, equip(modules), live_page(sheet, whole))


def _modules(shown: list[Card], start: str) -> tuple[str, ...]:
    further = ((START, bool(start)), (LONG_LIST, any(card.search for card in shown)))
    wanted = (*modules_of(shown), *(module for module, needed in further if needed))
    return tuple(module for module in wanted if module not in PLAIN)


def _named(sheet: Sheet, page: Page) -> dict[str, str]:
    """The files chosen so far: their names alone."""
    known = answers_at(sheet.answers, page.at)
    answers = {question.name: known.get(question.name) for question in file_questions(page)}
    return {name: answer for name, answer in answers.items() if isinstance(answer, str)}


def _titled(sheet: Sheet, page: Page, number: int) -> str:
    return sheet.title(page).striptags() if page.title else t("participant.page_untitled", n=number)


def _html(frame: Mapping[str, Any], **shown: Any) -> Markup:
    return Markup(render_template("editor/as_tried.html", **frame, **shown))  # noqa: S704 # a template escapes
