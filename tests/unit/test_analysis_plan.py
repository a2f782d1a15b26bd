"""A plan is read, written and checked before it may be locked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from office import PILOT_PLAN, QUESTION
from trials import ARMS, WAVES, both, codebook, outcome, plan, variable

from analysis import plan_json
from analysis.plan import Group, Margin, Plan, Scale, Series
from analysis.plan_json import PlanUnreadable
from analysis.plan_problem_words import WORDS
from analysis.plan_problems import problems_of

BOOK = codebook(
    variable("score"),
    variable("ease", "category", "hard", "easy", ordered=True),
    variable("town", "category", "Lyon", "Nice"),
    variable("agree1", "category", "1", "2", "3"),
    variable("agree2", "category", "1", "2", "3"),
    variable("story", "text"),
)
MEAN = outcome("two_arms_mean", waves=("t1",))
FAR = Group("far", both("people living far"), "place", ("far",))
USE = Series("use", both("Use"), "use", "week", "sum", "2026-03-30")
TOWN = Margin("town", both("Town"), {"Lyon": 0.6, "Nice": 0.4}, "Census", 2022)
SCALE = Scale("agree", both("Agreement"), ("agree1", "agree2"), 1, 3)


def _codes(made: Plan) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in problems_of(made, BOOK)]


def test_a_sound_plan_has_no_problem() -> None:
    assert _codes(plan(MEAN, scales=(SCALE,))) == []


def test_a_plan_without_what_came_later_keeps_its_text() -> None:
    later = {"group", "groups", "population", "economics", "series", "sites"}
    assert later & {*plan_json.dumps(plan(MEAN)).split('"')} == set()


def test_a_plan_reads_back_as_it_was_written() -> None:
    made = plan(MEAN, replace(MEAN, code="gap", group="far"), scales=(SCALE,), groups=(FAR,), population=(TOWN,))
    assert plan_json.loads(plan_json.dumps(made)) == made


def test_three_and_three_point_zero_are_the_same_plan() -> None:
    whole, decimal = (plan(replace(MEAN, threshold=value)) for value in (3, 3.0))
    assert plan_json.dumps(whole) == plan_json.dumps(decimal)
    assert plan_json.digest(whole) == plan_json.digest(decimal)


def test_a_scale_without_stretch_says_nothing_of_it_so_that_earlier_plans_keep_their_digest() -> None:
    written = plan_json.dumps(plan(MEAN, scales=(SCALE,)))
    assert not any(word in written for word in ("score_minimum", "score_maximum", "blank"))
    stretched = plan(MEAN, scales=(replace(SCALE, score_minimum=0, score_maximum=100, blank="middle"),))
    assert plan_json.loads(plan_json.dumps(stretched)) == stretched


def test_two_plans_differ_in_their_digest() -> None:
    assert plan_json.digest(plan(MEAN)) != plan_json.digest(plan(MEAN, minimum_cell=6))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"minimum_cell"', '"minimum_sell"', "extra fields found (minimum_sell) @ $"),
        ('"confidence":0.95', '"confidence":"0.95"', "invalid value for type, expected float @ $.confidence"),
        ('"confidence":0.95', '"confidence":NaN', "NaN is not a number; write null"),
        ('"minimum_cell":5', '"minimum_cell":true', "invalid value for type, expected int @ $.minimum_cell"),
    ],
)
def test_a_plan_that_is_not_exactly_one_is_refused_with_its_place(old: str, new: str, reason: str) -> None:
    with pytest.raises(PlanUnreadable) as refused:
        plan_json.loads(plan_json.dumps(plan(MEAN)).replace(old, new))
    assert refused.value.reasons == (reason,)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "[" * 100_000])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanUnreadable):
        plan_json.loads(text)


PROBLEMS: dict[str, tuple[Plan, list[tuple[str, str]]]] = {
    "text_missing": (plan(MEAN, title={"fr": "Balades", "en": " "}), [("text_missing", "title")]),
    "duplicate_code": (
        plan(MEAN, replace(MEAN, role="secondary")),
        [("duplicate_code", "outcomes.main")],
    ),
    "duplicate_order": (plan(MEAN, waves=(*WAVES[:2], replace(WAVES[2], order=1))), [("duplicate_order", "waves")]),
    "scale_named_as_question": (
        plan(MEAN, scales=(replace(SCALE, code="ease"),)),
        [("scale_named_as_question", "scales.ease")],
    ),
    "confidence_out_of_range": (plan(MEAN, confidence=95.0), [("confidence_out_of_range", "confidence")]),
    "minimum_cell_too_small": (plan(MEAN, minimum_cell=1), [("minimum_cell_too_small", "minimum_cell")]),
    "no_wave": (
        plan(MEAN, design="comparison", waves=()),
        [
            ("no_wave", "waves"),
            ("design_needs_baseline", "waves"),
            ("unknown_wave", "outcomes.main.waves"),
        ],
    ),
    "several_baselines": (
        plan(MEAN, waves=(WAVES[0], replace(WAVES[1], baseline=True), WAVES[2])),
        [("several_baselines", "waves")],
    ),
    "no_primary": (plan(replace(MEAN, role="secondary")), [("no_primary", "outcomes")]),
    "several_primary": (plan(MEAN, replace(MEAN, code="other")), [("several_primary", "outcomes")]),
    "design_needs_two_arms": (
        plan(outcome("proportion", waves=("t1",), success_values=("1",)), arms=ARMS[:1]),
        [("design_needs_two_arms", "arms")],
    ),
    "design_has_one_group": (
        plan(outcome("proportion", waves=("t1",), success_values=("1",)), design="one_group"),
        [("design_has_one_group", "arms")],
    ),
    "design_needs_baseline": (
        plan(MEAN, waves=tuple(replace(wave, baseline=False) for wave in WAVES)),
        [("design_needs_baseline", "waves")],
    ),
    "scale_without_items": (
        plan(MEAN, scales=(replace(SCALE, items=()),)),
        [("scale_without_items", "scales.agree.items")],
    ),
    "unknown_item": (
        plan(MEAN, scales=(replace(SCALE, items=("agree1", "agree9")),)),
        [("unknown_item", "scales.agree.items")],
    ),
    "item_not_numeric": (
        plan(MEAN, scales=(replace(SCALE, items=("agree1", "town")),)),
        [("item_not_numeric", "scales.agree.items")],
    ),
    "unknown_reversed_item": (
        plan(MEAN, scales=(replace(SCALE, reversed_items=("score",)),)),
        [("unknown_reversed_item", "scales.agree.reversed_items")],
    ),
    "minimum_answered_out_of_range": (
        plan(MEAN, scales=(replace(SCALE, minimum_answered=3),)),
        [("minimum_answered_out_of_range", "scales.agree.minimum_answered")],
    ),
    "scale_range_empty": (plan(MEAN, scales=(replace(SCALE, maximum=1),)), [("scale_range_empty", "scales.agree")]),
    "unknown_estimator": (
        plan(replace(MEAN, estimator="wishful")),
        [("unknown_estimator", "outcomes.main.estimator")],
    ),
    "estimator_not_for_design": (
        plan(MEAN, design="one_group", arms=ARMS[:1]),
        [
            ("estimator_not_for_design", "outcomes.main.estimator"),
            ("estimator_needs_two_arms", "outcomes.main.estimator"),
        ],
    ),
    "unknown_measure": (plan(replace(MEAN, measure="mood")), [("unknown_measure", "outcomes.main.measure")]),
    "measure_of_wrong_type": (
        plan(replace(MEAN, measure="town")),
        [("measure_of_wrong_type", "outcomes.main.measure")],
    ),
    "success_values_missing": (
        plan(outcome("proportion", waves=("t1",))),
        [("success_values_missing", "outcomes.main.success_values")],
    ),
    "success_values_unused": (
        plan(replace(MEAN, success_values=("1",))),
        [("success_values_unused", "outcomes.main.success_values")],
    ),
    "unknown_success_value": (
        plan(outcome("proportion", "town", waves=("t1",), success_values=("Paris",))),
        [("unknown_success_value", "outcomes.main.success_values")],
    ),
    "unknown_wave": (plan(replace(MEAN, waves=("t9",))), [("unknown_wave", "outcomes.main.waves")]),
    "wrong_number_of_waves": (
        plan(replace(MEAN, waves=("t1", "t2"))),
        [("wrong_number_of_waves", "outcomes.main.waves")],
    ),
    "repeated_wave": (
        plan(outcome("waves_random_intercept", waves=("t1", "t1"))),
        [("repeated_wave", "outcomes.main.waves")],
    ),
    "baseline_missing": (
        plan(outcome("paired_mean", waves=("t1",))),
        [("baseline_missing", "outcomes.main.baseline_wave")],
    ),
    "baseline_unused": (
        plan(replace(MEAN, baseline_wave="t0")),
        [("baseline_unused", "outcomes.main.baseline_wave")],
    ),
    "baseline_among_waves": (
        plan(outcome("paired_mean", waves=("t0",), baseline_wave="t0")),
        [("baseline_among_waves", "outcomes.main.baseline_wave")],
    ),
    "adjustment_unused": (
        plan(replace(MEAN, adjust_for=("town",))),
        [
            ("adjustment_unused", "outcomes.main.adjust_for"),
            ("adjustment_needs_baseline", "outcomes.main.adjust_for"),
        ],
    ),
    "zone_unknown": (
        plan(MEAN, zone="Paris"),
        [("zone_unknown", "zone")],
    ),
    "imputations_unused": (
        plan(replace(MEAN, imputations=50)),
        [("imputations_unused", "outcomes.main.imputations")],
    ),
    "imputations_clustered": (
        plan(outcome("two_arms_change", waves=("t1",), baseline_wave="t0", imputations=50), cluster="site"),
        [("imputations_clustered", "outcomes.main.imputations")],
    ),
    "imputations_out_of_range": (
        plan(outcome("paired_mean", waves=("t1",), baseline_wave="t0", imputations=5)),
        [("imputations_out_of_range", "outcomes.main.imputations")],
    ),
    "unknown_covariate": (
        plan(outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0", adjust_for=("mood",))),
        [("unknown_covariate", "outcomes.main.adjust_for")],
    ),
    "covariate_of_wrong_type": (
        plan(outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0", adjust_for=("story",))),
        [("covariate_of_wrong_type", "outcomes.main.adjust_for")],
    ),
    "estimator_needs_clusters": (
        plan(outcome("two_arms_clusters", waves=("t1",))),
        [("estimator_needs_clusters", "outcomes.main.estimator")],
    ),
    "estimator_needs_sites": (
        plan(outcome("sites_pooled", waves=("t1",))),
        [("estimator_needs_sites", "outcomes.main.estimator")],
    ),
    "waves_unused": (
        plan(outcome("interrupted_series", "series:use", waves=("t1",)), series=(USE,)),
        [("waves_unused", "outcomes.main.waves")],
    ),
    "series_without_name": (
        plan(MEAN, series=(replace(USE, series=""),)),
        [("series_without_name", "series.use")],
    ),
    "interruption_not_a_day": (
        plan(MEAN, series=(replace(USE, interrupted_on="March"),)),
        [("interruption_not_a_day", "series.use.interrupted_on")],
    ),
    "interruption_missing": (
        plan(outcome("interrupted_series", "series:use"), series=(replace(USE, interrupted_on=None),)),
        [("interruption_missing", "series.use.interrupted_on")],
    ),
    "switch_missing": (
        plan(outcome("switched_weeks", "series:use"), series=(USE,)),
        [("switch_missing", "series.use.switched_by")],
    ),
    "series_of_wrong_period": (
        plan(outcome("learning_curve", "series:use"), series=(USE,)),
        [("series_of_wrong_period", "series.use.period")],
    ),
    "estimator_needs_population": (
        plan(outcome("weighted_share", waves=("t1",), success_values=("1",))),
        [("estimator_needs_population", "outcomes.main.estimator")],
    ),
    "harm_is_better_lower": (
        plan(outcome("unwanted_effect", waves=("t1",), success_values=("1",))),
        [("harm_is_better_lower", "outcomes.main.better")],
    ),
    "unknown_group": (
        plan(outcome("equity_means", waves=("t1",), group="far")),
        [("unknown_group", "outcomes.main.group")],
    ),
    "group_unused": (
        plan(replace(MEAN, group="far"), groups=(FAR,)),
        [("group_unused", "outcomes.main.group")],
    ),
    "group_without_values": (
        plan(MEAN, groups=(replace(FAR, values=()),)),
        [("group_without_values", "groups.far")],
    ),
    "margin_does_not_sum": (
        plan(MEAN, population=(replace(TOWN, shares={"Lyon": 0.5, "Nice": 0.4}),)),
        [("margin_does_not_sum", "population.town")],
    ),
    "margin_without_source": (
        plan(MEAN, population=(replace(TOWN, source=" "),)),
        [("margin_without_source", "population.town")],
    ),
    "threshold_out_of_range": (
        plan(outcome("proportion", waves=("t1",), success_values=("1",), threshold=70.0)),
        [("threshold_out_of_range", "outcomes.main.threshold")],
    ),
    "threshold_without_sign": (
        plan(replace(MEAN, better="lower", threshold=2.0)),
        [("threshold_without_sign", "outcomes.main.threshold")],
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_keeps_a_plan_from_being_locked_is_said_with_its_place(name: str) -> None:
    made, expected = PROBLEMS[name]
    assert _codes(made) == expected


def test_every_problem_that_has_words_is_met_by_a_plan_here() -> None:
    met = {code for _, expected in PROBLEMS.values() for code, _ in expected}
    assert met == set(WORDS)


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_problem_says_what_is_wrong_and_what_to_do_in_both_languages(name: str) -> None:
    for problem in problems_of(PROBLEMS[name][0], BOOK):
        for words in (problem.what, problem.remedy):
            assert sorted(words) == ["en", "fr"]
            assert "{" not in words["fr"] + words["en"]


def test_words_coded_in_order_may_be_compared_as_ordered_answers_but_not_averaged() -> None:
    assert _codes(plan(outcome("two_arms_ordinal", "ease", waves=("t1",)))) == []
    assert _codes(plan(outcome("two_arms_mean", "ease", waves=("t1",)))) == [
        ("measure_of_wrong_type", "outcomes.main.measure")
    ]


def test_choices_coded_by_numbers_may_be_averaged() -> None:
    assert _codes(plan(outcome("two_arms_mean", "agree1", waves=("t1",)))) == []


def test_a_plan_locked_before_weeks_could_be_drawn_keeps_its_digest() -> None:
    asked = replace(PILOT_PLAN, pilot=QUESTION)
    text = plan_json.dumps(plan(MEAN, series=(USE,), economics=asked))
    assert not {"switched_by", "added", "believed"} & set(re.findall(r'"(\w+)":', text))
    drawn = plan(MEAN, series=(replace(USE, switched_by="weeks", added=("rework",)),))
    assert plan_json.loads(plan_json.dumps(drawn)) == drawn


def test_a_pilot_names_an_outcome_that_people_believe() -> None:
    asked = replace(PILOT_PLAN, pilot=replace(QUESTION, believed="belief"))
    assert _codes(plan(MEAN, economics=asked)) == [("unknown_valued_outcome", "economics.pilot.believed")]
