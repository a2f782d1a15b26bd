"""The difference between two arms adjusted for the baseline: analysis of covariance from the moments of each arm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_interval, t_p
from analysis.estimators.covariates import (
    BASELINE,
    covariates,
    entered,
    levels_of,
    off_the_commonest,
    people_by_level,
    people_by_number,
)
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import apart, as_details, mean_within, range_of
from analysis.gram import COLUMNS, Gram, Matrix, Vector, gram_rows, independent, read_gram, values_of
from analysis.parameters import Parameters, arm_of, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Tally, few
from surveys.codebook import Codebook

ARM, OUTCOME = "arm", "outcome"
OF_ROWS, ROBUST = "rows", "hc3_variance"


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """Per arm: the moments of baseline, covariates and score, and how many people lack one of them."""
    found = known_rows(dataset, plan, outcome)
    rows = in_one(found, plan)
    return Tally(
        digest_of([[str(name), *map(float, row)] for name, row in zip(rows.index, rows.to_numpy(), strict=True)]),
        {(arm, None): len(arm_members(dataset, arm)) - len(found[arm]) for arm in found}
        | {
            key: count
            for arm, mine in found.items()
            for key, count in people_by_number(mine, dataset.codebook, plan, outcome, arm).items()
        },
        {(arm,): Gram.of(rows) for arm, rows in found.items() if len(rows)},
        few(rows),
    )


def known_rows(dataset: Dataset, plan: Plan, outcome: Outcome) -> dict[str, pd.DataFrame]:
    """Per arm: baseline, covariates and score of everyone who has them all."""
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    frame = covariates(dataset, plan, outcome).columns.assign(**{OUTCOME: scores}).dropna()
    return {arm: frame.loc[frame.index.isin(arm_members(dataset, arm))] for arm in arms_of(plan)}


def in_one(found: Mapping[str, pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """The rows of both arms, the arm as a last column of 1 and 0."""
    first = arms_of(plan)[0]
    return pd.concat([rows.assign(**{ARM: float(arm == first)}) for arm, rows in found.items()]).sort_index()


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per arm: n, missing, means and cross-products of baseline, covariates and score; the robust variance beside."""
    grams, by_level, names = entering(tally, codebook, plan, outcome)
    rows: list[tuple[Cell, ...]] = []
    for arm in arms_of(plan):
        gram = grams[arm].only(names) if arm in grams else Gram.empty(names)
        rows += [(arm, "participants", None, gram.n), (arm, "missing", None, tally.count(arm, None))]
        rows += gram_rows(arm, gram)
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="arm_cross_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=(*rows, *_robust(tally, names)),
        verifiability="B",
        rows_digest=tally.digest,
    )
    counts = (*(gram.n for gram in grams.values()), *(count for _, count in by_level), *off_the_commonest(tally))
    yield Form(table, counts)


def entering(
    tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome
) -> tuple[dict[str, Gram], list[tuple[tuple[str, ...], int]], tuple[str, ...]]:
    """The moments of each arm that has people, how many stand in each level, and the columns the model takes."""
    levels = levels_of(codebook, plan, outcome)
    grams = {arm: gram for arm in arms_of(plan) if (gram := tally.grams.get((arm,))) is not None}
    by_level = [count for gram in grams.values() for count in people_by_level(gram, levels).items()]
    present = {name for (name, *others), count in by_level if count and not others}
    names = next((entered(gram.names, levels, present) for gram in grams.values()), (BASELINE, OUTCOME))
    return grams, by_level, names


def arms_of(plan: Plan) -> tuple[str, str]:
    """The arm that receives, then the one it is compared with."""
    return arm_of(plan, "intervention"), arm_of(plan, "comparison")


