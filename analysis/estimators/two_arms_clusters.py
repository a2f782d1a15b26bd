"""Two arms made of whole groups (sites, classes): the difference of means with an interval that knows the groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_interval, t_p
from analysis.estimators.arm_moments import SCORE
from analysis.estimators.arm_values import Groups, split_by_arm
from analysis.estimators.paired_values import pairs
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import apart, as_details, mean_within, range_of
from analysis.gram import Gram
from analysis.parameters import Parameters, arm_of, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Counts, Grams, Tally
from surveys.codebook import Codebook

COLUMNS = ("arm", "cluster", "participants", "mean")
FEWEST_DF = 4  # below, the t distribution no longer describes the small-sample correction (Pustejovsky and Tipton)


@dataclass(frozen=True)
class _Cluster:
    n: int
    mean: float


@dataclass(frozen=True)
class _Arm:
    """The groups of one arm. Weights are people, so that the mean is that of the participants."""

    clusters: tuple[_Cluster, ...]
    missing: int

    @property
    def n(self) -> int:
        return sum(cluster.n for cluster in self.clusters)

    @property
    def mean(self) -> float:
        return sum(cluster.n * cluster.mean for cluster in self.clusters) / self.n

    @property
    def variance(self) -> float:
        """Of the mean, corrected for the leverage of each group (CR2)."""
        sums = ((cluster.n * (cluster.mean - self.mean), cluster.n / self.n) for cluster in self.clusters)
        return sum(residual**2 / (1 - leverage) for residual, leverage in sums) / self.n**2

    @property
    def trace_of_square(self) -> float:
        """Of the matrix whose trace, squared, it divides in Satterthwaite's degrees of freedom."""
        return sum(_entry(one, other, self.n) ** 2 for one in self.clusters for other in self.clusters)


def _entry(one: _Cluster, other: _Cluster, n: int) -> float:
    """What two groups of an arm share under independent errors of one variance."""
    own = one.n if one is other else 0
    return (own - one.n * other.n / n) / (n * n * sqrt((1 - one.n / n) * (1 - other.n / n)))


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """Per arm and group: the moments of the scores, or of the changes where the outcome names a baseline.

    People without a score or without a group are missing.
    """
    scores = split_by_arm(dataset, plan, _scores(dataset, plan, outcome))
    groups = _grouped(dataset, plan, scores)
    grams: Grams = {
        (arm, name): Gram.of(values.to_frame(SCORE)) for arm, found in groups.items() for name, values in found
    }
    counted = {arm: sum(len(values) for _, values in found) for arm, found in groups.items()}
    behind = [
        [arm, name, str(who), score]
        for arm, found in groups.items()
        for name, values in found
        for who, score in values.items()
    ]
    missing: Counts = {(arm, None): len(found) + silent - counted[arm] for arm, (found, silent) in scores.items()}
    return Tally(digest_of(behind), missing, grams)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per group: its arm, how many scored and their mean. Groups are numbered in an order that names none."""
    rows: list[tuple[Cell, ...]] = []
    for arm in (arm_of(plan, "intervention"), arm_of(plan, "comparison")):
        of_arm = sorted((gram.n, float(gram.means[0])) for key, gram in tally.grams.items() if key[0] == arm)
        rows += [(arm, place, n, mean) for place, (n, mean) in enumerate(of_arm, start=1)]
        rows.append((arm, None, tally.count(arm, None), None))
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="cluster_means",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(rows),
        verifiability="B",
        units={"participants": "participants"},
    )
    yield Form(table, tuple(gram.n for gram in tally.grams.values()))


def _scores(dataset: Dataset, plan: Plan, outcome: Outcome) -> pd.Series[float]:
    if outcome.baseline_wave is None:
        return scores_at(dataset, plan, outcome.measure, outcome.waves[0]).sort_index()
    found = pairs(dataset, plan, outcome)
    return found["after"] - found["before"]


def _grouped(dataset: Dataset, plan: Plan, scores: Groups) -> dict[str, list[tuple[str, pd.Series[float]]]]:
    """Arm → its groups by name, with the scores of each."""
    if plan.cluster is None or plan.cluster not in dataset.participants.columns:
        return {arm: [] for arm in scores}
    named = dataset.participants[plan.cluster].dropna().astype(str)
    return {
        arm: [(str(name), values) for name, values in found.groupby(named.reindex(found.index))]
        for arm, (found, _) in scores.items()
    }


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean of the intervention arm minus mean of the comparison arm; of the changes, with a baseline.

    Population: participants of the two arms who scored and whose group is known. Formula: difference of the means over
    people; variance by groups with the bias-reduced correction CR2 (Bell and McCaffrey 2002), t with Satterthwaite's
    degrees of freedom (Pustejovsky and Tipton 2018, https://doi.org/10.1080/07350015.2016.1247004). With one group in
    an arm the interval is refused: nothing tells the group from the arm. Misleads when groups chose their arm, or when
    few groups differ much in size: the degrees of freedom then fall below what they bear (check `enough_clusters`).

    Example: means 3, 5, 4 over groups of 10 against 2, 1, 3 → 2 [-0.27, 4.27], df = 4.
    """
    source = Source("two_arms_clusters", table, parameters)
    treated, control = (_read(table, text_of(parameters, role)) for role in ("intervention", "comparison"))
    by_code = {text_of(parameters, "intervention"): treated.n, text_of(parameters, "comparison"): control.n}
    counted = Counted(treated.n + control.n, treated.missing + control.missing, by_code)
    if treated.n == 0 or control.n == 0:
        return declined(source, counted, "arm_empty")
    return _with_groups(source, counted, treated, control)


