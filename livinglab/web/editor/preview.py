"""The draft as the person who answers will see it, page by page, at the width of a phone too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from markupsafe import Markup

from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import in_words
from livinglab.web.editor.opened import Opened, opened
from livinglab.web.editor.reading import Reading, reading_of
from livinglab.web.forms import Answered
from livinglab.web.participant.cards import modules_of
from livinglab.web.participant.devices import Said, equip
from livinglab.web.participant.matrices import preview as previewed
from livinglab.web.participant.sheet import Sheet
from livinglab.words import speaking, t
from surveys.pages import Page
from surveys.questionnaire import Questionnaire
from surveys.values import Answers


@dataclass(frozen=True)
class Frame:
    """A page of the questionnaire as it is drawn, with the scripts it needs and what they say."""

    html: Markup
    modules: tuple[str, ...]
    device_words: Mapping[str, Said]


@editor.get("/drafts/<draft_id>/preview")
def preview(draft_id: str) -> Answered:
    """One page after the other."""
    found = opened(draft_id)
    questionnaire = found.questionnaire
    pages = questionnaire.pages() if questionnaire else ()
    place = min(max(request.args.get("page", type=int, default=1), 1), max(len(pages), 1))
    phone = "phone" in request.args
    reading = reading_of(questionnaire, request.args.get("in", "")) if questionnaire else None
    frame = None
    if questionnaire and reading and pages:
        frame = _frame(found, questionnaire, pages[place - 1], reading, phone=phone)
    return render_template(
        "editor/preview.html",
        found=found,
        reading=reading,
        framed=frame.html if frame else "",
        modules=frame.modules if frame else (),
        device_words=frame.device_words if frame else {},
        place=place,
        pages=len(pages),
        phone=phone,
    )


def _frame(found: Opened, questionnaire: Questionnaire, page: Page, reading: Reading, *, phone: bool) -> Frame:
    """The page in the language it is read in; the conditions above its questions in the team's."""
    asked_if = t("editor.asked_if")
    relevant = {question.name: question.relevant for question in page.questions if question.relevant}
    conditions = {name: f"{asked_if} {in_words(found, condition.source)}" for name, condition in relevant.items()}
    with speaking(reading.language, reading.otherwise):
        sheet = sheet_with(found, questionnaire, {})
        blocks = previewed(sheet, page)
        modules = modules_of([card for block in blocks for card in block.cards])
        html = render_template(
            "editor/as_answered.html",
            sheet=sheet,
            page_shown=page,
            blocks=blocks,
            conditions=conditions,
            team=reading.otherwise,
            phone=phone,
        )
        return Frame(Markup(html), modules, equip(modules))  # noqa: S704 # a template escapes


def sheet_with(found: Opened, questionnaire: Questionnaire, answers: Answers) -> Sheet:
    """A sheet someone might be filling in; its version is not stored anywhere."""
    version = QuestionnaireVersion(digest=questionnaire.digest, definition=questionnaire.to_json())
    return Sheet(found.draft.id, "", version, answers, 0, None)
