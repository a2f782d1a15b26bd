"""The picture of the trace: boxes with their words in layers, a line per move. Measures only.

Two drawings of the same thing: layers side by side where there is room, else one under the other with the lines in the
margin. A layer with too many things is one box that says how many, until it is opened.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from livinglab.store.trace import Node
from livinglab.web.chain import LAYER_OF, LAYERS, Chain, Step

MOST = 8  # things of a layer that a person takes in; more are folded into one box
ROW_GAP, HEAD, LINE, PADDING = 14, 36, 18, 10
WIDE_BOX, WIDE_GAP, WIDE_LETTERS = 140, 26, 14  # letters: what a line holds, in the widest of the usual fonts
NARROW_MARGIN, NARROW_BOX, NARROW_LETTERS = 64, 262, 29
LINES = 6  # of words in a box; the table twin has all of them

PLAIN = frozenset({"contribution", "decision", "requirement", "prototype_version", "study", "learning", "uptake"})

Way: TypeAlias = Literal["on", "back"]


@dataclass(frozen=True)
class Item:
    """What a box stands for: a step, or all those of a layer."""

    layer: str
    step: Step | None
    folded: int = 0


@dataclass(frozen=True)
class Box:
    """An item in its place."""

    item: Item
    x: int
    y: int
    width: int
    lines: Sequence[str]

    @property
    def height(self) -> int:
        """As tall as its words."""
        return PADDING * 2 + LINE * max(len(self.lines), 2 if self.item.folded else 1)

    @property
    def middle(self) -> int:
        """Where lines arrive and leave."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A move, as the path of a curve; `back` when it returns to an earlier layer: a new round."""

    path: str
    way: Way


@dataclass(frozen=True)
class Heading:
    """The name of a layer."""

    layer: str
    x: int
    y: int


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    name: Literal["wide", "narrow"]
    width: int
    height: int
    headings: Sequence[Heading]
    boxes: Sequence[Box]
    lines: Sequence[Line]


def drawn(chain: Chain, opened: Collection[str] = ()) -> tuple[Picture, Picture]:
    """The two pictures of a chain. Layers without anything stay in the wide one, so that what is missing shows."""
    items = _items(chain, opened)
    place = {each.step.node: each for layer in items.values() for each in layer if each.step}
    folded = {layer: some[0] for layer, some in items.items() if some and some[0].folded}

    def item_of(node: Node) -> Item:
        return place.get(node) or folded[LAYER_OF[node.kind]]

    links = dict.fromkeys((item_of(move.earlier.node), item_of(move.later.node)) for move in chain.moves)
    between = [(begin, end) for begin, end in links if begin != end]
    ordered = _ordered(items, between)
    return _wide(ordered, between), _narrow(ordered, between)


def _items(chain: Chain, opened: Collection[str]) -> dict[str, list[Item]]:
    return {
        layer: [Item(layer, step) for step in steps]
        if len(steps) <= MOST or layer in opened
        else [Item(layer, None, len(steps))]
        for layer, steps in chain.layers.items()
    }


def _ordered(items: Mapping[str, list[Item]], links: Sequence[tuple[Item, Item]]) -> dict[str, list[Item]]:
    """Each layer in the order of what it comes from, so that lines cross less."""
    rank: dict[Item, float] = {}
    ordered: dict[str, list[Item]] = {}
    before: dict[Item, list[Item]] = {}
    for begin, end in links:
        before.setdefault(end, []).append(begin)
    for layer, some in items.items():
        known = {each: [rank[one] for one in before.get(each, ()) if one in rank] for each in some}
        middle = {each: sum(ranks) / len(ranks) if ranks else float(len(some)) for each, ranks in known.items()}
        ordered[layer] = sorted(some, key=middle.__getitem__)
        rank |= {each: float(place) for place, each in enumerate(ordered[layer])}
    return ordered


def _wide(items: Mapping[str, list[Item]], links: Sequence[tuple[Item, Item]]) -> Picture:
    boxes: dict[Item, Box] = {}
    headings = []
    for column, layer in enumerate(LAYERS):
        x, y = column * (WIDE_BOX + WIDE_GAP), HEAD
        headings.append(Heading(layer, x, 20))
        for item in items[layer]:
            boxes[item] = box = Box(item, x, y, WIDE_BOX, _wrapped(item, WIDE_LETTERS))
            y += box.height + ROW_GAP
    return Picture(
        "wide",
        len(LAYERS) * (WIDE_BOX + WIDE_GAP) - WIDE_GAP,
        _lowest(boxes) + ROW_GAP,
        headings,
        tuple(boxes.values()),
        [_across(boxes[begin], boxes[end]) for begin, end in links],
    )


def _narrow(items: Mapping[str, list[Item]], links: Sequence[tuple[Item, Item]]) -> Picture:
    boxes: dict[Item, Box] = {}
    headings = []
    y = 0
    for layer in (layer for layer in LAYERS if items[layer]):
        headings.append(Heading(layer, NARROW_MARGIN, y + 20))
        y += HEAD - 6
        for item in items[layer]:
            boxes[item] = box = Box(item, NARROW_MARGIN, y, NARROW_BOX, _wrapped(item, NARROW_LETTERS))
            y += box.height + ROW_GAP
        y += ROW_GAP
    places = {item: place for place, item in enumerate(boxes)}
    return Picture(
        "narrow",
        NARROW_MARGIN + NARROW_BOX,
        y,
        headings,
        tuple(boxes.values()),
        [_beside(boxes[begin], boxes[end], places[end] - places[begin]) for begin, end in links],
    )


def _lowest(boxes: Mapping[Item, Box]) -> int:
    return max((box.y + box.height for box in boxes.values()), default=HEAD)


def _wrapped(item: Item, letters: int) -> list[str]:
    """Its words; under its kind where the name of the layer does not say it."""
    if item.step is None:
        return [""]
    lines = textwrap.wrap(item.step.label, letters, max_lines=LINES, placeholder="…") or [""]
    return lines if item.step.node.kind in PLAIN else [f"({item.step.kind})", *lines]


def _across(begin: Box, end: Box) -> Line:
    """From the right of one box to the left of the next; within a layer, round its right side; back, dashed."""
    y1, y2 = begin.middle, end.middle
    if begin.x == end.x:
        x = begin.x + begin.width
        return Line(f"M{x} {y1} C{x + WIDE_GAP} {y1} {x + WIDE_GAP} {y2} {x} {y2}", "on")
    on = begin.x < end.x
    x1, x2 = (begin.x + begin.width, end.x) if on else (begin.x, end.x + end.width)
    bend = (x1 + x2) // 2
    return Line(f"M{x1} {y1} C{bend} {y1} {bend} {y2} {x2} {y2}", "on" if on else "back")


def _beside(begin: Box, end: Box, distance: int) -> Line:
    """In the margin, the further the things the further out."""
    out = NARROW_MARGIN - min(12 + 7 * abs(distance), NARROW_MARGIN - 4) - 4
    x, y1, y2 = NARROW_MARGIN, begin.middle, end.middle
    return Line(f"M{x} {y1} C{out} {y1} {out} {y2} {x} {y2}", "on" if distance > 0 else "back")
