"""The share of an answer that counts, weighted so that who answered looks like the population; unweighted beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import normal_quantile, wilson
from analysis.estimators.population_cells import HIGH_DESIGN_EFFECT, cells_of, margin_rows, place_of, weighted_in
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import wanted_answers
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Check, Estimate, EvidenceTable
from analysis.scales import labels_at
from analysis.tallies import Key, Tally
from surveys.codebook import Codebook

COLUMNS = ("block", "cell", "category", "success", "value")
ANSWERS, MISSING = "answers", "missing"


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by cell of the population and whether their answer counts.

    Who did not answer, or of whom one respect is unknown, is missing.
    """
    labels = labels_at(dataset, plan, outcome.measure, outcome.waves[0])
    known = cells_of(dataset, plan)
    found = pd.DataFrame({"cell": known, "answer": labels.reindex(known.index)}).dropna().sort_index()
    success = found["answer"].isin(wanted_answers(outcome)).astype(int).tolist()
    cells = found["cell"].tolist()
    counts: Counter[Key] = Counter(zip(cells, success, strict=True))
    behind = [[str(name), cell, one] for name, cell, one in zip(found.index, cells, success, strict=True)]
    return Tally(digest_of(behind), {**counts, (None, None): len(dataset.participants) - len(found)})


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """The declared margins, then counts of answers that count and that do not, per cell of the population."""
    cells = sorted({str(cell) for cell, _ in tally.counts if cell is not None})
    answers = [(ANSWERS, cell, None, counts, tally.count(cell, counts)) for cell in cells for counts in (1, 0)]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="population_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=(*margin_rows(plan), *answers, (MISSING, None, None, None, tally.count(None, None))),
        verifiability="A",
    )
    yield Form(table, tuple(count for *_, count in answers))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """The share of answers that count, had everyone of the declared population been as likely to answer.

    Population: participants who answered and whose place in every margin is known. Formula: raked weights; Σ w x / Σ w;
    Wilson's interval at the effective number n / deff, deff being Kish's design effect. Refused when a category of the
    population has nobody. Misleads when, within a category, those who answered differ from those who did not.

    Example: of 30 women 15 and of 10 men 9 say yes, half of the population are men → 0.70, unweighted 0.60.
    """
    source = Source("weighted_share", table, parameters)
    counts = {(str(row[1]), int(row[3] or 0)): int(row[4] or 0) for row in table.rows if row[0] == ANSWERS}
    people = {cell: counts.get((cell, 1), 0) + counts.get((cell, 0), 0) for cell, _ in counts}
    missing = sum(int(row[4] or 0) for row in table.rows if row[0] == MISSING)
    counted = Counted(sum(people.values()), missing)
    if counted.n == 0:
        return declined(source, counted, "no_answer")
    weighted = weighted_in(table, people)
    if isinstance(weighted, str):
        return declined(source, counted, weighted)
    weights = {cell: weighted.weights[place_of(cell)] for cell, n in people.items() if n}
    total = sum(n * weights[cell] for cell, n in people.items() if n)
    share = sum(n * weights[cell] for (cell, success), n in counts.items() if success and n) / total
    effective = counted.n / weighted.design_effect
    z = normal_quantile(confidence_of(parameters))
    successes = sum(n for (_, success), n in counts.items() if success)
    low, high = wilson(successes, counted.n, z)
    heaviest = max(weighted.weights.values())
    return stated(
        source,
        counted,
        effect=share,
        interval=wilson(share * effective, effective, z),
        details={
            "unweighted": successes / counted.n,
            "unweighted_low": low,
            "unweighted_high": high,
            "design_effect": weighted.design_effect,
            "effective_n": effective,
            "heaviest_weight": heaviest,
        },
        checks=(Check("design_effect_low", weighted.design_effect <= HIGH_DESIGN_EFFECT, weighted.design_effect),),
    )
