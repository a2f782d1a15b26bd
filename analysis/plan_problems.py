"""What keeps a plan from being locked, as values: code, place, what is wrong, what to do. Light: no statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analysis.account_problem_words import WORDS as ACCOUNT_WORDS
from analysis.account_problems import codes_found, economics_found, environment_found
from analysis.estimators.catalogue import CATALOGUE, EstimatorRow
from analysis.measurements.moments import zone_of
from analysis.measures import find_scale, find_variable, kinds_of
from analysis.plan import Outcome, Plan, Scale, Text
from analysis.plan_problem_words import WORDS
from surveys.codebook import Codebook

LANGUAGES = ("fr", "en")
FEWEST_IMPUTATIONS, MOST_IMPUTATIONS = 20, 100  # with fewer the draws decide; more would blur too little


@dataclass(frozen=True)
class PlanProblem:
    """One reason not to lock a plan. `place` is a path of the plan's own codes, e.g. `outcomes.sleep.measure`."""

    code: str
    place: str
    what: Text
    remedy: Text


Found = Iterator[tuple[str, str, Mapping[str, object]]]


def problems_of(plan: Plan, codebook: Codebook, cited: frozenset[str] | None = None) -> tuple[PlanProblem, ...]:
    """Everything that keeps this plan from being locked against this codebook; empty when it may be locked.

    `cited` holds the codes of the parameters that were imported; None when nobody looked.
    """
    found = [one for check in CHECKS for one in check(plan, codebook)]
    found += [
        *economics_found(plan),
        *environment_found(plan),
        *(codes_found(plan, cited) if cited is not None else ()),
    ]
    return tuple(_worded(*one) for one in found)


def _worded(code: str, place: str, values: Mapping[str, object]) -> PlanProblem:
    what, remedy = {**WORDS, **ACCOUNT_WORDS}[code]
    return PlanProblem(code, place, _filled(what, values), _filled(remedy, values))


def _filled(words: Text, values: Mapping[str, object]) -> Text:
    return {language: text.format(**values) for language, text in words.items()}


def _duplicates(plan: Plan, codebook: Codebook) -> Found:
    families = {
        "arms": plan.arms,
        "waves": plan.waves,
        "outcomes": plan.outcomes,
        "scales": plan.scales,
        "groups": plan.groups,
        "series": plan.series,
    }
    for family, members in families.items():
        for code, times in Counter(member.code for member in members).items():  # type: ignore[attr-defined]  # all six have codes
            if times > 1:
                yield "duplicate_code", f"{family}.{code}", {"name": code}
    for order, times in Counter(wave.order for wave in plan.waves).items():
        if times > 1:
            yield "duplicate_order", "waves", {"name": order}
    for scale in plan.scales:
        if find_variable(codebook, scale.code):
            yield "scale_named_as_question", f"scales.{scale.code}", {"name": scale.code}


def _texts(plan: Plan, codebook: Codebook) -> Found:
    named: list[tuple[str, Text]] = [("title", plan.title), ("research_question", plan.research_question)]
    named += [(f"arms.{arm.code}.label", arm.label) for arm in plan.arms]
    named += [(f"waves.{wave.code}.label", wave.label) for wave in plan.waves]
    named += [(f"scales.{scale.code}.label", scale.label) for scale in plan.scales]
    named += [(f"groups.{group.code}.label", group.label) for group in plan.groups]
    named += [(f"series.{each.code}.label", each.label) for each in plan.series]
    named += [(f"population.{margin.attribute}.label", margin.label) for margin in plan.population]
    named += [(f"outcomes.{outcome.code}.label", outcome.label) for outcome in plan.outcomes]
    named += [(f"outcomes.{outcome.code}.unit", outcome.unit) for outcome in plan.outcomes]
    for place, text in named:
        for language in LANGUAGES:
            if not text.get(language, "").strip():
                yield "text_missing", place, {"language": language}


def _constants(plan: Plan, codebook: Codebook) -> Found:
    if not 0.5 <= plan.confidence <= 0.999:
        yield "confidence_out_of_range", "confidence", {"value": plan.confidence}
    if plan.minimum_cell < 2:
        yield "minimum_cell_too_small", "minimum_cell", {"value": plan.minimum_cell}
    if zone_of(plan.zone) is None:
        yield "zone_unknown", "zone", {"name": plan.zone}
    if not plan.waves:
        yield "no_wave", "waves", {}
    if sum(wave.baseline for wave in plan.waves) > 1:
        yield "several_baselines", "waves", {}


def _primary(plan: Plan, codebook: Codebook) -> Found:
    primary = [outcome.code for outcome in plan.outcomes if outcome.role == "primary"]
    if not primary:
        yield "no_primary", "outcomes", {}
    if len(primary) > 1:
        yield "several_primary", "outcomes", {"names": ", ".join(primary)}


