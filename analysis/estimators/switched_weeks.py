"""Weeks with and without, drawn by lot: each person's mean with less their mean without, with its paired t interval."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.disclosure import first_safe
from analysis.estimators.paired_mean import paired_estimate, paired_form
from analysis.estimators.paired_values import pairs_digest
from analysis.estimators.statement import Source
from analysis.gram import Gram, values_of
from analysis.measurements.shapes import Measurement
from analysis.measures import LARGEST
from analysis.parameters import Parameters
from analysis.plan import Outcome, Plan, Series
from analysis.results import Check, Estimate, EvidenceTable
from analysis.switched import draws_of, states_of, timed
from analysis.tallies import Grams, Tally, few

NAMES = ("without", "with")
ENOUGH_DRAWS = 10  # fewer sequences of weeks, and one odd week of many people may pass for an effect


def tabulate(measurements: Sequence[Measurement], plan: Plan, outcome: Outcome, declared: Series) -> EvidenceTable:
    """n, the means of the two states and their cross-products over persons; how many sequences of weeks were drawn.

    A person without a value in either state is missing. Absurd values (beyond 10¹⁵) are left out.
    """
    mine = [one for one in measurements if abs(one.value) <= LARGEST]
    people = states_of(timed(mine, declared.series, declared.added, declared.switched_by))
    means = {
        person: (_mean(states[False]), _mean(states[True]))
        for person, states in people.items()
        if states[True] and states[False]
    }
    found = pd.DataFrame.from_dict(means, orient="index", columns=list(NAMES), dtype=float)
    grams: Grams = {("all",): Gram.of(found)} if len(found) else {}
    tally = Tally(pairs_digest(found), {(None,): len(people) - len(found)}, grams, few(found))
    draws = ("all", "draws", None, draws_of(mine, declared.switched_by))
    return first_safe([paired_form(outcome, tally, NAMES, draws)], plan.minimum_cell, tally.digest)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean with less mean without, each person against themselves.

    Population: participants measured in both kinds of week. Formula: mean d ± t(n - 1) · s_d / √n over the persons'
    differences (Senn 2002, Cross-over Trials in Clinical Research, https://doi.org/10.1002/0470854596). Nothing is
    missing for someone who was measured in no week at all. Misleads when the same weeks hold for many people (check
    `enough_draws`), or when what was learned with it stays in the weeks without: the difference is then too small.

    Example: 30 and 28, 25 and 24, 28 and 25 minutes without and with → -2 [-4.48, 0.48].
    """
    draws = int(values_of(table.rows, "all")["draws", None])
    check = Check("enough_draws", draws >= ENOUGH_DRAWS, draws)
    return paired_estimate(Source("switched_weeks", table, parameters), NAMES, (check,))
