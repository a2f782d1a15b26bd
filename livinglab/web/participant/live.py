"""What the script of a page of questions needs, as JSON in the page; static/form/page.js says how it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from livinglab.web.participant.sheet import Sheet
from livinglab.words import forms, t
from surveys.complaints import COMPLAINTS
from surveys.live import answers_for, live_form
from surveys.pages import Page
from surveys.values import Missing, to_json

MOST_BYTES = 1_000_000  # a list of all the streets of a country: such a page is left to the server
SOFT = (Missing.DONT_KNOW, Missing.DECLINED)


def live_page(sheet: Sheet, page: Page) -> dict[str, Any] | None:
    """The live form of a whole page, asked or not, with the answers kept; None when that is too much to send."""
    names = [question.name for question in page.questions]
    form = live_form(sheet.questionnaire, sheet.context.language, names)
    data = {
        "form": form,
        "answers": to_json(answers_for(form, sheet.answers)),
        "context": _context(sheet),
        "at": [list(instance) for instance in page.at],
        "questions": names,
        "words": live_words(form.pop("words")),
    }
    return data if len(json.dumps(data)) <= MOST_BYTES else None


def _context(sheet: Sheet) -> dict[str, str]:
    started = sheet.started_at.isoformat(timespec="seconds") if sheet.started_at else None
    return {"language": sheet.context.language, "seed": sheet.id, **({"startedAt": started} if started else {})}


def live_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """What the script says when something is to be put right: `words` of a live form, ours in the page's language."""
    return {
        **words,
        **{code: t(f"complaints.{code}") for code in words if code in COMPLAINTS},
        "summary": dict(forms("look.summary")),
        "of": t("participant.complaint_of", question="{question}", complaint="{complaint}"),
        "prefix": t("look.error_prefix"),
        **{missing.value: t(f"participant.missing_{missing.value}") for missing in SOFT},
    }
