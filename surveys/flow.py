"""The route through a questionnaire: which pages and questions are asked. Recomputed from the answers, never stored.

The answers are laid out as a document (`surveys.expressions.document`), one element per question, group and instance
of a repeat; then every question is evaluated once, in the order its expressions need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import isfinite

from surveys.complaints import Invalid
from surveys.expressions.coercion import answer_of, to_number, to_text
from surveys.expressions.document import Element
from surveys.expressions.evaluation import holds, value
from surveys.expressions.situation import Form, Situation
from surveys.expressions.tree import Expression
from surveys.pages import Loop, Page
from surveys.places import At, Place, rows_of
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.questionnaire import Questionnaire
from surveys.questions import Group, Question
from surveys.values import Answer, Answers, Context, Missing, Rows
from surveys.wording import choice_label, words_under

MOST_INSTANCES = 1_000  # of one repeat: more is a mistake in a count, and would hold the server up


@dataclass(frozen=True, eq=False)
class Route:
    """Where these answers lead.

    `root` is the document, every element with its answer: given, calculated, BLANK, or NOT_ASKED. `unfolded` says of
    each repeat in each scope (by its `id`) whether it is asked.
    """

    questionnaire: Questionnaire
    context: Context
    root: Element
    unfolded: Mapping[tuple[int, str], bool]

    @cached_property
    def every_page(self) -> tuple[Page, ...]:
        """All pages of the instances there are, with all their questions, asked or not."""
        return tuple(self._pages(self.questionnaire.outline, self.root, ()))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages with at least one question asked, holding only those; and the lists of repeats that are asked."""
        return tuple(page for page in map(self._asked_page, self.every_page) if page.repeat or _says_something(page))

    @cached_property
    def asked(self) -> tuple[Place, ...]:
        """What is shown, notes included, in the order of the pages."""
        return tuple(Place(question.name, page.at) for page in self.pages for question in page.questions)

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The value of every question, nested as repeats are."""
        return self._answers(self.root)

    def page(self, code: str) -> Page:
        """The page of that code, if these answers lead to it. Raises KeyError."""
        return _coded(self.pages, code)

    def whole_page(self, code: str) -> Page:
        """The page of that code with all its questions, asked or not. Raises KeyError."""
        return _coded(self.every_page, code)

    def element(self, place: Place) -> Element:
        """The element at a place. Raises KeyError when there is no such instance."""
        scope = self.scope(place.at)
        return next(element for element in scope.index[place.name] if element.scope is scope)

    def scope(self, at: At) -> Element:
        """The instance, or the root. Raises KeyError when there is none."""
        if at not in self._scopes:
            instances = self._instances(self.scope(at[:-1]), at[-1][0])
            self._scopes.update({(*at[:-1], (at[-1][0], n)): one for n, one in enumerate(instances, start=1)})
        return self._scopes[at]

    def answer(self, name: str, at: At = ()) -> Answer:
        """What `${name}` says at an instance: the first answer in the nearest scope that has the question.

        BLANK where there is no such instance: a preview has none.
        """
        try:
            scope: Element | None = self.scope(at)
        except KeyError:
            return Missing.BLANK
        while scope is not None:
            found = scope.index.get(name)
            if found:
                return found[0].answer
            scope = scope.outer
        return Missing.BLANK

    def has(self, place: Place) -> bool:
        """Whether there is such an instance, and the question in it."""
        try:
            self.element(place)
        except (KeyError, StopIteration):
            return False
        return True

    def is_asked(self, place: Place) -> bool:
        """Whether the answers lead to that question."""
        return self.element(place).answer is not Missing.NOT_ASKED

    def is_read_only(self, place: Place) -> bool:
        """Whether the answer there cannot be changed, given the others."""
        read_only = self.questionnaire.question(place.name).read_only
        return read_only is not None and self.has(place) and holds(read_only, self.situation(place))

    def instances(self, place: Place) -> int:
        """How many instances the repeat at that place has."""
        return len(self._instances(self.scope(place.at), place.name))

    def situation(self, place: Place, own: Answer = Missing.BLANK) -> Situation:
        """What an expression of the question at that place is evaluated in; `own` is the answer being checked."""
        return situation_of(self.questionnaire, self.context, self.element(place), own)

    def _asked_page(self, page: Page) -> Page:
        if page.repeat:
            return page
        asked = tuple(question for question in page.questions if self.is_asked(Place(question.name, page.at)))
        return replace(page, questions=asked)

    def _pages(self, items: tuple[Page | Loop, ...], scope: Element, at: At) -> Iterator[Page]:
        prefix = "".join(f"{repeat}~{number}~" for repeat, number in at)
        for item in items:
            if isinstance(item, Page):
                yield replace(item, code=prefix + item.code, at=at)
            else:
                yield from self._loop(item, scope, at, prefix)

    def _loop(self, loop: Loop, scope: Element, at: At, prefix: str) -> Iterator[Page]:
        name = loop.repeat.name
        for number, instance in enumerate(self._instances(scope, name), start=1):
            yield from self._pages(loop.inside, instance, (*at, (name, number)))
        if loop.repeat.count is None and self.unfolded[id(scope), name]:
            yield Page(prefix + name, loop.repeat.label, (), at, name, name)

    def _answers(self, scope: Element) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for thing in self.questionnaire.structure.inside(scope.key if scope.parent else ""):
            if isinstance(thing, Question):
                found[thing.name] = scope.index[thing.name][0].answer
            elif thing.repeat:
                rows = Rows(tuple(map(self._answers, self._instances(scope, thing.name))))
                found[thing.name] = rows if self.unfolded[id(scope), thing.name] else Missing.NOT_ASKED
        return found

    @cached_property
    def _scopes(self) -> dict[At, Element]:
        return {(): self.root}

    def _instances(self, scope: Element, repeat: str) -> list[Element]:
        return [element for element in scope.index.get(repeat, ()) if element.outer is scope]


def route(questionnaire: Questionnaire, answers: Answers, context: Context) -> Route:
    """The route of these answers. Answers to questions that are not asked count as absent for the questions after."""
    return _Walk(questionnaire, answers, context).route()


def defaults(way: Route, page: Page) -> Mapping[str, Answer]:
    """What the questions of a page propose: valid values of their default cells, or of what they calculate."""
    proposed = {}
    for question in page.questions:
        source = question.calculation or question.default
        if source is not None and question.asked:
            text = to_text(value(source, way.situation(Place(question.name, page.at))))
            answer = answer_from_text(way.questionnaire, question, text)
            if not isinstance(answer, Missing | Invalid):
                proposed[question.name] = answer
    return proposed


def situation_of(questionnaire: Questionnaire, context: Context, element: Element, own: Answer) -> Situation:
    """What an expression that belongs to an element is evaluated in."""
    return Situation(context, element, own, form=_Asked(questionnaire))


def answer_from_text(questionnaire: Questionnaire, question: Question, text: str) -> Answer | Invalid:
    """A valid answer of the question's type, from text as expressions and field clients write it."""
    return answer_offered(question, questionnaire.offer(question), text)


