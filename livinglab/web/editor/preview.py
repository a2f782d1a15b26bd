"""The draft as the person who answers will see it, page by page, at the width of a phone too."""

from __future__ import annotations

from flask import render_template, request

from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.web.editor.blueprint import editor
from livinglab.web.editor.conditions import in_words
from livinglab.web.editor.opened import Opened, opened
from livinglab.web.forms import Answered
from livinglab.web.participant.cards import modules_of
from livinglab.web.participant.devices import equip
from livinglab.web.participant.matrices import preview as previewed
from livinglab.web.participant.sheet import Sheet
from surveys.questionnaire import Questionnaire
from surveys.values import Answers


@editor.get("/drafts/<draft_id>/preview")
def preview(draft_id: str) -> Answered:
    """One page after the other."""
    found = opened(draft_id)
    questionnaire = found.questionnaire
    pages = questionnaire.pages() if questionnaire else ()
    place = min(max(request.args.get("page", type=int, default=1), 1), max(len(pages), 1))
    sheet = sheet_with(found, questionnaire, {}) if questionnaire else None
    blocks = previewed(sheet, pages[place - 1]) if sheet and pages else ()
    modules = modules_of([card for block in blocks for card in block.cards])
    return render_template(
        "editor/preview.html",
        found=found,
        sheet=sheet,
        page_shown=pages[place - 1] if pages else None,
        blocks=blocks,
        modules=modules,
        device_words=equip(modules),
        place=place,
        pages=len(pages),
        phone="phone" in request.args,
        in_words=in_words,
    )


def sheet_with(found: Opened, questionnaire: Questionnaire, answers: Answers) -> Sheet:
    """A sheet someone might be filling in; its version is not stored anywhere."""
    version = QuestionnaireVersion(digest=questionnaire.digest, definition=questionnaire.to_json())
    return Sheet(found.draft.id, "", version, answers, 0, None)
