"""The names the plan gives to its arms, waves and scales, in a language."""

from __future__ import annotations

from analysis.plan import Wave
from analysis.results import Evidence
from reports.numbers import Language


def arm_label(evidence: Evidence, code: str, language: Language) -> str:
    """An arm's name, or its code when the plan does not know it."""
    return next((arm.label.get(language, code) for arm in evidence.plan.arms if arm.code == code), code)


def wave_label(evidence: Evidence, code: str, language: Language) -> str:
    """A wave's name, or its code when the plan does not know it."""
    return next((wave.label.get(language, code) for wave in evidence.plan.waves if wave.code == code), code)


def scale_label(evidence: Evidence, code: str, language: Language) -> str:
    """A scale's name, or its code when the plan does not know it."""
    return next((scale.label.get(language, code) for scale in evidence.plan.scales if scale.code == code), code)


def last_wave(evidence: Evidence) -> Wave | None:
    """The latest wave of the plan."""
    return max(evidence.plan.waves, key=lambda wave: wave.order, default=None)
