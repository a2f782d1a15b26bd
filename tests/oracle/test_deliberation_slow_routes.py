"""Each computation of co-design against a slow obvious one, and against a published number."""

from __future__ import annotations

from fractions import Fraction
from math import lcm, prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import ndtr
from statsmodels.multivariate.pca import PCA

from analysis.deliberation.clusters import adjusted_rand, silhouette
from analysis.deliberation.consensus import consensus_of_each
from analysis.deliberation.likeness import alike, grams
from analysis.deliberation.majority_judgment import Grades, rank_by_majority_judgment
from analysis.deliberation.opinion_space import opinion_space
from analysis.deliberation.pairwise import Comparison, strengths
from analysis.deliberation.representative import z_of_two_shares
from analysis.deliberation.support import support_of_each
from analysis.deliberation.votes import Vote, VoteMatrix, vote_matrix

# Time is never asserted upon: a busy machine is no defect.
settings.register_profile("slow_routes")
settings.load_profile("slow_routes")

EVENTS = st.lists(st.builds(Vote, st.sampled_from("abcdef"), st.sampled_from("xyz"), st.sampled_from([1, 0, -1])))
LABELS = st.lists(st.integers(0, 3), min_size=2, max_size=12)


@given(EVENTS)
def test_the_matrix_is_the_last_vote_of_each(events: list[Vote]) -> None:
    matrix = vote_matrix(events)
    for row, person in enumerate(matrix.people):
        for column, statement in enumerate(matrix.statements):
            said = [each.value for each in events if (each.person, each.statement) == (person, statement)]
            found = matrix.values[row, column]
            assert (None if np.isnan(found) else found) == (said[-1] if said else None)


@given(EVENTS)
def test_support_is_a_count(events: list[Vote]) -> None:
    matrix = vote_matrix(events)
    for column, found in enumerate(support_of_each(matrix)):
        said = [value for value in matrix.values[:, column].tolist() if value in (1, 0, -1)]
        assert (found.agree, found.disagree, found.passed) == (said.count(1), said.count(-1), said.count(0))
        assert found.share == said.count(1) / len(said)
        # Potential for Conflict Index as printed: (1 - |Σ positive - Σ negative| / Σ all) · Σ all / most possible
        sides = said.count(1) + said.count(-1)
        conflict = (1 - abs(said.count(1) - said.count(-1)) / sides) * sides / len(said) if sides else 0
        assert found.conflict == pytest.approx(conflict)


def test_the_interval_of_support_agrees_with_prop_test() -> None:
    # prop.test(7, 10, correct = FALSE)$conf.int
    (found,) = support_of_each(vote_matrix(Vote(str(i), "s", 1 if i < 7 else -1) for i in range(10)))
    assert (found.low, found.high) == (pytest.approx(0.396778147461145), pytest.approx(0.892208732593699))


def _removed_one_by_one(counts: tuple[int, ...], times: int) -> list[int]:
    """The majority value as defined: take the lower median away until no grade is left."""
    grades = [grade for grade, count in enumerate(counts) for _ in range(count * times)]
    return [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4).filter(any).map(tuple), min_size=1, max_size=3))
