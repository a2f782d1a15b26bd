"""The result of an item of a session: one row per method, each computed from the counts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

from analysis.deliberation.counts import Count, Counts
from analysis.deliberation.majority_judgment import Grades, rank_by_majority_judgment
from analysis.deliberation.scales import conflict, mean
from analysis.deliberation.support import support_of
from analysis.deliberation.votes import AGREE, DISAGREE, PASS
from analysis.results import Figure

Parameters: TypeAlias = Mapping[str, Any]
CONFIDENCE = 0.95
GRADES = 6  # of majority judgment: from 0, to reject, to 5, excellent
SUPPORT = ("agree", "disagree", "passed", "share", "low", "high", "conflict")
STEPS = 5  # of impact and feasibility: from 1 to 5
CONSENT, RESERVATION, OBJECTION = 1, 0, -1


@dataclass(frozen=True)
class Standing:
    """A subject in a result. `rank` is None where the method gives none; ties share the best rank."""

    subject: str
    rank: int | None
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Result:
    """What an item's judgements say together. `people` judged at least one subject."""

    method: str
    people: int
    standings: tuple[Standing, ...]
    parameters: Parameters = field(default_factory=dict)


def result_of(method: str, counts: Counts, parameters: Parameters | None = None) -> Result:
    """The result of a method on those counts: the same on a phone, on paper, and when a funder computes it again.

    Subjects stand from first to last, ties in the order of the counts. Without `parameters`, those of today: a result
    frozen before they changed is computed again with its own. Raises KeyError for a method unknown here.
    """
    chosen = PARAMETERS.get(method, {}) if parameters is None else parameters
    standings = METHODS[method](counts, chosen)
    place = {subject: number for number, subject in enumerate(counts.subjects)}
    ordered = sorted(standings, key=lambda each: (each.rank is None, each.rank or 0, place[each.subject]))
    return Result(method, counts.people, tuple(ordered), chosen)


def _nothing(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """What was written, judged by nobody."""
    return [Standing(subject, None, {}) for subject in counts.subjects]


def _dots(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """Dots and people: a total alone does not say whether one person gave it all."""
    given = {subject: counts.given(subject, "dots") for subject in counts.subjects}
    totals = {subject: sum((value or 0) * n for value, n in its.items()) for subject, its in given.items()}
    people = {subject: sum(n for value, n in its.items() if value) for subject, its in given.items()}
    ranks = _ranks({subject: (totals[subject], people[subject]) for subject in totals})
    return [
        Standing(subject, ranks[subject], {"dots": totals[subject], "people": people[subject]}) for subject in totals
    ]


def _statements(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """Support with Wilson's interval beside conflict; see `support_of_each`, which this equals. Never a rank."""
    confidence = parameters["confidence"]
    return [Standing(each, None, _support(counts.given(each, "opinion"), confidence)) for each in counts.subjects]


def _support(given: Mapping[int | None, int], confidence: float) -> Mapping[str, Figure]:
    found = support_of("", given.get(AGREE, 0), given.get(DISAGREE, 0), given.get(PASS, 0), confidence)
    return {name: getattr(found, name) for name in SUPPORT}


def _majority_judgment(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """The majority grade, the grades behind it, and how many skipped."""
    grades = range(parameters["grades"])
    given = {subject: counts.given(subject, "grade") for subject in counts.subjects}
    ranked = rank_by_majority_judgment(
        Grades(subject, tuple(its.get(grade, 0) for grade in grades), its.get(None, 0))
        for subject, its in given.items()
    )
    return [
        Standing(
            each.proposal,
            each.rank,
            {
                "median": each.median,
                **{f"grade_{grade}": given[each.proposal].get(grade, 0) for grade in grades},
                "skipped": each.skipped,
            },
        )
        for each in ranked
    ]


def _pairwise(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """Bradley and Terry's strengths with intervals. Subjects of several components are not ranked: see `strengths`."""
    from analysis.deliberation.pairwise import strengths  # scipy is slow to wake: only for those who compare

    made = list(chain.from_iterable(_comparisons(row) for row in counts.rows if row.scale == "preference"))
    found = strengths(made, counts.subjects, parameters["confidence"], parameters["prior_sd"])
    one_scale = len({each.component for each in found}) == 1
    ranks = _ranks({each.item: round(each.strength, 9) for each in found}) if one_scale else {}
    return [
        Standing(
            each.item,
            ranks.get(each.item),
            {
                "strength": each.strength,
                "low": each.low,
                "high": each.high,
                "comparisons": each.comparisons,
                "component": each.component,
            },
        )
        for each in found
    ]


def _comparisons(row: Count) -> Sequence[Any]:
    from analysis.deliberation.pairwise import Comparison

    if row.value is None:
        return ()
    preferred = {1: row.subject, 0: None, -1: row.against}[row.value]
    return [Comparison(row.subject, row.against, preferred)] * row.people


def _impact_feasibility(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """The mean on both scales with the disagreement on each: a middle may be agreement on a middle, or two camps."""
    return [
        Standing(
            subject,
            None,
            {
                f"{scale}_{name}": figure
                for scale in ("impact", "feasibility")
                for name, figure in _scale(counts.given(subject, scale), parameters["steps"]).items()
            },
        )
        for subject in counts.subjects
    ]


def _scale(given: Mapping[int | None, int], steps: int) -> Mapping[str, Figure]:
    valued = {value: n for value, n in given.items() if value is not None}
    return {"mean": mean(valued), "conflict": conflict(valued, steps), "people": sum(valued.values())}


def _consent(counts: Counts, parameters: Parameters) -> Sequence[Standing]:
    """Consent is the absence of objection, not a majority: one objection and the proposal does not pass as it is."""
    standings = []
    for subject in counts.subjects:
        given = counts.given(subject, "consent")
        said = {name: given.get(value, 0) for name, value in CONSENT_VALUES.items()}
        passes = None if not sum(said.values()) else int(not said["objection"])
        standings.append(Standing(subject, None, {**said, "skipped": given.get(None, 0), "passes": passes}))
    return standings


def _ranks(scores: Mapping[str, Any]) -> Mapping[str, int]:
    """Subject → rank, the highest first; equal scores share the best rank."""
    descending = sorted(scores.values(), reverse=True)
    return {subject: descending.index(score) + 1 for subject, score in scores.items()}


CONSENT_VALUES = {"consent": CONSENT, "reservation": RESERVATION, "objection": OBJECTION}
METHODS: Mapping[str, Callable[[Counts, Parameters], Sequence[Standing]]] = {
    "nothing": _nothing,
    "dots": _dots,
    "statements": _statements,
    "majority_judgment": _majority_judgment,
    "pairwise": _pairwise,
    "impact_feasibility": _impact_feasibility,
    "consent": _consent,
}
PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "statements": {"confidence": CONFIDENCE},
    "majority_judgment": {"grades": GRADES},
    "pairwise": {"confidence": CONFIDENCE, "prior_sd": 1.5},
    "impact_feasibility": {"steps": STEPS},
}
