"""The moments of a scale's items give nobody away, nor do the products of two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trials import FACTS, both, codebook, dataset, outcome, plan, variable

from analysis import analyse
from analysis.gram import read_gram
from analysis.plan import Scale
from analysis.reconstruction.bounds import Known, certain
from analysis.results import EvidenceTable, Reliability

MINIMUM = 5
LEVELS = tuple("12345")
CALM, GLAD = "calm", "glad"
BOOK = codebook(variable(CALM, "category", *LEVELS), variable(GLAD, "category", *LEVELS))
WELL = Scale("well", both("well"), (CALM, GLAD), 1, 5)
PLANNED = outcome("mean", "well", waves=("t1",))

Pair = tuple[int, int]


def items_of(pairs: Sequence[Pair]) -> tuple[Reliability, EvidenceTable]:
    """How far two items vary together, and their table as it is given out."""
    people = {f"p{k:03d}": (None, {"t1": {CALM: str(one), GLAD: str(two)}}) for k, (one, two) in enumerate(pairs)}
    made = plan(PLANNED, design="one_group", arms=(), scales=(WELL,), minimum_cell=MINIMUM)
    found = analyse(dataset(BOOK, people), made, FACTS)
    [said] = found.reliabilities
    return said, next(table for table in found.tables if table.id == said.table_id)


def drawn(people: int, seed: int) -> list[Pair]:
    """Two answers of each person that go together, most of them high."""
    chance = np.random.default_rng(seed)
    own = chance.normal(size=(people, 1)) * 0.8 + chance.normal(size=(people, 2)) * 0.7 + 4.3
    return [(int(one), int(two)) for one, two in np.clip(np.round(own), 1, 5)]


def read(sums: tuple[float, ...], whole: int, waves: int) -> bool:
    """Whether some answer is certain to be that of one to four people, from n, sums, squares and their product."""
    kinds = np.array(list(product(range(1, 6), repeat=waves)), dtype=float)
    columns = [kinds[:, place] for place in range(waves)]
    products = [one * two for place, one in enumerate(columns) for two in columns[place:]]
    known = Known(np.array([np.ones(len(kinds)), *columns, *products]), np.array([float(whole), *sums]))
    return certain(known, [column == level for column in columns for level in range(1, 6)], MINIMUM)


def sums_of(pairs: Sequence[Pair], places: Sequence[int]) -> tuple[float, ...]:
    columns = [np.array(pairs, dtype=float)[:, place] for place in places]
    products = [one @ two for place, one in enumerate(columns) for two in columns[place:]]
    return (*(float(column.sum()) for column in columns), *map(float, products))


def test_two_items_can_give_away_what_neither_gives_away_alone_and_their_table_is_kept() -> None:
    pairs = [(2, 2), (2, 3), *[(3, 3)] * 2, *[(4, 4)] * 2, *[(4, 5)] * 5, *[(5, 5)] * 3]
    assert not any(read(sums_of(pairs, (place,)), len(pairs), 1) for place in (0, 1))
    assert read(sums_of(pairs, (0, 1)), len(pairs), 2)
    said, table = items_of(pairs)
    assert (table.verifiability, table.rows) == ("C", ())
    assert said.alpha is not None  # one number of all of them together is said all the same


@pytest.mark.parametrize("seed", range(8))
def test_of_what_is_given_out_no_answer_is_certain_to_be_that_of_few(seed: int) -> None:
    """Read back from the table alone, by the programme over both items at once."""
    pairs = drawn(30, seed)
    _, table = items_of(pairs)
    # there is something to find
    assert any(0 < sum(one == level for one, _ in pairs) < MINIMUM for level in range(1, 6))
    assert table.verifiability == "B"
    gram = read_gram(table.rows, "all", 30, (CALM, GLAD))
    products = gram.centred + 30 * np.outer(gram.means, gram.means)
    sums = (*(30 * gram.means), *(products[i, j] for i, j in ((0, 0), (0, 1), (1, 1))))
    assert not read(tuple(np.round(sums, 6)), 30, 2)


def test_fewer_people_than_six_minimum_cells_are_too_few_for_a_product() -> None:
    even = [(one, 1 + (one + step) % 5) for one in range(1, 6) for step in (0, 0, 0, 1, 1, 4)]
    assert (len(even), items_of(even)[1].verifiability) == (30, "B")
    assert items_of(even[:-1])[1].verifiability == "C"


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.integers(0, 14)] * 4), st.sampled_from(list(combinations(range(1, 6), 2))))
def test_of_items_with_two_answers_each_pair_of_answers_is_a_count(counts: tuple[int, ...], values: Pair) -> None:
    low, high = values
    each = ((low, low), (low, high), (high, low), (high, high))
    pairs = [pair for pair, count in zip(each, counts, strict=True) for _ in range(count)]
    margins = (counts[0] + counts[1], counts[2] + counts[3], counts[0] + counts[2], counts[1] + counts[3])
    assume(len(pairs) >= 6 * MINIMUM and min(margins) >= MINIMUM)
    _, table = items_of(pairs)
    if any(0 < count < MINIMUM for count in counts):
        assert table.verifiability == "C"


def test_two_people_who_said_yes_to_one_and_no_to_the_other_are_not_counted() -> None:
    well_spread = [(1, 1)] * 18 + [(2, 2)] * 20 + [(1, 2)] * 8
    assert items_of(well_spread)[1].verifiability == "B"
    assert items_of([*well_spread[:38], (1, 2), (1, 2)])[1].verifiability == "C"
