"""From the fields of the plan's form to a `Plan`, or to the complaints that keep them from being one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from analysis.plan import Arm, Design, Dimension, Group, Margin, Outcome, OutcomeRole, Plan, Scale, Series, Wave
from livinglab.web.team.field_reader import Complaint, Reader, text_of
from livinglab.web.team.plan_form import PARTS, PlanFields, Row, lines_of

# What a list or a box says by itself; a row that says nothing else is empty, and left out.
UNTOLD = frozenset({"role", "dimension", "better", "method", "blank", "period", "total", "due_days", "baseline",
                    "order", "monetised", "imputations"})  # fmt: skip
PERIODS = ("week", "day", "month", "iteration")
TOTALS = ("sum", "mean")


@dataclass(frozen=True)
class PlanReading:
    """A plan, or the complaints that keep the fields from being one."""

    plan: Plan | None
    complaints: tuple[Complaint, ...] = ()


def plan_of(fields: PlanFields) -> PlanReading:
    """The plan that the fields say. Rows that say nothing are left out; codes left blank are made from the label."""
    reader = Reader()
    parts = {part: _coded(_kept(fields.parts[part], part), part) for part in PARTS}
    top = fields.top
    plan = Plan(
        title=_both(top, "title"),
        research_question=_both(top, "research_question"),
        design=reader.one(top, "design", "", get_args(Design)),
        arms=tuple(_arm(reader, row, index) for index, row in parts["arm"]),
        waves=tuple(_waves(reader, parts["wave"])),
        scales=tuple(_scale(reader, row, index) for index, row in parts["scale"]),
        outcomes=tuple(_outcome(reader, row, index) for index, row in parts["outcome"]),
        confidence=reader.number(top, "confidence", default=0.95),
        minimum_cell=reader.whole(top, "minimum_cell", default=5),
        planned_participants=reader.whole_or_none(top, "planned_participants"),
        funders=_several(top, "funders"),
        analysts=_several(top, "analysts"),
        cluster=text_of(top, "cluster") or None,
        groups=tuple(_group(row) for _, row in parts["group"]),
        population=tuple(_margin(reader, row, index) for index, row in parts["margin"]),
        series=tuple(_series(reader, row, index) for index, row in parts["series"]),
        sites=text_of(top, "sites") or None,
        zone=text_of(top, "zone") or "UTC",
    )
    return PlanReading(None, tuple(reader.complaints)) if reader.complaints else PlanReading(plan)


def coded(fields: PlanFields) -> PlanFields:
    """The fields with a code for each row that has a name: what is named can be chosen at once, before it is saved."""
    parts = dict(fields.parts)
    for part in PARTS:
        known = dict(_coded(_kept(parts[part], part), part))
        parts[part] = tuple(known.get(index, row) for index, row in enumerate(parts[part]))
    return PlanFields(fields.top, parts)


def _arm(reader: Reader, row: Row, index: int) -> Arm:
    role = reader.one(row, "role", f"arm-{index}-", ("intervention", "comparison"))
    return Arm(text_of(row, "code"), _both(row, "label"), role)


def _waves(reader: Reader, rows: Iterable[tuple[int, Row]]) -> Iterator[Wave]:
    """The waves in their order: each keeps its number where it comes after the one before, else has the next."""
    order = -1
    for place, (index, row) in enumerate(rows):
        own = text_of(row, "order")
        kept = int(own) if re.fullmatch(r"-?\d{1,9}", own) else order + 1
        order = kept if place == 0 or kept > order else order + 1
        due = reader.whole_or_none(row, "due_days", f"wave-{index}-")
        yield Wave(text_of(row, "code"), _both(row, "label"), order, due, text_of(row, "baseline") == "yes")


def _scale(reader: Reader, row: Row, index: int) -> Scale:
    prefix = f"scale-{index}-"
    return Scale(
        code=text_of(row, "code"),
        label=_both(row, "label"),
        items=_several(row, "items"),
        minimum=reader.number(row, "minimum", prefix, default=1),
        maximum=reader.number(row, "maximum", prefix, default=5),
        reversed_items=_several(row, "reversed_items"),
        method=reader.one(row, "method", prefix, ("sum", "mean")),
        minimum_answered=reader.whole(row, "minimum_answered", prefix, default=max(1, len(_several(row, "items")))),
        source=text_of(row, "source"),
        score_minimum=reader.number_or_none(row, "score_minimum", prefix),
        score_maximum=reader.number_or_none(row, "score_maximum", prefix),
        blank=reader.one(row, "blank", prefix, ("own_mean", "middle")),
    )


def _group(row: Row) -> Group:
    return Group(text_of(row, "code"), _both(row, "label"), text_of(row, "attribute"), _several(row, "values"))


def _margin(reader: Reader, row: Row, index: int) -> Margin:
    prefix = f"margin-{index}-"
    year = reader.whole(row, "year", prefix, default=0)
    shares = _shares(reader, row, prefix)
    return Margin(text_of(row, "attribute"), _both(row, "label"), shares, text_of(row, "source"), year)


def _shares(reader: Reader, row: Row, prefix: str) -> dict[str, float]:
    """The share of each value, typed as a percentage; a line is complained of when half of it is missing."""
    values, written = _aligned(row, "value"), _aligned(row, "share")
    shares: dict[str, float] = {}
    for place, value in enumerate(values):
        share = reader.decimal_or_none({f"share-{place}": written[place]}, f"share-{place}", prefix)
        if value in shares:
            reader.complain(f"{prefix}value-{place}", "value_twice")
        elif value and not written[place]:
            reader.complain(f"{prefix}share-{place}", "share_missing")
        elif written[place] and not value:
            reader.complain(f"{prefix}value-{place}", "value_missing")
        elif share is not None:
            shares[value] = float(share / 100)
    return shares


def _aligned(row: Row, name: str) -> tuple[str, ...]:
    """A column of the small table, as long as the longest."""
    longest = max(len(row.get("value", ())), len(row.get("share", ())))
    return (*row.get(name, ()), *[""] * longest)[:longest]


def _series(reader: Reader, row: Row, index: int) -> Series:
    prefix = f"series-{index}-"
    return Series(
        code=text_of(row, "code"),
        label=_both(row, "label"),
        series=text_of(row, "series"),
        period=reader.one(row, "period", prefix, PERIODS),
        total=reader.one(row, "total", prefix, TOTALS),
        interrupted_on=text_of(row, "interrupted_on") or None,
        switched_by=text_of(row, "switched_by"),
        added=_several(row, "added"),
    )


def _outcome(reader: Reader, row: Row, index: int) -> Outcome:
    prefix = f"outcome-{index}-"
    return Outcome(
        code=text_of(row, "code"),
        label=_both(row, "label"),
        dimension=reader.one(row, "dimension", prefix, get_args(Dimension)),
        role=reader.one(row, "role", prefix, get_args(OutcomeRole)),
        measure=text_of(row, "measure"),
        estimator=text_of(row, "estimator"),
        better=reader.one(row, "better", prefix, ("higher", "lower")),
        unit=_both(row, "unit"),
        waves=_several(row, "waves"),
        baseline_wave=text_of(row, "baseline_wave") or None,
        adjust_for=_several(row, "adjust_for"),
        success_values=_several(row, "success_values"),
        threshold=reader.number_or_none(row, "threshold", prefix),
        monetised=text_of(row, "monetised") == "yes",
        group=text_of(row, "group") or None,
        imputations=reader.whole_or_none(row, "imputations", prefix),
    )


def _kept(rows: Iterable[Row], part: str) -> list[tuple[int, Row]]:
    return [(index, row) for index, row in enumerate(rows) if any(_said(row, name) for name in {*PARTS[part]} - UNTOLD)]


def _said(row: Row, name: str) -> bool:
    return bool("".join(row.get(name, "")))


def _coded(rows: list[tuple[int, Row]], part: str) -> list[tuple[int, Row]]:
    if "code" not in PARTS[part]:
        return rows
    taken = {text_of(row, "code") for _, row in rows}
    found = []
    for index, row in rows:
        code = text_of(row, "code") or _free(_slug(text_of(row, "label_en") or text_of(row, "label_fr")) or part, taken)
        taken.add(code)
        found.append((index, {**row, "code": code}))
    return found


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:30].strip("_")


def _free(code: str, taken: set[str]) -> str:
    number, free = 2, code
    while free in taken:
        free, number = f"{code}_{number}", number + 1
    return free


def _both(row: Row, name: str) -> dict[str, str]:
    return {language: words for language in ("fr", "en") if (words := text_of(row, f"{name}_{language}"))}


def _several(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name, ())
    return lines_of(value) if isinstance(value, str) else value
