"""One measure's part of a published table, and all that a reader holds of that measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import TypeAlias

from analysis.estimators.catalogue import CATALOGUE
from analysis.measures import as_number, codes_are_numbers, find_variable
from analysis.plan import Outcome, Plan, Scale
from analysis.reconstruction import moments
from analysis.reconstruction.denominators import DENOMINATORS
from analysis.reconstruction.kinds import ANY_ARM, ANY_OTHER, POPULATION, Grid, Kinds, Place, numbers_of
from analysis.reconstruction.moments import OF_KEPT, OF_MOMENTS
from analysis.reconstruction.statements import OF_COUNTS, Read, Statement, collapsed
from analysis.results import EvidenceTable
from analysis.scales import label
from surveys.codebook import Codebook, Variable

Answers: TypeAlias = tuple[tuple[str, float | None], ...]

ANSWERED = "answered"
MOST_ANSWERS = 11  # a scale from 0 to 10; beyond, sums of five people or more hardly ever fit one study only
MOST_WHOLE = 200  # whole numbers named one by one out of a span


@dataclass(frozen=True)
class Piece:
    """What one table says of one measure at some waves. `kept`: it reads only some of those who answered."""

    measure: str
    waves: tuple[str, ...]
    table: EvidenceTable
    outcome: Outcome
    read: Read
    counts: bool
    kept: str | None = None

    def statements(self, kinds: Kinds, apart: bool) -> Iterator[Statement]:
        """The sums it publishes; of counts, where answers are not told apart, what they amount to."""
        read = self.read if apart or not self.counts else DENOMINATORS[self.table.kind]
        return read(self.table, self.outcome, kinds)


@dataclass(frozen=True)
class Around:
    """What a reader knows besides: the arms, who was allocated, what the question offers."""

    plan: Plan
    codebook: Codebook
    allocated: Mapping[str | None, int] = field(default_factory=dict)


def pieces_of(plan: Plan, outcome: Outcome, table: EvidenceTable) -> tuple[Piece, ...]:
    """What the table of an outcome says of its measure; nothing where it reads measurements instead of answers.

    Of a table that stays with the laboratory: what the effect that is given all the same amounts to.
    """
    read = OF_COUNTS.get(table.kind) or OF_MOMENTS.get(table.kind)
    if table.verifiability == "C":
        read = OF_KEPT.get(table.kind)
    if read is None:
        return ()
    if CATALOGUE[outcome.estimator].baseline == "unused":
        outcome = replace(outcome, baseline_wave=None)
    waves = outcome.waves if table.kind == "wave_moments" else outcome.waves[:1]
    if table.kind == "cost_effect":
        waves = outcome.waves[-1:]
    first = () if outcome.baseline_wave is None else (outcome.baseline_wave,)
    partly = {"arm_cross_moments": bool(outcome.adjust_for), "wave_moments": bool(outcome.adjust_for)}
    kept = outcome.code if partly.get(table.kind) else None
    kept = "cost_effect" if table.kind == "cost_effect" else kept
    own = Piece(outcome.measure, (*first, *waves), table, outcome, read, table.kind in OF_COUNTS, kept)
    return (own, *_of_covariates(outcome, table))


def _of_covariates(outcome: Outcome, table: EvidenceTable) -> Iterator[Piece]:
    """What an analysis of covariance says of each question it is adjusted for, at the start."""
    wave = outcome.baseline_wave
    if table.kind == "arm_cross_moments" and table.verifiability != "C" and wave is not None:
        for name in outcome.adjust_for:
            read: Read = partial(moments.covariate, name, wave)
            yield Piece(name, (wave,), table, outcome, read, False, outcome.code)


def pieces_of_items(plan: Plan, scale: Scale, wave: str, table: EvidenceTable) -> tuple[Piece, ...]:
    """What the moments of the items of a scale say of each item."""
    asked = next(outcome for outcome in plan.outcomes if scale.code in (outcome.measure, *outcome.adjust_for))
    ends = scale.minimum + scale.maximum

    def piece(name: str) -> Piece:
        mirror = ends if name in scale.reversed_items else None
        read: Read = partial(_item, name, wave, mirror)
        return Piece(name, (wave,), table, asked, read, False, table.id)

    return tuple(piece(name) for name in scale.items)


def _item(
    name: str, wave: str, mirror: float | None, table: EvidenceTable, outcome: Outcome, kinds: Kinds
) -> Iterator[Statement]:
    return moments.item(table, name, wave, mirror, kinds)


def grid_of(around: Around, pieces: Sequence[Piece], answers: Answers | None, known: bool) -> Grid:
    """What tells people apart in these pieces; without answers, only who gave one."""
    arms = [arm.code for arm in around.plan.arms]
    unplaced = [None] if around.allocated.get(None, 0) or not arms else []
    in_order = [wave.code for wave in sorted(around.plan.waves, key=lambda wave: wave.order)]
    grouped = [piece.outcome.group for piece in pieces if piece.table.kind in ("group_counts", "group_moments")]
    return Grid(
        arms=(*arms, *unplaced),
        waves=tuple(wave for wave in in_order if any(wave in piece.waves for piece in pieces)),
        answers=((ANSWERED, None),) if answers is None else answers,
        known=known,
        apart=answers is not None,
        groups=tuple(dict.fromkeys(group for group in grouped if group)),
        kept=tuple(dict.fromkeys(piece.kept for piece in pieces if piece.kept)),
        places=_all_places(pieces),
        within=_within(around.plan),
    )


def _all_places(pieces: Sequence[Piece]) -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, dict[Place, None]] = {}
    for piece in pieces:
        key = POPULATION if piece.table.kind.startswith(POPULATION) else piece.outcome.code
        for place in _places(piece.table):
            found.setdefault(key, {})[place] = None
    return {key: tuple(places) for key, places in found.items()}


def _within(plan: Plan) -> Mapping[Place, Mapping[str, str]]:
    """On which side of the groups that name the same attribute each cell of the population lies."""
    cells = product(*(enumerate(margin.shares, start=1) for margin in plan.population))
    found: dict[Place, dict[str, str]] = {}
    for cell in cells:
        values = {margin.attribute: value for margin, (_, value) in zip(plan.population, cell, strict=True)}
        found[ANY_ARM, ".".join(str(at) for at, _ in cell)] = {
            group.code: "group" if values[group.attribute] in group.values else "others"
            for group in plan.groups
            if group.attribute in values
        }
    return found


def _places(table: EvidenceTable) -> tuple[Place, ...]:
    """The sites of a table, each with its arm, as it numbers them; or the cells of the population."""
    if table.kind == "cluster_means":
        return tuple((str(row[0]), str(row[1])) for row in table.rows if row[1] is not None)
    if table.kind == "site_moments":
        return tuple((str(row[1]), str(row[0])) for row in table.rows if row[0] is not None)
    if table.kind.startswith(POPULATION):
        return tuple((ANY_ARM, str(row[1])) for row in table.rows if row[0] in ("answers", "scores"))
    return ()


def offered(around: Around, measure: str) -> Answers | None:
    """Every answer a question can have, with its number, where they are few; None where they are many or unknown."""
    variable = find_variable(around.codebook, measure)
    if variable is None or any(scale.code == measure for scale in around.plan.scales):
        return None
    answers = _choices(variable) if variable.choices else _whole_numbers(variable)
    return (*answers, (ANY_OTHER, None)) if 0 < len(answers) <= MOST_ANSWERS else None


def _choices(variable: Variable) -> list[tuple[str, float | None]]:
    """A code that is a number is one; of words, the place in the list."""
    if codes_are_numbers(variable):
        return [(label(choice.name), as_number(choice.name)) for choice in variable.choices]
    return [(label(choice.name), float(place)) for place, choice in enumerate(variable.choices, start=1)]


def _whole_numbers(variable: Variable) -> list[tuple[str, float | None]]:
    low, high = variable.minimum, variable.maximum
    if variable.type != "integer" or low is None or high is None or high - low >= MOST_ANSWERS:
        return []
    return [(label(value), float(value)) for value in range(int(low), int(high) + 1)]


def named(pieces: Sequence[Piece]) -> Answers:
    """The answers that tables of counts name, and one for all others."""
    found = {label(value) for piece in pieces for value in piece.outcome.success_values}
    for piece in pieces:
        found |= set(_named_in(piece.table))
    return (*numbers_of(sorted(found - {ANY_OTHER})), (ANY_OTHER, None))


def _named_in(table: EvidenceTable) -> Iterator[str]:
    if table.kind == "success_counts" and not collapsed({row[1] for row in table.rows}):
        yield from (str(row[1]) for row in table.rows if row[1] is not None)
    for row in table.rows if table.kind in ("arm_counts", "recommendation_counts") else ():
        low, high = as_number(row[-3]), as_number(row[-2])
        if low is not None and high is not None and low.is_integer() and high.is_integer():
            yield from (label(value) for value in range(int(low), min(int(high), int(low) + MOST_WHOLE) + 1))
