"""The codes of the answers: each question's words, what its codes stand for, and the ways of not answering it.

A researcher reads the attached rows and tables with them. They are words: nothing is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from surveys.codebook import Codebook, Variable

MOST_CODES = 500  # of a question, kept one by one: a list of places holds tens of thousands

Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Code:
    """A stored answer and the words the respondent read."""

    code: str
    label: Words


@dataclass(frozen=True)
class CodedQuestion:
    """One column of the answers. `left_out` counts the codes beyond the most that are kept one by one.

    `silences` are the ways of not answering it that were offered; `versions` the digests of who asks it.
    """

    name: str
    type: str
    label: Words
    codes: tuple[Code, ...] = ()
    left_out: int = 0
    silences: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    relevant: str = ""
    expression: str = ""
    repeat: str = ""
    versions: tuple[str, ...] = field(default=())


def coded(codebook: Codebook) -> tuple[CodedQuestion, ...]:
    """Every question of a codebook, in its order; those asked in a repeat come after, under its name."""
    return (
        *(_coded(variable, "") for variable in codebook.variables),
        *(_coded(variable, repeat) for repeat, one in codebook.repeats.items() for variable in one.variables),
    )


def _coded(variable: Variable, repeat: str) -> CodedQuestion:
    return CodedQuestion(
        name=variable.name,
        type=variable.type,
        label=dict(variable.label),
        codes=tuple(Code(choice.name, dict(choice.label)) for choice in variable.choices[:MOST_CODES]),
        left_out=max(0, len(variable.choices) - MOST_CODES),
        silences=tuple(missing.value for missing in variable.missing_options),
        minimum=None if variable.minimum is None else float(variable.minimum),
        maximum=None if variable.maximum is None else float(variable.maximum),
        relevant=variable.relevant,
        expression=variable.expression,
        repeat=repeat,
        versions=variable.versions,
    )
