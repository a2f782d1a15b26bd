"""Functions of mathematics. What is too large is infinite, as IEEE 754 and XPath 3.0 § 4.8 have it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from surveys.expressions.function_rows import Compiled, Function, numbers


def _power(base: float, exponent: float) -> float:
    """0 to a negative power is infinite; 0 and -0 are one zero in a questionnaire."""
    try:
        value: Any = base**exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    return math.nan if isinstance(value, complex) else float(value)


def _logarithm(meaning: Callable[[float], float]) -> Compiled:
    """Of 0 it is minus infinity."""
    return numbers(lambda number: meaning(number) if number else -math.inf)


def _growing(meaning: Callable[[float], float]) -> Compiled:
    def grown(exponent: float) -> float:
        try:
            return meaning(exponent)
        except OverflowError:
            return math.inf

    return numbers(grown)


MATHEMATICS = (
    Function("sqrt", 1, 1, "number", numbers(math.sqrt)),
    Function("pow", 2, 2, "number", numbers(_power)),
    Function("exp", 1, 1, "number", _growing(math.exp)),
    Function("exp10", 1, 1, "number", _growing(lambda power: 10.0**power)),
    Function("log", 1, 1, "number", _logarithm(math.log)),
    Function("log10", 1, 1, "number", _logarithm(math.log10)),
    Function("sin", 1, 1, "number", numbers(math.sin)),
    Function("cos", 1, 1, "number", numbers(math.cos)),
    Function("tan", 1, 1, "number", numbers(math.tan)),
    Function("asin", 1, 1, "number", numbers(math.asin)),
    Function("acos", 1, 1, "number", numbers(math.acos)),
    Function("atan", 1, 1, "number", numbers(math.atan)),
    Function("atan2", 2, 2, "number", numbers(math.atan2)),
)
