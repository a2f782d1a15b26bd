"""Every estimator has its judges: a row in the guide's table, and a test in tests/oracle that names it."""

from __future__ import annotations

import re

from sources import ROOT

from analysis.estimators.catalogue import CATALOGUE

GUIDE = (ROOT / "docs" / "guides" / "methods.md").read_text(encoding="utf-8")
ORACLES = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "oracle").glob("*.py")))


def test_the_guide_names_the_judges_of_every_estimator() -> None:
    told = re.findall(r"^\| `(\w+)` \|(?:[^|]+\|){3}$", GUIDE, re.MULTILINE)
    assert sorted(told) == sorted(CATALOGUE)


def test_every_estimator_is_called_by_a_test_against_another_computation() -> None:
    assert [code for code in CATALOGUE if f'"{code}"' not in ORACLES] == []
