"""The share of an answer that counts, weighted so that who answered looks like the population; unweighted beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from analysis.attributes import facts_of
from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import normal_quantile, wilson
from analysis.estimators.statement import Counted, Source, declined, stated, when_published
from analysis.estimators.success_counts import wanted_answers
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.raking import Cell as Place
from analysis.raking import DidNotSettle, MarginEmpty, rake
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import label, labels_at
from analysis.tallies import Key, Tally
from surveys.codebook import Codebook

COLUMNS = ("block", "cell", "category", "success", "value")
MARGIN, ANSWERS, MISSING = "margin", "answers", "missing"
HIGH_DESIGN_EFFECT = 2.0  # beyond, half of what the answers could say is lost to the weights


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by cell of the population and whether their answer counts.

    Who did not answer, or of whom one respect is unknown, is missing.
    """
    labels = labels_at(dataset, plan, outcome.measure, outcome.waves[0])
    known = pd.DataFrame(
        {str(place): _places(dataset, plan, place) for place in range(len(plan.population))},
        index=dataset.participants.index if plan.population else [],
    ).dropna()
    found = known.assign(answer=labels.reindex(known.index)).dropna().sort_index()
    success = found["answer"].isin(wanted_answers(outcome)).astype(int).tolist()
    places = found.drop(columns="answer").to_numpy(dtype=float)
    cells = [".".join(str(int(place)) for place in row) for row in places]
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
        rows=(*_margin_rows(plan), *answers, (MISSING, None, None, None, tally.count(None, None))),
        verifiability="A",
    )
    yield Form(table, tuple(count for *_, count in answers))


def _places(dataset: Dataset, plan: Plan, place: int) -> pd.Series[float]:
    """The place of everyone's category in one margin; unknown where the population does not name it."""
    margin = plan.population[place]
    places = {label(value): float(at) for at, value in enumerate(margin.shares, start=1)}
    return facts_of(dataset, plan, margin.attribute).map(places)


def _margin_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for place, margin in enumerate(plan.population, start=1):
        for at, (value, share) in enumerate(margin.shares.items(), start=1):
            yield MARGIN, f"{place}:{at}", f"{margin.attribute}={value}", None, float(share)


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """The share of answers that count, had everyone of the declared population been as likely to answer.

    Population: participants who answered and whose place in every margin is known. Formula: raked weights; Σ w x / Σ w;
    Wilson's interval at the effective number n / deff, deff being Kish's design effect. Refused when a category of the
    population has nobody. Misleads when, within a category, those who answered differ from those who did not.

    Example: of 30 women 15 and of 10 men 9 say yes, half of the population are men → 0.70, unweighted 0.60.
    """
    source = Source("weighted_share", table, parameters)
    counts = {(_place(row[1]), int(row[3] or 0)): int(row[4] or 0) for row in table.rows if row[0] == ANSWERS}
    people = {cell: counts.get((cell, 1), 0) + counts.get((cell, 0), 0) for cell, _ in counts}
    missing = sum(int(row[4] or 0) for row in table.rows if row[0] == MISSING)
    counted = Counted(sum(people.values()), missing)
    if counted.n == 0:
        return declined(source, counted, "no_answer")
    try:
        weighted = rake(people, _margins(table))
    except MarginEmpty:
        return declined(source, counted, "margin_empty")
    except DidNotSettle:
        return declined(source, counted, "raking_did_not_settle")
    total = sum(n * weighted.weights[cell] for cell, n in people.items() if n)
    share = sum(n * weighted.weights[cell] for (cell, success), n in counts.items() if success and n) / total
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
            **when_published(
                table, {"unweighted": successes / counted.n, "unweighted_low": low, "unweighted_high": high}
            ),
            "design_effect": weighted.design_effect,
            "effective_n": effective,
            "heaviest_weight": heaviest,
        },
        checks=(Check("design_effect_low", weighted.design_effect <= HIGH_DESIGN_EFFECT, weighted.design_effect),),
    )


def _place(cell: Cell) -> Place:
    return tuple(int(part) - 1 for part in str(cell).split("."))


def _margins(table: EvidenceTable) -> list[list[float]]:
    margins: dict[str, list[float]] = {}
    for block, cell, _, _, share in table.rows:
        if block == MARGIN:
            shares = margins.setdefault(str(cell).split(":")[0], [])
            shares.append(float(share or 0))
    return [[share / sum(shares) for share in shares] for shares in margins.values()]
