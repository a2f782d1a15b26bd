"""The economic evidence of a study, from its locked plan and published tables alone: the verifier runs the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.economics import alternatives as ways
from analysis.economics import cash, social_return, worth
from analysis.economics.cash import Line, Quantity
from analysis.economics.chance import Draws, ranged
from analysis.economics.comparing import effectiveness_of
from analysis.economics.level import level_of_value
from analysis.economics.pilot import pilot_of
from analysis.economics.plan import EconomicPlan
from analysis.economics.results import (
    Alternatives,
    Amount,
    EconomicEvidence,
    Input,
    Refusal,
    SocialReturn,
    Worth,
)
from analysis.economics.worth import Model, ValuedEffect
from analysis.estimators.catalogue import CATALOGUE
from analysis.parameters import arm_of
from analysis.plan import Plan
from analysis.results import EvidenceTable, Finding, Level


@dataclass(frozen=True)
class Study:
    """What the economic analysis may look at: nothing but what the report publishes."""

    plan: Plan
    economics: EconomicPlan
    tables: tuple[EvidenceTable, ...]
    findings: tuple[Finding, ...]
    level: Level
    last_answer_on: str | None


def economics_of(
    plan: Plan, tables: tuple[EvidenceTable, ...], findings: tuple[Finding, ...], level: Level, last_on: str | None
) -> EconomicEvidence | None:
    """Everything the economic plan asks for; None when there is no such plan. What cannot be computed says why."""
    if plan.economics is None:
        return None
    study = Study(plan, plan.economics, tables, findings, level, last_on)
    lines, known = cash.lines_of(tables), cash.quantities_of(tables)
    found = _of_cash(study, own_lines(lines, plan), known)
    compared = effectiveness_of(plan, plan.economics, tables, findings, lines)
    pilot = pilot_of(plan.economics, tables, known, plan.confidence)
    found = replace(found, effectiveness=compared, pilot=pilot)
    return _with_alternatives(found, plan.economics, lines, known, plan.confidence)


def own_lines(lines: Sequence[Line], plan: Plan) -> tuple[Line, ...]:
    """The lines of what was tested: not those of the comparison arm, nor of the ways that are compared apart."""
    asked = plan.economics.alternatives if plan.economics else ()
    apart = {arm_of(plan, "comparison"), *(way.code for way in asked)} - {""}
    return tuple(line for line in lines if line.arm not in apart)


def _of_cash(study: Study, lines: tuple[Line, ...], known: Mapping[str, Quantity]) -> EconomicEvidence:
    """Cash, worth, tornado and social return; the reasons alone when the lines cannot be added up."""
    reasons = cash.refusals(lines, study.economics, known)
    if reasons:
        return EconomicEvidence(refused=reasons)
    added = cash.account(lines, study.economics, known)
    effect, unvalued = _valued(study, known)
    model = worth.model_of(lines, study.economics, known, effect)
    inputs = worth.inputs_of(model)
    wrong = worth.problems_of(inputs)
    if wrong:
        return EconomicEvidence(cash=added, refused=(*unvalued, *wrong))
    found = EconomicEvidence(
        cash=added, worth=_worth(study, model, inputs), tornado=worth.tornado(model, inputs), refused=unvalued
    )
    return _with_social_return(found, study, model)


def _valued(study: Study, known: Mapping[str, Quantity]) -> tuple[ValuedEffect | None, tuple[Refusal, ...]]:
    """The effect the plan turns into money, or why it stays an effect."""
    economics, code = study.economics, study.economics.value_of_effect
    finding = finding_of(study.findings, economics.outcome)
    if not code:
        return None, ()
    if code not in known:
        return None, (Refusal("value_of_effect_missing", (code,)),)
    if finding is None or CATALOGUE[finding.outcome.estimator].null is None:
        return None, (Refusal("effect_not_compared", (economics.outcome,)),)
    estimate = finding.estimate
    if estimate.effect is None or estimate.low is None or estimate.high is None or study.last_answer_on is None:
        return None, (Refusal("effect_without_interval", (economics.outcome,)),)
    sign = 1 if finding.outcome.better == "higher" else -1
    low, high = sorted((sign * estimate.low, sign * estimate.high))
    people = participants(study.plan, study.tables)
    on = date.fromisoformat(study.last_answer_on[:10])
    return ValuedEffect(sign * estimate.effect, low, high, people, on, code), ()


def finding_of(findings: Sequence[Finding], code: str) -> Finding | None:
    """The finding of an outcome."""
    return next((each for each in findings if each.outcome.code == code), None)


def participants(plan: Plan, tables: Sequence[EvidenceTable]) -> int:
    """How many were allocated to what was tested: the intervention arm, or everyone when there is one group."""
    arm = arm_of(plan, "intervention") if len(plan.arms) > 1 else ""
    rows = [row for table in tables if table.kind == "flow" for row in table.rows if not arm or row[0] == arm]
    by_arm = {row[0]: int(row[2] or 0) for row in rows}
    return sum(by_arm.values())


def _worth(study: Study, model: Model, inputs: tuple[Input, ...]) -> Worth:
    confidence, plan = study.plan.confidence, study.economics
    draws = worth.simulate(model, inputs)
    value, chance = worth.net_present_value(model, draws, confidence)
    rate = model.known[plan.discount_rate]
    people, successes = participants(study.plan, study.tables), _successes(study)
    level, reasons = level_of_value(model, finding_of(study.findings, plan.outcome), study.level)
    return Worth(
        rate=Amount(rate.value, "", rate.low, rate.high),
        net_present_value=value,
        return_on_investment=worth.return_on_investment(model, draws, confidence),
        payback=worth.payback(model, discounted=False),
        discounted_payback=worth.payback(model, discounted=True),
        chance_positive=chance,
        cost_per_participant=_per(model, draws, people, confidence),
        participants=people,
        cost_per_success=_per(model, draws, successes or 0, confidence),
        successes=successes,
        inputs=inputs,
        draws=plan.draws if inputs else 0,
        seed=plan.seed,
        level=level,
        lowered_for=reasons,
        threshold_met=None if plan.threshold is None or value.low is None else value.low >= plan.threshold,
    )


def _per(model: Model, draws: Mapping[str, Draws], count: int, confidence: float) -> Amount:
    unit = model.plan.currency
    if count == 0:
        return Amount(None, unit)
    many = worth.spread(model.present(draws)[1])
    return ranged(float(model.present()[1]) / count, None if many is None else many / count, confidence, unit)


def _successes(study: Study) -> int | None:
    """How many reached the outcome the plan values, when it is one that is reached or not."""
    finding = finding_of(study.findings, study.economics.outcome)
    if finding is None or finding.outcome.estimator != "proportion" or finding.estimate.effect is None:
        return None
    return round(finding.estimate.effect * finding.estimate.n)


def _with_social_return(found: EconomicEvidence, study: Study, model: Model) -> EconomicEvidence:
    shares = study.economics.shares
    if shares is None or found.worth is None:
        return found
    reasons = social_return.refusals(model, shares)
    if not reasons and not model.present()[1] > 0:
        reasons = (Refusal("no_cost_to_divide_by"),)
    reasons = reasons or worth.problems_of(worth.inputs_of(model, social_return.codes_of(shares)))
    if reasons:
        return replace(found, refused=(*found.refused, *reasons))
    ratio, before, inputs = social_return.social_return(model, shares, study.plan.confidence)
    returned = SocialReturn(ratio, before, inputs, found.worth.level, found.worth.lowered_for)
    return replace(found, social_return=returned)


def _with_alternatives(
    found: EconomicEvidence,
    plan: EconomicPlan,
    lines: tuple[Line, ...],
    known: Mapping[str, Quantity],
    confidence: float,
) -> EconomicEvidence:
    if len(plan.alternatives) < 2:
        return found
    named = {way.code for way in plan.alternatives}
    own = [line for line in lines if line.arm in named]
    reasons = (*cash.refusals(own, plan, known), *ways.refusals(lines, plan, known))
    if reasons:
        return replace(found, refused=(*found.refused, *reasons))
    compared: Alternatives = ways.alternatives(lines, plan, known, confidence)
    return replace(found, alternatives=compared)
