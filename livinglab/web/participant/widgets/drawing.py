"""How a question is drawn, and the type of the rows that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

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


Row: TypeAlias = Callable[[Question], Drawing]
