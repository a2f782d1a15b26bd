"""How strongly a sum of money may be said to come from what was tested: never more than its weakest benefit."""

from __future__ import annotations

from analysis.economics.worth import Model
from analysis.levels import LADDER, lowered
from analysis.results import Finding, Level


def level_of_value(model: Model, finding: Finding | None, study: Level) -> tuple[Level, tuple[str, ...]]:
    """The level of a total, and why it is below the study's.

    A benefit line is compared with nothing: measured money was at most followed by; declared or assumed money is what
    people say. An effect in money carries the level of its finding. Monetised benefits take one more step down.
    """
    levels: list[Level] = [study]
    reasons = []
    benefits = [line for line in model.lines if line.kind == "benefit"]
    if any(line.origin == "measured" for line in benefits):
        levels.append("followed")
        reasons.append("benefit_without_comparison")
    if any(line.origin != "measured" for line in benefits):
        levels.append("says")
        reasons.append("benefit_declared")
    if model.effect is not None and finding is not None:
        levels.append(finding.level)
        reasons += [code for code in finding.lowered_for if code not in reasons]
    level = min(levels, key=LADDER.index)
    if any(line.origin == "monetised" for line in benefits):
        level, reasons = lowered(level, 1), [*reasons, "self_report_monetised"]
    return level, tuple(dict.fromkeys(reasons)) if LADDER.index(level) < LADDER.index(study) else ()
