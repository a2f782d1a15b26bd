"""The pages of a questionnaire: what is shown together, and the loops that repeats make.

A top-level group is a page, and so is a run of questions outside any group. A long one is cut at its inner groups, then
every `MOST_TOGETHER` questions, unless it says `field-list`. A repeat is a loop: its pages for each instance, then,
when the person decides how many there are, a page that lists them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from surveys.questions import Group, Question
from surveys.values import Text

MOST_TOGETHER = 20
TOGETHER = "field-list"


@dataclass(frozen=True)
class Page:
    """What is shown together. `at` is the instance of each repeat around it, counted from 1.

    A page with `repeat` lists the instances of that repeat, and asks whether there are more; it has no questions.
    `group` is the group whose title it bears.
    `code` names the page in addresses: inside an instance it begins with the instance, as in `person~2~health`.
    """

    code: str
    title: Text
    questions: tuple[Question, ...]
    at: tuple[tuple[str, int], ...] = ()
    repeat: str = ""
    group: str = ""


@dataclass(frozen=True)
class Loop:
    """The pages of a repeat."""

    repeat: Group
    inside: tuple[Page | Loop, ...]


Item: TypeAlias = "Question | _Section"


@dataclass(frozen=True)
class _Section:
    """A group with what stands in it, in order."""

    group: Group
    items: tuple[Item, ...]


def outline(questions: Sequence[Question], groups: Sequence[Group]) -> tuple[Page | Loop, ...]:
    """The pages and loops of a questionnaire, in order. Groups in which nothing is shown have no page."""
    by_name = {group.name: group for group in groups}
    shown = [question for question in questions if question.shown]
    return tuple(_outline(_items(shown, 0, by_name), None))


def leaves(item: Page | Loop) -> Iterator[Page]:
    """The pages, those of a loop once."""
    if isinstance(item, Page):
        yield item
    else:
        for inner in item.inside:
            yield from leaves(inner)


def _items(questions: Sequence[Question], depth: int, groups: Mapping[str, Group]) -> tuple[Item, ...]:
    """Questions by the group they stand in at that depth; those that stand in none as they are."""
    runs = groupby(questions, key=lambda question: question.groups[depth] if len(question.groups) > depth else "")
    items: list[Item] = []
    for name, run in runs:
        inside = tuple(run)
        items.extend([_Section(groups[name], _items(inside, depth + 1, groups))] if name else inside)
    return tuple(items)


def _outline(items: Sequence[Item], within: Group | None) -> Iterator[Page | Loop]:
    """Pages in order: repeats become loops; what stands between them is shown together while it is short enough."""
    named = False
    for apart, run in groupby(items, key=_stands_apart if within is None else _holds_repeat):
        for part in run if apart else (tuple(run),):
            if isinstance(part, _Section):
                yield from _of_section(part)
            elif isinstance(part, tuple):
                yield from _together(part, within, named)
                named = named or within is not None


def _stands_apart(item: Item) -> bool:
    return isinstance(item, _Section)


def _holds_repeat(item: Item) -> bool:
    return isinstance(item, _Section) and (item.group.repeat or any(map(_holds_repeat, item.items)))


def _of_section(section: _Section) -> Iterator[Page | Loop]:
    if section.group.repeat:
        yield Loop(section.group, tuple(_outline(section.items, section.group)))
    else:
        yield from _outline(section.items, section.group)


def _together(items: tuple[Item, ...], within: Group | None, named: bool) -> Iterator[Page]:
    """One page, or several when there is too much for one. The first of a group bears its name."""
    questions = tuple(_flat(items))
    title = within.label if within else {}
    if len(questions) <= MOST_TOGETHER or (within and TOGETHER in within.appearance):
        code = within.name if within and not named else questions[0].name
        yield Page(code, title, questions, group=within.name if within else "")
        return
    for page in _cut(items, within):
        yield page if named or within is None else replace(page, code=within.name)
        named = True


def _cut(items: tuple[Item, ...], within: Group | None) -> Iterator[Page]:
    """At the inner groups, then every so many questions."""
    for section, run in groupby(items, key=_stands_apart):
        for part in run if section else (tuple(run),):
            if isinstance(part, _Section):
                for page in _together(part.items, part.group, named=False):
                    yield page if page.title or within is None else replace(page, title=within.label, group=within.name)
            elif isinstance(part, tuple):
                questions = tuple(_flat(part))
                for first in range(0, len(questions), MOST_TOGETHER):
                    some = questions[first : first + MOST_TOGETHER]
                    yield Page(some[0].name, within.label if within else {}, some, group=within.name if within else "")


def _flat(items: Sequence[Item]) -> Iterator[Question]:
    for item in items:
        if isinstance(item, _Section):
            yield from _flat(item.items)
        else:
            yield item