def answer_offered(question: Question, offer: Offer, text: str) -> Answer | Invalid:
    """The same, from what the question offers; blank where the text is nothing of its type."""
    kind = QUESTION_TYPES[question.type]
    typed = text.split() if kind.variable in ("categories", "ranking") else [text]
    read = kind.read(question.name, {question.name: typed})
    if read is None or isinstance(read, Invalid):
        return Missing.BLANK
    return kind.check(offer, read)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked(Form):
    """The questionnaire as expressions ask it."""

    questionnaire: Questionnaire

    @property
    def version(self) -> str:
        return self.questionnaire.version

    def document(self, name: str) -> Element | None:
        return self.questionnaire.document(name)

    def choice_label(self, question: str, choice: str, language: str) -> str:
        return choice_label(self.questionnaire, question, choice, language)

    def itext(self, reference: str, language: str) -> str:
        return words_under(self.questionnaire, reference, language)


class _Walk:
    """One evaluation of a questionnaire: the document as it grows, and what was given for each instance."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, context: Context) -> None:
        self.questionnaire = questionnaire
        self.context = context
        self.root = Element("data")
        self.given: dict[int, Answers] = {id(self.root): answers}
        self.structure = questionnaire.structure
        self.unfolded: dict[tuple[int, str], bool] = {}
        self.asked_groups: dict[int, bool] = {}
        self._grow(self.root, "")

    def route(self) -> Route:
        for step in self.questionnaire.steps:
            if not step.by_instance:
                for name in step.names:
                    self._evaluate(name, self.root)
                continue
            for scope in self._scopes(step.names[0]):
                for name in step.names:
                    self._evaluate(name, scope)
        return Route(self.questionnaire, self.context, self.root, self.unfolded)

    def _scopes(self, name: str) -> list[Element]:
        """The instances in which that name stands, in order."""
        around = self.structure.repeats_around(name)
        return list(self.root.index.get(around[-1], ())) if around else [self.root]

    def _grow(self, scope: Element, within: str) -> None:
        """Puts the questions and groups of an instance (or of the root) into the document, but no repeat yet."""
        parents: dict[str, Element] = {}
        for thing in self.structure.inside(within):
            if isinstance(thing, Group) and thing.repeat:
                continue
            parent = next((parents[name] for name in reversed(thing.groups) if name in parents), scope)
            rank = self.structure.rank(thing.name)
            parents[thing.name] = parent.add(Element(thing.node or thing.name, thing.name, rank=rank))

    def _evaluate(self, name: str, within: Element) -> None:
        thing = self.structure.thing(name)
        if isinstance(thing, Question):
            for element in within.index.get(name, ()):
                element.answer = self._value(thing, element)
            return
        around = self.structure.repeats_around(name)
        scopes = [within] if not around or within.key == around[-1] else list(within.index.get(around[-1], ()))
        for scope in scopes:
            self._unfold(thing, scope)

    def _unfold(self, repeat: Group, scope: Element) -> None:
        """Makes the instances of a repeat in a scope."""
        parent = self._parent(repeat, scope)
        asked = self._is_asked(parent) and self._holds(repeat.relevant, parent)
        self.unfolded[id(scope), repeat.name] = asked
        rows = rows_of(self.given[id(scope)], repeat.name)
        number = self._count(repeat, parent, len(rows)) if asked else 0
        rank = self.structure.rank(repeat.name)
        for place in range(number):
            instance = parent.add(Element(repeat.node or repeat.name, repeat.name, rank=rank), instance=True)
            self.given[id(instance)] = rows[place] if place < len(rows) else {}
            self._grow(instance, repeat.name)

    def _parent(self, thing: Group, scope: Element) -> Element:
        """The element of the innermost group around, in that scope."""
        for name in reversed(thing.groups):
            if self.structure.is_repeat(name):
                break
            return scope.index[name][0]
        return scope

    def _count(self, repeat: Group, parent: Element, given: int) -> int:
        if repeat.count is None:
            return min(given, MOST_INSTANCES)
        number = to_number(value(repeat.count, self._situation(parent, Missing.BLANK)))
        return max(0, min(int(number), MOST_INSTANCES)) if isfinite(number) else 0

    def _situation(self, element: Element, own: Answer) -> Situation:
        return situation_of(self.questionnaire, self.context, element, own)

    def _holds(self, condition: Expression | None, element: Element, own: Answer = Missing.BLANK) -> bool:
        return condition is None or holds(condition, self._situation(element, own))

    def _is_asked(self, element: Element) -> bool:
        """Whether a group is asked, the groups around it included. An instance exists only where it is asked."""
        if element.scope is element:
            return True
        known = self.asked_groups.get(id(element))
        if known is None and element.parent is not None:
            group = self.questionnaire.group(element.key)
            known = self._is_asked(element.parent) and self._group_holds(group, element)
            self.asked_groups[id(element)] = known
        return bool(known)

    def _group_holds(self, group: Group, element: Element) -> bool:
        """Its condition; a question inside that it looks at says what it would if the group were asked."""
        decider = self.questionnaire.deciders.get(group.name)
        if decider is None:
            return self._holds(group.relevant, element)
        asked = element.scope.index[decider][0]
        before, asked.answer = asked.answer, self._own_value(self.questionnaire.question(decider), asked)
        holds = self._holds(group.relevant, element)
        asked.answer = before
        return holds

    def _value(self, question: Question, element: Element) -> Answer:
        inside = element.parent is None or self._is_asked(element.parent)
        return self._own_value(question, element) if inside else Missing.NOT_ASKED

    def _own_value(self, question: Question, element: Element) -> Answer:
        """The answer, as if the groups around were asked."""
        given = self.given[id(element.scope)].get(question.name, Missing.BLANK)
        if not self._holds(question.relevant, element, given):
            return Missing.NOT_ASKED
        if QUESTION_TYPES[question.type].given_by == "workbook":
            return self._calculated(question, element, given)
        given = Missing.BLANK if given is Missing.NOT_ASKED else given
        source = self._read_only_source(question, element, given)
        if source is None:
            return given
        answer = answer_from_text(self.questionnaire, question, to_text(value(source, self._situation(element, given))))
        return Missing.BLANK if isinstance(answer, Invalid) else answer

    def _read_only_source(self, question: Question, element: Element, given: Answer) -> Expression | None:
        """What says the answer to a read-only question; None when what was given stands.

        A default only proposes: it is the answer where nobody could ever write another, or nobody has yet.
        """
        if question.read_only is None or not self._holds(question.read_only, element):
            return None
        proposed = question.default if question.always_read_only or given is Missing.BLANK else None
        return question.calculation or proposed

    def _calculated(self, question: Question, element: Element, given: Answer) -> Answer:
        match question.type:
            case "start":
                return _moment(self.context.started_at)
            case "end":
                return _moment(self.context.finished_at)
            case "today":
                return self.context.today.isoformat()
        if question.name in self.questionnaire.not_again and not isinstance(given, Missing):
            return given  # calculated when the trigger changed and kept since, or drawn by the client who sent it
        source = question.calculation or question.default
        return answer_of(value(source, self._situation(element, given))) if source else Missing.BLANK


def _says_something(page: Page) -> bool:
    """Whether there is more on it than the titles of a table whose rows are not asked."""
    return any(not question.heads_a_table for question in page.questions)


def _coded(pages: tuple[Page, ...], code: str) -> Page:
    found = [page for page in pages if page.code == code]
    if not found:
        raise KeyError(code)
    return found[0]


def _moment(moment: datetime | None) -> Answer:
    return moment.isoformat(timespec="seconds") if moment else Missing.BLANK
