"""The mean of a number or a score, weighted so that who answered looks like the population; unweighted beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_interval
from analysis.estimators.group_cells import Mean
from analysis.estimators.population_cells import HIGH_DESIGN_EFFECT, cells_of, margin_rows, place_of, weighted_in
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.gram import Gram
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.raking import Weighted
from analysis.results import Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Grams, Tally
from surveys.codebook import Codebook

COLUMNS = ("block", "cell", "category", "participants", "share", "mean", "squares")
SCORES, MISSING = "scores", "missing"
ENOUGH = 10  # answers once weighted; below, Student's distribution leans on a shape that so few cannot show
ALONE = 1.0 + 1e-9  # answers once weighted: nobody to differ from


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of the scores by cell of the population.

    Who has no score, or of whom one respect is unknown, is missing.
    """
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    known = cells_of(dataset, plan)
    found = pd.DataFrame({"cell": known, "score": scores.reindex(known.index)}).dropna().sort_index()
    grams: Grams = {(str(cell),): Gram.of(inside[["score"]]) for cell, inside in found.groupby("cell")}
    behind = [[str(name), cell, float(score)] for name, cell, score in found.itertuples()]
    return Tally(digest_of(behind), {(None,): len(dataset.participants) - len(found)}, grams)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """The declared margins, then per cell of the population: n, mean and the sum of squares about it."""
    cells = sorted((str(cell), gram) for (cell,), gram in tally.grams.items())
    scores = [
        (SCORES, cell, None, gram.n, None, float(gram.means[0]), float(gram.centred[0, 0])) for cell, gram in cells
    ]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="population_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=(
            *((*row, None, None) for row in margin_rows(plan)),
            *scores,
            (MISSING, None, None, tally.count(None), None, None, None),
        ),
        verifiability="B",
        units={"participants": "participants"},
    )
    yield Form(table, tuple(gram.n for _, gram in cells))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """The mean score, had everyone of the declared population been as likely to answer.

    Population: participants with a score whose place in every margin is known. Formula: raked weights w;
    m = Σ w x / Σ w; its variance is linearised, n / (n − 1) · Σ w² (x − m)² / (Σ w)², the weights taken as given
    (Lumley 2004, https://doi.org/10.18637/jss.v009.i08); Student's interval with the effective number n / deff minus
    one degrees of freedom, deff being Kish's design effect. Refused when a category of the population has nobody.
    Misleads when, within a category, those who answered differ from those who did not.

    Example: 30 women with a mean of 5 and 10 men with a mean of 9, half of the population are men → 7, unweighted 6.
    """
    source = Source("weighted_mean", table, parameters)
    cells = _cells(table)
    missing = sum(int(row[3] or 0) for row in table.rows if row[0] == MISSING)
    counted = Counted(sum(cell.n for cell in cells.values()), missing)
    if counted.n == 0:
        return declined(source, counted, "no_answer")
    weighted = weighted_in(table, {cell: moments.n for cell, moments in cells.items()})
    if isinstance(weighted, str):
        return declined(source, counted, weighted)
    weights = {cell: weighted.weights[place_of(cell)] for cell in cells}
    mean, error = _mean(cells, weights)
    plain, plain_error = _mean(cells, dict.fromkeys(cells, 1.0))
    effective, confidence = counted.n / weighted.design_effect, confidence_of(parameters)
    if effective <= ALONE:
        return stated(source, counted, effect=mean, interval=None, refused=("interval_one_participant",))
    if error <= 0:
        return stated(source, counted, effect=mean, interval=None, refused=("interval_no_variation",))
    low, high = t_interval(plain, plain_error, counted.n - 1, confidence)
    return stated(
        source,
        counted,
        effect=mean,
        interval=t_interval(mean, error, effective - 1, confidence),
        details={
            "unweighted_mean": plain,
            "unweighted_low": low,
            "unweighted_high": high,
            "standard_error": error,
            "df": effective - 1,
            **_costs(weighted, effective),
        },
        checks=(
            Check("design_effect_low", weighted.design_effect <= HIGH_DESIGN_EFFECT, weighted.design_effect),
            Check("enough_answers", effective >= ENOUGH, effective),
        ),
    )


def _costs(weighted: Weighted, effective: float) -> Mapping[str, float]:
    return {
        "design_effect": weighted.design_effect,
        "effective_n": effective,
        "heaviest_weight": max(weighted.weights.values()),
    }


def _cells(table: EvidenceTable) -> dict[str, Mean]:
    return {
        str(cell): Mean(int(n or 0), float(mean or 0), float(squares or 0))
        for block, cell, _, n, _, mean, squares in table.rows
        if block == SCORES
    }


def _mean(cells: Mapping[str, Mean], weights: Mapping[str, float]) -> tuple[float, float]:
    """The weighted mean over all cells and its linearised standard error; that of a plain mean with equal weights."""
    n = sum(cell.n for cell in cells.values())
    total = sum(weights[code] * cell.n for code, cell in cells.items())
    mean = sum(weights[code] * cell.n * cell.mean for code, cell in cells.items()) / total
    squares = sum(
        weights[code] ** 2 * (cell.squares + cell.n * (cell.mean - mean) ** 2) for code, cell in cells.items()
    )
    return mean, sqrt(squares * n / (n - 1)) / total if n > 1 else 0.0
