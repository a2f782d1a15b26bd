"""Which questions must be known before which: the steps of evaluation, and the circles that have none.

Inside a repeat a question may look at another instance, as a running total looks at the one before: such a circle is
none, if the instances are evaluated one after the other. Nor is a group that asks one question of its own whether it
is asked at all (`deciders`): that question is looked at as if the group were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, TypeAlias

from surveys.expressions.tree import AnswerTo, Call, Expression, Node, Path, parts


class Section(Protocol):
    """A group or a repeat."""

    @property
    def name(self) -> str: ...
    @property
    def node(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def relevant(self) -> Expression | None: ...
    @property
    def repeat(self) -> bool: ...
    @property
    def count(self) -> Expression | None: ...


class Dependent(Protocol):
    """A question."""

    @property
    def name(self) -> str: ...
    @property
    def node(self) -> str: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def relevant(self) -> Expression | None: ...
    @property
    def calculation(self) -> Expression | None: ...
    @property
    def default(self) -> Expression | None: ...
    @property
    def read_only(self) -> Expression | None: ...
    @property
    def type(self) -> str: ...


@dataclass(frozen=True)
class Step:
    """Names evaluated together. `by_instance`: all of them in one instance of the repeat, then in the next."""

    names: tuple[str, ...]
    by_instance: bool = False


@dataclass(frozen=True)
class Needs:
    """Name of a question or a repeat → the names it refers to. `elsewhere` are those it reads in another instance."""

    here: frozenset[str]
    elsewhere: frozenset[str] = frozenset()


Graph: TypeAlias = Mapping[str, Needs]


def needs(questions: Sequence[Dependent], groups: Sequence[Section]) -> Graph:
    """What every question and repeat refers to, its own sections included, in workbook order."""
    form = _Form(questions, groups)
    repeats = {group.name: form.of_repeat(group) for group in groups if group.repeat}
    return {**repeats, **{question.name: form.of_question(question) for question in questions}}


def deciders(questions: Sequence[Dependent], groups: Sequence[Section]) -> Mapping[str, str]:
    """Group → the one question inside it that its own condition looks at, as `./source = 'user'` does.

    Enketo takes such a form and reads what the question holds, whether the group is asked or not; JavaRosa, the engine
    of ODK Collect, sees a circle and refuses it. Two such questions, or one in a repeat inside, are a circle for us.
    """
    form = _Form(questions, groups)
    return {group.name: name for group in groups if (name := form.decider(group))}


def evaluation_steps(questions: Sequence[Dependent], groups: Sequence[Section]) -> tuple[Step, ...]:
    """The names in steps, each after what it needs. A circle that should not be is evaluated in workbook order."""
    graph = needs(questions, groups)
    return tuple(_step(names, graph) for names in _components(graph))


def circle(questions: Sequence[Dependent], groups: Sequence[Section]) -> tuple[str, ...]:
    """One circle of names that wait for each other, first name repeated at the end; empty when there is none."""
    graph = needs(questions, groups)
    try:
        TopologicalSorter({name: need.here for name, need in graph.items()}).prepare()
    except CycleError as found:
        return tuple(found.args[1])
    return ()


class _Form:
    """The questionnaire, by name and by name in paths."""

    def __init__(self, questions: Sequence[Dependent], groups: Sequence[Section]) -> None:
        things: tuple[Dependent | Section, ...] = (*questions, *groups)
        self.sections = {group.name: group for group in groups}
        self.repeats = {thing.name: self._repeats(thing) for thing in things}
        self.known = {*(question.name for question in questions), *(group.name for group in groups if group.repeat)}
        self.by_node: dict[str, set[str]] = {}
        for thing in things:
            if thing.name in self.known:
                self.by_node.setdefault(thing.node or thing.name, set()).add(thing.name)

        self.questions = tuple(questions)
        self.deciders = {group.name: self.decider(group) for group in groups}

    def decider(self, group: Section) -> str:
        if group.relevant is None or group.repeat:
            return ""
        read = {name for name, _ in _references(group.relevant.tree, self.by_node)}
        inside = [one.name for one in self.questions if one.name in read and group.name in one.groups]
        alone = len(inside) == 1 and self.repeats[inside[0]] == self.repeats[group.name]
        return inside[0] if alone and self._named_once(inside[0]) else ""

    def _named_once(self, name: str) -> bool:
        """Whether no other thing bears its name in paths: which of them a path means is not known here."""
        return any(things == {name} for things in self.by_node.values())

    def _repeats(self, thing: Dependent | Section) -> tuple[str, ...]:
        return tuple(name for name in thing.groups if self.sections[name].repeat)

    def of_question(self, question: Dependent) -> Needs:
        given = question.type == "hidden" or question.read_only is not None
        default = question.default if given else None
        return self._needs(question, (question.relevant, question.calculation, default, question.read_only))

    def of_repeat(self, repeat: Section) -> Needs:
        return self._needs(repeat, (repeat.relevant, repeat.count))

    def _needs(self, thing: Dependent | Section, own: Iterable[Expression | None]) -> Needs:
        around = [self.sections[name] for name in thing.groups if self.deciders[name] != thing.name]
        decided = {name for group in thing.groups if self.deciders[group] == thing.name for name in self._beside(group)}
        here, elsewhere = {*self.repeats[thing.name], *decided}, set[str]()
        for expression in (*own, *(section.relevant for section in around)):
            for name, other_instance in _references(expression.tree, self.by_node) if expression else ():
                beside = other_instance and self.repeats.get(name, ()) == self.repeats[thing.name] != ()
                (elsewhere if beside else here).add(name)
        return Needs(frozenset(here & self.known), frozenset(elsewhere & self.known - here))

    def _beside(self, group: str) -> Iterator[str]:
        """What the condition of a group looks at beside its own question."""
        relevant = self.sections[group].relevant
        read = _references(relevant.tree, self.by_node) if relevant else ()
        return (name for name, _ in read if name != self.deciders[group])


def _references(tree: Node, by_node: Mapping[str, set[str]], foreign: bool = False) -> Iterator[tuple[str, bool]]:
    """The names a tree refers to, and whether it looks for them in another instance.

    `foreign` says that the context is a row of a list or a table: its columns may be called as our questions are.
    """
    match tree:
        case AnswerTo(name):
            yield name, False
        case Call("indexed-repeat", (wanted, *others)):
            yield from ((part.name, True) for part in parts(wanted) if isinstance(part, AnswerTo))
            for other in others:
                yield from _references(other, by_node, foreign)
        case Call(_, arguments):
            for argument in arguments:
                yield from _references(argument, by_node, foreign)
        case Path(steps, start, where):
            elsewhere = foreign if start is None else isinstance(start, Call) and start.function == "instance"
            aside = bool(where) or any(step.where or step.axis.endswith("sibling") for step in steps)
            yield from _references(start, by_node, foreign) if start else ()
            for predicate in (*where, *(predicate for step in steps for predicate in step.where)):
                yield from _references(predicate, by_node, elsewhere)
            for step in () if elsewhere else steps:
                yield from ((name, aside) for name in by_node.get(step.name, ()))


def _step(names: tuple[str, ...], graph: Graph) -> Step:
    inside = set(names)
    within = {name: graph[name].here & inside for name in graph if name in inside}
    turning = len(names) > 1 or bool({*graph[names[0]].here, *graph[names[0]].elsewhere} & inside)
    try:
        return Step(tuple(TopologicalSorter(within).static_order()), turning)
    except CycleError:
        return Step(tuple(within), turning)


def _components(graph: Graph) -> list[tuple[str, ...]]:
    """The sets of names that need each other, each after what it needs (Tarjan 1972, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in graph:
        if start in order:
            continue
        path = [(start, iter(_all(graph[start])))]
        order[start] = low[start] = len(order)
        waiting.append(start)
        while path:
            name, others = path[-1]
            other = next((one for one in others if one not in done), None)
            if other is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[name])
                if low[name] == order[name]:
                    at = waiting.index(name)
                    found.append(tuple(waiting[at:]))
                    done.update(waiting[at:])
                    del waiting[at:]
            elif other in order:
                low[name] = min(low[name], order[other])
            else:
                order[other] = low[other] = len(order)
                waiting.append(other)
                path.append((other, iter(_all(graph[other]))))
    return found


def _all(need: Needs) -> list[str]:
    return sorted(need.here | need.elsewhere)
