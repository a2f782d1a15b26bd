"""Chance that can be repeated, in the order ODK's own engines give."""

from __future__ import annotations

from itertools import islice

import pytest

from surveys.expressions.chance import numbers, shuffled

# The reference orders of ODK's engine for browsers: enketo/openrosa-xpath-evaluator, randomize.spec.js.
ORDERS = [(42, "AFCBDE"), (-42, "EDAFBC"), (1, "BFEACD"), (11111111, "ACDBFE")]


@pytest.mark.parametrize(("seed", "order"), ORDERS)
def test_a_seed_gives_the_order_of_odk(seed: int, order: str) -> None:
    assert "".join(shuffled("ABCDEF", seed)) == order


def test_a_text_is_a_seed_too_and_gives_the_same_order_each_time() -> None:
    assert shuffled("ABCDEF", "a response") == shuffled("ABCDEF", "a response")
    assert shuffled("ABCDEF", "a response") != shuffled("ABCDEF", "another")


@pytest.mark.parametrize("seed", [0, -1, 2**31 - 1, float("nan"), float("inf"), "", 1.9])
def test_any_seed_gives_numbers_from_0_to_1(seed: float | str) -> None:
    assert all(0 <= number < 1 for number in islice(numbers(seed), 100))
