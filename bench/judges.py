"""How far each estimator is from its judges: the tests of tests/oracle, with every comparison of numbers measured.

    .venv/bin/python bench/judges.py

For each estimator, and for multiple imputation beside them, the comparisons made after it was asked for and before
another was, and the largest relative difference among them. Numbers smaller than one millionth are compared as they
are: a ratio to almost nothing tells nothing. A reference printed to few digits counts with its rounding: only
references that the test takes within 1e-5 are kept, and how many were left out is shown.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pytest

from analysis import imputation
from analysis.estimators import CATALOGUE, ESTIMATORS
from analysis.imputation import draws, pooling

ORACLES = Path(__file__).resolve().parents[1] / "tests" / "oracle"
SMALL = 1e-6  # below: absolute difference
ROUNDED = 1e-5  # a wider tolerance is that of a reference printed to few digits

IMPUTATION = "multiple imputation"
BESIDE = ((draws, "completed"), (pooling, "pooled"), (imputation, "imputed_table"))  # not in the catalogue: functions

DIFFERENCES: dict[str, list[float]] = defaultdict(list)
LEFT_OUT: dict[str, int] = defaultdict(int)


class Measuring:
    """A plugin: notes which estimator was asked for last, and every number compared since."""

    def __init__(self) -> None:
        self.asked = ""

    def pytest_runtest_setup(self) -> None:
        self.asked = ""

    def watch(self, estimators: type, numbers: type) -> None:
        """Puts itself between the catalogue and its modules, and between a number and its reference."""
        take: Callable[[Any, str], Any] = estimators.__getitem__  # type: ignore[attr-defined]
        compare: Callable[[Any, Any], bool] = numbers.__eq__

        def asked(mapping: Any, code: str) -> Any:
            self.asked = code
            return take(mapping, code)

        def compared(reference: Any, found: Any) -> bool:
            self.note(reference, found)
            return compare(reference, found)

        estimators.__getitem__ = asked  # type: ignore[attr-defined]
        numbers.__eq__ = compared  # type: ignore[assignment,method-assign]

    def watch_beside(self, module: ModuleType, function: str) -> None:
        """Puts itself behind a function of imputation, before the tests import it.

        Behind, not before: an imputed table asks for the planned estimator on each completed study.
        """
        call: Callable[..., Any] = getattr(module, function)

        def asked(*given: Any, **named: Any) -> Any:
            answer = call(*given, **named)
            self.asked = IMPUTATION
            return answer

        setattr(module, function, asked)

    def note(self, reference: Any, found: Any) -> None:
        """Counts one comparison of finite numbers."""
        expected = reference.expected
        numbers = all(isinstance(one, int | float) and math.isfinite(one) for one in (expected, found))
        if not self.asked or not numbers:
            return
        if reference.tolerance > ROUNDED * max(abs(expected), SMALL):
            LEFT_OUT[self.asked] += 1
            return
        scale = abs(expected) if abs(expected) > SMALL else 1.0
        DIFFERENCES[self.asked].append(abs(found - expected) / scale)


def main() -> int:
    plugin = Measuring()
    plugin.watch(type(ESTIMATORS), type(pytest.approx(1.0)))
    for module, function in BESIDE:
        plugin.watch_beside(module, function)
    code = pytest.main(
        ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", str(ORACLES)],
        plugins=[plugin],
    )
    print(f"{'estimator':26}{'compared':>10}{'rounded':>9}{'largest':>10}")
    for name in (*CATALOGUE, IMPUTATION):
        found = DIFFERENCES[name]
        print(f"{name:26}{len(found):>10}{LEFT_OUT[name]:>9}{max(found, default=math.nan):>10.0e}")
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
