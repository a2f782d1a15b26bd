"""What changed between two versions of a questionnaire, and whether answers before and after can be compared."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.change_kinds import CHANGE_KINDS, ChangeKind
from surveys.expressions.tree import Expression
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.values import Text

UNITS = re.compile(
    r"%|€|\b(?:minutes?|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?|ans?|années?|years?|km|mètres?|met(?:re|er)s?"
    r"|miles?|kg|kilos?|grammes?|grams?|lit(?:re|er)s?|euros?|dollars?|kwh)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """One change. `name` is the question or group it is about: its new name, or the former when it is gone.

    `questions` are the names, former and new, whose answers it touches. `code` is a row of CHANGE_KINDS.
    """

    code: str
    name: str
    questions: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> ChangeKind:
        """Its words, and whether it breaks comparability."""
        return CHANGE_KINDS[self.code]

    @property
    def breaks(self) -> bool:
        """Whether answers before and after cannot be compared as they are."""
        return self.kind.breaks


@dataclass(frozen=True)
class _Pair:
    """A question in both versions."""

    older: Questionnaire
    newer: Questionnaire
    was: Question
    now: Question

    def change(self, code: str, before: str, after: str) -> Change:
        return Change(code, self.now.name, tuple(dict.fromkeys((self.was.name, self.now.name))), before, after)


def changes(older: Questionnaire, newer: Questionnaire) -> tuple[Change, ...]:
    """Every change, in the order of the newer version; what is gone comes last.

    A rename is a guess, and said so: one question gone, one new, of the same words, type and choices at the same place.
    """
    gone = [question for question in older.questions if not newer.has(question.name)]
    renamed = {new.name: old for old, new in _renames(older, newer, gone)}
    moved = _moved(older, newer)
    found: list[Change] = list(_group_changes(older, newer))
    for question in newer.questions:
        if older.has(question.name) or question.name in renamed:
            was = renamed.get(question.name) or older.question(question.name)
            found += _compared(_Pair(older, newer, was, question), question.name in moved)
        else:
            found.append(Change("added", question.name, (question.name,), "", _words(question.label, newer)))
    taken = {question.name for question in renamed.values()}
    left = (question for question in gone if question.name not in taken)
    return (*found, *(Change("removed", one.name, (one.name,), _words(one.label, older), "") for one in left))


def breaking(found: Iterable[Change], names: Iterable[str]) -> tuple[Change, ...]:
    """Those of the changes after which answers to one of these questions cannot be compared."""
    watched = frozenset(names)
    return tuple(change for change in found if change.breaks and watched.intersection(change.questions))


def _compared(pair: _Pair, moved: bool) -> Iterator[Change]:
    if pair.was.name != pair.now.name:
        yield pair.change("renamed", pair.was.name, pair.now.name)
    if pair.was.type != pair.now.type:
        yield pair.change("retyped", pair.was.type, pair.now.type)
    yield from _wordings(pair)
    yield from _choices(pair)
    yield from _logic(pair)
    yield from _place(pair, moved)


def _wordings(pair: _Pair) -> Iterator[Change]:
    for code, was, now in (
        ("reworded", pair.was.label, pair.now.label),
        ("hint_changed", {**pair.was.guidance, **pair.was.hint}, {**pair.now.guidance, **pair.now.hint}),
    ):
        altered = [language for language in _first(pair.older, was) if was[language] != now.get(language, "")]
        if altered:
            before, after = was[altered[0]], now.get(altered[0], "")
            yield pair.change("unit_changed" if _unit_differs(pair, before, after) else code, before, after)
        elif now != was:
            yield pair.change("translated", "", next(now[language] for language in now if language not in was))


def _unit_differs(pair: _Pair, before: str, after: str) -> bool:
    """A number asked for in other units: by the words people use for them."""
    number = QUESTION_TYPES[pair.now.type].variable in ("integer", "number")
    units = [sorted({unit.lower().rstrip("s") for unit in UNITS.findall(words)}) for words in (before, after)]
    return number and units[0] != units[1]


def _choices(pair: _Pair) -> Iterator[Change]:
    was = {choice.name: choice for choice in pair.older.choices_of(pair.was)}
    now = {choice.name: choice for choice in pair.newer.choices_of(pair.now)}
    kept = [name for name in was if name in now]
    before = [_words(was[name].label, pair.older) for name in kept]
    after = [_words(now[name].label, pair.newer) for name in kept]
    if len(kept) > 1 and before != after and before == after[::-1]:
        yield pair.change("scale_reversed", " · ".join(before), " · ".join(after))
    else:
        for name in kept:
            former, new = was[name].label, now[name].label
            language = next((one for one in _first(pair.older, former) if former[one] != new.get(one, "")), None)
            if language is not None:
                words = f"{name} = {former[language]}", f"{name} = {new.get(language, '')}"
                yield pair.change("choice_relabelled", *words)
    gone = {name: _words(was[name].label, pair.older) for name in was if name not in now}
    new = {name: _words(now[name].label, pair.newer) for name in now if name not in was}
    recoded = dict(_recoded(gone, new))
    for name, said in gone.items():
        if name in recoded:
            yield pair.change("choice_recoded", f"{name} = {said}", f"{recoded[name]} = {said}")
        else:
            yield pair.change("choice_removed", f"{name} = {said}", "")
    for name, said in new.items():
        if name not in recoded.values() and was:
            yield pair.change("choice_added", "", f"{name} = {said}")
    if [name for name in now if name in was] != kept:
        yield pair.change("choices_reordered", ", ".join(was), ", ".join(now))


def _recoded(gone: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Codes that gave way to another under the same words, where only one did."""
    for name, words in gone.items():
        heirs = [code for code, said in new.items() if said == words]
        if words and len(heirs) == 1 and list(gone.values()).count(words) == 1:
            yield name, heirs[0]


