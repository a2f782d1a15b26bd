"""What a question offers to choose from, where the answers lead: its list, or what was answered in a repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from surveys.expressions.chance import shuffled
from surveys.expressions.coercion import to_number, to_text, value_of
from surveys.expressions.document import Element
from surveys.expressions.evaluation import holds
from surveys.flow import Route
from surveys.places import Place
from surveys.questions import Choice, Question
from surveys.values import Missing
from surveys.wording import REFERENCE, choice_label


def offered(way: Route, place: Place) -> tuple[Choice, ...]:
    """What the question at a place offers: the choices its filter lets through, shuffled if it says so."""
    question = way.questionnaire.question(place.name)
    choices = way.questionnaire.choices_of(question)
    if not way.has(place):
        return choices
    if question.choices_from:
        choices = tuple(_from_answers(way, question, place))
    elif question.choice_filter is not None:
        items = way.questionnaire.items_of(question)
        situation = way.situation(place)
        kept = (holds(question.choice_filter, situation.looking_at(item)) for item in items)
        choices = tuple(choice for choice, keep in zip(choices, kept, strict=True) if keep)
    if question.options.get("randomize", "").lower().startswith("true"):
        return tuple(shuffled(choices, _seed(way, question, place)))
    return choices


def _from_answers(way: Route, question: Question, place: Place) -> Iterator[Choice]:
    """A choice for each answer to the question it takes them from, in the instances next to it, each once.

    A choice filter looks at the instance an answer stands in.
    """
    found = (element for element in _sources(way, question, place) if not isinstance(element.answer, Missing))
    if question.choice_filter is not None:
        condition, situation = question.choice_filter, way.situation(place)
        found = (element for element in found if holds(condition, situation.looking_at(element.scope)))
    names = dict.fromkeys(to_text(value_of(element.answer)) for element in found)
    questionnaire, language = way.questionnaire, way.context.language
    for name in names:
        words = choice_label(questionnaire, question.choices_from, name, language)
        yield Choice(name, {language or questionnaire.default_language: words})


def _sources(way: Route, question: Question, place: Place) -> Iterable[Element]:
    """The elements a question takes its choices from: of every instance within what surrounds both."""
    around = way.questionnaire.structure.repeats_around(question.choices_from)
    both = zip(place.at, around[:-1], strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1], both))
    return way.scope(place.at[:shared]).index.get(question.choices_from, ())


def _seed(way: Route, question: Question, place: Place) -> float | str:
    """What the order of shuffled choices comes from: the seed of the workbook, else the response and the place."""
    given = question.options.get("seed", "")
    reference = REFERENCE.fullmatch(given)
    if reference:
        return to_number(value_of(way.answer(reference[1], place.at)))
    return float(given) if given else f"{way.context.seed}:{place.key}"
