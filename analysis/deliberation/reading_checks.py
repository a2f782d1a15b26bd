"""What a frozen reading of votes may be asked without the votes: whether its parts, and the counts, allow it.

The votes themselves stay with the laboratory. What can be computed again from the cells is; the rest is bounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import prod
from typing import Any

from analysis.deliberation.consensus import Cell, Consensus, Side
from analysis.deliberation.counts import Counts
from analysis.deliberation.opinion_groups import REASONS
from analysis.deliberation.readings import DECIMALS, PARAMETERS, Capacities, Kind, Opinions

CLOSE = 10.0 ** (1 - DECIMALS)
Said = Mapping[int, int]  # vote → people


def impossible(reading: Capacities | Opinions, parameters: Mapping[str, Any], counts: Counts) -> tuple[str, ...]:
    """What cannot be in a reading of votes that gave these counts; empty when nothing speaks against it."""
    kind: Kind = "capacities" if isinstance(reading, Capacities) else "opinions"
    if set(parameters) != set(PARAMETERS[kind]):
        return ("parameters",)
    try:
        votes = _votes(counts)
        if isinstance(reading, Capacities):
            return tuple(_capacities(reading, parameters, votes))
        return tuple(_opinions(reading, parameters, votes))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # figures no votes can give
        return (type(error).__name__,)


def _votes(counts: Counts) -> Mapping[str, Said]:
    said: dict[str, dict[int, int]] = {subject: {} for subject in counts.subjects}
    for row in counts.rows:
        if row.scale == "opinion" and row.value is not None:
            said[row.subject][int(row.value)] = row.people
    return said


def _capacities(reading: Capacities, parameters: Mapping[str, Any], votes: Mapping[str, Said]) -> Iterator[str]:
    few = parameters["minimum"]
    expected = (
        ""
        if len(reading.compared) > 1
        else "too_few_groups"
        if reading.compared or reading.small
        else "nobody_declared"
    )
    if reading.refused != expected:
        yield f"refused: {reading.refused} ≠ {expected}"
    if min(reading.compared.values(), default=few) < few:
        yield "compared"
    if reading.refused and reading.statements:
        yield "statements"
    yield from _statements(reading.statements, tuple(reading.compared), few, votes)


def _opinions(reading: Opinions, parameters: Mapping[str, Any], votes: Mapping[str, Said]) -> Iterator[str]:
    expected = _reasons(reading.figures, parameters)
    if reading.reasons != expected:
        yield f"reasons: {reading.reasons} ≠ {expected}"
    if bool(reading.reasons) == bool(reading.sizes) or (reading.reasons and (reading.statements or reading.apart)):
        yield "sizes"
    if reading.sizes and sum(reading.sizes) != reading.figures["placed"]:
        yield f"sizes: {sum(reading.sizes)} ≠ {reading.figures['placed']}"
    if list(reading.sizes) != sorted(reading.sizes, reverse=True):
        yield "sizes"
    groups = tuple(str(number) for number in range(len(reading.sizes)))
    yield from _statements(reading.statements, groups, parameters["minimum"], votes)
    cells = {each.statement: each.cells for each in reading.statements}
    for each in reading.apart:
        if cells.get(each.statement) != each.cells or each.group not in range(len(reading.sizes)):
            yield f"apart: {each.statement}"
        if each.value not in (1, -1) or not 0 <= each.p_value <= parameters["apart_p"]:
            yield f"apart: {each.statement}"


def _reasons(figures: Mapping[str, Any], parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The refusals that the figures call for, as the search words them."""
    if figures["placed"] < parameters["fewest_people"]:
        return REASONS[:1]
    if figures["p_value"] is None:
        return REASONS[1:2]
    holds = (
        figures["p_value"] > parameters["largest_p"],
        figures["stability"] < parameters["least_stability"],
        figures["smallest"] < parameters["smallest_group"],
    )
    return tuple(reason for reason, it_holds in zip(REASONS[2:], holds, strict=True) if it_holds)


def _statements(
    statements: Sequence[Consensus], groups: Sequence[str], few: int, votes: Mapping[str, Said]
) -> Iterator[str]:
    for each in statements:
        if each.statement not in votes:
            yield f"statement: {each.statement}"
            continue
        yield from (f"{each.statement}: {what}" for what in _statement(each, groups, few, votes[each.statement]))
    known = [each.agreement for each in statements if each.agreement is not None]
    if any(first < second for first, second in pairwise(known)):
        yield "order"


def _statement(told: Consensus, groups: Sequence[str], few: int, said: Said) -> Iterator[str]:
    sums = [sum(getattr(cell, name) for cell in told.cells) for name in ("agree", "disagree", "seen")]
    if any(cell.seen < max(few, cell.agree + cell.disagree) for cell in told.cells):
        yield "cells"
    if any(
        here > there for here, there in zip(sums, (said.get(1, 0), said.get(-1, 0), sum(said.values())), strict=True)
    ):
        yield "cells > counts"
    taken = [cell for cell in told.cells if cell.group in groups]
    if told.agreement is None or len(taken) < len(groups):
        return  # a cell withheld: the product cannot be made again without it
    for name, value in (("agree", told.agreement), ("disagree", told.disagreement or 0.0)):
        again = prod((getattr(cell, name) + 1) / (cell.seen + 2) for cell in taken)
        if not math.isclose(again, value, abs_tol=CLOSE):
            yield f"{name}: {value} ≠ {again:.9f}"
    if told.side != _side(taken):
        yield f"side: {told.side} ≠ {_side(taken)}"


def _side(taken: Sequence[Cell]) -> Side:
    """Where more than half of those who saw it stand, in every group."""
    if all(2 * cell.agree > cell.seen for cell in taken):
        return "agreed"
    return "rejected" if all(2 * cell.disagree > cell.seen for cell in taken) else ""