RULES: Mapping[str, Callable[[Question], object]] = {
    "range_changed": lambda one: tuple(sorted(one.parameters.items())) if one.type == "range" else (),
    "relevance_changed": lambda one: one.relevant,
    "constraint_changed": lambda one: one.constraint,
    "filter_changed": lambda one: one.choice_filter,
    "calculation_changed": lambda one: one.calculation,
    "default_changed": lambda one: one.default,
    "required_changed": lambda one: one.required,
    "soft_answers_changed": lambda one: frozenset(one.missing_options),
}


def _logic(pair: _Pair) -> Iterator[Change]:
    for code, part in RULES.items():
        was, now = part(pair.was), part(pair.now)
        if _meaning(was) != _meaning(now):
            yield pair.change(code, _written(was), _written(now))


def _place(pair: _Pair, moved: bool) -> Iterator[Change]:
    if pair.older.structure.repeats_around(pair.was.name) != pair.newer.structure.repeats_around(pair.now.name):
        yield pair.change("repeat_changed", " / ".join(pair.was.groups), " / ".join(pair.now.groups))
    elif pair.was.groups != pair.now.groups:
        yield pair.change("regrouped", " / ".join(pair.was.groups), " / ".join(pair.now.groups))
    if moved:
        yield pair.change("reordered", "", "")


def _group_changes(older: Questionnaire, newer: Questionnaire) -> Iterator[Change]:
    """A condition on a section is a condition on every question in it."""
    before = {group.name: group for group in older.groups}
    for group in newer.groups:
        was = before.get(group.name)
        if was is not None:
            inside = tuple(one.name for one in newer.questions if group.name in one.groups and older.has(one.name))
            yield from _group_change(was, group, inside)


def _group_change(was: Group, now: Group, inside: tuple[str, ...]) -> Iterator[Change]:
    if _meaning(was.relevant) != _meaning(now.relevant):
        yield Change("relevance_changed", now.name, inside, _written(was.relevant), _written(now.relevant))
    if was.repeat and now.repeat and _meaning(was.count) != _meaning(now.count):
        yield Change("repeat_changed", now.name, inside, _written(was.count), _written(now.count))


def _renames(
    older: Questionnaire, newer: Questionnaire, gone: Sequence[Question]
) -> Iterator[tuple[Question, Question]]:
    new = [question for question in newer.questions if not older.has(question.name)]
    for question in gone:
        alike = [one for one in new if _alike(older, newer, question, one)]
        rivals = [one for one in gone if alike and _alike(older, newer, one, alike[0])]
        if len(alike) == 1 and len(rivals) == 1:
            yield question, alike[0]


def _alike(older: Questionnaire, newer: Questionnaire, was: Question, now: Question) -> bool:
    return bool(was.label) and (was.label, was.type, was.groups, _names(older, was)) == (
        now.label,
        now.type,
        now.groups,
        _names(newer, now),
    )


def _names(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    return tuple(choice.name for choice in questionnaire.choices_of(question))


def _moved(older: Questionnaire, newer: Questionnaire) -> frozenset[str]:
    """The fewest questions whose move explains the new order: all but a longest run that kept its order."""
    place = {question.name: at for at, question in enumerate(older.questions)}
    kept = [question.name for question in newer.questions if question.name in place]
    ends: list[int] = []
    lengths: list[int] = []
    for name in kept:
        length = bisect_left(ends, place[name])
        ends[length : length + 1] = [place[name]]
        lengths.append(length)
    stayed: set[str] = set()
    wanted = len(ends) - 1
    below = len(place)
    for name, length in zip(reversed(kept), reversed(lengths), strict=True):
        if length == wanted and place[name] < below:
            stayed.add(name)
            wanted, below = wanted - 1, place[name]
    return frozenset(kept) - stayed


def _first(questionnaire: Questionnaire, text: Text) -> list[str]:
    """The languages of a text, the one the questionnaire falls back on before the others."""
    return sorted(text, key=lambda language: language != questionnaire.default_language)


def _meaning(part: object) -> object:
    """What an expression says, whatever its spaces."""
    return part.tree if isinstance(part, Expression) else part


def _written(part: object) -> str:
    if isinstance(part, Expression):
        return part.source
    if isinstance(part, frozenset):
        return ", ".join(sorted(reason.value for reason in part))
    return ", ".join(f"{name}={value:g}" for name, value in part) if isinstance(part, tuple) else ""


def _words(text: Text, questionnaire: Questionnaire) -> str:
    return text.get(questionnaire.default_language) or next(iter(text.values()), "")
