"""Paths, predicates and functions of node sets against a slow reading that knows nodes by their places alone.

A node is the tuple of places on the way to it: `(0, 2)` is the third child of the first child of the root. Its parent
is the tuple without its last place, what stands in it begins with it, and document order is the order of tuples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from slow_values import Slow, alike, number, same, slow_answer, text, truth

from surveys.expressions.document import Element, document
from surveys.expressions.evaluation import value
from surveys.expressions.parser import parse
from surveys.expressions.situation import Situation
from surveys.expressions.tree import AnswerTo, Call, Node, Path, Self, Step, Value
from surveys.values import Answer, Context

Place: TypeAlias = tuple[int, ...]
Result: TypeAlias = Slow | list[Place]
CONTEXT = Context(datetime(2026, 11, 24, tzinfo=UTC))
REPEATS = {"person", "toy"}

NUMBERS = st.integers(0, 3) | st.just({"missing": "blank"})
TOYS = st.lists(st.fixed_dictionaries({"c": NUMBERS}), min_size=1, max_size=2)
PEOPLE = st.fixed_dictionaries({"a": NUMBERS, "g": st.fixed_dictionaries({"d": NUMBERS})}, optional={"toy": TOYS})
FORMS = st.fixed_dictionaries({"v": NUMBERS, "person": st.lists(PEOPLE, min_size=1, max_size=3), "w": NUMBERS})

PATHS = """${a} ${c} ${d} ${v} ${person} ${toy} /data/person /data/person/a //c //* /data/person/toy/c /data/*/g/d
 ../a .. ../.. ../toy ../following-sibling::person ../preceding-sibling::* ancestor::person ancestor-or-self::*
 following::c preceding::* descendant::* ${person}/toy ${toy}/.. current() . ./c /data //person/* ${toy}/c"""
RELATIVE = "a c ./c g/d toy/c * .. ../a .//c ${a} ${c} ${v} current()/a . self::a following-sibling::*"
SETS, INSIDE = st.sampled_from(PATHS.split()), st.sampled_from(RELATIVE.split())
CONDITIONS = st.one_of(
    st.sampled_from(["1", "2", "last()", "position() = 2", "position() < last()", "true()", "position(.) = 1"]),
    st.tuples(INSIDE, st.sampled_from(["=", "!=", "<", ">"]), INSIDE | st.sampled_from(["1", "2", "''"])).map(" ".join),
    INSIDE.map(lambda inside: f"count({inside}) > 1"),
    INSIDE.map(lambda inside: f"not({inside})"),
    INSIDE,
)