def _with_groups(source: Source, counted: Counted, treated: _Arm, control: _Arm) -> Estimate:
    effect, variance = treated.mean - control.mean, 0.0
    details: dict[str, float] = {
        "mean_intervention": treated.mean,
        "mean_comparison": control.mean,
        "clusters_intervention": len(treated.clusters),
        "clusters_comparison": len(control.clusters),
    }
    alone = min(len(treated.clusters), len(control.clusters)) < 2
    if not alone:
        variance = treated.variance + control.variance
    if variance <= 1e-24 * max(treated.mean**2, control.mean**2):
        refused = "interval_one_cluster" if alone else "interval_no_variation"
        return stated(source, counted, effect=effect, interval=None, details=details, refused=(refused,))
    error = sqrt(variance)
    df = (1 / treated.n + 1 / control.n) ** 2 / (treated.trace_of_square + control.trace_of_square)
    return stated(
        source,
        counted,
        effect=effect,
        interval=t_interval(effect, error, df, confidence_of(source.parameters)),
        p_value=t_p(effect / error, df),
        details={**details, "standard_error": error, "df": df, **_bounds(source, counted, treated, control)},
        checks=(Check("enough_clusters", df >= FEWEST_DF, df),),
    )


def _bounds(source: Source, counted: Counted, treated: _Arm, control: _Arm) -> Mapping[str, float]:
    limits = range_of(source.parameters)
    if limits is None:
        return {}
    if source.parameters.get("baseline_wave") is not None:
        limits = (limits[0] - limits[1], limits[1] - limits[0])
    means = (mean_within(arm.mean, arm.n, arm.missing, limits) for arm in (treated, control))
    return as_details(apart(*means), counted.missing)


def _read(table: EvidenceTable, arm: str) -> _Arm:
    rows: Sequence[tuple[Cell, ...]] = [row for row in table.rows if row[0] == arm]
    clusters = tuple(_Cluster(int(n or 0), float(mean or 0)) for _, place, n, mean in rows if place is not None and n)
    return _Arm(clusters, sum(int(n or 0) for _, place, n, _ in rows if place is None))
