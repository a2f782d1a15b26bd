"""Segments tallied apart and put together give the tables of the whole: counts exactly, moments to 1e-9."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import ARMS, Answers, both, codebook, outcome, plan, tabulated, tabulated_items, variable

from analysis.dataset import Dataset, Participant, Response, build
from analysis.estimators import CATALOGUE
from analysis.plan import Group, Margin, Scale
from analysis.results import Cell, EvidenceTable
from analysis.study_tally import scale_waves, tally_segments, tally_study
from analysis.tables import clusters_table

BOOK = codebook(
    variable("score"),
    variable("other"),
    variable("word", "category", "low", "middle", "high", ordered=True),
    variable("sex", "category", "f", "m", "x"),
)
SCALE = Scale(code="both", label={"en": "Both"}, items=("score", "other"), minimum=0, maximum=10)
OUTCOMES = (
    *(
        outcome(
            row.code,
            code=row.code,
            measure="word" if row.needs_success_values else "score",
            waves=("t1", "t2") if row.waves == "one_or_more" else ("t1",),
            baseline_wave="t0" if row.baseline != "unused" else None,
            success_values=("high",) if row.needs_success_values else (),
            adjust_for=("sex",) if row.adjusts else (),
            group="north" if row.groups else None,
        )
        for row in CATALOGUE.values()
        if not row.series
    ),
    outcome("two_arms_mean", code="scale", measure="both", waves=("t1",)),
)
NORTH = Group("north", both("in the north"), "site", ("north",))
SITES = Margin("site", both("Site"), {"north": 0.5, "south": 0.3, "east": 0.2}, "Register", 2025)
PLAN = plan(
    *OUTCOMES,
    arms=ARMS,
    scales=(SCALE,),
    cluster="site",
    minimum_cell=1,
    groups=(NORTH,),
    population=(SITES,),
    sites="site",
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "score": st.integers(0, 10),
        "other": st.integers(0, 10),
        "word": st.sampled_from(("low", "middle", "high")),
        "sex": st.sampled_from("fmx"),
    },
)
people = st.lists(
    st.tuples(
        st.sampled_from(("walks", "usual")),
        st.fixed_dictionaries({"t0": answers}, optional={"t1": answers, "t2": answers}),
        st.sampled_from(("north", "south", "east")),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=60)
@given(people)
def test_the_tables_of_segments_are_those_of_the_whole(who: Sequence[tuple[str, Answers, str, int]]) -> None:
    apart = tally_segments([partial(_of, who, place) for place in range(3)], PLAN)
    once = tally_study(_of(who), PLAN)
    for each in PLAN.outcomes:
        found, expected = (tabulated(of.outcomes[each.code], BOOK, PLAN, each) for of in (apart, once))
        assert _same(found, expected), each.code
    assert apart.flow.counts == once.flow.counts
    assert apart.quality.counts == once.quality.counts
    assert clusters_table(apart.clusters, PLAN) == clusters_table(once.clusters, PLAN)
    for scale, wave in scale_waves(PLAN):
        tables = [tabulated_items(of.items[scale.code, wave], PLAN, scale, wave) for of in (apart, once)]
        assert _same(*tables)


def test_a_withheld_table_commits_to_the_rows_of_every_segment() -> None:
    """Class C of few people: the digest changes with one answer of one segment."""
    made = replace(PLAN, minimum_cell=50)
    [one] = [each for each in PLAN.outcomes if each.code == "two_arms_mean"]

    def table(last: int) -> EvidenceTable:
        who = [("walks", {"t1": {"score": score}}, "north", place) for place, score in enumerate((3, last))]
        tallied = tally_segments([partial(_of, who, place) for place in (0, 1)], made)
        return tabulated(tallied.outcomes[one.code], BOOK, made, one)

    assert table(4).verifiability == "C"
    assert table(4).rows_digest == table(4).rows_digest
    assert table(4).rows_digest != table(5).rows_digest


def test_a_study_without_a_segment_is_refused() -> None:
    with pytest.raises(ValueError, match="segment"):
        tally_segments([], PLAN)


def _of(who: Sequence[tuple[str, Answers, str, int]], place: int | None = None) -> Dataset:
    """Everyone, or the people of one segment."""
    here = [(f"p{number:03d}", *one[:3]) for number, one in enumerate(who) if place in (None, one[3])]
    return build(
        BOOK,
        [Participant(name, arm, attributes={"site": site}) for name, arm, _, site in here],
        [Response(name, wave, given) for name, _, waves, _ in here for wave, given in waves.items()],
        "simulated",
    )


def _same(found: EvidenceTable, expected: EvidenceTable) -> bool:
    return (found.columns, found.verifiability, len(found.rows)) == (
        expected.columns,
        expected.verifiability,
        len(expected.rows),
    ) and all(
        _near(*cells) for rows in zip(found.rows, expected.rows, strict=True) for cells in zip(*rows, strict=True)
    )


def _near(found: Cell, expected: Cell) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)
    return found == expected and type(found) is type(expected)