def filtered(sets: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A node set with a predicate, and what stands in that."""
    kept = st.tuples(sets.filter(lambda one: one not in (".", "current()")), CONDITIONS).map("{0[0]}[{0[1]}]".format)
    return kept | st.tuples(kept, st.sampled_from(["/a", "/..", "//c", "/toy[1]", "[1]"])).map("".join)


NODE_SETS = SETS | filtered(SETS)
WHOLE = ["count({0})", "sum({0})", "min({0})", "max({0})", "join('-', {0})", "string({0})", "count-non-empty({0})"]
EXPRESSIONS = st.one_of(
    st.tuples(st.sampled_from([*WHOLE, "position({0})", "name({0})", "concat({0}, 'x')", "not({0})"]), NODE_SETS).map(
        lambda two: two[0].format(two[1])
    ),
    st.tuples(NODE_SETS, st.sampled_from(["=", "!=", "<", ">=", "+"]), NODE_SETS | st.just("1")).map(" ".join),
    st.tuples(NODE_SETS, NODE_SETS).map("count({0[0]} | {0[1]})".format),
    st.integers(0, 3).map("indexed-repeat(${{a}}, ${{person}}, {})".format),
    st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
        "indexed-repeat(${{c}}, ${{person}}, {0[0]}, ${{toy}}, {0[1]})".format
    ),
    st.integers(0, 3).map("join('-', indexed-repeat(${{c}}, ${{toy}}, {}))".format),
)


@dataclass(frozen=True)
class Form:
    """Every node of the form: where it stands → its name and its answer."""

    names: dict[Place, str]
    answers: dict[Place, Answer]

    def scopes(self, place: Place) -> list[Place]:
        """The instances a node stands in, the innermost first, and the root."""
        around = [place[:length] for length in range(len(place), -1, -1)]
        return [one for one in around if one == () or self.names[one] in REPEATS]

    def called(self, name: str, scope: Place) -> list[Place]:
        return sorted(
            one for one in self.names if one != scope and one[: len(scope)] == scope and self.names[one] == name
        )

    def nearest(self, name: str, place: Place) -> Place | None:
        return next((scope for scope in self.scopes(place) if self.called(name, scope)), None)


@dataclass(frozen=True)
class Here:
    form: Form
    current: Place
    at: Place | None = None
    position: int = 0
    size: int = 0


def slow(node: Node, here: Here) -> Result:
    match node:
        case Value(literal):
            return literal if isinstance(literal, str) else float(literal)
        case AnswerTo(name):
            return reference(name, here)
        case Self():
            return "" if here.at is None else [here.at]
        case Path(steps, start, where):
            return path(steps, start, where, here)
        case Call(function, arguments):
            given = [[here.current] if about_nodes(function, one, here) else slow(one, here) for one in arguments]
            return call(function, given, here, arguments)


def about_nodes(function: str, node: Node, here: Here) -> bool:
    """Whether `.` is the node itself here, rather than the answer being checked."""
    return isinstance(node, Self) and here.at is None and function in ("position", "count", "name", "|")


def reference(name: str, here: Here) -> list[Place]:
    scope = here.form.nearest(name, here.current)
    if scope is None:
        return []
    inner = None if here.at is None else here.form.nearest(name, here.at)
    if inner is not None and inner[: len(scope)] == scope:
        scope = inner
    return here.form.called(name, scope)


def path(steps: tuple[Step, ...], start: Node | None, where: tuple[Node, ...], here: Here) -> list[Place]:
    begun = slow(start, here) if start else [here.current if here.at is None else here.at]
    found = kept(begun if isinstance(begun, list) else [], where, here)
    absolute = isinstance(start, Call) and start.function == "/"
    for number_of_step, step in enumerate(steps):
        if absolute and number_of_step == 0 and step.axis == "child":
            found = kept(found, step.where, here)  # /data is the root itself
            continue
        reached = set[Place]()
        for place in found:
            named = [
                one for one in along(step.axis, place, here.form) if step.name in ("*", "node()", here.form.names[one])
            ]
            mine = [scope for scope in here.form.scopes(here.current) if scope in named]
            if absolute and step.axis == "child" and not step.where and mine:
                named = mine[:1]
            reached.update(kept(named, step.where, here))
        found = sorted(reached)
    return found


def along(axis: str, place: Place, form: Form) -> list[Place]:
    """The nodes along an axis, the nearest first (XPath 1.0 § 2.2)."""
    length, every = len(place), sorted(form.names)
    above = [place[:shorter] for shorter in range(length - 1, -1, -1)]
    below = [one for one in every if len(one) > length and one[:length] == place]
    beside = [one for one in every if length and len(one) == length and one[:-1] == place[:-1]]
    axes = {
        "self": [place],
        "child": [one for one in below if len(one) == length + 1],
        "parent": above[:1],
        "descendant": below,
        "descendant-or-self": [place, *below],
        "ancestor": above,
        "ancestor-or-self": [place, *above],
        "following-sibling": [one for one in beside if one > place],
        "preceding-sibling": [one for one in beside if one < place][::-1],
        "following": [one for one in every if one > place and one not in below],
        "preceding": [one for one in every if one < place and one not in above][::-1],
    }
    return axes[axis]


def kept(places: list[Place], where: tuple[Node, ...], here: Here) -> list[Place]:
    for predicate in where:
        looked = [
            (place, position, slow(predicate, replace(here, at=place, position=position, size=len(places))))
            for position, place in enumerate(places, 1)
        ]
        places = [place for place, position, found in looked if holds(found, position, here.form)]
    return places


def holds(found: Result, position: int, form: Form) -> bool:
    one = first(found, form)
    return one == position if isinstance(one, float) and not isinstance(one, bool) else truth(one)


def first(found: Result, form: Form) -> Slow:
    if isinstance(found, list):
        return slow_answer(form.answers[found[0]]) if found else ""
    return found


def each(found: Result, form: Form) -> list[Slow]:
    return [slow_answer(form.answers[place]) for place in found] if isinstance(found, list) else [found]


def call(function: str, given: list[Result], here: Here, nodes: tuple[Node, ...]) -> Result:
    form = here.form
    ones = [first(one, form) for one in given]
    lists = [each(found, form) for found in given]
    values = [value for one in lists for value in one]
    pairs = [(one, other) for one in lists[0] or [""] for other in lists[-1] or [""]] if given else []
    numbers = [number(value) for value in values]
    extreme = not numbers or any(math.isnan(one) for one in numbers)
    meanings: dict[str, Any] = {
        "/": lambda: [()],
        "current": lambda: [here.current],
        "true": lambda: True,
        "position": lambda: place_of(given[0], form) if given else float(here.position) if here.at is not None else 1.0,
        "last": lambda: float(here.size) if here.at is not None else 1.0,
        "count": lambda: float(len(given[0])) if isinstance(given[0], list) else 0.0,
        "count-non-empty": lambda: float(sum(value != "" for value in values)),
        "sum": lambda: float(sum(numbers)),
        "min": lambda: math.nan if extreme else min(numbers),
        "max": lambda: math.nan if extreme else max(numbers),
        "join": lambda: text(values[0]).join(text(value) for value in values[1:]),
        "concat": lambda: "".join(text(value) for value in values),
        "string": lambda: text(ones[0]),
        "name": lambda: form.names[given[0][0]] if isinstance(given[0], list) and given[0] else "",
        "not": lambda: not truth(ones[0]),
        "=": lambda: any(same(one, other) for one, other in pairs),
        "!=": lambda: any(not same(one, other) for one, other in pairs),
        "<": lambda: any(number(one) < number(other) for one, other in pairs),
        ">": lambda: any(number(one) > number(other) for one, other in pairs),
        ">=": lambda: any(number(one) >= number(other) for one, other in pairs),
        "+": lambda: sum(number(one) for one in ones),
        "|": lambda: sorted({place for found in given if isinstance(found, list) for place in found}),
        "indexed-repeat": lambda: in_instances(nodes, ones[2::2], form),
    }
    return meanings[function]()  # type: ignore[no-any-return]


def place_of(found: Result, form: Form) -> float:
    """Which of its siblings of the same name."""
    if not isinstance(found, list) or not found:
        return math.nan
    place = found[0]
    beside = [one for one in form.names if len(one) == len(place) and one[:-1] == place[:-1]]
    return float(1 + sum(one < place and form.names[one] == form.names[place] for one in beside))


def in_instances(nodes: tuple[Node, ...], numbers: list[Slow], form: Form) -> list[Place]:
    """Of the nodes of that name in the form, those whose instance of each repeat has that number."""
    wanted, *repeats = (node.name for node in (nodes[0], *nodes[1::2]) if isinstance(node, AnswerTo))
    found = form.called(wanted, ())
    for repeat, asked in zip(repeats, numbers, strict=True):
        around = {place: [one for one in form.scopes(place) if form.names.get(one) == repeat] for place in found}
        found = [place for place in found if any(place_of([one], form) == asked for one in around[place])]
    return found


def read(root: Element) -> tuple[Form, dict[Place, Element]]:
    """The places of a document."""
    elements = dict(placed(root, ()))
    names = {place: element.name for place, element in elements.items()}
    return Form(names, {place: element.answer for place, element in elements.items()}), elements


def placed(element: Element, place: Place) -> Iterator[tuple[Place, Element]]:
    yield place, element
    for number_of_child, child in enumerate(element.children):
        yield from placed(child, (*place, number_of_child))


@settings(max_examples=600)
@given(FORMS, EXPRESSIONS, st.integers(0, 40))
def test_node_sets_agree_with_the_slow_reading(answers: dict[str, Any], source: str, chosen: int) -> None:
    root = document(answers)
    form, elements = read(root)
    current = sorted(elements)[chosen % len(elements)]
    expression = parse(source)
    expected = first(slow(expression.tree, Here(form, current)), form)
    found = value(expression, Situation(CONTEXT, elements[current]))
    assert alike(found, expected), (source, current, found, expected)
