"""The range of a footprint against R, against the published rule of the IPCC, and against a slow Monte Carlo."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.workshop import Factor, Figure, Material, account


def of(*lines: tuple[float, float, float, float]) -> Figure:
    """A kilogram count, a factor with its low and its high, line by line: each a material of its own."""
    materials = [Material(f"m{n}", 1, unit_mass=mass, material=f"m{n}") for n, (mass, *_) in enumerate(lines)]
    factors = [Factor(f"m{n}", "kg", value, low, high, "R") for n, (_, value, low, high) in enumerate(lines)]
    return account(materials, [], [], factors).footprint


def test_two_independent_factors_combine_as_the_ipcc_says() -> None:
    """IPCC 2006, volume 1, chapter 3, equation 3.2, on 100 ± 10 % and 200 ± 5 %.

    R 4.2: `sqrt(sum((c(100, 200) * c(.10, .05))^2))` gives 14.14214.
    """
    found = of((100, 1, 0.9, 1.1), (200, 1, 0.95, 1.05))
    assert found.value == 300
    assert (found.low, found.high) == (pytest.approx(300 - 14.14214, abs=1e-5), pytest.approx(300 + 14.14214, abs=1e-5))


def test_what_one_factor_multiplies_is_wrong_together() -> None:
    """Two parts of the same wood: 10 kg at 0.5 between 0.4 and 0.8, so between 4 and 8."""
    wood = Factor("bois", "kg", 0.5, 0.4, 0.8, "R")
    parts = [Material(name, 1, unit_mass=mass, material="Bois") for name, mass in (("pied", 4), ("assise", 6))]
    found = account(parts, [], [], [wood]).footprint
    assert (found.value, found.low, found.high) == (5, pytest.approx(4), pytest.approx(8))


LINE = st.tuples(st.floats(0, 100), st.floats(0, 5), st.floats(0, 2), st.floats(0, 2)).map(
    lambda line: (line[0], line[1], line[1] - line[2], line[1] + line[3])
)


@given(st.lists(LINE, min_size=1, max_size=6))
def test_the_range_lies_within_the_widest_case_and_is_a_slow_sum_of_squares(
    lines: list[tuple[float, float, float, float]],
) -> None:
    found = of(*lines)
    assert None not in (found.value, found.low, found.high)
    below = math.sqrt(sum((mass * (value - low)) ** 2 for mass, value, low, _ in lines))
    above = math.sqrt(sum((mass * (high - value)) ** 2 for mass, value, _, high in lines))
    value = sum(mass * value for mass, value, _, _ in lines)
    for here, there in ((found.value, value), (found.low, value - below), (found.high, value + above)):
        assert here == pytest.approx(there, rel=1e-9, abs=1e-9)
    assert found.low >= sum(mass * low for mass, _, low, _ in lines) - 1e-6  # type: ignore[operator]  # not None


def test_symmetric_ranges_are_those_of_a_monte_carlo() -> None:
    """200,000 draws of three factors, normal with half their range as 1.96 standard deviations."""
    lines = ((10.0, 2.0, 1.5, 2.5), (30.0, 0.5, 0.3, 0.7), (5.0, 4.0, 3.0, 5.0))
    drawn = random.Random(20261127)
    sums = sorted(
        sum(mass * drawn.gauss(value, (high - value) / 1.96) for mass, value, _, high in lines) for _ in range(200_000)
    )
    found = of(*lines)
    assert found.low == pytest.approx(sums[5_000], rel=0.01)
    assert found.high == pytest.approx(sums[-5_000], rel=0.01)
