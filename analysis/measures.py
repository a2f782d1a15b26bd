"""What can be measured on an answer: the kinds an estimator asks for, read from the codebook. Light."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.estimators.catalogue import MeasureKind
from analysis.plan import Plan, Scale
from surveys.codebook import Codebook, Variable

LARGEST = 1e15  # beyond, a decimal number no longer holds its units, and a sum of squares may overflow
NUMBERS: tuple[MeasureKind, ...] = ("numeric", "ordinal", "categorical")

KINDS_BY_TYPE: Mapping[str, tuple[MeasureKind, ...]] = {
    "integer": NUMBERS,
    "number": NUMBERS,
    "text": ("categorical",),
}


def find_variable(codebook: Codebook, name: str) -> Variable | None:
    """The codebook's variable of that name, if it has one."""
    return next((variable for variable in codebook.variables if variable.name == name), None)


def find_scale(plan: Plan, code: str) -> Scale | None:
    """The plan's scale of that code, if it has one."""
    return next((scale for scale in plan.scales if scale.code == code), None)


def kinds_of(codebook: Codebook, plan: Plan, measure: str) -> tuple[MeasureKind, ...] | None:
    """How a question or scale may be measured; None when neither the plan nor the codebook knows it."""
    if measure.startswith("series:"):
        return ("series",) if any(measure == f"series:{each.code}" for each in plan.series) else None
    if find_scale(plan, measure):
        return NUMBERS
    variable = find_variable(codebook, measure)
    return None if variable is None else kinds_of_variable(variable)


def kinds_of_variable(variable: Variable) -> tuple[MeasureKind, ...]:
    """How a question may be measured; not at all for a place or a file."""
    if variable.type == "category":
        return _kinds_of_choices(variable)
    return NUMBERS if variable.expression else KINDS_BY_TYPE.get(variable.type, ())


def _kinds_of_choices(variable: Variable) -> tuple[MeasureKind, ...]:
    if codes_are_numbers(variable):
        return NUMBERS
    return ("ordinal", "categorical") if variable.ordered else ("categorical",)


def codes_are_numbers(variable: Variable) -> bool:
    """Whether every choice of a question is coded by a number, as in a scale from 1 to 5."""
    return bool(variable.choices) and all(as_number(choice.name) is not None for choice in variable.choices)


def as_number(value: object) -> float | None:
    """A number that can be reckoned with, or None: `"4"` and `4` are four, `"often"`, true and 1e300 are not."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) <= LARGEST else None  # NaN compares as false
