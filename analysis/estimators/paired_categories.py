"""Before and after on an answer that counts or not: who gained it, who lost it, and whether the whole item shifted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import sqrt

import numpy as np
import pandas as pd
from scipy import stats

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import normal_quantile
from analysis.estimators.paired_ordinal import bonett_price
from analysis.estimators.statement import Counted, Source, declined, people_in, stated
from analysis.estimators.success_counts import ELSE, OTHER, SUCCESS, offered_answers, wanted_answers
from analysis.estimators.unanswered import as_details, mean_within
from analysis.gram import Matrix
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import labels_at
from analysis.tallies import Counts, Key, Tally, people_by
from surveys.codebook import Codebook

COLUMNS = ("before", "after", "success_before", "success_after", "participants")


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by their two answers, those neither offered nor wanted counted as one; None for those who lack one."""
    before = labels_at(dataset, plan, outcome.measure, outcome.baseline_wave or "")
    after = labels_at(dataset, plan, outcome.measure, outcome.waves[0])
    found = pd.DataFrame({"before": before, "after": after}).dropna().sort_index()
    named = {*offered_answers(dataset.codebook, outcome), *wanted_answers(outcome)}
    counts: Counts = people_by(found.where(found.isin(named), ELSE))
    digest = digest_of([[str(name), row.before, row.after] for name, row in found.iterrows()])
    return Tally(digest, {**counts, (None, None): len(dataset.participants) - len(found)})


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per pair of answers; collapsed to success and other where a pair was given by too few."""
    wanted, offered = wanted_answers(outcome), offered_answers(codebook, outcome)
    if offered:
        yield _form(outcome, tally.counts, {answer: answer in wanted for answer in offered})
    collapsed: Counter[Key] = Counter()
    for key, count in tally.counts.items():
        collapsed[tuple(_side(answer, wanted) for answer in key)] += count
    yield _form(outcome, collapsed, {SUCCESS: True, OTHER: False})


def _side(answer: Cell, wanted: Collection[Cell]) -> Cell:
    return None if answer is None else SUCCESS if answer in wanted else OTHER


def _form(outcome: Outcome, cells: Mapping[Key, int], counts: Mapping[str, bool]) -> Form:
    """Each margin is a sum of published cells: none is smaller than its smallest cell."""
    rows = [
        (before, after, int(counts[before]), int(counts[after]), cells.get((before, after), 0))
        for before in counts
        for after in counts
    ]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="paired_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=(*rows, (None, None, None, None, cells.get((None, None), 0))),
        verifiability="A",
        units={"participants": "participants"},
    )
    return Form(table, tuple(people_in(row) for row in rows))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Share giving an answer that counts after, minus that share before.

    Population: participants with both answers. Formula: (gained - lost) / n; interval of Bonett and Price (2012,
    https://doi.org/10.3102/1076998611411915); p-value of the exact sign test on those who changed (McNemar 1947,
    https://doi.org/10.1007/BF02295996). Where all answers are published, the shift of the whole item is tested too, by
    Stuart (1955, https://doi.org/10.1093/biomet/42.3-4.412) and Bhapkar (1966,
    https://doi.org/10.1080/01621459.1966.10502021): answers nobody left or reached say nothing of a shift and take no
    degree of freedom. Misleads as proof of an effect: without comparison, time alone may have done it.

    Example: 12 gained, 4 lost, 24 the same → 0.20 [0.00, 0.38], p = 0.08.
    """
    source = Source("paired_categories", table, parameters)
    rows = [row for row in table.rows if row[0] is not None]
    counted = Counted(sum(map(people_in, rows)), sum(people_in(row) for row in table.rows if row[0] is None))
    if counted.n == 0:
        return declined(source, counted, "no_pair")
    gained, lost = (sum(people_in(row) for row in rows if (row[2], row[3]) == way) for way in ((0, 1), (1, 0)))
    before, after = (sum(people_in(row) for row in rows if row[side] == 1) / counted.n for side in (2, 3))
    moved = gained + lost
    effect = (gained - lost) / counted.n
    bounds = as_details(mean_within(effect, counted.n, counted.missing, (-1, 1)), counted.missing)
    shares = {"share_before": before, "share_after": after}
    return stated(
        source,
        counted,
        effect=effect,
        interval=bonett_price(gained, lost, counted.n, normal_quantile(confidence_of(parameters))),
        p_value=float(stats.binomtest(gained, moved).pvalue) if moved else None,
        details={
            "standard_error": sqrt(max(moved, 1)) / counted.n,
            **shares,
            **bounds,
            **shift(_square(rows)),
        },
        checks=(_collapsed(rows),),
        refused=() if moved else ("p_value_no_variation",),
    )


def _collapsed(rows: Sequence[tuple[Cell, ...]]) -> Check:
    return Check("categories_collapsed", {row[0] for row in rows} != {SUCCESS, OTHER})


def _square(rows: Sequence[tuple[Cell, ...]]) -> Matrix:
    """The counts as a square: before in rows, after in columns, the answers in the order of the question."""
    answers = list(dict.fromkeys(row[0] for row in rows))
    square = np.zeros((len(answers), len(answers)))
    for row in rows:
        square[answers.index(row[0]), answers.index(row[1])] += people_in(row)
    return square


def shift(square: Matrix) -> dict[str, float]:
    """Both tests that the answers are spread after as they were before; nothing for two answers, or when none moved."""
    still = np.diag(square)
    spread = square.sum(axis=1) + square.sum(axis=0) - 2 * still
    if len(square) < 3 or not spread.any():
        return {}
    difference = square.sum(axis=1) - square.sum(axis=0)
    covariance = np.diag(spread) - (square + square.T - 2 * np.diag(still))
    df = int(np.linalg.matrix_rank(covariance))
    stuart = float(difference @ np.linalg.pinv(covariance, hermitian=True) @ difference)
    found = {"stuart_maxwell": stuart, "whole_item_df": float(df)}
    share = stuart / float(square.sum())
    if share < 1:
        bhapkar = stuart / (1 - share)
        found |= {"bhapkar": bhapkar, "whole_item_p": float(stats.chi2.sf(bhapkar, df))}
    return found
