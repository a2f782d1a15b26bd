"""What a published table of moments says of the kinds of people: sums of answers, of their squares and products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.estimators.covariates import BASELINE
from analysis.estimators.wave_moments import ANSWERS, ARM, INTERCEPT, OUTCOME
from analysis.gram import values_of
from analysis.plan import Outcome
from analysis.reconstruction.kinds import ANY_ARM, POPULATION, Kinds, Mask, Poly, added, constant, multiplied, scaled
from analysis.reconstruction.statements import Read, Statement, on_side, people, total
from analysis.results import Cell, EvidenceTable
from analysis.scales import label

Told = Iterator[Statement]


def _scored(outcome: Outcome, kinds: Kinds) -> tuple[Mask, Poly]:
    """Who has a score, and the score: the change where the outcome names a baseline."""
    after = outcome.waves[0]
    if outcome.baseline_wave is None:
        return kinds.numeric[after], kinds.at(after, kinds.everyone)
    both = kinds.numeric[after] & kinds.numeric[outcome.baseline_wave]
    return both, added(kinds.at(after, both), scaled(kinds.at(outcome.baseline_wave, both), -1.0))


def _two_moments(who: Mask, score: Poly, count: Cell, mean: Cell, squares: Cell) -> Told:
    """n, the sum and the sum of squares of some kinds."""
    n, middle = int(count or 0), float(mean or 0)
    over = scaled(score, who)
    yield people(who, count)
    yield total(over, n * middle)
    yield total(multiplied(over, over), float(squares or 0) + n * middle**2)


def arms(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm: n, missing, mean and squares."""
    scored, score = _scored(outcome, kinds)
    for arm, count, missing, mean, squares in table.rows:
        inside = kinds.of_arm(arm)
        yield from _two_moments(inside & scored, score, count, mean, squares)
        yield people(inside & ~scored, missing)


