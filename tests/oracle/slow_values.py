"""Values read slowly: text, numbers and truths as XPath 1.0 § 3 and 4 say, for the oracles of expressions."""

from __future__ import annotations

import math

from surveys.values import Answer, Missing

Slow = str | float | bool


def slow_answer(answer: Answer) -> Slow:
    if isinstance(answer, Missing):
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return answer if isinstance(answer, str) else float(answer)


def number(one: Slow) -> float:
    if isinstance(one, bool):
        return float(one)
    if isinstance(one, float):
        return one
    try:
        return float(one) if one.strip() and set(one.strip()) <= set("0123456789.-") else math.nan
    except ValueError:
        return math.nan


def truth(one: Slow) -> bool:
    if isinstance(one, float):
        return one != 0 and not math.isnan(one)
    return one != "" and one is not False


def text(one: Slow) -> str:
    if isinstance(one, bool):
        return str(one).lower()
    if isinstance(one, str):
        return one
    if math.isnan(one):
        return "NaN"
    if math.isinf(one):
        return "Infinity" if one > 0 else "-Infinity"
    if one == int(one):
        return str(int(one))
    return next(written for places in range(1, 400) if float(written := f"{one:.{places}f}") == one)


def same(left: Slow, right: Slow) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def alike(one: Slow, other: Slow) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return (math.isnan(one) and math.isnan(other)) or one == other or math.isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and one == other
