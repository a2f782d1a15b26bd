"""Pictures of results: where points, lines and marks stand."""

from __future__ import annotations

import pytest

from livinglab.web.board.pictures import MARGIN, SIDE, Interval, Place, intervals, places


def test_strengths_stand_on_one_scale_with_the_average_proposal() -> None:
    rows = [{"low": 0.0, "strength": 1.0, "high": 3.0}, {"low": -1.0, "strength": 0.0, "high": 1.0}]
    assert intervals(rows) == (Interval(25, 50, 100, 25), Interval(0, 25, 50, 25))


def test_strengths_that_are_all_the_same_are_drawn_without_dividing_by_nothing() -> None:
    assert intervals([{"low": 0.0, "strength": 0.0, "high": 0.0}]) == (Interval(0, 0, 0, 0),)


def test_a_strength_that_is_not_there_is_not_drawn() -> None:
    assert intervals([{"low": None, "strength": None, "high": None}]) == (None,)


@pytest.mark.parametrize(
    ("impact", "feasibility", "x", "y"),
    [(5, 5, SIDE - MARGIN, MARGIN), (1, 1, MARGIN, SIDE - MARGIN), (3, 3, SIDE / 2, SIDE / 2)],
)
def test_impact_goes_up_and_feasibility_to_the_right(impact: int, feasibility: int, x: float, y: float) -> None:
    assert places([{"impact_mean": impact, "feasibility_mean": feasibility}]) == (Place(x, y, (1,)),)


def test_proposals_on_the_same_place_share_a_mark_and_those_without_a_mean_have_none() -> None:
    rows = [(5, 5), (None, 2), (4.9, 5), (1, 1)]
    found = places([{"impact_mean": impact, "feasibility_mean": ease} for impact, ease in rows])
    assert [(each.numbers, each.label) for each in found] == [((1, 3), "1·3"), ((4,), "4")]
