"""What a plan may ask of multiple imputation, what a report then carries, and what is refused, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import pytest
from trials import ARMS, FACTS, Answers, bdi, beat_the_blues, btheb_plan, codebook, dataset, outcome, plan, variable

from analysis import imputation, plan_json
from analysis.dataset import Dataset, Participant, Response, build
from analysis.imputation import imputed_table
from analysis.pipeline import analyse, evidence_from
from analysis.recompute import recompute
from analysis.results import Evidence, EvidenceTable
from analysis.study_tally import tally_segments
from analysis.tallies import Tally

BOOK = codebook(variable("score"))
PLANNED = outcome("paired_mean", waves=("t1",), baseline_wave="t0", imputations=20)
PLAN = plan(PLANNED, arms=ARMS[:1], design="one_group")
NOISE = (0, 2, -1, 1, 3, -2, 1, 0, 2, -3, 1, 2, -1, 0, 3, 1, -2, 2, 0, 1)
SEEN = [(10 + place % 7, 12 + place % 7 + error) for place, error in enumerate(NOISE)]
Pair = tuple[float | None, float | None]


def study(pairs: Sequence[Pair]) -> Dataset:
    """One group with a score at t0 and t1; None for no answer."""
    people: dict[str, tuple[str | None, Answers]] = {}
    for place, pair in enumerate(pairs):
        given = zip(("t0", "t1"), pair, strict=True)
        people[f"p{place:03d}"] = ("walks", {wave: {"score": one} for wave, one in given if one is not None})
    return dataset(BOOK, people)


def of(evidence: Evidence) -> EvidenceTable:
    """The one table of imputation."""
    [found] = [table for table in evidence.tables if table.kind == "imputation"]
    return found


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        (SEEN, "imputation_nothing_missing"),
        ([*SEEN, *[(None, 12.0)] * 4], "imputation_nothing_missing"),
        ([*SEEN, *[(None, None)] * 6], "imputation_no_baseline"),
        ([*SEEN, *[(11.0, None)] * 4], "imputation_few_missing"),
        ([*SEEN, *[(11.0, None)] * 21], "imputation_more_missing"),
        ([*SEEN[:11], *[(11.0, None)] * 6], "imputation_too_few"),
        ([*[(place, place + 2.0) for place in range(20)], *[(11.0, None)] * 6], "imputation_no_variation"),
        ([*[(place, 3.0) for place in range(20)], *[(11.0, None)] * 6], "imputation_no_variation"),
    ],
)
def test_each_refusal_has_its_reason(pairs: Sequence[Pair], reason: str) -> None:
    tallied = imputation.tally(study(pairs), PLAN, PLANNED)
    assert imputed_table(tallied, PLAN, PLANNED).rows == (("declined", reason),)


def test_beyond_the_rows_that_are_kept_nothing_is_imputed() -> None:
    tallied = imputation.tally(study([*SEEN, *[(11.0, None)] * 6]), PLAN, PLANNED)
    beyond = Tally(tallied.digest, tallied.counts)
    assert imputed_table(beyond, PLAN, PLANNED).rows == (("declined", "imputation_too_many"),)


def test_an_arm_without_anyone_whose_start_is_known_cannot_be_compared() -> None:
    planned = replace(PLANNED, estimator="two_arms_change")
    made = plan(planned)
    tallied = imputation.tally(study([*SEEN, *[(11.0, None)] * 6]), made, planned)
    assert imputed_table(tallied, made, planned).rows == (("declined", "imputation_too_few"),)


def test_a_start_answered_alike_by_all_still_lets_the_rest_vary() -> None:
    pairs = [*[(10.0, 12.0 + error) for error in NOISE], *[(10.0, None)] * 6]
    told = dict(imputed_table(imputation.tally(study(pairs), PLAN, PLANNED), PLAN, PLANNED).rows)
    assert told["completed"] == 6


def test_the_evidence_carries_the_pooled_numbers_as_class_c_and_they_recompute() -> None:
    found = analyse(study([*SEEN, *[(11.0, None)] * 6]), PLAN, FACTS)
    table = of(found)
    assert (table.id, table.verifiability) == ("imputed.main", "C")
    assert [row[0] for row in table.rows] == [
        "imputations", "people", "completed", "effect", "variance_within", "variance_between", "df_complete"
    ]  # fmt: skip
    assert dict(table.rows)["people"] == 26
    [finding] = found.findings
    assert finding.estimate.verifiability == "B"
    assert finding.estimate.details["imputed_people"] == 6
    assert all(one.holds for one in recompute(found))


def test_a_pooled_number_that_was_changed_does_not_recompute() -> None:
    found = analyse(study([*SEEN, *[(11.0, None)] * 6]), PLAN, FACTS)
    table = of(found)
    forged = replace(table, rows=tuple((name, 0.0 if name == "effect" else value) for name, value in table.rows))
    tables = tuple(forged if one is table else one for one in found.tables)
    assert [one.figure_id for one in recompute(replace(found, tables=tables)) if one.holds is False] == ["F1"]
    gone = tuple(one for one in found.tables if one is not table)
    assert [one.figure_id for one in recompute(replace(found, tables=gone)) if one.holds is False] == ["F1"]


def test_the_draws_do_not_follow_from_what_is_published() -> None:
    """The same answers under other pseudonyms are drawn otherwise: nobody outside can repeat the draws."""
    pairs = [*SEEN, *[(11.0, None)] * 6]
    renamed = build(
        BOOK,
        [Participant(f"q{place:03d}", "walks") for place in range(len(pairs))],
        [
            Response(f"q{place:03d}", wave, {"score": one})
            for place, pair in enumerate(pairs)
            for wave, one in zip(("t0", "t1"), pair, strict=True)
            if one is not None
        ],
        "simulated",
    )
    here, there = (dict(of(analyse(data, PLAN, FACTS)).rows) for data in (study(pairs), renamed))
    assert here["completed"] == there["completed"]
    assert here["effect"] != there["effect"]


def test_segments_give_the_imputation_of_the_whole() -> None:
    who = [*SEEN, *[(11.0, None)] * 6]
    everyone = study(who)

    def part(place: int) -> Dataset:
        names = [name for at, name in enumerate(everyone.participants.index) if at % 3 == place]
        return build(
            BOOK,
            [Participant(name, "walks") for name in names],
            [
                Response(name, wave, {"score": row["score"]})
                for (name, wave), row in everyone.answers.iterrows()
                if name in names
            ],
            "simulated",
        )

    apart = evidence_from(tally_segments([partial(part, place) for place in range(3)], PLAN), PLAN, FACTS)
    assert of(apart).rows == of(analyse(everyone, PLAN, FACTS)).rows


def test_a_table_that_stays_with_the_laboratory_takes_its_imputation_along() -> None:
    made = replace(PLAN, minimum_cell=30)
    found = analyse(study([*SEEN, *[(11.0, None)] * 6]), made, FACTS)
    assert [table for table in found.tables if table.kind == "imputation"] == []
    assert all(one.holds is not False for one in recompute(found))


def test_waves_between_are_used_where_enough_answered_them() -> None:
    """BtheB at eight months: what was answered in between moves the result; where it is not asked, it does not."""
    planned = bdi("two_arms_ancova", "m8", baseline_wave="m0", imputations=20)
    made = btheb_plan(planned)
    without = replace(made, waves=tuple(wave for wave in made.waves if wave.code in ("m0", "m8")))
    with_it, alone = (
        analyse(beat_the_blues(), one, FACTS).findings[0].estimate.details["imputed_effect"] for one in (made, without)
    )
    assert with_it != alone


def test_a_plan_without_imputation_keeps_its_digest() -> None:
    assert "imputations" not in plan_json.dumps(plan(replace(PLANNED, imputations=None)))
    assert plan_json.loads(plan_json.dumps(PLAN)) == PLAN
