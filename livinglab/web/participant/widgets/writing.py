"""What is written: words and numbers; and what is only read."""

from __future__ import annotations

from collections.abc import Mapping

from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question


def _text(question: Question) -> Drawing:
    if "multiline" in question.appearance:
        return Drawing("writing.paragraph", attributes={"rows": 5})
    return Drawing("writing.line")


def _barcode(_question: Question) -> Drawing:
    return Drawing(
        "writing.line", attributes={"inputmode": "text", "class": "short"}, hint=t("participant.barcode_hint")
    )


def _integer(_question: Question) -> Drawing:
    return Drawing("writing.line", attributes={"inputmode": "numeric", "class": "short"})


def _decimal(_question: Question) -> Drawing:
    return Drawing("writing.line", attributes={"inputmode": "decimal", "class": "short"})


def _note(_question: Question) -> Drawing:
    return Drawing("writing.note")


ROWS: Mapping[str, Row] = {"text": _text, "barcode": _barcode, "integer": _integer, "decimal": _decimal, "note": _note}
