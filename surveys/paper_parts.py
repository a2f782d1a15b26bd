"""The parts of a questionnaire on paper: sections, questions, tables, repeats, lists of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from surveys.paper_conditions import Said
from surveys.values import Missing

Space: TypeAlias = Literal[
    "one", "several", "rank", "number", "line", "lines", "date", "time", "moment", "place", "points", "scale", "tick",
    "words", "elsewhere",
    "one_listed", "several_listed", "rank_listed", "one_written", "several_written", "rank_written",
]  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What goes with words on a page: the file of a picture, and whether there is a sound or a film, lost on paper."""

    picture: str = ""
    sound: bool = False
    film: bool = False

    def __bool__(self) -> bool:
        return bool(self.picture) or self.sound or self.film


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    code: str
    label: str
    beside: Beside = Beside()


@dataclass(frozen=True)
class CodeList:
    """The choices of a list too long to stand below its questions: printed apart, once. `numbers`: its questions."""

    letter: str
    numbers: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Item:
    """One question as printed. `space` is where the answer goes: boxes, a line, a date…

    "elsewhere": paper cannot hold it. "words" is only read. "…_listed": choices are written, or their codes in the
    list `letter`; "…_written": in words, of a list too long even for that. `condition` says when to answer; None:
    always.
    """

    name: str
    number: str
    label: str
    hint: str
    space: Space
    options: tuple[Option, ...] = ()
    soft: tuple[Missing, ...] = ()
    condition: Said | None = None
    letter: str = ""
    beside: Beside = Beside()


@dataclass(frozen=True)
class Table:
    """Questions with the same answers, as the rows of one table."""

    options: tuple[Option, ...]
    rows: tuple[Item, ...]


@dataclass(frozen=True)
class Block:
    """A repeat: the same questions `copies` times, each with its number."""

    title: str
    copies: int
    parts: tuple[Part, ...]
    condition: Said | None = None


@dataclass(frozen=True)
class Section:
    """A titled part of the questionnaire, or one without a title. `lead` is what its first lines say."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    condition: Said | None = None
    beside: Beside = Beside()


Part: TypeAlias = Item | Table | Block
