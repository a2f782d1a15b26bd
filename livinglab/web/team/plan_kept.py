"""What the form of the plan does not show is kept when it is saved: the accounts, and words in further languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from analysis.economics.plan import EconomicPlan
from analysis.plan import Margin, Plan
from livinglab.words import LANGUAGES

T = TypeVar("T")


def with_kept(plan: Plan, kept: Plan) -> Plan:
    """The plan of a form with what no field of it shows, as it was: the accounts, and words in further languages."""
    return replace(
        plan,
        title=_in_all(plan.title, kept.title),
        research_question=_in_all(plan.research_question, kept.research_question),
        arms=_with_words(plan.arms, kept.arms),
        waves=_with_words(plan.waves, kept.waves),
        scales=_with_words(plan.scales, kept.scales),
        groups=_with_words(plan.groups, kept.groups),
        population=_with_words(plan.population, kept.population),
        series=_with_words(plan.series, kept.series),
        outcomes=_with_words(plan.outcomes, kept.outcomes),
        economics=kept.economics,
        environment=kept.environment,
    )


def with_words_kept(new: EconomicPlan | None, kept: EconomicPlan | None) -> EconomicPlan | None:
    """The economic questions of a form with their words in further languages, as they were."""
    if new is None or kept is None:
        return new
    perspective = _in_all(new.perspective, kept.perspective)
    return replace(new, perspective=perspective, alternatives=_with_words(new.alternatives, kept.alternatives))


def _with_words(new: tuple[T, ...], kept: tuple[T, ...]) -> tuple[T, ...]:
    named = {_named(one): one for one in kept}
    return tuple(_worded(one, named[_named(one)]) if _named(one) in named else one for one in new)


def _named(one: object) -> str:
    return str(getattr(one, "attribute" if isinstance(one, Margin) else "code"))


def _worded(new: Any, kept: Any) -> Any:
    texts = {name: _in_all(getattr(new, name), getattr(kept, name)) for name in ("label", "unit") if hasattr(new, name)}
    return replace(new, **texts)


def _in_all(new: Mapping[str, str], kept: Mapping[str, str]) -> Mapping[str, str]:
    return {**{language: words for language, words in kept.items() if language not in LANGUAGES}, **new}
