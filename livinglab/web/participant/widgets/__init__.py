"""The widgets: how each kind of question is drawn, one row for each widget that `surveys.question_types` names.

A family has a file here, with the rows, and one in templates/participant/widgets/, with the macros. A row looks at the
question and gives a `Drawing`; the words, the options and what was typed are the card's (`participant.cards`).
"""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.web.participant.widgets import choosing, files, moments, places, ranges, writing
from livinglab.web.participant.widgets.drawing import Drawing, Row
from surveys.question_types import QUESTION_TYPES
from surveys.questions import Question

WIDGETS: Mapping[str, Row] = {
    **writing.ROWS,
    **choosing.ROWS,
    **ranges.ROWS,
    **moments.ROWS,
    **places.ROWS,
    **files.ROWS,
}


def drawing_of(question: Question) -> Drawing:
    """How a question is drawn."""
    return WIDGETS[QUESTION_TYPES[question.type].widget](question)
