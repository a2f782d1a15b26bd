"""The indicators: one row each, with its counting rule. A rule that changes gets a new version, never a silent one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.indicators import counts, helices, programme, waits
from analysis.indicators.facts import ProjectFacts
from analysis.indicators.readings import Found, Reading
from analysis.indicators.rules import WORDS, Said

Group: TypeAlias = Literal["made", "waits", "people", "footprint", "programme"]
Unit: TypeAlias = Literal["things", "days", "evenness", "points", "kgCO2e", "percent"]
Spread: TypeAlias = Literal["", "confidence", "range"]
Better: TypeAlias = Literal["higher", "lower"]

# The groups in the order they are shown, and the figure of each in a report.
GROUPS: Mapping[Group, str] = {"made": "I1", "waits": "I2", "people": "I3", "footprint": "I4", "programme": "I5"}

OWN = "the platform"
COMMISSION = "SWD(2021) 198 final"  # the Commission's fiches of the 2021-2027 common indicators
OUTPUTS = f"{COMMISSION}, as quoted by https://npa-pm.scrollhelp.site/ProgrammeManual/6-1-output-indicator-definitions"
RESULTS = f"{COMMISSION}, as quoted by https://programmemanual.interreg-npa.eu/ProgrammeManual/6-2-result-indicator-definitions"
HARMONIZATION = (
    "VITALISE and ENoLL, Living Lab Key Performance Indicators (version of 2023-11-23), "
    "https://wiki.livinglab-harmonization.com"
)


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator: its unit, the function that reads it, the version of its `rule`; its words are in `rules.WORDS`.

    `spread` says what `low` and `high` are. `source` is where the definition was read, in `part` only or whole, on the
    day `checked`. A reading under an earlier version of a rule is made again under that one: what a later version also
    asks is not in its facts, and without it both count the same.
    """

    code: str
    group: Group
    unit: Unit
    read: Callable[[ProjectFacts], Found]
    rule: int = 1
    spread: Spread = ""
    better: Better = "higher"
    source: str = OWN
    checked: str = "2026-11-27"
    part: bool = False

    @property
    def collected(self) -> bool:
        """Whether the platform records anything to count it from."""
        return self.read is not programme.not_collected

    @property
    def words(self) -> Said:
        """Title, counting rule, what is left for the team to show, what to do when there is nothing."""
        return WORDS[self.code]


def _wait(code: str) -> IndicatorRow:
    return IndicatorRow(code, "waits", "days", waits.wait(code), spread="confidence", better="lower")


INDICATORS: Mapping[str, IndicatorRow] = {
    row.code: row
    for row in (
        IndicatorRow("prototypes", "made", "things", counts.prototypes),
        IndicatorRow("versions", "made", "things", counts.versions),
        IndicatorRow("tests_started", "made", "things", counts.tests_started),
        IndicatorRow("tests_finished", "made", "things", counts.tests_finished),
        _wait("need_to_decision"),
        _wait("decision_to_version"),
        _wait("version_to_test"),
        _wait("test_to_uptake"),
        _wait("need_to_uptake"),
        IndicatorRow("people_by_helix", "people", "evenness", helices.people),
        IndicatorRow("organisations_by_helix", "people", "evenness", helices.organisations),
        IndicatorRow("satisfaction", "people", "points", counts.satisfaction, spread="confidence"),
        IndicatorRow("footprint", "footprint", "kgCO2e", counts.footprint, 2, spread="range", better="lower"),
        IndicatorRow("RCO84", "programme", "things", programme.pilot_actions, rule=2, source=OUTPUTS, part=True),
        IndicatorRow("RCR104", "programme", "things", programme.solutions_taken_up, rule=2, source=RESULTS),
        IndicatorRow("RCO83", "programme", "things", programme.not_collected, source=OUTPUTS),
        IndicatorRow("RCR79", "programme", "things", programme.not_collected, source=RESULTS),
        IndicatorRow("RCR03", "programme", "things", programme.enterprises_innovating, 2, source=RESULTS, part=True),
        IndicatorRow("helices_represented", "programme", "percent", helices.represented, source=HARMONIZATION),
    )
}


def read_indicators(facts: ProjectFacts, rules: Mapping[str, int] | None = None) -> tuple[Reading, ...]:
    """Every indicator of a project, in the order of the table; `rules`: code → the version to count under, if older."""
    asked = rules or {}
    return tuple(
        Reading(row.code, min(max(asked.get(row.code, row.rule), 1), row.rule), facts.as_of, row.read(facts))
        for row in INDICATORS.values()
    )
