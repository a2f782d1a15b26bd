"""What a document is made of: blocks of words, every number and sentence with the figure it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from analysis.plan import Dimension
from reports.figures.primitives import Drawing, Image
from reports.grid import Grid


@dataclass(frozen=True)
class Said:
    """A text as it is printed, and the figure it states ("" for words that state none)."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class Heading:
    """A title; level 1 is the report's own."""

    template: ClassVar[str] = "heading"
    level: int
    text: str
    anchor: str = ""
    figure: str = ""

    def said(self) -> Iterator[Said]:
        """The title."""
        yield Said(self.text, self.figure)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is a class of the stylesheet."""

    template: ClassVar[str] = "paragraph"
    text: str
    figure: str = ""
    style: str = "body"

    def said(self) -> Iterator[Said]:
        """The paragraph."""
        yield Said(self.text, self.figure)


@dataclass(frozen=True)
class Ladder:
    """The level badge: the allowed wordings from weakest to strongest, and the one this report may use."""

    template: ClassVar[str] = "ladder"
    steps: tuple[str, ...]
    current: int
    title: str
    reason: str

    def said(self) -> Iterator[Said]:
        """Title, steps, reason."""
        yield from (Said(text) for text in (self.title, *self.steps, self.reason))


@dataclass(frozen=True)
class Card:
    """The answer of one dimension: a word, an effect, its interval, n."""

    dimension: Dimension
    name: str
    direction: str
    outcome: str
    effect: str = ""
    interval: str = ""
    basis: str = ""
    figure: str = ""

    def said(self) -> Iterator[Said]:
        """Every line of the card, in the order of the page."""
        texts = (self.name, self.direction, self.outcome, self.effect, self.interval, self.basis)
        yield from (Said(text, self.figure) for text in texts if text)


@dataclass(frozen=True)
class Cards:
    """The three cards side by side."""

    template: ClassVar[str] = "cards"
    cards: tuple[Card, ...]

    def said(self) -> Iterator[Said]:
        """Card after card."""
        for card in self.cards:
            yield from card.said()


@dataclass(frozen=True)
class Bullets:
    """A list of short statements."""

    template: ClassVar[str] = "bullets"
    items: tuple[Said, ...]

    def said(self) -> Iterator[Said]:
        """The statements."""
        yield from self.items


LEANING = 1.6  # times as many letters on the left as on the right


@dataclass(frozen=True)
class Columns:
    """Two columns of blocks, the left one read first."""

    template: ClassVar[str] = "columns"
    left: tuple[Block, ...]
    right: tuple[Block, ...]

    @property
    def leaning(self) -> bool:
        """Whether the left has so much more to say that it is given more of the width."""
        left, right = (
            sum(len(said.text) for block in side for said in block.said()) for side in (self.left, self.right)
        )
        return left > LEANING * right

    def said(self) -> Iterator[Said]:
        """Left, then right."""
        for block in (*self.left, *self.right):
            yield from block.said()


@dataclass(frozen=True)
class Facts:
    """Names and values, `abreast` pairs to a line."""

    template: ClassVar[str] = "facts"
    rows: tuple[tuple[str, str], ...]
    style: str = "facts"
    abreast: int = 1

    def said(self) -> Iterator[Said]:
        """Name, value, row after row."""
        for name, value in self.rows:
            yield Said(name)
            yield Said(value)


@dataclass(frozen=True)
class Picture:
    """A drawing with its figure id and caption."""

    template: ClassVar[str] = "picture"
    name: str
    figure: str
    drawing: Drawing | Image
    caption: str

    def said(self) -> Iterator[Said]:
        """The labels of the drawing, then the caption."""
        yield from (Said(text, self.figure) for text in (*self.drawing.texts, self.caption) if text)


@dataclass(frozen=True)
class Row:
    """One line of a picture set in type: words, what is drawn of them, and what stands at the end of the line."""

    words: str
    drawn: Picture
    beside: str

    def said(self) -> Iterator[Said]:
        """From left to right."""
        texts = (self.words, *self.drawn.drawing.texts, self.beside)
        yield from (Said(text, self.drawn.figure) for text in texts if text)


@dataclass(frozen=True)
class Rows:
    """A picture whose words are set as text, of any script and length, and whose lines may go on to the next page."""

    template: ClassVar[str] = "rows"
    rows: tuple[Row, ...]

    def said(self) -> Iterator[Said]:
        """Line after line."""
        for row in self.rows:
            yield from row.said()


@dataclass(frozen=True)
class Table:
    """A table with its caption; `figure` names what its numbers belong to, `of_rows` where each row has its own."""

    template: ClassVar[str] = "table"
    caption: str
    grid: Grid
    figure: str = ""
    style: str = "table"
    of_rows: tuple[str, ...] = ()

    def said(self) -> Iterator[Said]:
        """Caption, header, cells."""
        yield from (Said(text, self.figure) for text in (self.caption, *self.grid.columns) if text)
        figures = self.of_rows or (self.figure,) * len(self.grid.rows)
        for figure, row in zip(figures, self.grid.rows, strict=True):
            yield from (Said(text, figure) for text in row if text)


@dataclass(frozen=True)
class Run:
    """Words within a paragraph; `tag` is strong, em, or empty."""

    text: str
    tag: str = ""


@dataclass(frozen=True)
class Part:
    """A paragraph of a box, or a point of a list in it."""

    runs: tuple[Run, ...]
    point: bool = False


@dataclass(frozen=True)
class Box:
    """Words of the team, visibly theirs: nothing in it was computed. `note` is there when it holds numbers."""

    template: ClassVar[str] = "box"
    title: str
    parts: tuple[Part, ...]
    signed: str
    note: str = ""

    def said(self) -> Iterator[Said]:
        """Title, words, who says so, and the note."""
        words = ("".join(run.text for run in part.runs) for part in self.parts)
        yield from (Said(text) for text in (self.title, *words, self.signed, self.note) if text)


@dataclass(frozen=True)
class Masthead:
    """The line above the title, with the logo of the laboratory at its end."""

    template: ClassVar[str] = "masthead"
    text: str
    logo: Picture

    def said(self) -> Iterator[Said]:
        """The line."""
        yield Said(self.text)


Block: TypeAlias = (
    Heading | Paragraph | Ladder | Cards | Bullets | Columns | Facts | Picture | Rows | Table | Box | Masthead
)
