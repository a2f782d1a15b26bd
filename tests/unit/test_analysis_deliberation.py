"""What judgements say together: votes, support, ranking, consensus, likeness, and groups that can say no."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.deliberation.consensus import Cell, consensus_of_each
from analysis.deliberation.likeness import alike
from analysis.deliberation.majority_judgment import Grades, rank_by_majority_judgment
from analysis.deliberation.opinion_groups import OpinionGroups, opinion_groups
from analysis.deliberation.pairwise import Comparison, strengths
from analysis.deliberation.representative import representative
from analysis.deliberation.support import support_of_each
from analysis.deliberation.votes import Vote, VoteMatrix, vote_matrix


def votes_of(rows: dict[str, str]) -> VoteMatrix:
    """People by name, one sign per statement: + agree, - disagree, 0 pass, a dot not seen."""
    signs = {"+": 1, "-": -1, "0": 0}
    return vote_matrix(
        Vote(person, f"s{place:02}", signs[sign])
        for person, row in rows.items()
        for place, sign in enumerate(row)
        if sign != "."
    )


def camps(sizes: tuple[int, ...], statements: int, loyalty: float, seed: int) -> VoteMatrix:
    """Camps of people who each hold a view of every statement, vote for it as often as `loyalty`, and see 7 in 10."""
    rng = np.random.default_rng(seed)
    view = rng.choice([-1, 1], size=(len(sizes), statements))
    camp = np.repeat(np.arange(len(sizes)), sizes)
    votes = np.where(rng.random((len(camp), statements)) < loyalty, view[camp], -view[camp]).astype(float)
    votes[rng.random(votes.shape) < 0.3] = np.nan
    return matrix_of(votes)


def noise(people: int, statements: int, seed: int) -> VoteMatrix:
    """Votes without any link, each statement with its own share of agreement, six in ten seen."""
    rng = np.random.default_rng(seed)
    votes = np.where(rng.random((people, statements)) < rng.uniform(0.2, 0.8, statements), 1.0, -1.0)
    votes[rng.random(votes.shape) < 0.4] = np.nan
    return matrix_of(votes)


def matrix_of(votes: np.ndarray) -> VoteMatrix:
    people, statements = votes.shape
    return VoteMatrix(tuple(f"p{i:03}" for i in range(people)), tuple(f"s{j:02}" for j in range(statements)), votes)


def test_a_second_vote_replaces_the_first_and_never_adds() -> None:
    matrix = vote_matrix([Vote("ana", "s", 1), Vote("bob", "s", 1), Vote("ana", "s", -1), Vote("ana", "s", -1)])
    (found,) = support_of_each(matrix)
    assert (found.agree, found.disagree, found.passed, found.seen) == (1, 1, 0, 2)


def test_the_order_of_events_of_different_people_changes_nothing() -> None:
    events = [Vote("zoe", "b", 1), Vote("ana", "a", -1), Vote("ana", "b", 0)]
    one, other = vote_matrix(events), vote_matrix(reversed(events))
    assert (one.people, one.statements) == (other.people, other.statements) == (("ana", "zoe"), ("a", "b"))
    np.testing.assert_array_equal(one.values, other.values)


def test_a_vote_is_one_of_three_values() -> None:
    with pytest.raises(ValueError, match="1, 0 or -1"):
        Vote("ana", "s", 2)


def test_support_comes_with_conflict() -> None:
    matrix = votes_of({"ana": "++-", "bob": "++0", "cy": "+-0", "dan": "+-."})
    assert [(each.share, each.conflict) for each in support_of_each(matrix)] == [(1.0, 0.0), (0.5, 1.0), (0.0, 0.0)]


def test_a_statement_nobody_saw_has_neither_share_nor_conflict() -> None:
    (found,) = support_of_each(VoteMatrix(("ana",), ("s",), np.array([[np.nan]])))
    assert (found.seen, found.share, found.low, found.high, found.conflict) == (0, None, None, None, None)


def test_a_skip_is_shown_beside_and_never_counted_as_the_worst_grade() -> None:
    ranked = rank_by_majority_judgment([Grades("a", (0, 0, 3), skipped=9), Grades("b", (0, 5, 7))])
    assert [(each.proposal, each.rank, each.median, each.given, each.skipped) for each in ranked] == [
        ("a", 1, 2, 3, 9),
        ("b", 2, 2, 12, 0),
    ]


def test_a_tie_is_said_and_never_broken() -> None:
    ranked = rank_by_majority_judgment([Grades("c", (3, 0)), Grades("b", (2, 4)), Grades("a", (1, 2))])
    assert [(each.proposal, each.rank, each.tied_with) for each in ranked] == [
        ("a", 1, ("b",)),
        ("b", 1, ("a",)),
        ("c", 3, ()),
    ]


def test_a_proposal_nobody_graded_has_no_rank() -> None:
    ranked = rank_by_majority_judgment([Grades("new", (0, 0), skipped=4), Grades("bad", (7, 0))])
    assert [(each.proposal, each.rank) for each in ranked] == [("bad", 1), ("new", None)]


def test_items_compared_in_two_separate_circles_get_strengths_that_say_so() -> None:
    found = strengths([Comparison("a", "b", "a"), Comparison("c", "d", None)], items=("alone",))
    assert [(each.item, each.component, each.comparisons) for each in found] == [
        ("a", 0, 1),
        ("alone", 1, 0),
        ("c", 2, 1),
        ("d", 2, 1),
        ("b", 0, 1),
    ]
    assert [each.strength for each in found if each.item in ("alone", "c", "d")] == pytest.approx([0, 0, 0])


def test_an_item_that_always_won_has_a_finite_strength_and_a_wide_interval() -> None:
    first, last = strengths([Comparison("a", "b", "a")] * 50)
    assert first.item == "a"
    assert 0 < first.low < first.strength < first.high < 5
    assert last.strength == pytest.approx(-first.strength)


def test_consensus_needs_every_group() -> None:
    rows = {f"c{i}": "++" for i in range(10)} | {f"p{i}": "+-" for i in range(6)}
    roles = {person: {"c": "citizens", "p": "public"}[person[0]] for person in rows}
    both, one = consensus_of_each(votes_of(rows), roles)
    assert both.agreement == pytest.approx(11 / 12 * 7 / 8)
    assert (one.agreement, one.disagreement) == (pytest.approx(11 / 12 * 1 / 8), pytest.approx(1 / 12 * 7 / 8))
    assert both.cells == (Cell("citizens", 10, 0, 10), Cell("public", 6, 0, 6))


def test_a_small_cell_is_withheld_and_cannot_be_had_by_subtraction() -> None:
    sizes = {"academia": 6, "citizens": 10, "public": 2}
    roles = {f"{role}{i}": role for role, size in sizes.items() for i in range(size)}
    (found,) = consensus_of_each(votes_of(dict.fromkeys(roles, "+")), roles)
    assert found.withheld == ("academia", "public")
    assert found.cells == (Cell("citizens", 10, 0, 10),)
    assert found.agreement == pytest.approx(11 / 12 * 7 / 8)  # of the two groups large enough


def test_consensus_is_refused_with_one_group_or_where_a_group_hardly_voted() -> None:
    rows = {f"c{i}": "++" for i in range(8)} | {f"p{i}": "+" + "+."[i > 2] for i in range(8)}
    two = {person: person[0] for person in rows}
    assert [each.agreement is None for each in consensus_of_each(votes_of(rows), two)] == [False, True]
    assert [each.agreement for each in consensus_of_each(votes_of(rows), dict.fromkeys(rows, "all"))] == [None, None]


def test_near_duplicates_are_suggested_in_any_script() -> None:
    texts = {
        "a": "Plus de bancs dans le parc",
        "b": "plus de BANCS, dans le parc !",
        "c": "Une piste cyclable sûre",
        "d": "مقاعد أكثر في الحديقة",
        "e": "\u200fمقاعد أكثر في الحديقة\u200f",
        "f": "🚲🚲🚲",
        "g": "🚲🚲🚲🚲",
        "h": "  …  ",
        "i": "",
    }
    assert [(pair.first, pair.second) for pair in alike(texts)] == [("a", "b"), ("d", "e"), ("f", "g")]


def test_two_camps_are_found_again() -> None:
    found = opinion_groups(camps((30, 20), 20, 0.9, seed=1), seed=7)
    assert found.reasons == ()
    assert found.groups == (tuple(f"p{i:03}" for i in range(30)), tuple(f"p{i:03}" for i in range(30, 50)))


def test_three_camps_are_found_again() -> None:
    found = opinion_groups(camps((25, 20, 15), 30, 0.95, seed=2), seed=7)
    assert [len(group) for group in found.groups] == [25, 20, 15]


def test_fewer_than_forty_people_are_no_groups() -> None:
    few = opinion_groups(camps((20, 19), 20, 0.95, seed=1), seed=7)
    assert few == OpinionGroups((), ("too_few_people",), placed=39, left_out=0, seed=7)


def test_people_who_voted_too_little_are_left_out() -> None:
    matrix = camps((30, 20), 20, 0.9, seed=1)
    values = matrix.values.copy()
    values[0, 6:] = np.nan
    found = opinion_groups(VoteMatrix(matrix.people, matrix.statements, values), seed=7)
    assert (found.placed, found.left_out) == (49, 1)


def test_people_who_all_vote_alike_are_no_groups() -> None:
    assert opinion_groups(matrix_of(np.ones((60, 10))), seed=7).reasons == ("votes_all_alike",)


def test_one_person_against_all_is_no_group() -> None:
    votes = np.ones((58, 10))
    votes[0] = -1
    found = opinion_groups(matrix_of(votes), seed=7)
    assert "group_too_small" in found.reasons
    assert found.groups == ()


def test_nothing_is_no_group_either() -> None:
    assert opinion_groups(VoteMatrix((), (), np.empty((0, 0))), seed=7).reasons == ("too_few_people",)


def test_noise_is_no_group() -> None:
    # p ≤ .05 alone lets one draw in twenty through; the other conditions stop nearly all of these.
    found = [opinion_groups(noise(60, 15, seed), seed) for seed in range(12)]
    assert [each.are_stable for each in found] == [False] * 12


def test_the_order_of_people_and_statements_changes_nothing() -> None:
    matrix = camps((30, 20), 20, 0.8, seed=3)
    rng = np.random.default_rng(0)
    rows, columns = rng.permutation(50), rng.permutation(20)
    mixed = VoteMatrix(
        tuple(matrix.people[row] for row in rows),
        tuple(matrix.statements[column] for column in columns),
        matrix.values[rows][:, columns],
    )
    assert opinion_groups(mixed, seed=7) == opinion_groups(matrix, seed=7)
    groups = opinion_groups(matrix, seed=7).groups
    assert representative(mixed, groups, 7) == representative(matrix, groups, 7)


def test_what_sets_a_group_apart_is_found_and_confirmed() -> None:
    rng = np.random.default_rng(5)
    votes = np.where(rng.random((80, 12)) < 0.5, 1.0, -1.0)
    votes[:40, 3], votes[40:, 3] = 1, -1
    matrix = matrix_of(votes)
    groups = (matrix.people[:40], matrix.people[40:])
    found = representative(matrix, groups, seed=7)
    assert [(each.group, each.statement, each.value) for each in found] == [(0, "s03", 1), (1, "s03", -1)]
    assert found[0].share_inside == pytest.approx(21 / 22)


def test_one_group_alone_has_nothing_that_sets_it_apart() -> None:
    matrix = matrix_of(np.ones((50, 5)))
    assert representative(matrix, (matrix.people,), seed=7) == ()
