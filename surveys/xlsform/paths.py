"""Paths followed on paper: `../age` and `/data/person/age` lead to a row of the survey sheet, or to nothing.

What depends on answers (predicates) is left aside, and so are axes that few use: a path is reported only when no answer
could make it lead anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.expressions.tree import CURRENT, ROOT, AnswerTo, Call, Node, Path, Step
from surveys.problems import Problem
from surveys.questions import Group, Question
from surveys.sheet_table import Cell, nearest
from surveys.xlsform.files import TABLES
from surveys.xlsform.references import EXPRESSIONS
from surveys.xlsform.walk import SurveyRead

ANY = frozenset({"*", "node()"})
MADE_BY_CLIENTS = ("meta", "orx:meta", "__version__", "formhub")  # elements that are in every form, and in no row
COUNTED = "_count"  # what pyxform calls the number of instances of a repeat
OF_CHOICES = frozenset({"name", "label", "itextId"})


@dataclass(eq=False)
class Place:
    """An element of the form: a question, a group, a repeat, or the form itself. Filled while the form is laid out."""

    name: str
    parent: Place | None = None
    children: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The elements of a form: `above` holds the root, as a document does."""

    above: Place
    root: Place
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Lost:
    """A step that leads nowhere, and the names that would."""

    name: str
    known: tuple[str, ...]


def layout(things: Sequence[Question | Group]) -> Layout:
    """The elements of questions and groups, each in the group it stands in."""
    above = Place("")
    root = Place("data", above)
    places: dict[str, Place] = {}
    groups = {thing.name: thing for thing in things if isinstance(thing, Group)}

    def placed(thing: Question | Group) -> Place:
        if thing.name not in places:
            parent = placed(groups[thing.groups[-1]]) if thing.groups else root
            node = thing.node or thing.name
            places[thing.name] = parent.children.setdefault(node, Place(node, parent))
        return places[thing.name]

    for thing in things:
        placed(thing)
    return Layout(above, root, places)


def path_problems(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[Problem]:
    """The paths of a survey sheet that lead to nothing."""
    things: tuple[Question | Group, ...] = (*questions, *survey.groups)
    form = layout(things)
    for thing in things:
        record = survey.records.get(thing.name)
        for field_name, column in EXPRESSIONS.items() if record else ():
            expression, cell = getattr(thing, field_name, None), record.cell(column) if record else None
            if expression is not None and cell is not None:
                own = None if field_name == "choice_filter" else form.places[thing.name]
                lost = _lost(expression.tree, form, form.places[thing.name], (own,) if own else None)
                yield from _told(lost, cell, survey)


def _told(lost: Iterable[Lost], cell: Cell, survey: SurveyRead) -> Iterator[Problem]:
    for step in dict.fromkeys(lost):
        if step.name not in survey.left_out:
            yield cell.problem("path_unknown", name=step.name, suggestion=nearest(step.name, step.known))


def _lost(node: Node, form: Layout, own: Place, context: tuple[Place, ...] | None) -> Iterator[Lost]:
    """The steps of an expression that lead nowhere. `context` is None where it is not an element of the form."""
    match node:
        case Call(_, arguments):
            for argument in arguments:
                yield from _lost(argument, form, own, context)
        case Path(steps, start, where):
            places = _start(start, form, own, context)
            if start is not None:
                yield from _lost(start, form, own, context)
            for predicate in where:
                yield from _lost(predicate, form, own, places)
            yield from _along(steps, form, own, places)


def _along(steps: Sequence[Step], form: Layout, own: Place, places: tuple[Place, ...] | None) -> Iterator[Lost]:
    for step in steps:
        found = _stepped(step, form, places)
        if places and found == () and not _made_elsewhere(step.name, places):
            yield Lost(step.name, tuple(name for place in places for name in place.children))
        places = found or None
        for predicate in step.where:
            yield from _lost(predicate, form, own, places)


def _start(start: Node | None, form: Layout, own: Place, context: tuple[Place, ...] | None) -> tuple[Place, ...] | None:
    match start:
        case None:
            return context
        case Call(called, ()) if called == ROOT:
            return (form.above,)
        case Call(called, ()) if called == CURRENT:
            return (own,)
        case AnswerTo(name) if name in form.places:
            return (form.places[name],)
    return None


def _stepped(step: Step, form: Layout, places: tuple[Place, ...] | None) -> tuple[Place, ...] | None:
    """Where a step leads; None when that cannot be said here."""
    if places is None:
        return None
    if step.axis == "self":
        return places
    if step.axis == "parent":
        return tuple(dict.fromkeys(place.parent for place in places if place.parent))
    if step.axis != "child":
        return None
    if form.above in places:
        return (form.root,)  # the name of the root element does not matter
    if step.name in ANY:
        return tuple(child for place in places for child in place.children.values()) or None
    return tuple(place.children[step.name] for place in places if step.name in place.children)


def _made_elsewhere(name: str, places: Iterable[Place]) -> bool:
    """Whether the element is one that clients or pyxform add to the form."""
    repeat = name.removesuffix(COUNTED)
    return name in MADE_BY_CLIENTS or (repeat != name and any(repeat in place.children for place in places))


def column_problems(
    survey: SurveyRead, questions: Iterable[Question], columns: Mapping[str, frozenset[str]], *, translated: bool
) -> Iterator[Problem]:
    """Choice filters that look at a column their choices do not have, or at words that each language says otherwise.

    `columns` are those of each list and table; `translated` says whether the labels of choices have a language.
    """
    for question in questions:
        record = survey.records.get(question.name)
        cell = record.cell("choice_filter") if record else None
        known = columns.get(question.choices or "", frozenset())
        if cell is None or question.choice_filter is None or not known:
            continue
        for name in dict.fromkeys(_columns(question.choice_filter.tree)):
            if name not in known and name not in OF_CHOICES:
                yield cell.problem("filter_column_unknown", name=name, suggestion=nearest(name, known))
            elif name == "label" and translated and not _from_a_table(question):
                yield cell.problem("filter_label_translated")


def _from_a_table(question: Question) -> bool:
    return (question.choices or "").lower().endswith(TABLES)


def _columns(node: Node) -> Iterator[str]:
    """The bare names a condition about a choice looks at."""
    match node:
        case Call(_, arguments):
            for argument in arguments:
                yield from _columns(argument)
        case Path((Step("child", name), *_), None) if name not in ANY:
            yield name
