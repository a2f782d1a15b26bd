"""What is written: words and numbers; and what is only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.words import t
from surveys.questions import Question

LONG = frozenset({"multiline", "textarea", "text-area"})
HIDDEN = frozenset({"masked", "hide-input", "hidden-answer"})  # from who looks over a shoulder; kept as it is written
ROWS_SHOWN, MOST_ROWS = 5, 30


def _text(question: Question) -> Drawing:
    words = {*question.appearance}
    if LONG & words or "rows" in question.options:
        return Drawing("writing.paragraph", attributes={"rows": _rows(question)})
    if HIDDEN & words:
        return _hidden()
    if "url" in words:
        return Drawing("writing.line", "link", {"inputmode": "url"}, hint=t("participant.url_hint"))
    return Drawing("writing.line", attributes={"inputmode": "numeric"} if "numbers" in words else {})


def _rows(question: Question) -> int:
    written = question.options.get("rows", "")
    return min(int(written), MOST_ROWS) if written.isdecimal() and int(written) else ROWS_SHOWN


def _hidden() -> Drawing:
    """Not a password: a browser would offer to keep it."""
    attributes = {"class": "masked", "spellcheck": "false", "data-show": t("participant.show_written")}
    return Drawing("writing.line", attributes=attributes, modules=("masked",))


def _barcode(question: Question) -> Drawing:
    if HIDDEN & {*question.appearance}:
        return replace(_hidden(), hint=t("participant.barcode_hint"))
    attributes = {"inputmode": "text", "data-barcode": ""}
    hint = t("participant.barcode_hint")
    return Drawing("writing.line", attributes=attributes, hint=hint, modules=("devices/barcode",))


def _number(question: Question, *, mode: str) -> Drawing:
    words = {*question.appearance}
    if HIDDEN & words:
        return _hidden()
    counter, bearing = "counter" in words, "bearing" in words
    marks = {"data-counter": "" if counter else None, "data-compass": "" if bearing else None}
    return Drawing(
        "writing.line",
        "counter" if counter else "",
        attributes={"inputmode": mode, "class": "short", **marks},
        hint=t("participant.bearing_hint") if bearing else "",
        modules=(*(("counter",) if counter else ()), *(("devices/compass",) if bearing else ())),
    )


def _note(_question: Question) -> Drawing:
    return Drawing("writing.note")


ROWS: Mapping[str, Row] = {
    "text": _text,
    "barcode": _barcode,
    "integer": partial(_number, mode="numeric"),
    "decimal": partial(_number, mode="decimal"),
    "note": _note,
}
