"""The scenarios of the simulated lab, in the order they are played: one module a sample.

`FIELDWORKS` are what is answered: theirs, and those that come along.
"""

from __future__ import annotations

from livinglab.demonstration.scenario import Fieldwork, Scenario
from livinglab.demonstration.scenarios import walks, warm_homes, writing_assistant

SCENARIOS: tuple[Scenario, ...] = (walks.SCENARIO, warm_homes.SCENARIO, writing_assistant.SCENARIO)

FIELDWORKS: tuple[Fieldwork, ...] = tuple(work for scenario in SCENARIOS for work in scenario.fieldworks)
