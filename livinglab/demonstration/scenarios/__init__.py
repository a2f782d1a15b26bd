"""The scenarios of the simulated lab, in the order they are played: one module a sample."""

from __future__ import annotations

from livinglab.demonstration.scenario import Scenario
from livinglab.demonstration.scenarios import walks, warm_homes, writing_assistant

SCENARIOS: tuple[Scenario, ...] = (walks.SCENARIO, warm_homes.SCENARIO, writing_assistant.SCENARIO)
