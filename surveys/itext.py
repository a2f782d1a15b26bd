"""The ids under which ODK keeps the words of a form, as pyxform writes them: `yes_no-0`, `/data/age:label`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from surveys.questions import Choice, Group, Question
from surveys.values import Text

ROOT = "data"
WORDS = {  # field of a question or a group → how the id ends
    "label": "label",
    "hint": "hint",
    "constraint_message": "jr:constraintMsg",
    "required_message": "jr:requiredMsg",
}


def itext(things: Iterable[Question | Group], choices: Mapping[str, Iterable[Choice]]) -> dict[str, Text]:
    """Id → words; what has no words has no id."""
    return dict((*_of_choices(choices), *_of_things(list(things))))


def choice_reference(list_name: str, place: int) -> str:
    """The id of a choice, counted from 0."""
    return f"{list_name}-{place}"


def rooted(reference: str) -> str:
    """An id as this platform writes it: the name of the root element, which does not matter, is `data`."""
    return f"/{ROOT}/{reference[1:].partition('/')[2]}" if reference.startswith("/") else reference


def _of_choices(choices: Mapping[str, Iterable[Choice]]) -> Iterator[tuple[str, Text]]:
    for name, listed in choices.items():
        for place, choice in enumerate(listed):
            yield choice_reference(name, place), choice.label


def _of_things(things: list[Question | Group]) -> Iterator[tuple[str, Text]]:
    nodes = {thing.name: thing.node or thing.name for thing in things}
    for thing in things:
        path = "/".join(["", ROOT, *(nodes[group] for group in thing.groups), nodes[thing.name]])
        for field, ending in WORDS.items():
            words: Text = getattr(thing, field, {})
            if words:
                yield f"{path}:{ending}", words