def _arms(plan: Plan, codebook: Codebook) -> Found:
    comparing = plan.design in ("comparison", "randomised")
    if comparing and not _two_arms(plan):
        yield "design_needs_two_arms", "arms", {"count": len(plan.arms)}
    if not comparing and len(plan.arms) > 1:
        yield "design_has_one_group", "arms", {"count": len(plan.arms)}
    if plan.design != "no_baseline" and not any(wave.baseline for wave in plan.waves):
        yield "design_needs_baseline", "waves", {}


def _two_arms(plan: Plan) -> bool:
    return sorted(arm.role for arm in plan.arms) == ["comparison", "intervention"]


def _scales(plan: Plan, codebook: Codebook) -> Found:
    for scale in plan.scales:
        yield from _scale_items(plan, scale, codebook)
        if not 1 <= scale.minimum_answered <= max(len(scale.items), 1):
            yield "minimum_answered_out_of_range", f"scales.{scale.code}.minimum_answered", {"items": len(scale.items)}
        if scale.minimum >= scale.maximum:
            yield "scale_range_empty", f"scales.{scale.code}", {"minimum": scale.minimum, "maximum": scale.maximum}


def _scale_items(plan: Plan, scale: Scale, codebook: Codebook) -> Found:
    if not scale.items:
        yield "scale_without_items", f"scales.{scale.code}.items", {"name": scale.code}
    for item in scale.items:
        variable = find_variable(codebook, item)
        if variable is None:
            yield "unknown_item", f"scales.{scale.code}.items", {"name": item}
        elif "numeric" not in (kinds_of(codebook, plan, item) or ()):
            yield "item_not_numeric", f"scales.{scale.code}.items", {"name": item}
    for item in sorted(set(scale.reversed_items) - set(scale.items)):
        yield "unknown_reversed_item", f"scales.{scale.code}.reversed_items", {"name": item}


def _outcomes(plan: Plan, codebook: Codebook) -> Found:
    for outcome in plan.outcomes:
        row = CATALOGUE.get(outcome.estimator)
        if row is None:
            known = ", ".join(CATALOGUE)
            yield "unknown_estimator", f"outcomes.{outcome.code}.estimator", {"name": outcome.estimator, "known": known}
            continue
        for check in OUTCOME_CHECKS:
            yield from check(plan, codebook, outcome, row)


