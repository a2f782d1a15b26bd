"""Cost and footprint of a version: two judges, and what is not counted is said."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.workshop import Factor, Figure, Material, Run, Work, account

WOOD = Factor("Bois", "kg", 0.5, 0.25, 1.0, "un essai")
POWER = Factor("Électricité", "kwh", 0.125, 0.125, 0.25, "un relevé")

amounts = st.floats(0, 1e5)
maybe = st.none() | amounts
names = st.sampled_from(["bois", "Bois ", "verre", ""])
materials = st.lists(st.builds(Material, st.just("vis"), amounts, maybe, st.sampled_from(["EUR", "CHF"]), maybe, names))
runs = st.lists(st.builds(Run, st.just("laser"), amounts, maybe, maybe, names))
work = st.lists(st.builds(Work, st.just("menuiserie"), amounts, st.booleans(), maybe, st.sampled_from(["EUR", "CHF"])))


def test_a_version_worked_out_by_hand() -> None:
    """2 boards of 3 kg at 4.50, half a kilogram lost, 2 kWh, 1.5 h paid at 20 and 3 h given."""
    added = account(
        [Material("Planche", 2, 4.5, "EUR", 3, "bois")],
        [Run("Scie", 90, 2, 0.5, "Bois")],
        [Work("Menuiserie", 1.5, paid=True, hourly_cost=20), Work("Ponçage", 3, paid=False)],
        [WOOD, POWER],
    )
    assert [figure.value for figure in added.materials + added.paid_work] == [9, 30]
    assert (added.paid_hours.value, added.volunteer_hours.value, added.machine_hours.value) == (1.5, 3, 1.5)
    footprint = added.footprint
    assert (footprint.value, footprint.low) == (3.5, 1.875)
    assert footprint.high == pytest.approx(3.5 + (3.25**2 + 0.25**2) ** 0.5)  # wood: 6.5 kg, half a kgCO2e more each
    assert (footprint.sources, footprint.uncounted) == (("un essai", "un relevé"), ())


def test_what_has_no_factor_is_named_and_never_zero() -> None:
    """Nothing known: no figure, and the names of what is missing."""
    added = account([Material("Plaque", 1, None, "EUR", 2, "acrylique")], [Run("Laser", 10)], [], [])
    assert added.footprint == Figure(None, "kgCO2e", uncounted=("Plaque", "Laser"))
    assert added.materials == (Figure(None, "EUR", uncounted=("Plaque",)),)
    assert (added.energy.value, added.energy.uncounted) == (None, ("Laser",))


def test_money_of_two_currencies_is_never_added() -> None:
    """One figure per currency."""
    added = account([Material("a", 1, 2, "EUR"), Material("b", 1, 3, "CHF")], [], [], [])
    assert [(figure.value, figure.unit) for figure in added.materials] == [(2, "EUR"), (3, "CHF")]


@given(materials, runs, work)
def test_the_sums_are_those_of_exact_fractions(materials: list[Material], runs: list[Run], work: list[Work]) -> None:
    """A slow obvious sum agrees."""
    added = account(materials, runs, work, [WOOD, POWER])
    for figure in added.materials:
        prices = [(m.quantity, m.unit_cost) for m in materials if m.currency == figure.unit]
        _agrees(figure.value, [Fraction(n) * Fraction(c) for n, c in prices if c is not None])
    _agrees(added.volunteer_hours.value, [Fraction(w.hours) for w in work if not w.paid])
    _agrees(added.scrap.value, [Fraction(r.scrap) for r in runs if r.scrap is not None])
    emitted = [
        Fraction(m.quantity) * Fraction(m.unit_mass) / 2
        for m in materials
        if m.unit_mass is not None and m.material.strip().lower() == "bois"
    ]
    emitted += [Fraction(r.energy) / 8 for r in runs if r.energy is not None]
    emitted += [Fraction(r.scrap) / 2 for r in runs if r.scrap and r.material.strip().lower() == "bois"]
    _agrees(added.footprint.value, emitted)


def _agrees(value: float | None, exact: list[Fraction]) -> None:
    if not exact:
        assert value is None
    else:
        assert value == pytest.approx(float(sum(exact)), rel=1e-9)
