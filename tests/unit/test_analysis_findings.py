"""The verb, the direction and the threshold: never more than the design and the interval allow."""

from __future__ import annotations

from dataclasses import replace

import pytest
import scipy.stats
from trials import ARMS, FACTS, both, codebook, dataset, estimated, outcome, plan, tabulated_items, two_arms, variable

import analysis
from analysis.dataset import Dataset, Participant, Response, build
from analysis.estimators import CATALOGUE
from analysis.findings import direction_of, minimal_detectable, threshold_met
from analysis.levels import CONVENTIONS, level_of, level_of_outcome
from analysis.plan import Design, Outcome, Plan, Scale
from analysis.results import Estimate, EvidenceTable, Level, LevelOfEvidence
from analysis.scales import items_at, score, tally_items
from analysis.tables import flow_table, tally_flow

MEAN = outcome("two_arms_mean", waves=("t1",))
SHARE = outcome("proportion", waves=("t1",), success_values=("1",))


def _flow(*rows: tuple[str, str, int, int]) -> EvidenceTable:
    columns = ("arm", "wave", "allocated", "answered", "withdrawn")
    return EvidenceTable("flow", "flow", both("Flow"), columns, tuple((*row, 0) for row in rows), "A")


FULL = _flow(("walks", "t1", 50, 50), ("usual", "t1", 50, 50))


def _level(made: Plan, *tables: EvidenceTable, **dates: str | None) -> LevelOfEvidence:
    return level_of(made, replace(FACTS, **dates), tables or (FULL,))  # type: ignore[arg-type]  # dates of the facts


@pytest.mark.parametrize(
    ("design", "level"),
    [
        ("no_baseline", "says"),
        ("one_group", "followed"),
        ("comparison", "suggests"),
        ("randomised", "caused"),
        ("switched", "caused"),
    ],
)
def test_the_design_decides_the_verb(design: Design, level: Level) -> None:
    # Newcombe for 0 of 50 against 0 of 50: two Wilson intervals that end at z²/(50 + z²)
    half = pytest.approx(0.07134759913335872)
    found = _level(plan(MEAN, design=design))
    assert (found.differential_low, found.differential_high) == (pytest.approx(-0.07134759913335872), half)
    assert replace(found, differential_low=None, differential_high=None) == LevelOfEvidence(
        design, level, level, (), 0.0, 0.0
    )


@pytest.mark.parametrize(
    ("locked", "first", "late"),
    [
        ("2026-01-10", "2026-01-12", False),
        ("2026-01-12", "2026-01-12", False),
        ("2026-01-13", "2026-01-12", True),
        ("2026-01-12T10:00:00+00:00", "2026-01-12T09:00:00+00:00", True),
        ("2026-01-12T10:00:00+00:00", "2026-01-12", False),
        (None, "2026-01-12", True),
        (None, None, False),
    ],
)
def test_a_plan_locked_after_the_first_answer_lowers_the_level(
    locked: str | None, first: str | None, late: bool
) -> None:
    found = _level(plan(MEAN), locked_on=locked, first_answer_on=first)
    assert (found.level, found.lowered_for) == (("suggests", ("late_plan",)) if late else ("caused", ()))


@pytest.mark.parametrize(
    ("answered", "reasons"),
    [
        ((40, 40), ()),
        ((39, 40), ("high_attrition",)),
        ((50, 45), ()),
        ((50, 44), ("differential_attrition",)),
        ((45, 30), ("high_attrition", "differential_attrition")),
    ],
    ids=["a fifth is not yet high", "more than a fifth", "ten points", "more than ten points", "both"],
)
def test_attrition_lowers_the_level_beyond_its_declared_limits(
    answered: tuple[int, int], reasons: tuple[str, ...]
) -> None:
    flow = _flow(("walks", "t1", 50, answered[0]), ("usual", "t1", 50, answered[1]))
    assert _level(plan(MEAN), flow).lowered_for == reasons


def test_attrition_is_read_at_the_last_wave_of_the_primary_outcome() -> None:
    flow = _flow(("walks", "t1", 50, 50), ("usual", "t1", 50, 50), ("walks", "t2", 50, 5), ("usual", "t2", 50, 5))
    assert _level(plan(MEAN, replace(MEAN, code="late", role="secondary", waves=("t2",))), flow).attrition == 0


def test_one_whole_group_per_arm_lowers_the_level() -> None:
    clusters = EvidenceTable(
        "clusters", "clusters", both("Sites"), ("arm", "clusters"), (("walks", 1), ("usual", 3)), "A"
    )
    assert _level(plan(MEAN, cluster="site"), FULL, clusters).lowered_for == ("one_cluster_per_arm",)


