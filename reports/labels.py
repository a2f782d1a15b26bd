"""The names the plan gives to its arms, waves and scales, and the words of answers, in a language."""

from __future__ import annotations

from analysis.codes import Code
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


def answers_of(evidence: Evidence, question: str) -> tuple[Code, ...]:
    """The answers a question offers, in its order; none where the report does not carry it."""
    return next((each.codes for each in evidence.codebook if each.name == question), ())


def answer_label(evidence: Evidence, question: str, code: str, language: Language) -> str:
    """An answer as the respondent read it; its code where the report does not carry the question."""
    label = next((each.label for each in answers_of(evidence, question) if each.code == code), {})
    return label.get(language) or next(iter(label.values()), "") or code


def last_wave(evidence: Evidence) -> Wave | None:
    """The latest wave of the plan."""
    return max(evidence.plan.waves, key=lambda wave: wave.order, default=None)
