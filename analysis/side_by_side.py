"""One outcome in several studies: which findings may stand side by side, and the mean over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.dataset import digest_of
from analysis.distributions import normal_quantile
from analysis.estimators.catalogue import CATALOGUE
from analysis.frozen_json import plain
from analysis.measures import find_scale
from analysis.plan import Outcome, Plan
from analysis.pooling import Pooled, pool
from analysis.results import Estimate, Evidence, Finding

Refusal: TypeAlias = Literal["", "levels", "designs_differ", "no_interval", "no_variation"]


@dataclass(frozen=True)
class Stood:
    """A finding as its study reported it."""

    evidence: Evidence
    finding: Finding


@dataclass(frozen=True)
class Group:
    """The same outcome in two studies or more, oldest first. Without a mean, `refused` says why."""

    rows: tuple[Stood, ...]
    pooled: Pooled | None
    refused: Refusal

    @property
    def n(self) -> int:
        """How many people the findings rest on."""
        return sum(row.finding.estimate.n for row in self.rows)


def groups_of(studies: Iterable[Evidence]) -> tuple[tuple[Group, ...], tuple[Stood, ...]]:
    """The groups, in the order their outcomes first appear, then the findings that stand alone.

    Two findings are of the same outcome when estimator, measure, counted answers, unit, moments since enrolment,
    adjustment and confidence are the same; a measure, when its questions have the same codes. One study twice in a
    group would count its people twice: its later findings then stand alone.
    """
    found: dict[str, list[Stood]] = {}
    alone: list[Stood] = []
    for evidence in sorted(studies, key=lambda each: each.facts.last_answer_on or ""):
        for finding in evidence.findings:
            beside = found.setdefault(_key(evidence, finding.outcome), [])
            twice = any(row.evidence is evidence for row in beside)
            (alone if twice else beside).append(Stood(evidence, finding))
    alone += [rows[0] for rows in found.values() if len(rows) == 1]
    return tuple(_group(rows) for rows in found.values() if len(rows) > 1), tuple(alone)


def _group(rows: Sequence[Stood]) -> Group:
    refused = _refusal(rows)
    if refused:
        return Group(tuple(rows), None, refused)
    confidence = rows[0].evidence.plan.confidence
    estimates = [row.finding.estimate for row in rows]
    pooled = pool([each.effect or 0.0 for each in estimates], [_variance(each) for each in estimates], confidence)
    return Group(tuple(rows), pooled, "" if pooled else "no_variation")


def _refusal(rows: Sequence[Stood]) -> Refusal:
    if CATALOGUE[rows[0].finding.outcome.estimator].null != 0.0:
        return "levels"
    if len({row.evidence.plan.design for row in rows}) > 1:
        return "designs_differ"
    estimates = [row.finding.estimate for row in rows]
    if any(each.effect is None or each.low is None or each.high is None for each in estimates):
        return "no_interval"
    return ""


def _variance(estimate: Estimate) -> float:
    """The square of the standard error where Student's t was used; else what the width of the interval stands for."""
    if "df" in estimate.details and "standard_error" in estimate.details:
        return estimate.details["standard_error"] ** 2
    width = (estimate.high or 0.0) - (estimate.low or 0.0)
    return (width / 2 / normal_quantile(estimate.confidence)) ** 2


def _key(evidence: Evidence, outcome: Outcome) -> str:
    plan = evidence.plan
    return digest_of(
        [
            outcome.estimator,
            outcome.better,
            sorted(outcome.success_values),
            sorted(outcome.unit.items()),
            [_moment(plan, wave) for wave in (*outcome.waves, outcome.baseline_wave)],
            [_measure(evidence, name) for name in (outcome.measure, *sorted(outcome.adjust_for))],
            plan.confidence,
        ]
    )


def _moment(plan: Plan, code: str | None) -> object:
    """Days since enrolment; the place of the wave where the plan does not say."""
    wave = next((each for each in plan.waves if each.code == code), None)
    return None if wave is None else ["day", wave.due_days] if wave.due_days is not None else ["place", wave.order]


def _measure(evidence: Evidence, name: str) -> object:
    """How a measure is asked and scored. A report without codebook compares with no other: what it asked is unknown."""
    scale = find_scale(evidence.plan, name)
    if scale is not None:
        scored = {key: value for key, value in plain(scale).items() if key not in ("code", "label", "source")}
        return [scored, [_question(evidence, item) for item in scale.items]]
    return _question(evidence, name)


def _question(evidence: Evidence, name: str) -> object:
    asked = next((each for each in evidence.codebook or () if each.name == name), None)
    if asked is None:
        return ["unknown", evidence.dataset_digest, name]
    return [name, asked.type, [code.code for code in asked.codes], asked.minimum, asked.maximum, asked.expression]