def test_each_reason_is_one_step_and_the_lowest_step_stays() -> None:
    flow = _flow(("walks", "t1", 50, 40), ("usual", "t1", 50, 10))
    found = _level(plan(MEAN), flow, locked_on=None)
    assert (found.level, len(found.lowered_for)) == ("says", 3)


def test_every_convention_is_declared_with_its_reason_in_both_languages() -> None:
    assert [one.code for one in CONVENTIONS] == ["high_attrition", "differential_attrition", "power"]
    assert [sorted(one.reason) for one in CONVENTIONS] == [["en", "fr"]] * 3


@pytest.mark.parametrize(
    ("planned", "design", "expected"),
    [
        (MEAN, "randomised", ("caused", ())),
        (SHARE, "randomised", ("says", ("outcome_without_comparison",))),
        (outcome("paired_mean", waves=("t1",)), "randomised", ("followed", ("outcome_without_comparison",))),
        (outcome("paired_mean", waves=("t1",)), "one_group", ("followed", ())),
        (MEAN, "comparison", ("says", ("outcome_without_baseline",))),
        (outcome("two_arms_ancova", waves=("t1",), baseline_wave="t0"), "comparison", ("suggests", ())),
        (replace(MEAN, monetised=True), "randomised", ("suggests", ("self_report_monetised",))),
    ],
)
def test_an_outcome_says_no_more_than_its_own_comparison_carries(
    planned: Outcome, design: Design, expected: tuple[Level, tuple[str, ...]]
) -> None:
    made = plan(planned, design=design)
    assert level_of_outcome(_level(made).level, made, planned) == expected


def _estimate(low: float | None, high: float | None, estimator: str = "two_arms_mean") -> Estimate:
    effect = None if low is None or high is None else (low + high) / 2
    return Estimate(estimator, {}, "sha256:", effect, low, high, 0.95, 50, {}, 0, "B")


@pytest.mark.parametrize(
    ("low", "high", "better", "direction"),
    [
        (1, 3, "higher", "better"),
        (1, 3, "lower", "worse"),
        (-3, -1, "lower", "better"),
        (-3, -1, "higher", "worse"),
        (-1, 3, "higher", "unclear"),
        (0, 3, "higher", "unclear"),
        (None, None, "higher", "refused"),
    ],
)
def test_the_direction_is_that_of_the_plan(low: float | None, high: float | None, better: str, direction: str) -> None:
    assert direction_of(replace(MEAN, better=better), _estimate(low, high)) == direction  # type: ignore[arg-type]  # literals


def test_a_single_share_has_no_direction() -> None:
    assert direction_of(SHARE, _estimate(0.4, 0.6, "proportion")) == "described"


@pytest.mark.parametrize(
    ("low", "high", "better", "threshold", "met"),
    [
        (1, 3, "higher", 1.0, True),
        (1, 3, "higher", 2.0, False),
        (-3, -1, "lower", -1.0, True),
        (-3, -1, "lower", -2.0, False),
        (1, 3, "higher", None, None),
        (None, None, "higher", 1.0, None),
    ],
)
def test_a_threshold_is_met_by_the_whole_interval_or_not_at_all(
    low: float | None, high: float | None, better: str, threshold: float | None, met: bool | None
) -> None:
    planned = replace(MEAN, better=better, threshold=threshold)  # type: ignore[arg-type]  # literals
    assert threshold_met(planned, _estimate(low, high)) is met


def test_the_smallest_detectable_effect_is_found_four_times_in_five() -> None:
    walks, usual = [float(k % 9) for k in range(60)], [float(k % 7) for k in range(60)]
    found, _ = estimated(two_arms(walks, usual), plan(MEAN))
    smallest = minimal_detectable(MEAN, found)
    assert smallest is not None
    df, shift = found.details["df"], smallest / found.details["standard_error"]
    limit = scipy.stats.t.ppf(0.975, df)
    power = scipy.stats.nct.sf(limit, df, shift) + scipy.stats.nct.cdf(-limit, df, shift)
    assert power == pytest.approx(0.8, abs=0.005)


def test_a_refused_estimate_has_no_detectable_effect() -> None:
    assert minimal_detectable(MEAN, _estimate(None, None)) is None


def _sites(walks: tuple[str, ...], usual: tuple[str, ...]) -> Dataset:
    people, rows = [], []
    for arm, sites in (("walks", walks), ("usual", usual)):
        for place in range(12):
            name = f"{arm}{place:02d}"
            people.append(Participant(name, arm, attributes={"site": sites[place % len(sites)]}))
            rows.append(Response(name, "t1", {"score": place}))
    return build(codebook(variable("score")), people, rows, "simulated")


