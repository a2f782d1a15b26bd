"""Scales of numbers: buttons while there are few, else a field, with a slider beside it where a script can add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor, isclose

from markupsafe import Markup

from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.widgets.drawing import Drawing, Option, Row
from livinglab.web.wording import format_number
from livinglab.words import t
from surveys.questions import Question

MOST_STEPS = 11  # 0 to 10: beyond, a field to write in is quicker than a wall of buttons
MOST_LISTED = 200  # in a drop-down
UPRIGHT = frozenset({"vertical", "distress"})  # the highest on top, as on a thermometer
SLIDER = ("start", "end", "step")


def _range(question: Question) -> Drawing:
    words = {*question.appearance}
    if "picker" in words and _number_of(question) <= MOST_LISTED:
        return Drawing("choosing.dropdown", soft_inside=True)
    if _number_of(question) > MOST_STEPS:
        return _written(question)
    if "rating" in words:
        return Drawing("choosing.radios", "rating", soft_inside=True)
    return Drawing("choosing.radios", "" if UPRIGHT & words else "steps", soft_inside=True)


def _written(question: Question) -> Drawing:
    start, end = (format_number(question.parameters[key]) for key in ("start", "end"))
    scale = {f"data-{key}": f"{question.parameters[key]:.10g}" for key in SLIDER}
    ticks = "" if "no-ticks" in question.appearance else question.options.get("tick_interval", "")
    attributes = {
        "inputmode": "decimal",
        "class": "short",
        **scale,
        "data-ticks": ticks or None,
        "data-placeholder": question.options.get("placeholder"),
        "data-upright": "" if UPRIGHT & {*question.appearance} else None,
    }
    hint = t("participant.range_hint", start=start, end=end)
    return Drawing("ranges.slider", attributes=attributes, hint=hint, modules=("slider",))


ROWS: Mapping[str, Row] = {"range": _range}


def steps_of(sheet: Sheet, question: Question, chosen: Sequence[str]) -> tuple[Option, ...]:
    """The steps of a scale that are drawn as buttons or in a drop-down; for a slider, those that have words."""
    number, words = _number_of(question), _tick_words(sheet, question)
    if number > MOST_LISTED or (number > MOST_STEPS and "picker" not in question.appearance):
        return tuple(Option(step, label, False) for step, label in words.items())
    start, step = question.parameters["start"], question.parameters["step"]
    values = [f"{start + step * place:.10g}" for place in range(number)]
    if "rating" in question.appearance:
        return tuple(Option(value, _stars(place, number), value in chosen) for place, value in enumerate(values, 1))
    options = [Option(value, _labelled(value, words), value in chosen) for value in values]
    return tuple(reversed(options) if UPRIGHT & {*question.appearance} else options)


def _tick_words(sheet: Sheet, question: Question) -> dict[str, Markup]:
    """The words of some steps (`tick_labelset`): value → words."""
    listed = sheet.questionnaire.choices.get(question.options.get("tick_labelset", ""), ())
    start, step = question.parameters["start"], question.parameters["step"]
    steps = [f"{start + step * place:.10g}" for place in range(min(_number_of(question), MOST_LISTED))]
    named = {choice.name: sheet.say(choice.label) for choice in listed}
    return {name: words for name, words in named.items() if name in steps}


def _labelled(value: str, words: Mapping[str, Markup]) -> Markup | str:
    number = format_number(float(value))
    return Markup("{} <span class='tick'>{}</span>").format(number, words[value]) if value in words else number


def _stars(place: int, number: int) -> Markup:
    words = t("participant.stars", n=place, of=number)
    return Markup("<span aria-hidden='true'></span><span class='apart'>{}</span>").format(words)


def _number_of(question: Question) -> int:
    """How many steps there are."""
    start, end, step = (question.parameters[key] for key in SLIDER)
    steps = abs(end - start) / abs(step)
    return (round(steps) if isclose(steps, round(steps), abs_tol=1e-9) else floor(steps)) + 1
