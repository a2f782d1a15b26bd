"""The picture of the trace: a column per kind of thing, boxes with their words, a line per move. Measures only."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livinglab.store.trace import Node
from livinglab.web.chain import COLUMNS, Chain, Step

BOX, GAP, ROW_GAP, HEAD = 190, 42, 16, 40  # units of the drawing
LINE, PADDING = 20, 12
LETTERS, LINES = 17, 7  # what a box holds of a text, in the widest of the usual fonts; the table twin has all of it


@dataclass(frozen=True)
class Box:
    """A step in its place."""

    step: Step
    x: int
    y: int
    lines: Sequence[str]

    @property
    def height(self) -> int:
        """As tall as its words."""
        return PADDING * 2 + LINE * len(self.lines)

    @property
    def middle(self) -> int:
        """Where lines arrive and leave."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A move, as the path of a curve."""

    path: str


@dataclass(frozen=True)
class Heading:
    """The name of a column."""

    kind: str
    x: int


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    width: int
    height: int
    box: int
    headings: Sequence[Heading]
    boxes: Sequence[Box]
    lines: Sequence[Line]


def drawn(chain: Chain) -> Picture:
    """The picture of a chain; columns without anything stay, so that what is missing shows."""
    boxes = {box.step.node: box for column, kind in enumerate(COLUMNS) for box in _column(column, chain.columns[kind])}
    lowest = max((box.y + box.height for box in boxes.values()), default=HEAD)
    return Picture(
        width=len(COLUMNS) * (BOX + GAP) - GAP,
        height=lowest + ROW_GAP,
        box=BOX,
        headings=[Heading(kind, column * (BOX + GAP)) for column, kind in enumerate(COLUMNS)],
        boxes=tuple(boxes.values()),
        lines=[_line(boxes, move.earlier.node, move.later.node) for move in chain.moves],
    )


def _column(column: int, steps: Sequence[Step]) -> list[Box]:
    boxes: list[Box] = []
    y = HEAD
    for step in steps:
        box = Box(step, column * (BOX + GAP), y, _wrapped(step.label))
        boxes.append(box)
        y += box.height + ROW_GAP
    return boxes


def _wrapped(label: str) -> list[str]:
    return textwrap.wrap(label, LETTERS, max_lines=LINES, placeholder="…") or [""]


def _line(boxes: Mapping[Node, Box], earlier: Node, later: Node) -> Line:
    begin, end = boxes[earlier], boxes[later]
    x1, x2 = begin.x + BOX, end.x
    bend = (x1 + x2) // 2
    return Line(f"M{x1} {begin.middle} C{bend} {begin.middle} {bend} {end.middle} {x2} {end.middle}")
