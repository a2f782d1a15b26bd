"""Places, ways and areas."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question


def _place(_question: Question) -> Drawing:
    return Drawing("places.place", hint=t("participant.place_hint"))


def _points(_question: Question) -> Drawing:
    return Drawing("writing.paragraph", attributes={"rows": 5}, hint=t("participant.points_hint"))


ROWS: Mapping[str, Row] = {"place": _place, "line": _points, "area": _points}
