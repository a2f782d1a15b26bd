"""Cash lines, parameters and each person's cost as evidence tables: what a report publishes and recomputes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.dataset import Dataset, answers_at, arm_members, digest_of
from analysis.disclosure import Form
from analysis.economics.cash import CASH_COLUMNS, PARAMETER_COLUMNS
from analysis.economics.effectiveness import MOMENT_COLUMNS
from analysis.gram import Gram
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from analysis.parameters import arm_of
from analysis.plan import Outcome, Plan
from analysis.results import EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Tally

COST_EFFECT = "cost_effect"


def cash_tables(collected: Sequence[CashLine]) -> tuple[EvidenceTable, ...]:
    """The lines as numbers, then their words: what each is, its quantity, its source. Lines are not personal."""
    if not collected:
        return ()
    lines = identified(collected)
    return (
        EvidenceTable(
            id="cash",
            kind="cash",
            title={"fr": "Coûts et avantages, ligne à ligne", "en": "Costs and benefits, line by line"},
            columns=CASH_COLUMNS,
            rows=tuple(
                (line.id, line.kind, line.payer, line.arm, line.on.isoformat(), float(line.amount),
                 _decimal(line.low), _decimal(line.high), line.currency, line.price_year, line.origin)
                for line in lines
            ),
            verifiability="A",
        ),
        EvidenceTable(
            id="cash_words",
            kind="cash_words",
            title={"fr": "Ce que sont ces lignes", "en": "What these lines are"},
            columns=("id", "label", "quantity", "unit", "unit_value", "source"),
            rows=tuple(
                (line.id, line.label, _decimal(line.quantity), line.unit, _decimal(line.unit_value), line.source)
                for line in lines
            ),
            verifiability="A",
        ),
    )  # fmt: skip


def identified(lines: Sequence[CashLine]) -> tuple[CashLine, ...]:
    """The same lines, each with an id of its own: a sheet may give none, or one to several lines."""
    times = Counter(line.id for line in lines)
    alone = {line.id for line in lines if line.id and times[line.id] == 1}
    return tuple(
        line if line.id in alone else replace(line, id=_free(f"{line.id or 'L'}{place}", alone))
        for place, line in enumerate(lines, start=1)
    )


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def parameter_tables(parameters: Sequence[Parameter]) -> tuple[EvidenceTable, ...]:
    """The parameters as numbers, then where each was read."""
    if not parameters:
        return ()
    return (
        EvidenceTable(
            id="parameters",
            kind="parameters",
            title={"fr": "Paramètres cités", "en": "Parameters cited"},
            columns=PARAMETER_COLUMNS,
            rows=tuple(
                (one.code, float(one.value), _decimal(one.low), _decimal(one.high), one.unit, one.year)
                for one in parameters
            ),
            verifiability="A",
        ),
        EvidenceTable(
            id="parameter_words",
            kind="parameter_words",
            title={"fr": "D’où viennent ces paramètres", "en": "Where these parameters were read"},
            columns=("code", "label", "source", "url", "licence"),
            rows=tuple((one.code, one.label, one.source, one.url, one.licence) for one in parameters),
            verifiability="A",
        ),
    )


def _decimal(value: float | None) -> float | None:
    return None if value is None else float(value)


def tally_costs(dataset: Dataset, plan: Plan, measurements: Sequence[Measurement]) -> Tally | None:
    """Per arm: the moments of cost and effect over those with both measured; None when the plan compares no costs."""
    economics = plan.economics
    outcome = next((each for each in plan.outcomes if economics and each.code == economics.outcome), None)
    if economics is None or outcome is None or len(plan.arms) < 2:
        return None
    costs = pd.Series(costs_of(measurements, economics.cost_series), dtype=float)
    both = pd.DataFrame({"cost": costs, "effect": effects_of(dataset, plan, outcome)}).dropna().sort_index()
    members = {arm: arm_members(dataset, arm) for arm in _arms(plan)}
    groups = {arm: both[both.index.isin(people)] for arm, people in members.items()}
    return Tally(
        digest_of([[str(name), *map(float, row)] for name, row in zip(both.index, both.to_numpy(), strict=True)]),
        {(arm, None): len(people) - len(groups[arm]) for arm, people in members.items()},
        {(arm,): Gram.of(group) for arm, group in groups.items() if len(group)},
    )


def cost_effect_form(tally: Tally, plan: Plan) -> Form:
    """Per arm, for those with both a measured cost and a measured effect: n, means, squares and products about them."""
    grams = {arm: tally.grams.get((arm,), Gram.empty(("cost", "effect"))) for arm in _arms(plan)}
    table = EvidenceTable(
        id=COST_EFFECT,
        kind=COST_EFFECT,
        title={"fr": "Coût et effet par personne, sommes par groupe", "en": "Cost and effect per person, sums by arm"},
        columns=MOMENT_COLUMNS,
        rows=tuple((arm, gram.n, tally.count(arm, None), *_moments(gram)) for arm, gram in grams.items()),
        verifiability="B",
    )
    return Form(table, tuple(gram.n for gram in grams.values()))


def _arms(plan: Plan) -> tuple[str, str]:
    return arm_of(plan, "intervention"), arm_of(plan, "comparison")


def costs_of(measurements: Sequence[Measurement], series: str) -> Mapping[str, float]:
    """What each participant cost: the sum of their values in the series."""
    found: dict[str, float] = {}
    for one in measurements:
        if one.series == series and one.subject_kind == "participant":
            found[one.subject] = found.get(one.subject, 0.0) + one.value
    return found


def effects_of(dataset: Dataset, plan: Plan, outcome: Outcome) -> pd.Series[float]:
    """Each participant's own value: the change from the baseline, else the last wave's; 1 or 0 for a success."""
    last = outcome.waves[-1]
    if outcome.success_values:
        return answers_at(dataset, outcome.measure, last).isin(outcome.success_values).astype(float)
    after = scores_at(dataset, plan, outcome.measure, last)
    if outcome.baseline_wave is None:
        return after
    return (after - scores_at(dataset, plan, outcome.measure, outcome.baseline_wave)).dropna()


def _moments(gram: Gram) -> tuple[float | None, ...]:
    if gram.n == 0:
        return (None,) * 5
    (cost, effect), squares = gram.means, gram.centred
    return float(cost), float(squares[0, 0]), float(effect), float(squares[1, 1]), float(squares[0, 1])
