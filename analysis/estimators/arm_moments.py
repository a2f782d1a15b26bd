"""The means of two arms from their moments: Welch's t, with Hedges' g. The table and the formula of both estimators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, sqrt

from scipy.special import gammaln

from analysis.disclosure import Form
from analysis.distributions import t_interval, t_p
from analysis.estimators.arm_values import Groups, arm_digest
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import apart, as_details, mean_within, range_of
from analysis.gram import Gram
from analysis.parameters import Parameters, arm_of, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Check, Estimate, EvidenceTable
from analysis.tallies import Grams, Tally

COLUMNS = ("arm", "participants", "missing", "mean", "squares")
SCORE = "score"
NOBODY = Gram.empty((SCORE,))


@dataclass(frozen=True)
class _Arm:
    n: int
    missing: int
    mean: float
    squares: float

    @property
    def variance(self) -> float:
        return self.squares / (self.n - 1)

    @property
    def error_squared(self) -> float:
        return self.variance / self.n


def tally_arms(groups: Groups) -> Tally:
    """Per arm: the moments of the scores, and how many people have none."""
    grams: Grams = {(arm,): Gram.of(values.to_frame(SCORE)) for arm, (values, _) in groups.items() if len(values)}
    return Tally(arm_digest(groups), {(arm, None): missing for arm, (_, missing) in groups.items()}, grams)


def moments_form(tally: Tally, plan: Plan, outcome: Outcome) -> Form:
    """Per arm: n, missing, mean and the sum of squares about it."""
    arms = [
        (arm, tally.grams.get((arm,), NOBODY)) for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison"))
    ]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="arm_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple((arm, gram.n, tally.count(arm, None), *_moments(gram)) for arm, gram in arms),
        verifiability="B",
        units={"participants": "participants", "missing": "participants"},
    )
    return Form(table, tuple(gram.n for _, gram in arms))


def _moments(gram: Gram) -> tuple[float | None, float | None]:
    return (float(gram.means[0]), float(gram.centred[0, 0])) if gram.n else (None, None)


def welch(code: str, table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean of the intervention arm minus mean of the comparison arm, as the estimator of that code."""
    source = Source(code, table, parameters)
    treated, control = (_read(table, text_of(parameters, role)) for role in ("intervention", "comparison"))
    by_code = {text_of(parameters, "intervention"): treated.n, text_of(parameters, "comparison"): control.n}
    counted = Counted(treated.n + control.n, treated.missing + control.missing, by_code)
    if treated.n == 0 or control.n == 0:
        return declined(source, counted, "arm_empty")
    if treated.n < 2 or control.n < 2:
        effect = treated.mean - control.mean
        return stated(source, counted, effect=effect, interval=None, refused=("interval_one_participant",))
    return _with_spread(source, counted, treated, control)


def _read(table: EvidenceTable, arm: str) -> _Arm:
    for where, n, missing, mean, squares in table.rows:
        if where == arm:
            return _Arm(int(n or 0), int(missing or 0), float(mean or 0), float(squares or 0))
    return _Arm(0, 0, 0.0, 0.0)


def _with_spread(source: Source, counted: Counted, treated: _Arm, control: _Arm) -> Estimate:
    effect = treated.mean - control.mean
    squared = treated.error_squared + control.error_squared
    means = {"mean_intervention": treated.mean, "mean_comparison": control.mean}
    if squared <= 1e-24 * max(treated.mean**2, control.mean**2) or squared <= 0:
        refused = ("interval_no_variation",)
        return stated(source, counted, effect=effect, interval=None, details=means, refused=refused)
    error, df = sqrt(squared), _satterthwaite(treated, control)
    return stated(
        source,
        counted,
        effect=effect,
        interval=t_interval(effect, error, df, confidence_of(source.parameters)),
        p_value=t_p(effect / error, df),
        details={
            **means,
            "standard_deviation_intervention": sqrt(treated.variance),
            "standard_deviation_comparison": sqrt(control.variance),
            "standard_error": error,
            "df": df,
            "hedges_g": _hedges_g(effect, treated, control),
            **_bounds(source, counted, treated, control),
        },
        checks=(Check("enough_per_arm", min(treated.n, control.n) >= 15, min(treated.n, control.n)),),
    )


def _bounds(source: Source, counted: Counted, treated: _Arm, control: _Arm) -> Mapping[str, float]:
    """Every missing score, or change where a baseline is named, at the ends of the scale."""
    limits = range_of(source.parameters)
    if limits is None:
        return {}
    if source.parameters.get("baseline_wave") is not None:
        limits = (limits[0] - limits[1], limits[1] - limits[0])
    means = (mean_within(arm.mean, arm.n, arm.missing, limits) for arm in (treated, control))
    return as_details(apart(*means), counted.missing)


def _satterthwaite(treated: _Arm, control: _Arm) -> float:
    squared = treated.error_squared + control.error_squared
    return squared**2 / (treated.error_squared**2 / (treated.n - 1) + control.error_squared**2 / (control.n - 1))


def _hedges_g(effect: float, treated: _Arm, control: _Arm) -> float:
    df = treated.n + control.n - 2
    pooled = sqrt((treated.squares + control.squares) / df)
    correction = float(gammaln(df / 2) - gammaln((df - 1) / 2))
    return effect / pooled * sqrt(2 / df) * exp(correction)
