"""Numbers printed in papers and manuals, or by R 4.2.2 (coin 1.4.2, psych 2.2.9), with the command beside them."""

from __future__ import annotations

import pytest
from trials import before_after, both, codebook, dataset, estimated, outcome, plan, two_arms, variable

from analysis.many_outcomes import adjusted
from analysis.plan import Plan, Scale
from analysis.reliability import reliability
from analysis.scales import tabulate_items


def _open(*outcomes: object) -> Plan:
    return plan(*outcomes, minimum_cell=1)  # type: ignore[arg-type]  # outcomes made by the cast


def test_wilson_agrees_with_prop_test() -> None:
    # prop.test(7, 10, correct = FALSE)$conf.int
    data = two_arms([1] * 7 + [0] * 3, [])
    found, _ = estimated(data, _open(outcome("proportion", waves=("t1",), success_values=("1",))))
    assert (found.low, found.high) == (pytest.approx(0.396778147461145), pytest.approx(0.892208732593699))


def test_newcombe_agrees_with_his_own_example() -> None:
    # Newcombe 1998, table II, column (a), method 10: 56/70 - 48/80 → 0.0524 to 0.3339
    data = two_arms([1] * 56 + [0] * 14, [1] * 48 + [0] * 32)
    found, _ = estimated(data, _open(outcome("proportion_difference", waves=("t1",), success_values=("1",))))
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.0524, 0.3339)
    # prop.test(c(56, 48), c(70, 80), correct = FALSE)$p.value
    assert found.p_value == pytest.approx(0.00804508136819656, rel=1e-10)


def test_brunner_munzel_agrees_with_their_pain_scores() -> None:
    # Brunner and Munzel 2000; lawstat::brunner.munzel.test(Y, X): P = 0.788961, df = 17.683, p = 0.005786,
    # interval 0.5952169 to 0.9827052 of P
    older, newer = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    found, _ = estimated(two_arms(newer, older), _open(outcome("two_arms_ordinal", waves=("t1",))))
    assert round(found.details["probability_of_superiority"], 6) == 0.788961
    assert round(found.details["df"], 3) == 17.683
    assert round(found.p_value or 0, 6) == 0.005786
    assert (found.low, found.high) == (
        pytest.approx(2 * 0.5952169 - 1, abs=2e-7),
        pytest.approx(2 * 0.9827052 - 1, abs=2e-7),
    )


def test_the_exact_signed_rank_test_with_zeros_and_ties_agrees_with_coin() -> None:
    # wilcoxsign_test(a ~ b, zero.method = "Pratt", distribution = "exact")
    before = [3, 2, 4, 3, 5, 1, 2, 3, 4, 2, 3, 3, 1, 2]
    after = [4, 4, 4, 2, 5, 3, 4, 5, 5, 2, 3, 4, 3, 1]
    data = before_after(list(zip(before, after, strict=True)))
    found, _ = estimated(data, _open(outcome("paired_ordinal", waves=("t1",), baseline_wave="t0")))
    assert found.p_value == pytest.approx(0.041015625, rel=1e-12)


def test_bonett_and_price_agrees_with_their_formula_by_hand() -> None:
    # 12 rose, 5 stayed, 3 fell: up = 13/22, down = 4/22; up - down ± 1.959964 sqrt((up + down - (up - down)^2) / 22)
    data = before_after([(1, 2)] * 12 + [(1, 1)] * 5 + [(2, 1)] * 3)
    found, _ = estimated(data, _open(outcome("paired_ordinal", waves=("t1",), baseline_wave="t0")))
    assert found.effect == pytest.approx(0.45)
    assert (round(found.low or 0, 4), round(found.high or 0, 4)) == (0.084, 0.7342)


ITEMS = (
    (4, 5, 4),
    (3, 3, 2),
    (5, 4, 5),
    (2, 2, 1),
    (4, 4, 3),
    (1, 2, 1),
    (5, 5, 4),
    (3, 2, 3),
    (2, 3, 2),
    (4, 4, 5),
)


def test_alpha_and_feldts_interval_agree_with_psych() -> None:
    # psych::alpha(items)$feldt: lower 0.801067301403806, alpha 0.932084309133489, upper 0.981651751659233

    names = ("i1", "i2", "i3")
    scale = Scale("s", both("s"), names, 1, 5)
    people = {f"p{k}": (None, {"t0": dict(zip(names, row, strict=True))}) for k, row in enumerate(ITEMS)}
    data = dataset(codebook(*(variable(name) for name in names)), people)
    table = tabulate_items(data, plan(scales=(scale,)), scale, "t0")
    found = reliability("F2", scale, "t0", table, 0.95)
    assert (found.alpha, found.low, found.high) == (
        pytest.approx(0.932084309133489, rel=1e-12),
        pytest.approx(0.801067301403806, rel=1e-10),
        pytest.approx(0.981651751659233, rel=1e-10),
    )


def test_holm_and_benjamini_hochberg_agree_with_p_adjust() -> None:
    # p.adjust(c(.01, .04, .03), "holm"); p.adjust(c(.01, .04, .03, .5), "BH")
    assert adjusted([0.01, 0.04, 0.03], "secondary") == pytest.approx((0.03, 0.06, 0.06))
    assert adjusted([0.01, 0.04, 0.03, 0.5], "exploratory") == pytest.approx((0.04, 0.16 / 3, 0.16 / 3, 0.5))
