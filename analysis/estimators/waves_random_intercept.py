"""Two arms followed over several waves: a random intercept per participant, REML, Satterthwaite's t."""

from __future__ import annotations

from math import sqrt

import numpy as np

from analysis.distributions import t_interval, t_p
from analysis.estimators.random_intercept import At, Sums, fit, satterthwaite
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.wave_moments import ARM, INTERCEPT, WaveMoments, forms, read, tally
from analysis.gram import independent
from analysis.parameters import Parameters, confidence_of, text_of
from analysis.results import Check, Estimate, EvidenceTable

__all__ = ["estimate", "forms", "tally"]


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Difference between the arms, the same at every wave, at equal baseline (and equal covariates).

    Population: participants of the two arms with at least one score after the baseline and every covariate; those who
    missed a wave count with the waves they answered. Formula: y = arm + wave + baseline + covariates + person + error,
    REML (Laird and Ware 1982, https://doi.org/10.2307/2529876), Satterthwaite's t, never z. Sound when who drops out
    depends on what was already answered, not on the answer that is missing. Misleads when the arms part only at the
    end: one difference over all waves hides it. When no variance between people is found the degrees of freedom are
    those of people, not of answers.

    Example: BtheB over 2 to 8 months, adjusted for the score before: -3.26 [-6.49, -0.03] points.
    """
    source = Source("waves_random_intercept", table, parameters)
    arms = (text_of(parameters, "intervention"), text_of(parameters, "comparison"))
    moments = read(table, arms)
    counted = _counted(moments, arms)
    if min(counted.n_by_arm.values()) == 0:
        return declined(source, counted, "no_answer" if counted.n == 0 else "arm_empty")
    if counted.n <= _of_people(moments.names[:-1]):
        return declined(source, counted, "too_few_answers")
    names = _estimable(moments)
    if ARM not in names:
        return declined(source, counted, "not_estimable")
    sums = _sums(moments, names)
    if sums.answers <= sums.columns:
        return declined(source, counted, "too_few_answers")
    return _fitted(source, counted, moments, sums, names)


def _counted(moments: WaveMoments, arms: tuple[str, str]) -> Counted:
    by_arm = {arm: sum(counts[arm] for counts in moments.participants.values()) for arm in arms}
    n = sum(by_arm.values())
    return Counted(n, sum(moments.allocated.values()) - n, by_arm)


def _estimable(moments: WaveMoments) -> tuple[str, ...]:
    """The model's columns without those that add nothing, such as a wave nobody answered; the arm is tried last."""
    columns = [name for name in moments.names[:-1] if name != ARM] + [ARM]
    order = [moments.names.index(name) for name in columns]
    return tuple(columns[place] for place in independent(moments.total[np.ix_(order, order)]))


def _of_people(names: tuple[str, ...]) -> int:
    """Columns that say something of a person rather than of a wave."""
    return sum(1 for name in names if not name.startswith("wave="))


def _sums(moments: WaveMoments, names: tuple[str, ...]) -> Sums:
    order = [*(moments.names.index(name) for name in names), len(moments.names) - 1]
    grid = np.ix_(order, order)
    return Sums(
        moments.total[grid],
        {size: matrix[grid] for size, matrix in moments.between.items()},
        {size: sum(counts.values()) for size, counts in moments.participants.items()},
    )


def _fitted(source: Source, counted: Counted, moments: WaveMoments, sums: Sums, names: tuple[str, ...]) -> Estimate:
    column = names.index(ARM)
    plain = At(sums, 0.0)
    if plain.squares <= 1e-12 * sums.total[-1, -1] or plain.squares <= 0:
        effect = float(plain.slopes[column])
        return stated(source, counted, effect=effect, interval=None, refused=("interval_no_variation",))
    if max(sums.between) == 1:
        return _told(source, counted, moments, plain, column, plain.df)
    at = fit(sums)
    df = satterthwaite(at, column) if at.theta > 0 else counted.n - _of_people(names)
    if not 0 <= at.theta < 1e8 or not df > 0:
        return stated(
            source, counted, effect=float(at.slopes[column]), interval=None, refused=("model_did_not_settle",)
        )
    return _told(source, counted, moments, at, column, df)


def _told(source: Source, counted: Counted, moments: WaveMoments, at: At, column: int, df: float) -> Estimate:
    effect = float(at.slopes[column])
    error = sqrt(at.variance * float(at.inverse[column, column]))
    within, between = at.variance, at.variance * at.theta
    asked = sum(1 for name in moments.names if name.startswith("wave=") or name == INTERCEPT)
    answered = sum(moments.total[place, place] > 0 for place in _wave_places(moments))
    return stated(
        source,
        counted,
        effect=effect,
        interval=t_interval(effect, error, df, confidence_of(source.parameters)),
        p_value=t_p(effect / error, df),
        details={
            "standard_error": error,
            "df": df,
            "variance_between": between,
            "variance_within": within,
            "icc": between / (between + within),
            "answers": at.sums.answers,
        },
        checks=(
            Check("variance_between_found", at.theta > 0),
            Check("enough_per_arm", min(counted.n_by_arm.values()) >= 10, min(counted.n_by_arm.values())),
            Check("every_wave_answered", int(answered) == asked - 1),
        ),
    )


def _wave_places(moments: WaveMoments) -> list[int]:
    return [place for place, name in enumerate(moments.names) if name.startswith("wave=")]
