"""Days, hours and moments, written in figures: a calendar on a telephone is slow, and most birthdays are far back."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question

HINTS: Mapping[str, str] = {
    "day": "look.date_hint",
    "month": "participant.month_hint",
    "year": "participant.year_hint",
}


def _date(question: Question) -> Drawing:
    return Drawing("moments.date", question.precision, hint=t(HINTS[question.precision]))


def _time(_question: Question) -> Drawing:
    return Drawing("writing.line", attributes={"inputmode": "text", "class": "short"}, hint=t("participant.time_hint"))


def _moment(_question: Question) -> Drawing:
    return Drawing("moments.moment", hint=t("participant.moment_hint"))


ROWS: Mapping[str, Row] = {"date": _date, "time": _time, "moment": _moment}
