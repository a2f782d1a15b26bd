"""Numbers printed in papers and manuals, or by R 4.2.2 (coin, psych, MASS, sandwich), with the command beside them."""

from __future__ import annotations

import pytest
from trials import (
    before_after,
    before_after_in_arms,
    both,
    clusters,
    codebook,
    dataset,
    estimated,
    outcome,
    plan,
    tabulated_items,
    two_arms,
    variable,
)

from analysis.estimators import ESTIMATORS
from analysis.many_outcomes import adjusted
from analysis.parameters import parameters_of
from analysis.plan import Plan, Scale
from analysis.reliability import reliability
from analysis.results import EvidenceTable
from analysis.scales import tally_items


def _open(*outcomes: object) -> Plan:
    return plan(*outcomes, minimum_cell=1)  # type: ignore[arg-type]  # outcomes made by the cast


def _open_by_site(*outcomes: object) -> Plan:
    return plan(*outcomes, minimum_cell=1, cluster="site")  # type: ignore[arg-type]  # outcomes made by the cast


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


def test_the_exact_sign_test_of_those_who_changed_is_that_of_r() -> None:
    # binom.test(12, 16)$p.value
    data = before_after([(0, 1)] * 12 + [(1, 0)] * 4 + [(1, 1)] * 24)
    planned = outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("1",))
    found, _ = estimated(data, _open(planned))
    assert found.p_value == pytest.approx(0.076812744140625, rel=1e-12)
    assert (found.effect, found.details["share_before"], found.details["share_after"]) == (0.2, 0.7, 0.9)


VISION = ((1520, 266, 124, 66), (234, 1512, 432, 78), (117, 362, 1772, 205), (36, 82, 179, 492))


def test_the_shift_of_a_whole_item_is_that_of_stuarts_table() -> None:
    # Stuart 1955, unaided vision of the right and the left eye of 7,477 women: 11.96 with 3 degrees of freedom; the
    # same table by Bhapkar 1966: 11.98
    rows = [
        (str(right), str(left), int(right == 0), int(left == 0), count)
        for right, counts in enumerate(VISION)
        for left, count in enumerate(counts)
    ]
    table = EvidenceTable("outcome.main", "paired_counts", both("main"), (), (*rows, (None,) * 4 + (0,)), "A")
    planned = outcome("paired_categories", waves=("t1",), baseline_wave="t0", success_values=("0",))
    found = ESTIMATORS["paired_categories"].estimate(table, parameters_of(_open(planned), planned))
    assert (round(found.details["stuart_maxwell"], 2), found.details["whole_item_df"]) == (11.96, 3)
    assert round(found.details["bhapkar"], 2) == 11.98


def test_the_difference_of_changes_is_the_t_test_of_r() -> None:
    # t.test(c(1, 2, 3, 4), c(0, 0, 1, 1))
    arms = {"walks": [(5, 6), (3, 5), (8, 11), (1, 5)], "usual": [(4, 4), (9, 9), (2, 3), (6, 7)]}
    planned = outcome("two_arms_change", waves=("t1",), baseline_wave="t0")
    found, _ = estimated(before_after_in_arms(arms), _open(planned))  # type: ignore[arg-type]  # lists of pairs of numbers
    assert (found.effect, found.low, found.high, found.p_value) == (
        2.0,
        pytest.approx(0.0651034674407626, rel=1e-12),
        pytest.approx(3.9348965325592373, rel=1e-12),
        pytest.approx(0.0453983125632167, rel=1e-10),
    )


SIZES = (6, 9, 14, 7, 11, 8, 12, 5, 10)  # of nine sites, the first five in the intervention arm


def _sites() -> list[tuple[str, list[float]]]:
    """y <- ((row * 7) %% 11) + (site * site) %% 5 + 2 * arm, rows counted through all sites."""
    sites: list[tuple[str, list[float]]] = []
    row = 0
    for site, size in enumerate(SIZES, start=1):
        treated = site <= 5
        scores = [(number * 7) % 11 + (site * site) % 5 + 2 * treated for number in range(row + 1, row + size + 1)]
        sites.append(("walks" if treated else "usual", [float(score) for score in scores]))
        row += size
    return sites


def test_the_difference_between_arms_of_whole_sites_is_that_of_clubsandwich() -> None:
    # R 4.2.2, clubSandwich 0.5.8: f <- lm(y ~ arm, d); v <- vcovCR(f, cluster = d$site, type = "CR2")
    # coef_test(f, v, test = "Satterthwaite"); conf_int(f, v, test = "Satterthwaite")
    planned = outcome("two_arms_clusters", waves=("t1",))
    found, _ = estimated(clusters(*_sites()), _open_by_site(planned))
    assert found.effect == pytest.approx(1.940425531914892, rel=1e-12)
    assert found.details["standard_error"] == pytest.approx(1.521796027622696, rel=1e-12)
    assert found.details["df"] == pytest.approx(5.814987818818341, rel=1e-10)
    assert found.p_value == pytest.approx(0.250850036554326, rel=1e-10)
    assert (found.low, found.high) == (
        pytest.approx(-1.81218325611344, rel=1e-10),
        pytest.approx(5.69303431994323, rel=1e-10),
    )


def test_the_recommendation_score_is_that_of_the_formula_by_hand() -> None:
    # 12 promoters, 5 passives, 3 detractors: p = 12.75/23, d = 3.75/23; p - d ± 1.959964 sqrt((p + d - (p - d)^2) / 23)
    data = two_arms([9, 10] * 6 + [7, 8, 7, 8, 8] + [6, 0, 3], [])
    found, _ = estimated(data, _open(outcome("recommendation_score", waves=("t1",))))
    assert (found.effect, round(found.low or 0, 2), round(found.high or 0, 2)) == (pytest.approx(45.0), 8.43, 69.83)


def test_at_its_own_settings_the_cluster_test_is_a_t_test_of_site_means() -> None:
    # all sites of one size: t.test(c(3, 5, 4), c(2, 1, 3), var.equal = TRUE): t = 2.449490, df = 4, p = 0.07048
    sites = [("walks", [mean - 1, mean + 1]) for mean in (3, 5, 4)] + [("usual", [mean, mean]) for mean in (2, 1, 3)]
    found, _ = estimated(clusters(*sites), _open_by_site(outcome("two_arms_clusters", waves=("t1",))))
    assert (found.effect, found.details["df"], round(found.p_value or 0, 5)) == (2.0, pytest.approx(4.0), 0.07048)


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
    table = tabulated_items(tally_items(data, scale, "t0"), plan(scales=(scale,)), scale, "t0")
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
