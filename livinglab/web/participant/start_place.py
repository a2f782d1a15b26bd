"""Where someone starts to answer (`start-geopoint`): given on the first page, by a button, or not at all.

Only a device knows it: without a script nothing is asked. Whoever does not press the button answers without it.
"""

from __future__ import annotations

from livinglab.web.participant.fields import Fields
from livinglab.web.participant.sheet import Sheet
from surveys.complaints import Invalid
from surveys.pages import Page
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.values import Answer

ASKED, READ_AS = "start-geopoint", "geopoint"
MODULE = "devices/start"


def start_of(sheet: Sheet, page: Page) -> str:
    """The question to ask on this page; empty when there is none, when it is answered, or on another page."""
    if not sheet.route.pages or page.code != sheet.route.pages[0].code or page.at:
        return ""
    names = (question.name for question in sheet.questionnaire.questions if question.type == ASKED)
    return next((name for name in names if name not in sheet.answers), "")


def start_given(sheet: Sheet, page: Page, fields: Fields) -> dict[str, Answer]:
    """The place that was given with this page, under the name of its question."""
    name = start_of(sheet, page)
    kind = QUESTION_TYPES[READ_AS]
    read = kind.read(name, fields) if name else None
    if read is None or isinstance(read, Invalid):
        return {}
    place = kind.check(Offer(), read)
    return {} if isinstance(place, Invalid) else {name: place}
