"""The catalogue of problems: code → severity, what is wrong, what to do, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.problem_words.answers import ANSWERS
from surveys.problem_words.choices import CHOICES
from surveys.problem_words.dialect import DIALECT
from surveys.problem_words.expression import EXPRESSION
from surveys.problem_words.file import FILE
from surveys.problem_words.instrument import INSTRUMENT
from surveys.problem_words.kind import Kind
from surveys.problem_words.survey import SURVEY

CATALOGUE: Mapping[str, Kind] = {**FILE, **SURVEY, **CHOICES, **DIALECT, **EXPRESSION, **ANSWERS, **INSTRUMENT}

__all__ = ["CATALOGUE", "Kind"]