def test_majority_judgment_is_the_median_taken_away_again_and_again(profiles: list[tuple[int, ...]]) -> None:
    common = lcm(*(sum(counts) for counts in profiles))
    value = {str(i): _removed_one_by_one(counts, common // sum(counts)) for i, counts in enumerate(profiles)}
    ranked = rank_by_majority_judgment(Grades(str(i), counts) for i, counts in enumerate(profiles))
    for each in ranked:
        assert each.rank == 1 + sum(value[other] > value[each.proposal] for other in value)
        assert each.median == value[each.proposal][0]
        assert set(each.tied_with) == {o for o in value if value[o] == value[each.proposal] and o != each.proposal}


def test_majority_judgment_ranks_orsay_as_published() -> None:
    # Balinski and Laraki, Majority Judgment (2011), experiment of Orsay 2007: per mille of each grade, to reject …
    # excellent; rounding makes their totals unequal.
    orsay = {
        "Bayrou": (74, 84, 148, 251, 307, 136),
        "Royal": (126, 122, 168, 191, 227, 167),
        "Sarkozy": (282, 71, 115, 143, 198, 191),
        "Voynet": (205, 261, 237, 175, 93, 29),
        "Besancenot": (311, 226, 160, 163, 99, 41),
        "Buffet": (304, 264, 206, 125, 76, 25),
        "Bové": (395, 257, 160, 114, 60, 15),
        "Laguiller": (401, 259, 166, 102, 53, 21),
        "Nihous": (550, 267, 110, 53, 18, 3),
        "Villiers": (555, 158, 113, 87, 64, 24),
        "Schivardi": (604, 249, 95, 39, 10, 5),
        "Le Pen": (744, 54, 65, 62, 46, 30),
    }
    ranked = rank_by_majority_judgment(Grades(name, counts) for name, counts in sorted(orsay.items()))
    assert [(each.rank, each.proposal) for each in ranked] == list(enumerate(orsay, start=1))


CITATIONS = {
    ("Biometrika", "Comm Statist"): (730, 33),
    ("Biometrika", "JASA"): (498, 320),
    ("Biometrika", "JRSS-B"): (221, 284),
    ("Comm Statist", "JASA"): (68, 813),
    ("Comm Statist", "JRSS-B"): (17, 276),
    ("JASA", "JRSS-B"): (142, 325),
}


def test_strengths_agree_with_bradleyterry2() -> None:
    # Stigler's citations: BTm(cbind(win1, win2), player1, player2, data = citations.sf) → -2.94907, -0.47957, 0.26895
    made = [
        Comparison(left, right, preferred)
        for (left, right), wins in CITATIONS.items()
        for preferred, times in zip((left, right), wins, strict=True)
        for _ in range(times)
    ]
    found = {each.item: each.strength for each in strengths(made, prior_sd=1e3)}
    against = [found[name] - found["Biometrika"] for name in ("Comm Statist", "JASA", "JRSS-B")]
    assert against == pytest.approx([-2.94907, -0.47957, 0.26895], abs=2e-5)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("efgh"), st.sampled_from([0, 1, None])), max_size=20)
)
def test_strengths_are_the_mode_a_search_finds(made: list[tuple[str, str, int | None]]) -> None:
    chosen = [Comparison(left, right, None if won is None else (left, right)[won]) for left, right, won in made]
    names = sorted({name for left, right, _ in made for name in (left, right)})
    found = {each.item: each.strength for each in strengths(chosen)}

    def against(at: np.ndarray) -> float:
        place = dict(zip(names, at, strict=True))
        surprise = sum(float(each) ** 2 / (2 * 1.5**2) for each in at)
        for each in chosen:
            gap = place[each.left] - place[each.right]
            share = 0.5 if each.preferred is None else float(each.preferred == each.left)
            surprise += share * np.logaddexp(0, -gap) + (1 - share) * np.logaddexp(0, gap)
        return float(surprise)

    if names:
        assert [found[name] for name in names] == pytest.approx(minimize(against, np.zeros(len(names))).x, abs=1e-3)


@given(EVENTS)
def test_consensus_is_a_product_of_fractions(events: list[Vote]) -> None:
    matrix = vote_matrix(events)
    roles = {person: "public" if person < "d" else "citizens" for person in matrix.people}
    if len(set(roles.values())) < 2:
        return
    for column, found in enumerate(consensus_of_each(matrix, roles, minimum=1)):
        parts = []
        for role in ("public", "citizens"):
            said = [matrix.values[row, column] for row, person in enumerate(matrix.people) if roles[person] == role]
            parts.append(Fraction(said.count(1.0) + 1, sum(not np.isnan(each) for each in said) + 2))
        everyone_spoke = all(part.denominator and part != Fraction(1, 2) for part in parts)
        if found.agreement is not None:
            assert found.agreement == pytest.approx(float(prod(parts)))
        else:
            assert not everyone_spoke


@given(st.lists(st.text("abé ،م🚲\u200f", max_size=8), max_size=6))
def test_likeness_is_a_cosine_of_counts(texts: list[str]) -> None:
    named = {str(place): text for place, text in enumerate(texts)}
    found = {(pair.first, pair.second): pair.cosine for pair in alike(named)}
    for first in named:
        for second in named:
            if first < second:
                one, other = grams(named[first]), grams(named[second])
                dot = sum(one[piece] * other[piece] for piece in one)
                size = sum(n * n for n in one.values()) * sum(n * n for n in other.values())
                cosine = dot / size**0.5 if size else 0.0
                assert found.get((first, second), 0.0) == pytest.approx(cosine if cosine >= 0.6 - 1e-12 else 0.0)


