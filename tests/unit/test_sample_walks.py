"""The sample of shared walks: whomever the lot puts in an arm, every planned result can be published."""

from __future__ import annotations

import random
from collections.abc import Sequence

import played
import pytest

from analysis.plan import Plan
from livinglab.demonstration.scenario import Person, Scenario

pytestmark = pytest.mark.slow
ARMS = ("carnet", "attente")


@pytest.mark.parametrize("lot", range(8))
def test_no_count_is_too_small_whatever_the_lot(lot: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(scenario: Scenario, _plan: Plan) -> Sequence[Person]:
        arms = [ARMS[number % 2] for number in range(scenario.participants)]
        random.Random(lot).shuffle(arms)
        return tuple(
            Person(number, arm, arms[:number].count(arm), f"P-{number:03d}", "fr") for number, arm in enumerate(arms)
        )

    monkeypatch.setattr(played, "people_of", drawn)
    evidence = played.evidence_of(played.scenario_of("walks"))
    kept_back = [table.id for table in evidence.tables if table.verifiability == "C"]
    assert (kept_back, [one.outcome.code for one in evidence.findings if one.direction == "refused"]) == ([], [])