def _robust(tally: Tally, names: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    """The HC3 variance of the arm's coefficient, which needs everyone's own leverage: taken from the rows, or where
    they are too many to be kept from a second pass over them."""
    variance = tally.of_rows.get(ROBUST) if tally.rows is None else _from_rows(tally.rows, names)
    return [] if variance is None else [(OF_ROWS, ROBUST, None, variance)]


def _from_rows(rows: pd.DataFrame, names: tuple[str, ...]) -> float | None:
    treated = rows[ARM].to_numpy(float)
    if not 0 < treated.sum() < len(rows):
        return None
    known = rows[[name for name in names if name != OUTCOME]].to_numpy(float)
    return hc3_variance(np.column_stack([np.ones(len(rows)), treated, known]), rows[OUTCOME].to_numpy(float), 1)


def hc3_variance(design: Matrix, scores: Vector, column: int) -> float | None:
    """Variance of one coefficient with everyone's squared residual over (1 − leverage)² (MacKinnon and White 1985,
    https://doi.org/10.1016/0304-4076(85)90158-7); None where one person alone decides a coefficient."""
    inverse = np.linalg.pinv(design)
    leverage = np.einsum("ij,ji->i", design, inverse)
    if len(leverage) == 0 or float(leverage.max()) > 1 - 1e-9:
        return None
    weights = inverse[column] * (scores - design @ (inverse @ scores)) / (1 - leverage)
    return float(weights @ weights)


@dataclass(frozen=True, eq=False)
class _Fit:
    effect: float
    variance: float
    variance_by_arm: float
    residual_variances: tuple[float, float]
    df: int


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Difference of means between the arms at equal baseline (and equal covariates).

    Population: participants of the two arms with a score at the wave and every covariate. Formula: least squares on
    arm, baseline and covariates (Vickers and Altman 2001, https://doi.org/10.1136/bmj.323.7321.1123); classical
    standard error and Student's t. The robust error HC3 needs everyone's own leverage: it is taken from the rows,
    published with the moments and given beside, and the table commits to the rows. `standard_error_by_arm` lets each
    arm have its own spread, and the check `similar_spread` says when to look at it. Misleads when arms were not
    allocated at random and differ at baseline for a reason (Lord's paradox).

    Example: BtheB at two months, adjusted for the score before: -3.95 [-7.34, -0.57] points.
    """
    source = Source("two_arms_ancova", table, parameters)
    arms = (text_of(parameters, "intervention"), text_of(parameters, "comparison"))
    values = {arm: values_of(table.rows, arm) for arm in arms}
    sizes = {arm: int(values[arm].get(("participants", None), 0)) for arm in arms}
    counted = Counted(sum(sizes.values()), sum(int(values[arm].get(("missing", None), 0)) for arm in arms), sizes)
    if min(sizes.values()) == 0:
        return declined(source, counted, "arm_empty")
    grams = [read_gram(table.rows, arm, sizes[arm], _names(values[arm])) for arm in arms]
    fit = _fit(grams[0], grams[1])
    return declined(source, counted, fit) if isinstance(fit, str) else _told(source, counted, fit)


def _told(source: Source, counted: Counted, fit: _Fit) -> Estimate:
    if fit.variance <= 0:
        return stated(source, counted, effect=fit.effect, interval=None, refused=("interval_no_variation",))
    error = sqrt(fit.variance)
    spreads = sorted(fit.residual_variances)
    ratio = spreads[1] / spreads[0] if spreads[0] > 0 else float("inf")
    return stated(
        source,
        counted,
        effect=fit.effect,
        interval=t_interval(fit.effect, error, fit.df, confidence_of(source.parameters)),
        p_value=t_p(fit.effect / error, fit.df),
        details={
            "standard_error": error,
            "standard_error_by_arm": sqrt(fit.variance_by_arm),
            "df": fit.df,
            **_beside(source, fit),
            **_bounds(source, counted),
        },
        checks=(Check("similar_spread", ratio <= 4, ratio if ratio < float("inf") else None),),
    )


def _beside(source: Source, fit: _Fit) -> Mapping[str, float]:
    """The interval with the robust error, where the table carries it."""
    variance = values_of(source.table.rows, OF_ROWS).get((ROBUST, None))
    if variance is None or variance <= 0:
        return {}
    low, high = t_interval(fit.effect, sqrt(variance), fit.df, confidence_of(source.parameters))
    return {"hc3_standard_error": sqrt(variance), "hc3_low": low, "hc3_high": high}


def _bounds(source: Source, counted: Counted) -> Mapping[str, float]:
    """Of the difference of means over everyone allocated, which an adjustment estimates too where lots were drawn."""
    limits = range_of(source.parameters)
    if limits is None:
        return {}
    arms = (text_of(source.parameters, role) for role in ("intervention", "comparison"))
    values = [values_of(source.table.rows, arm) for arm in arms]
    means = (
        mean_within(of[OUTCOME, None], int(of["participants", None]), int(of["missing", None]), limits) for of in values
    )
    return as_details(apart(*means), counted.missing)


def _names(values: Mapping[tuple[str, str | None], float]) -> tuple[str, ...]:
    return tuple(row for row, column in values if column is None and row not in ("participants", "missing"))


def _fit(treated: Gram, control: Gram) -> _Fit | str:
    """Least squares from the two arms' moments; the code of a refusal when it cannot be done."""
    origin = origin_of(treated, control)
    parts = products_by_arm(treated, control, origin)
    total = parts[0] + parts[1]
    outcome = len(total) - 1
    kept = entering_columns(total)
    df = treated.n + control.n - len(kept)
    if 1 not in kept:
        return "not_estimable"
    if df < 1:
        return "too_few_answers"
    inverse = np.linalg.inv(total[np.ix_(kept, kept)])
    slopes = inverse @ total[kept, outcome]
    residuals = [_residual(part, kept, slopes) for part in parts]
    place = kept.index(1)
    scale = 0.0 if sum(residuals) <= 1e-12 * total[outcome, outcome] else 1.0
    variances = (residuals[0] / max(treated.n - 1, 1), residuals[1] / max(control.n - 1, 1))
    middle = sum(variance * part[np.ix_(kept, kept)] for variance, part in zip(variances, parts, strict=True))
    return _Fit(
        effect=float(slopes[place]),
        variance=scale * sum(residuals) / df * float(inverse[place, place]),
        variance_by_arm=scale * float((inverse @ middle @ inverse)[place, place]),
        residual_variances=variances,
        df=df,
    )


def origin_of(treated: Gram, control: Gram) -> Vector:
    """The means of everyone, about which products keep their digits."""
    return np.asarray((treated.n * treated.means + control.n * control.means) / (treated.n + control.n))


def products_by_arm(treated: Gram, control: Gram, origin: Vector) -> list[Matrix]:
    """Per arm: the cross-products of 1, the arm, the covariates and the score about an origin."""
    return [_with_arm(gram.about(origin), arm) for gram, arm in ((treated, 1.0), (control, 0.0))]


def entering_columns(total: Matrix) -> list[int]:
    """The columns of the model that add something, the arm (1) last: it must add something to everything else."""
    order = [0, *range(2, len(total) - 1), 1]
    return [order[place] for place in independent(total[np.ix_(order, order)])]


def _with_arm(products: Matrix, arm: float) -> Matrix:
    """The cross-products with the arm's own column put second."""
    order = [0, 0, *range(1, len(products))]
    wide = products[np.ix_(order, order)].copy()
    wide[1, :] *= arm
    wide[:, 1] *= arm
    return np.asarray(wide)


def _residual(part: Matrix, kept: list[int], slopes: Vector) -> float:
    """Sum of squared residuals within one arm."""
    outcome = len(part) - 1
    cross = part[kept, outcome]
    return max(0.0, float(part[outcome, outcome] - 2 * slopes @ cross + slopes @ part[np.ix_(kept, kept)] @ slopes))
