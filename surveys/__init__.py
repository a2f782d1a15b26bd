"""Questionnaires: from a workbook to checked answers. No web, no database.

`read_workbook(path)` gives a Questionnaire or the problems of its workbook; `evaluate(expression, answers)` gives what
an expression says of answers. The rest is imported from its module: `surveys.flow`, `surveys.answering`,
`surveys.submission`, `surveys.codebook`, `surveys.flatten`, `surveys.tabular`, `surveys.instruments`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surveys.expressions.coercion import XValue
    from surveys.expressions.tree import Expression
    from surveys.reading import Reading
    from surveys.values import Answers, Context

__all__ = ["evaluate", "read_workbook"]


def read_workbook(source: str | Path | bytes, filename: str = "", files: Mapping[str, bytes] | None = None) -> Reading:
    """Read a questionnaire workbook (.xlsx, .xls, .csv, .md) and the files it names: see `surveys.reading`."""
    from surveys import reading

    return reading.read_workbook(source, filename, files)


def evaluate(expression: str | Expression, answers: Answers, context: Context | None = None) -> XValue:
    """What an expression says of answers: text, a number or a truth.

    Raises `surveys.expressions.tokens.NotParsed` for a text that is no expression. Without a context, `today()` and
    `now()` are those of this machine: the only clock in the room, for people who try an expression by hand.
    """
    from surveys.expressions.by_hand import evaluated

    return evaluated(expression, answers, context)
