"""Everything a plan asks of one segment of the participants, tallied in one pass; and of all segments, merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, TypeVar

from analysis import imputation
from analysis.dataset import Dataset, digest_of
from analysis.economics.tables import tally_costs
from analysis.estimators import CATALOGUE, ESTIMATORS, leverages
from analysis.inclusion import tally_inclusion
from analysis.measurements.shapes import Measurement
from analysis.plan import Plan, Scale
from analysis.quality import tally_quality
from analysis.scales import tally_items
from analysis.tables import tally_clusters, tally_flow
from analysis.tallies import Tally, merged
from surveys.codebook import Codebook


@dataclass(frozen=True, eq=False)
class StudyTally:
    """The tallies behind every table of the evidence. `outcomes` by code, series apart, `items` by scale and wave;
    `imputed` by code of the outcomes that plan it."""

    codebook: Codebook
    digest: str
    flow: Tally
    quality: Tally
    clusters: Tally
    outcomes: Mapping[str, Tally]
    items: Mapping[tuple[str, str], Tally]
    costs: Tally | None = None
    inclusion: Tally | None = None
    imputed: Mapping[str, Tally] = field(default_factory=dict)


def tally_study(dataset: Dataset, plan: Plan, measurements: Sequence[Measurement] = ()) -> StudyTally:
    """What one segment adds; the whole study is a segment too. `measurements` of others than its people are ignored."""
    return StudyTally(
        codebook=dataset.codebook,
        digest=dataset.digest,
        flow=tally_flow(dataset, plan),
        quality=tally_quality(dataset, plan),
        clusters=tally_clusters(dataset, plan),
        outcomes={
            each.code: ESTIMATORS[each.estimator].tally(dataset, plan, each)
            for each in plan.outcomes
            if not CATALOGUE[each.estimator].series
        },
        items={(scale.code, wave): tally_items(dataset, scale, wave) for scale, wave in scale_waves(plan)},
        costs=tally_costs(dataset, plan, measurements),
        inclusion=tally_inclusion(dataset, plan) if plan.population else None,
        imputed={each.code: imputation.tally(dataset, plan, each) for each in plan.outcomes if each.imputations},
    )


Segment = Callable[[], Dataset]
T = TypeVar("T")


class Run(Protocol):
    """Applies a function to each segment and gives the results in order: `map` here, a cluster's elsewhere."""

    def __call__(self, function: Callable[[Segment], T], segments: Sequence[Segment], /) -> Iterable[T]:
        """The results, in the order of the segments."""


def tally_segments(
    segments: Sequence[Segment], plan: Plan, measurements: Sequence[Measurement] = (), run: Run = map
) -> StudyTally:
    """Each segment opened, tallied and forgotten, then all put together in their order.

    A second time where an outcome has more people than rows are kept of, and a number that needs each of them.
    ValueError without a segment.
    """
    tallied = tuple(run(partial(_tally, plan=plan, measurements=measurements), segments))
    if not tallied:
        raise ValueError("a study has at least one segment")
    return _again(segments, plan, together(tallied), run)


def _again(segments: Sequence[Segment], plan: Plan, first: StudyTally, run: Run) -> StudyTally:
    """What only the rows can tell of the outcomes whose rows are too many to be kept."""
    wanted = {each.code: each for each in plan.outcomes if each.estimator == "two_arms_ancova"}
    fits = {
        code: fit
        for code, each in wanted.items()
        if first.outcomes[code].rows is None
        and (fit := leverages.fitted(first.outcomes[code], first.codebook, plan, each)) is not None
    }
    if not fits:
        return first
    found = tuple(run(partial(_squares, plan=plan, fits=fits), segments))
    known = {
        code: leverages.with_robust(first.outcomes[code], fit, [each[code] for each in found])
        for code, fit in fits.items()
    }
    return replace(first, outcomes={**first.outcomes, **known})


def _squares(segment: Segment, plan: Plan, fits: Mapping[str, leverages.Fitted]) -> Mapping[str, leverages.Squares]:
    dataset = segment()
    asked = {each.code: each for each in plan.outcomes}
    return {code: leverages.squares(dataset, plan, asked[code], fit) for code, fit in fits.items()}


def _tally(segment: Segment, plan: Plan, measurements: Sequence[Measurement]) -> StudyTally:
    return tally_study(segment(), plan, measurements)


def together(tallied: Sequence[StudyTally]) -> StudyTally:
    """The tallies of disjoint segments as that of all their participants."""
    if len(tallied) == 1:
        return tallied[0]
    first = tallied[0]
    inclusions = [each.inclusion for each in tallied if each.inclusion is not None]
    costs = [each.costs for each in tallied if each.costs is not None]
    return StudyTally(
        codebook=first.codebook,
        digest=digest_of([each.digest for each in tallied]),
        flow=merged([each.flow for each in tallied]),
        quality=merged([each.quality for each in tallied]),
        clusters=merged([each.clusters for each in tallied]),
        outcomes={code: merged([each.outcomes[code] for each in tallied]) for code in first.outcomes},
        items={key: merged([each.items[key] for each in tallied]) for key in first.items},
        costs=merged(costs) if costs else None,
        inclusion=merged(inclusions) if inclusions else None,
        imputed={code: merged([each.imputed[code] for each in tallied]) for code in first.imputed},
    )


def scale_waves(plan: Plan) -> Iterator[tuple[Scale, str]]:
    """Every scale an outcome uses, at every wave it is used, in plan order."""
    waves = sorted(plan.waves, key=lambda wave: wave.order)
    for scale in plan.scales:
        used = [outcome for outcome in plan.outcomes if scale.code in (outcome.measure, *outcome.adjust_for)]
        named = {wave for outcome in used for wave in (*outcome.waves, outcome.baseline_wave)}
        yield from ((scale, wave.code) for wave in waves if wave.code in named)