def test_likeness_of_two_words_by_hand() -> None:
    # " night " and " nights": " ni", "nig", "igh", "ght" are common to pieces of five and six → 4 / sqrt(5 · 6)
    (pair,) = alike({"a": "night", "b": "nights"})
    assert pair.cosine == pytest.approx(4 / 30**0.5)


@given(LABELS, st.randoms(use_true_random=False))
def test_the_adjusted_rand_index_counts_pairs(labels: list[int], random: object) -> None:
    first = np.array(labels)
    second = np.array([random.choice([0, 1, 2]) for _ in labels])  # type: ignore[attr-defined]  # a random.Random
    pairs = [(i, j) for i in range(len(first)) for j in range(i)]
    both = sum(first[i] == first[j] and second[i] == second[j] for i, j in pairs)
    one, other = (sum(each[i] == each[j] for i, j in pairs) for each in (first, second))
    expected, most = one * other / len(pairs), (one + other) / 2
    assert adjusted_rand(first, second) == pytest.approx(
        1.0 if most == expected else (both - expected) / (most - expected)
    )


def test_the_adjusted_rand_index_agrees_with_scikit_learn() -> None:
    # sklearn.metrics.adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]), printed in its manual as 0.57
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(0.5714285714285714)


@given(LABELS)
def test_the_silhouette_compares_with_the_nearest_other_cluster(labels: list[int]) -> None:
    points = np.random.default_rng(0).random(len(labels))
    distances = np.abs(points[:, None] - points[None, :])
    widths = []
    for i, own in enumerate(labels):
        mates = [distances[i, j] for j, other in enumerate(labels) if other == own and j != i]
        others = [
            np.mean([distances[i, j] for j, other in enumerate(labels) if other == name])
            for name in set(labels) - {own}
        ]
        widths.append((min(others) - np.mean(mates)) / max(min(others), np.mean(mates)) if mates and others else 0.0)
    expected = np.mean(widths) if len(set(labels)) > 1 else -1.0
    assert silhouette(distances, np.array(labels)) == pytest.approx(expected)


def test_the_silhouette_of_two_pairs_by_hand() -> None:
    distances = np.abs(np.subtract.outer([0.0, 1, 10, 11], [0.0, 1, 10, 11]))
    assert silhouette(distances, np.array([0, 0, 1, 1])) == pytest.approx((9.5 / 10.5 + 8.5 / 9.5) / 2)


@pytest.mark.parametrize("people", [40, 8])
def test_the_opinion_space_agrees_with_statsmodels(people: int) -> None:
    rng = np.random.default_rng(4)
    votes = rng.choice([-1.0, 0, 1, np.nan], size=(people, 9), p=[0.3, 0.1, 0.3, 0.3])
    filled = np.where(np.isnan(votes), np.nanmean(votes, axis=0), votes)
    theirs = PCA(filled, ncomp=2, standardize=False).loadings.T
    ours = opinion_space(votes)
    assert np.abs((ours.components * theirs).sum(axis=1)) == pytest.approx([1, 1])
    seen = (~np.isnan(votes)).sum(axis=1)
    slow = [
        [
            sum((v - m) * load for v, m, load in zip(row, ours.means, component, strict=True) if not np.isnan(v))
            * (9 / seen[person]) ** 0.5
            for component in ours.components
        ]
        for person, row in enumerate(votes)
    ]
    np.testing.assert_allclose(ours.places(votes), slow, atol=1e-12)


def test_the_z_of_two_shares_agrees_with_prop_test() -> None:
    # prop.test(c(56, 48), c(70, 80), correct = FALSE)$p.value
    assert 2 * ndtr(-z_of_two_shares(56, 70, 48, 80)) == pytest.approx(0.00804508136819656, rel=1e-10)


def test_a_matrix_is_not_changed_by_what_reads_it() -> None:
    with pytest.raises(ValueError, match="read-only"):
        VoteMatrix(("a",), ("s",), np.zeros((1, 1))).values[0, 0] = 1