def cells(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm and side of a group: n, missing, mean and squares."""
    scored, score = _scored(outcome, kinds)
    for arm, side, count, missing, mean, squares in table.rows:
        inside = kinds.of_arm(arm) & on_side(kinds, outcome, side)
        if side is None:
            yield people(inside, missing)
        else:
            yield from _two_moments(inside & scored, score, count, mean, squares)
            yield people(inside & ~scored, missing)


def sites(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per site and arm: n, mean and squares."""
    scored, score = _scored(outcome, kinds)
    for site, arm, count, mean, squares in table.rows:
        if site is not None:
            who = scored & kinds.at_place(outcome.code, arm, site)
            yield from _two_moments(who, score, count, mean, squares)


def clusters(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm and group of people: n and mean."""
    scored, score = _scored(outcome, kinds)
    for arm, place, count, mean in table.rows:
        if place is not None:
            who = scored & kinds.at_place(outcome.code, arm, place)
            yield people(who, count)
            yield total(scaled(score, who), int(count or 0) * float(mean or 0))


def cluster_arms(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm, over its groups: n and mean, which a difference of two means is half of."""
    scored, score = _scored(outcome, kinds)
    for arm in dict.fromkeys(row[0] for row in table.rows):
        who = scored & kinds.of_arm(arm)
        who = who & np.array([place is not None for place in kinds.place[outcome.code]], dtype=bool)
        rows = [row for row in table.rows if row[0] == arm and row[1] is not None]
        yield people(who, sum(int(row[2] or 0) for row in rows))
        yield total(scaled(score, who), sum(int(row[2] or 0) * float(row[3] or 0) for row in rows))


def population(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per cell of the population: n, mean and squares."""
    scored, score = _scored(outcome, kinds)
    for block, cell, _, count, _, mean, squares in table.rows:
        if block == "scores":
            who = scored & kinds.at_place(POPULATION, ANY_ARM, cell)
            yield from _two_moments(who, score, count, mean, squares)


def paired(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """n, means, squares and product of two waves."""
    before, after = outcome.baseline_wave or "", outcome.waves[0]
    both = kinds.numeric[before] & kinds.numeric[after]
    values = values_of(table.rows, "all")
    yield people(both, int(values["participants", None]))
    yield people(~both, int(values["missing", None]))
    scores = {"before": kinds.at(before, both), "after": kinds.at(after, both)}
    yield from _centred(values, scores, int(values["participants", None]))


def _centred(values: Mapping[tuple[str, str | None], float], scores: Mapping[str, Poly], n: int) -> Told:
    """Means and products about them, of those columns that are scores of this measure."""
    names = [name for name in scores if (name, None) in values]
    for place, name in enumerate(names):
        yield total(scores[name], n * values[name, None])
        for other in names[place:]:
            product = values.get((name, other), values.get((other, name), 0.0))
            about = n * values[name, None] * values[other, None]
            yield total(multiplied(scores[name], scores[other]), product + about)


def covariance(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm: n, missing, the moments of baseline and score, over those who have every covariate."""
    before, after = outcome.baseline_wave or "", outcome.waves[0]
    complete = kinds.numeric[before] & kinds.numeric[after] & _kept(outcome, kinds)
    for arm in dict.fromkeys(row[0] for row in table.rows if row[1] == "participants"):
        values, who = values_of(table.rows, str(arm)), kinds.of_arm(arm) & complete
        n = int(values["participants", None])
        yield people(who, n)
        yield people(kinds.of_arm(arm) & ~who, int(values["missing", None]))
        yield from _centred(values, {BASELINE: kinds.at(before, who), OUTCOME: kinds.at(after, who)}, n)


def covariate(name: str, wave: str, table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm, of what an analysis of covariance is adjusted for: the moments of a number, or the people of a level."""
    complete = kinds.answered(wave) & _kept(outcome, kinds)
    for arm in dict.fromkeys(row[0] for row in table.rows if row[1] == "participants"):
        values, who = values_of(table.rows, str(arm)), kinds.of_arm(arm) & complete
        n = int(values["participants", None])
        yield people(who, n)
        yield from _centred(values, {name: kinds.at(wave, who & kinds.numeric[wave])}, n)
        levels = [column for column, other in values if other is None and column.startswith(f"{name}=")]
        for level in levels if kinds.known else []:
            gave = np.asarray(kinds.answer[wave] == level.partition("=")[2])
            yield people(who & gave, round(n * values[level, None]))


def _kept(outcome: Outcome, kinds: Kinds) -> Mask:
    return kinds.kept.get(outcome.code, kinds.everyone)


def waves(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Sums of products over answers, and over people's own sums by how many waves they answered."""
    complete = np.logical_or.reduce([kinds.of_arm(row[1]) for row in table.rows if row[0] == "allocated"])
    complete = complete & _kept(outcome, kinds)
    if outcome.baseline_wave is not None:
        complete = complete & kinds.numeric[outcome.baseline_wave]
    answers = [_columns(table, outcome, kinds, wave, complete) for wave in outcome.waves]
    yield from _products(table, ANSWERS, [answers], kinds.everyone)
    times = np.sum([complete & kinds.numeric[wave] for wave in outcome.waves], axis=0)
    own = [{name: added(*(each[name] for each in answers)) for name in answers[0]}]
    for block in dict.fromkeys(str(row[0]) for row in table.rows if str(row[0]).startswith("answered ")):
        of_size = np.asarray(times == int(block.split()[1]))
        for (_, arm), count in (
            (key, value) for key, value in values_of(table.rows, block).items() if key[0] == "participants"
        ):
            yield people(of_size & complete & kinds.of_arm(arm), int(count))
        yield from _products(table, block, [own], of_size)


def _columns(table: EvidenceTable, outcome: Outcome, kinds: Kinds, wave: str, complete: Mask) -> dict[str, Poly]:
    """What one answer holds in each column of the model, numbers as far as they are of this measure."""
    origin = {str(row[1]): float(row[3] or 0) for row in table.rows if row[0] == "origin"}
    treated = next(row[1] for row in table.rows if row[0] == "allocated")
    who = complete & kinds.numeric[wave]
    found: dict[str, Poly] = {INTERCEPT: constant(who), ARM: constant(who & kinds.of_arm(treated))}
    found |= {f"wave={later}": constant(who & (later == wave)) for later in outcome.waves[1:]}
    for name, asked in ((BASELINE, outcome.baseline_wave), (OUTCOME, wave)):
        if asked is not None:
            found[name] = added(scaled(kinds.at(asked, who), who), scaled(constant(who), -origin.get(name, 0.0)))
    return found


def _products(table: EvidenceTable, block: str, groups: Sequence[Sequence[Mapping[str, Poly]]], who: Mask) -> Told:
    for (first, second), value in values_of(table.rows, block).items():
        for answers in groups:
            if second is not None and first in answers[0] and second in answers[0]:
                products = (multiplied(each[first], each[second]) for each in answers)
                yield total(scaled(added(*products), who), value)


def costs(table: EvidenceTable, outcome: Outcome, kinds: Kinds) -> Told:
    """Per arm: the moments of the effect, over those whose cost was measured too."""
    last, first = outcome.waves[-1], outcome.baseline_wave
    if outcome.success_values:
        wanted = {label(value) for value in outcome.success_values}
        scored = kinds.answered(last)
        score = constant(np.array([answer in wanted for answer in kinds.answer[last]], dtype=bool))
    else:
        scored = kinds.numeric[last] & (kinds.everyone if first is None else kinds.numeric[first])
        score = kinds.at(last, scored)
        score = score if first is None else added(score, scaled(kinds.at(first, scored), -1.0))
    who = scored & kinds.kept["cost_effect"]
    for arm, count, missing, _, _, mean, squares, _ in table.rows:
        yield from _two_moments(kinds.of_arm(arm) & who, score, count, mean, squares)
        yield people(kinds.of_arm(arm) & ~who, missing)


def item(table: EvidenceTable, name: str, wave: str, mirror: float | None, kinds: Kinds) -> Told:
    """One item of a scale, mirrored about the sum of its ends or not, over those who answered all of them."""
    values = values_of(table.rows, "all")
    n, who = int(values["participants", None]), kinds.numeric[wave] & kinds.kept[table.id]
    score = kinds.at(wave, who)
    if mirror is not None:
        score = added(scaled(constant(who), mirror), scaled(score, -1.0))
    yield people(who, n)
    if n:
        yield from _centred(values, {name: score}, n)


OF_MOMENTS: Mapping[str, Read] = {
    "arm_moments": arms,
    "group_moments": cells,
    "site_moments": sites,
    "cluster_means": clusters,
    "population_moments": population,
    "paired_moments": paired,
    "arm_cross_moments": covariance,
    "wave_moments": waves,
    "cost_effect": costs,
}

OF_KEPT: Mapping[str, Read] = {"cluster_means": cluster_arms}
