"""Rubin's rules: several completed results as one, with the degrees of freedom of Barnard and Rubin. From a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf, sqrt

from analysis.distributions import t_interval
from analysis.imputation.table import DECLINED
from analysis.results import Cell, Estimate, EvidenceTable


@dataclass(frozen=True)
class Pooled:
    """The error of the mean effect, its degrees of freedom, and the share of information that was missing."""

    standard_error: float
    df: float
    information_missing: float


def pooled(within: float, between: float, times: int, df_complete: float) -> Pooled:
    """T = W + (1 + 1/m) B (Rubin 1987, https://doi.org/10.1002/9780470316696), with the degrees of freedom of Barnard
    and Rubin (1999, https://doi.org/10.1093/biomet/86.4.948), which never exceed those of complete answers.

    `within`: mean of the m variances; `between`: variance of the m effects; `df_complete`: freedom had nobody been
    missing. Misleads with few draws (the result then depends on them), and says nothing of whether those missing do
    resemble those who answered.

    Example: W = 4, B = 1, m = 5, 50 degrees of freedom → error 2.28, 24.7 degrees.
    """
    extra = (1 + 1 / times) * between
    total = within + extra
    if total <= 0:
        return Pooled(0.0, df_complete, 0.0)
    share = extra / total
    of_draws = (times - 1) / share**2 if share > 0 else inf
    observed = (df_complete + 1) / (df_complete + 3) * df_complete * (1 - share)
    df = 1 / (1 / of_draws + 1 / observed) if observed > 0 else 0.0
    ratio = extra / within if within > 0 else inf
    missing = (ratio + 2 / (df + 3)) / (ratio + 1) if ratio < inf else 1.0
    return Pooled(sqrt(total), df, missing)


def with_imputed(estimate: Estimate, table: EvidenceTable | None) -> Estimate:
    """The planned estimate, untouched, with what multiple imputation gives among its details, or why it gives nothing.

    Nothing is added to an estimate that has no interval: a second reading stands beside a first.
    """
    if table is None or estimate.low is None:
        return estimate
    values = {str(row[0]): row[1] for row in table.rows}
    if DECLINED in values:
        return replace(estimate, refused=(*estimate.refused, str(values[DECLINED])))
    return replace(estimate, details={**estimate.details, **_details(values, estimate.confidence)})


def _details(values: Mapping[str, Cell], confidence: float) -> Mapping[str, float]:
    effect, within, between, df_complete = (
        _number(values[name]) for name in ("effect", "variance_within", "variance_between", "df_complete")
    )
    times = int(_number(values["imputations"]))
    if times < 2 or within < 0 or between < 0 or df_complete <= 0:
        raise ValueError("an imputation pools two draws or more, and variances")
    found = pooled(within, between, times, df_complete)
    low, high = t_interval(effect, found.standard_error, found.df, confidence)
    return {
        "imputations": float(times),
        "imputed_people": _number(values["completed"]),
        "imputed_effect": effect,
        "imputed_low": low,
        "imputed_high": high,
        "imputed_standard_error": found.standard_error,
        "imputed_df": found.df,
        "imputed_information": found.information_missing,
    }


def _number(cell: Cell) -> float:
    if isinstance(cell, str) or cell is None:
        raise ValueError(f"a pooled quantity is a number, not {cell!r}")
    return float(cell)
