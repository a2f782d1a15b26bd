"""Places, ways and areas: written, or measured by the device where a script can ask it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question

ACCURACIES = ("capture-accuracy", "warning-accuracy")  # metres; whether a position is invented no browser can tell


def _place(question: Question) -> Drawing:
    attributes = {"data-place": question.name, **_accuracies(question)}
    return Drawing("places.place", attributes=attributes, hint=t("participant.place_hint"), modules=("devices/place",))


def _points(question: Question, *, way: str) -> Drawing:
    attributes = {"rows": 5, "data-way": way, **_accuracies(question)}
    hint = t("participant.points_hint")
    return Drawing("writing.paragraph", attributes=attributes, hint=hint, modules=("devices/way",))


def _accuracies(question: Question) -> dict[str, object]:
    """What the device is to wait for, and to warn beyond: `data-…` attributes."""
    return {f"data-{name}": question.options.get(name) for name in ACCURACIES}


ROWS: Mapping[str, Row] = {"place": _place, "line": partial(_points, way="line"), "area": partial(_points, way="area")}
