"""The difference of means in several sites, each with both arms, pooled; and what another site may expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import sqrt

from analysis.dataset import Dataset, arm_members, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_quantile
from analysis.estimators.paired_values import pairs
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.success_counts import both_arms
from analysis.gram import Gram
from analysis.parameters import Parameters, confidence_of, text_of
from analysis.plan import Outcome, Plan
from analysis.pooling import pool
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Counts, Grams, Key, Tally
from surveys.codebook import Codebook

COLUMNS = ("site", "arm", "participants", "mean", "squares")
ENOUGH_SITES = 5  # below, how much sites differ is hardly known


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """Per site and arm: the moments of the scores, or of the changes where a baseline is named. Else missing."""
    if outcome.baseline_wave is None:
        scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0])
    else:
        found = pairs(dataset, plan, outcome)
        scores = found["after"] - found["before"]
    people = dataset.participants
    sites = people[plan.sites].dropna().map(str) if plan.sites in people.columns else people["arm"].iloc[:0]
    counts: Counts = {}
    grams: Grams = {}
    behind: list[object] = []
    for arm in both_arms(plan):
        members = arm_members(dataset, arm)
        known = scores[scores.index.isin(members) & scores.index.isin(sites.index)].sort_index()
        counts[arm, None] = len(members) - len(known)
        for site, values in known.groupby(sites.reindex(known.index)):
            grams[str(site), arm] = Gram.of(values.to_frame("score"))
        behind += [[arm, sites[str(name)], str(name), float(score)] for name, score in known.items()]
    return Tally(digest_of(behind), counts, grams)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Per site and arm: n, mean and squares. Sites are numbered in an order that names none."""
    sizes: Counter[Cell] = Counter()
    for (site, _), gram in tally.grams.items():
        sizes[site] += gram.n
    numbered = sorted(sizes, key=lambda site: (-sizes[site], _means(tally, plan, site)))
    rows: list[tuple[Cell, ...]] = []
    counts: list[int] = []
    for number, site in enumerate(numbered, start=1):
        for arm in both_arms(plan):
            found = tally.grams.get((site, arm))
            if found is not None:
                rows.append((number, arm, found.n, float(found.means[0]), float(found.centred[0, 0])))
                counts.append(found.n)
    rows += [(None, arm, tally.count(arm, None), None, None) for arm in both_arms(plan)]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="site_moments",
        title=outcome.label,
        columns=COLUMNS,
        rows=tuple(rows),
        verifiability="B",
        units={"participants": "participants"},
    )
    yield Form(table, tuple(counts))


def _means(tally: Tally, plan: Plan, site: Cell) -> list[float]:
    grams = (tally.grams.get((site, arm)) for arm in both_arms(plan))
    return [float(gram.means[0]) for gram in grams if gram is not None]


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean of the intervention arm minus that of the comparison arm, averaged over sites that differ.

    Population: participants of sites where both arms have at least two scores; those of other sites are missing.
    Formula: the difference of each site with its own variance, pooled by REML with Knapp and Hartung's error, and the
    prediction interval for a further site (`analysis.pooling`). Misleads where sites chose to take part because they
    expected to gain. With one site left there is no interval: nothing tells the site from the effect.

    Example: see `analysis.pooling.pool`.
    """
    source = Source("sites_pooled", table, parameters)
    arms = (text_of(parameters, "intervention"), text_of(parameters, "comparison"))
    cells: dict[Key, tuple[int, float, float]] = {
        (row[0], row[1]): (int(row[2] or 0), float(row[3] or 0), float(row[4] or 0))
        for row in table.rows
        if row[0] is not None
    }
    sites = [
        site
        for site in dict.fromkeys(site for site, _ in cells)
        if all(cells.get((site, arm), (0,))[0] > 1 for arm in arms)
    ]
    by_arm = {arm: sum(cells[site, arm][0] for site in sites) for arm in arms}
    everyone = sum(int(row[2] or 0) for row in table.rows)
    counted = Counted(sum(by_arm.values()), everyone - sum(by_arm.values()), by_arm)
    if not sites:
        return declined(source, counted, "no_site_with_both_arms")
    effects = [cells[site, arms[0]][1] - cells[site, arms[1]][1] for site in sites]
    variances = [sum(squares / (n - 1) / n for n, _, squares in (cells[site, arm] for arm in arms)) for site in sites]
    told = _each(sites, effects, variances, confidence_of(parameters), cells, arms)
    if len(sites) == 1:
        return stated(source, counted, effect=effects[0], interval=None, details=told, refused=("interval_one_site",))
    pooled = pool(effects, variances, confidence_of(parameters))
    if pooled is None:
        mean = sum(effects) / len(effects)
        return stated(source, counted, effect=mean, interval=None, details=told, refused=("interval_no_variation",))
    details = {
        "standard_error": pooled.error,
        "df": pooled.df,
        "sites": len(sites),
        "tau_squared": pooled.tau_squared,
        "i_squared": pooled.i_squared,
        **told,
    }
    if pooled.prediction_low is not None and pooled.prediction_high is not None:
        details |= {"prediction_low": pooled.prediction_low, "prediction_high": pooled.prediction_high}
    return stated(
        source,
        counted,
        effect=pooled.effect,
        interval=(pooled.low, pooled.high),
        p_value=pooled.p_value,
        details=details,
        checks=(Check("enough_sites", len(sites) >= ENOUGH_SITES, len(sites)),),
    )


def _each(
    sites: list[Cell],
    effects: list[float],
    variances: list[float],
    confidence: float,
    cells: Mapping[Key, tuple[int, float, float]],
    arms: tuple[str, str],
) -> dict[str, float]:
    """The effect of every site with Welch's interval, for the picture."""
    told: dict[str, float] = {}
    for site, effect, variance in zip(sites, effects, variances, strict=True):
        told[f"site.{site}.effect"] = effect
        parts = [(squares / (n - 1) / n, n) for n, _, squares in (cells[site, arm] for arm in arms)]
        below = sum(part**2 / (n - 1) for part, n in parts)
        if below > 0:
            half = t_quantile(confidence, variance**2 / below) * sqrt(variance)
            told |= {f"site.{site}.low": effect - half, f"site.{site}.high": effect + half}
    return told
