"""A kept answer stands in its fields again as it was written, and the fields say the same answer when posted back."""

from __future__ import annotations

import pytest
from forms_by_hand import CONTEXT, form, survey

from livinglab.web.participant.cards import typed_from
from livinglab.web.participant.widgets import WIDGETS
from surveys.answering import read_page
from surveys.question_types import QUESTION_TYPES

POINTS = "48.1 2.1 0 0;48.2 2.2 0 0;48.3 2.1 0 0"
CLOSED = f"{POINTS};48.1 2.1 0 0"


@pytest.mark.parametrize(
    ("kind", "answer", "written"),
    [
        ("barcode", "3017620422003", "3017620422003"),
        ("geotrace", POINTS, POINTS.replace(";", "\n")),
        ("geoshape", CLOSED, CLOSED.replace(";", "\n")),
    ],
)
def test_an_answer_written_again_is_the_same_answer(kind: str, answer: str, written: str) -> None:
    questionnaire = form(survey(f"{kind} | q | Where?"))
    (page,) = questionnaire.pages()
    fields = typed_from(page, {"q": answer})
    assert fields == {"q": (written,)}
    assert read_page(questionnaire, page.code, fields, {}, CONTEXT).answers == {"q": answer}
    assert QUESTION_TYPES[kind].widget in WIDGETS
