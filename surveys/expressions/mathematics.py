"""Functions of trigonometry."""

from __future__ import annotations

import math

from surveys.expressions.function_rows import Function, numbers

MATHEMATICS = (
    Function("sin", 1, 1, "number", numbers(math.sin)),
    Function("cos", 1, 1, "number", numbers(math.cos)),
    Function("tan", 1, 1, "number", numbers(math.tan)),
    Function("asin", 1, 1, "number", numbers(math.asin)),
    Function("acos", 1, 1, "number", numbers(math.acos)),
    Function("atan", 1, 1, "number", numbers(math.atan)),
    Function("atan2", 2, 2, "number", numbers(math.atan2)),
    Function("exp10", 1, 1, "number", numbers(lambda power: 10.0**power)),
)
