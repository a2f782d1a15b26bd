"""What is chosen from a list: one answer, several, their order, a step of a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor

from markupsafe import Markup

from livinglab.web.participant.label_media import media_of
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.widgets.drawing import Drawing, Row
from livinglab.web.wording import format_number
from livinglab.words import t
from surveys.flow import offered
from surveys.places import At, Place
from surveys.questions import Choice, Question

MOST_STEPS = 11  # 0 to 10: beyond, a field to write in is quicker than a wall of buttons
DEGREES = frozenset({"likert", "quick", "columns", "horizontal"})


@dataclass(frozen=True)
class Option:
    """One thing to choose. What is not `offered` waits in the page until the answers offer it."""

    value: str
    label: Markup | str
    chosen: bool
    lang: str = ""
    offered: bool = True


def _one(question: Question) -> Drawing:
    if question.heads_a_table:
        return Drawing("writing.note")
    if "minimal" in question.appearance:
        return Drawing("choosing.dropdown", soft_inside=True)
    return Drawing("choosing.radios", "likert" if DEGREES & {*question.appearance} else "", soft_inside=True)


def _several(question: Question) -> Drawing:
    if question.heads_a_table:
        return Drawing("writing.note")
    return Drawing("choosing.checkboxes")


def _ranking(_question: Question) -> Drawing:
    return Drawing("choosing.ranking", hint=t("participant.rank_hint"))


def _tick(_question: Question) -> Drawing:
    return Drawing("choosing.tick")


def _range(question: Question) -> Drawing:
    if len(_steps(question)) <= MOST_STEPS:
        return Drawing("choosing.radios", "steps", soft_inside=True)
    start, end = (format_number(question.parameters[key]) for key in ("start", "end"))
    hint = t("participant.range_hint", start=start, end=end)
    return Drawing("writing.line", attributes={"inputmode": "decimal", "class": "short"}, hint=hint)


ROWS: Mapping[str, Row] = {
    "radios": _one,
    "checkboxes": _several,
    "ranking": _ranking,
    "acknowledge": _tick,
    "range": _range,
}


def options_of(sheet: Sheet, place: Place, chosen: Sequence[str]) -> tuple[Option, ...]:
    """What the question at a place offers, then what it may come to offer."""
    question = sheet.questionnaire.question(place.name)
    if question.type == "range":
        return tuple(Option(step, format_number(float(step)), step in chosen) for step in _steps(question))
    there = offered(sheet.route, place)
    names = {choice.name for choice in there}
    waiting = (choice for choice in sheet.questionnaire.choices_of(question) if choice.name not in names)
    return tuple(
        Option(
            choice.name,
            _label(sheet, choice, place.at),
            choice.name in chosen,
            sheet.language_of(choice.label),
            choice.name in names,
        )
        for choice in (*there, *waiting)
    )


def soft_options(question: Question, chosen: Sequence[str]) -> tuple[Option, ...]:
    """ "I don't know", "I'd rather not say", where the question allows them."""
    return tuple(
        Option(missing.value, t(f"participant.missing_{missing.value}"), missing.value in chosen)
        for missing in question.missing_options
    )


def _label(sheet: Sheet, choice: Choice, at: At) -> Markup:
    """The picture of a choice before its words; without words, its name says it to those who do not see it."""
    words = sheet.say(choice.label, at)
    pictures = (medium.address for medium in media_of(sheet, choice.media) if medium.kind == "image")
    alt = "" if words else choice.name
    return Markup().join(Markup('<img src="{}" alt="{}">').format(address, alt) for address in pictures) + words


def _steps(question: Question) -> tuple[str, ...]:
    """The values of a range, from start to end; one more than can be shown when there are too many."""
    start, end, step = (question.parameters[key] for key in ("start", "end", "step"))
    steps = min(floor(abs(end - start) / abs(step) + 1e-9), MOST_STEPS)
    return tuple(f"{start + step * place:.10g}" for place in range(steps + 1))
