"""How a question is drawn, the type of the rows that say so, and what there is to choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from markupsafe import Markup

from livinglab.web.participant.label_media import Medium
from surveys.questions import Question


@dataclass(frozen=True)
class Drawing:
    """`macro` names a file of templates/participant/widgets/ and a macro of it; `shape` the class of what it draws.

    `attributes` are HTML attributes of its field. `hint` says what to write where the questionnaire does not.
    `soft_inside`: "I don't know" is one more of its buttons, sent in the same field. `modules` are the scripts of
    static/form/ that make it better, loaded on pages that have it.
    """

    macro: str
    shape: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    hint: str = ""
    soft_inside: bool = False
    modules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One thing to choose. What is not `offered` waits in the page until the answers offer it.

    `media` are the sounds and films of its label, and the link to its larger picture: they stand beside it.
    """

    value: str
    label: Markup | str
    chosen: bool
    lang: str = ""
    offered: bool = True
    media: tuple[Medium, ...] = ()


@dataclass(frozen=True)
class Search:
    """A list too long to be printed.

    `options` are those chosen, then those found; `words` say how many, or how to search. `kind` is that of its buttons.
    What is not `open` is short enough, with these answers, to be read. `fresh`: just searched.
    """

    kind: str
    query: str
    options: tuple[Option, ...]
    words: str
    open: bool
    fresh: bool


Row: TypeAlias = Callable[[Question], Drawing]