def _outcome_design(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.estimator"
    if plan.design not in row.designs:
        yield "estimator_not_for_design", place, {"name": outcome.estimator, "design": plan.design}
    if row.two_arms and not _two_arms(plan):
        yield "estimator_needs_two_arms", place, {"name": outcome.estimator}
    if row.clusters and plan.cluster is None:
        yield "estimator_needs_clusters", place, {"name": outcome.estimator}
    if row.sites and plan.sites is None:
        yield "estimator_needs_sites", place, {"name": outcome.estimator}
    if row.weighs and not plan.population:
        yield "estimator_needs_population", place, {"name": outcome.estimator}
    if row.harm and outcome.better != "lower":
        yield "harm_is_better_lower", f"outcomes.{outcome.code}.better", {"name": outcome.code}
    if row.groups and outcome.group not in {group.code for group in plan.groups}:
        yield "unknown_group", f"outcomes.{outcome.code}.group", {"name": outcome.group or "–"}
    if outcome.group and not row.groups:
        yield "group_unused", f"outcomes.{outcome.code}.group", {"name": outcome.estimator}


def _outcome_measure(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.measure"
    kinds = kinds_of(codebook, plan, outcome.measure)
    if kinds is None:
        yield "unknown_measure", place, {"name": outcome.measure}
    elif not set(kinds) & set(row.measures):
        yield "measure_of_wrong_type", place, {"name": outcome.measure, "estimator": outcome.estimator}


def _outcome_success(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.success_values"
    if row.needs_success_values and not outcome.success_values:
        yield "success_values_missing", place, {"name": outcome.estimator}
    if outcome.success_values and not row.needs_success_values:
        yield "success_values_unused", place, {"name": outcome.estimator}
    variable = find_variable(codebook, outcome.measure)
    offered = {choice.name for choice in variable.choices} if variable else set()
    if offered and find_scale(plan, outcome.measure) is None:
        for value in outcome.success_values:
            if value not in offered:
                yield "unknown_success_value", place, {"name": value, "known": ", ".join(sorted(offered))}


def _outcome_waves(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.waves"
    known = {wave.code for wave in plan.waves}
    for name in (*outcome.waves, *((outcome.baseline_wave,) if outcome.baseline_wave else ())):
        if name not in known:
            yield "unknown_wave", place, {"name": name}
    if row.waves == "none":
        if outcome.waves:
            yield "waves_unused", place, {"name": outcome.estimator}
    elif not outcome.waves or (row.waves == "one" and len(outcome.waves) != 1):
        yield "wrong_number_of_waves", place, {"name": outcome.estimator, "count": len(outcome.waves)}
    if len(set(outcome.waves)) < len(outcome.waves):
        yield "repeated_wave", place, {}


def _outcome_baseline(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.baseline_wave"
    if row.baseline == "required" and outcome.baseline_wave is None:
        yield "baseline_missing", place, {"name": outcome.estimator}
    if row.baseline == "unused" and outcome.baseline_wave is not None:
        yield "baseline_unused", place, {"name": outcome.estimator}
    if outcome.baseline_wave is not None and outcome.baseline_wave in outcome.waves:
        yield "baseline_among_waves", place, {"name": outcome.baseline_wave}


def _outcome_adjustment(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.adjust_for"
    if outcome.adjust_for and not row.adjusts:
        yield "adjustment_unused", place, {"name": outcome.estimator}
    if outcome.adjust_for and outcome.baseline_wave is None:
        yield "adjustment_needs_baseline", place, {"name": outcome.adjust_for[0]}
    for name in outcome.adjust_for:
        if kinds_of(codebook, plan, name) is None:
            yield "unknown_covariate", place, {"name": name}
        elif not _adjustable(plan, codebook, name):
            yield "covariate_of_wrong_type", place, {"name": name}


def _outcome_imputations(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.imputations"
    if outcome.imputations is None:
        return
    if not row.imputes:
        yield "imputations_unused", place, {"name": outcome.estimator}
    if plan.cluster is not None:
        yield "imputations_clustered", place, {}
    if outcome.imputations not in range(FEWEST_IMPUTATIONS, MOST_IMPUTATIONS + 1):
        ends = {"low": FEWEST_IMPUTATIONS, "high": MOST_IMPUTATIONS}
        yield "imputations_out_of_range", place, {"value": outcome.imputations, **ends}


def _adjustable(plan: Plan, codebook: Codebook, name: str) -> bool:
    variable = find_variable(codebook, name)
    numeric = "numeric" in (kinds_of(codebook, plan, name) or ())
    return numeric or (variable is not None and variable.type == "category")


def _outcome_threshold(plan: Plan, codebook: Codebook, outcome: Outcome, row: EstimatorRow) -> Found:
    place = f"outcomes.{outcome.code}.threshold"
    threshold = outcome.threshold
    if threshold is None:
        return
    low, high = row.levels
    if row.null is None and not low <= threshold <= high:
        yield "threshold_out_of_range", place, {"value": threshold, "low": f"{low:g}", "high": f"{high:g}"}
    if row.null is not None and (threshold <= 0 if outcome.better == "higher" else threshold >= 0):
        yield "threshold_without_sign", place, {"value": threshold, "better": outcome.better}


def _people(plan: Plan, codebook: Codebook) -> Found:
    """What the plan declares of people: groups with values, shares of a population that sum to one, with a source."""
    for group in plan.groups:
        if not group.values or not group.attribute.strip():
            yield "group_without_values", f"groups.{group.code}", {"name": group.code}
    for margin in plan.population:
        place = f"population.{margin.attribute}"
        total = sum(margin.shares.values())
        if not margin.shares or not all(0 <= share <= 1 for share in margin.shares.values()) or abs(total - 1) > 0.005:
            yield "margin_does_not_sum", place, {"name": margin.attribute, "sum": f"{100 * total:.4g}"}
        if not margin.source.strip() or margin.year < 1800:
            yield "margin_without_source", place, {"name": margin.attribute}


def _series(plan: Plan, codebook: Codebook) -> Found:
    """Each declared series has a name, a day of change where a method needs one, iterations where another does."""
    declared = {f"series:{each.code}": each for each in plan.series}
    for each in plan.series:
        if not each.series.strip():
            yield "series_without_name", f"series.{each.code}", {"name": each.code}
        if each.interrupted_on is not None and not is_day(each.interrupted_on):
            yield "interruption_not_a_day", f"series.{each.code}.interrupted_on", {"value": each.interrupted_on}
    for outcome in plan.outcomes:
        found = declared.get(outcome.measure)
        if found is None or outcome.estimator not in CATALOGUE or not CATALOGUE[outcome.estimator].series:
            continue
        if CATALOGUE[outcome.estimator].switches:
            if not found.switched_by.strip():
                yield "switch_missing", f"series.{found.code}.switched_by", {"name": outcome.estimator}
            continue
        learns, iterates = outcome.estimator == "learning_curve", found.period == "iteration"
        if learns != iterates:
            yield "series_of_wrong_period", f"series.{found.code}.period", {"name": outcome.estimator}
        if not learns and found.interrupted_on is None:
            yield "interruption_missing", f"series.{found.code}.interrupted_on", {"name": outcome.estimator}


def is_day(text: str) -> bool:
    """Whether a text is a day as series write theirs, `2026-03-15`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


Check = Callable[[Plan, Codebook], Found]
OutcomeCheck = Callable[[Plan, Codebook, Outcome, EstimatorRow], Found]

OUTCOME_CHECKS: tuple[OutcomeCheck, ...] = (
    _outcome_design,
    _outcome_measure,
    _outcome_success,
    _outcome_waves,
    _outcome_baseline,
    _outcome_adjustment,
    _outcome_imputations,
    _outcome_threshold,
)

CHECKS: tuple[Check, ...] = (_texts, _duplicates, _constants, _arms, _primary, _scales, _people, _series, _outcomes)