@pytest.mark.parametrize(
    ("walks", "reason"), [(("n",), "interval_one_cluster"), (("n", "s"), "interval_clustered_allocation")]
)
def test_no_interval_is_given_when_whole_groups_were_allocated(walks: tuple[str, ...], reason: str) -> None:
    evidence = analysis.analyse(_sites(walks, ("e", "w")), plan(MEAN, cluster="site"), FACTS)
    found = evidence.findings[0]
    assert (found.estimate.low, found.estimate.p_value, found.estimate.refused) == (None, None, (reason,))
    assert (found.direction, found.minimal_detectable) == ("refused", None)


@pytest.mark.parametrize(
    ("estimator", "left"),
    [
        ("two_arms_mean", {"mean_intervention", "mean_comparison", "hedges_g"}),
        ("two_arms_ancova", set()),
        ("two_arms_ordinal", {"probability_of_superiority"}),
    ],
)
def test_an_interval_refused_to_whole_groups_is_not_given_in_another_form(estimator: str, left: set[str]) -> None:
    """Robust errors and odds ratios take people as independent too."""
    who = {
        f"{arm}{place:02d}": (arm, {"t0": {"score": place % 7}, "t1": {"score": (5 * place) % 11}})
        for arm in ("walks", "usual")
        for place in range(20)
    }
    data = build(
        codebook(variable("score", "integer")),
        [Participant(name, arm, attributes={"site": f"{arm}{name[-1]}"}) for name, (arm, _) in who.items()],
        [Response(name, wave, given) for name, (_, waves) in who.items() for wave, given in waves.items()],
        "simulated",
    )
    planned = outcome(
        estimator, waves=("t1",), baseline_wave="t0" if CATALOGUE[estimator].baseline == "required" else None
    )
    free, whole = (
        analysis.analyse(data, plan(planned, cluster=cluster), FACTS).findings[0].estimate for cluster in (None, "site")
    )
    assert free.low is not None
    assert whole.low is None
    assert {name for name in whole.details if not name.startswith("standard_deviation_")} == left


def test_the_estimator_made_for_whole_groups_keeps_its_interval() -> None:
    by_site = outcome("two_arms_clusters", waves=("t1",))
    two_each, one_alone = (_sites(sites, ("e", "w")) for sites in (("n", "s"), ("n",)))
    found = analysis.analyse(two_each, plan(by_site, cluster="site"), FACTS).findings[0]
    assert (found.estimate.low is not None, found.direction, found.estimate.refused) == (True, "unclear", ())
    alone = analysis.analyse(one_alone, plan(by_site, cluster="site"), FACTS).findings[0]
    assert (alone.estimate.low, alone.direction, alone.estimate.refused) == (None, "refused", ("interval_one_cluster",))


def test_people_whose_site_is_unknown_are_missing_not_dropped() -> None:
    data = _sites(("n", "s"), ("e", "w"))
    data.participants.loc["walks00", "site"] = None
    found, table = estimated(data, plan(outcome("two_arms_clusters", waves=("t1",)), cluster="site"))
    assert (found.n + found.missing, found.missing) == (len(data.participants), 1)
    assert [row[2] for row in table.rows if row[1] is None] == [1, 0]


SCALE = Scale("calm", both("Calm"), ("i1", "i2", "i3"), 1, 5, reversed_items=("i3",), minimum_answered=2)


def _items(**answers: object) -> Dataset:
    return dataset(codebook(*(variable(name) for name in SCALE.items)), {"anna": ("walks", {"t0": answers})})


@pytest.mark.parametrize(
    ("method", "answers", "expected"),
    [
        ("sum", {"i1": 4, "i2": 5, "i3": 1}, {"anna": 14.0}),
        ("mean", {"i1": 4, "i2": 5, "i3": 3}, {"anna": 4.0}),
        ("sum", {"i1": 4, "i2": 5}, {"anna": 13.5}),
        ("sum", {"i1": 4, "i2": {"missing": "declined"}}, {}),
    ],
    ids=["a reversed item is mirrored", "a mean", "a skipped item counts as one's own average", "too few answers"],
)
def test_a_scale_is_scored_by_its_rules(method: str, answers: dict[str, object], expected: dict[str, float]) -> None:
    scale = replace(SCALE, method=method)  # type: ignore[arg-type]  # literals
    assert score(items_at(_items(**answers), scale, "t0"), scale).to_dict() == expected


def test_items_of_too_few_people_stay_with_the_laboratory() -> None:
    items = tally_items(_items(i1=1, i2=2, i3=3), SCALE, "t0")
    table = tabulated_items(items, plan(MEAN, scales=(SCALE,)), SCALE, "t0")
    assert table.verifiability == "C"


def test_everyone_allocated_is_in_the_flow_whatever_they_answered() -> None:
    made = plan(MEAN, arms=ARMS)
    table = flow_table(tally_flow(two_arms([1.0, None], [None]), made), made)
    assert [row for row in table.rows if row[1] == "t1"] == [("walks", "t1", 2, 1, 0), ("usual", "t1", 1, 0, 0)]
