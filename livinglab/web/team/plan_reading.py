"""From the fields of the plan's form to a `Plan`, or to the complaints that keep them from being one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from analysis.plan import Arm, Design, Dimension, Outcome, OutcomeRole, Plan, Scale, Wave
from livinglab.web.team.plan_form import PARTS, PlanFields, Row, Value

WORDS = frozenset({"label_fr", "label_en", "code", "source", "unit_fr", "unit_en", "measure"})  # a row without is empty


@dataclass(frozen=True)
class Complaint:
    """A field that cannot be read. `code` is a key of the words `plan.complaint_…`."""

    field: str
    code: str


@dataclass(frozen=True)
class PlanReading:
    """A plan, or the complaints that keep the fields from being one."""

    plan: Plan | None
    complaints: tuple[Complaint, ...] = ()


def plan_of(fields: PlanFields) -> PlanReading:
    """The plan that the fields say. Rows without a word are left out; codes left blank are made from the label."""
    reader = Reader()
    parts = {part: _coded(_kept(fields.parts[part], part), part) for part in PARTS}
    top = fields.top
    arms = tuple(
        Arm(
            _text(row, "code"),
            _both(row, "label"),
            reader.one(row, "role", f"arm-{index}-", ("intervention", "comparison")),
        )
        for index, row in parts["arm"]
    )
    plan = Plan(
        title=_both(top, "title"),
        research_question=_both(top, "research_question"),
        design=reader.one(top, "design", "", get_args(Design)),
        arms=arms,
        waves=tuple(_wave(reader, row, index, order) for order, (index, row) in enumerate(parts["wave"])),
        scales=tuple(_scale(reader, row, index) for index, row in parts["scale"]),
        outcomes=tuple(_outcome(reader, row, index) for index, row in parts["outcome"]),
        confidence=reader.number(top, "confidence", default=0.95),
        minimum_cell=reader.whole(top, "minimum_cell", default=5),
        planned_participants=reader.whole_or_none(top, "planned_participants"),
        funders=_lines(top, "funders"),
        analysts=_lines(top, "analysts"),
        cluster=_text(top, "cluster") or None,
    )
    return PlanReading(None, tuple(reader.complaints)) if reader.complaints else PlanReading(plan)


def with_kept(plan: Plan, kept: Plan) -> Plan:
    """The plan of a form with what no field of it shows, as it was: accounts, groups, population, series, sites."""
    groups = {outcome.code: outcome.group for outcome in kept.outcomes}
    return replace(
        plan,
        outcomes=tuple(replace(outcome, group=groups.get(outcome.code)) for outcome in plan.outcomes),
        economics=kept.economics,
        environment=kept.environment,
        groups=kept.groups,
        population=kept.population,
        series=kept.series,
        sites=kept.sites,
    )


def _wave(reader: Reader, row: Row, index: int, order: int) -> Wave:
    due = reader.whole_or_none(row, "due_days", f"wave-{index}-")
    return Wave(_text(row, "code"), _both(row, "label"), order, due, _text(row, "baseline") == "yes")


def _scale(reader: Reader, row: Row, index: int) -> Scale:
    prefix = f"scale-{index}-"
    return Scale(
        code=_text(row, "code"),
        label=_both(row, "label"),
        items=_several(row, "items"),
        minimum=reader.number(row, "minimum", prefix, default=1),
        maximum=reader.number(row, "maximum", prefix, default=5),
        reversed_items=_several(row, "reversed_items"),
        method=reader.one(row, "method", prefix, ("sum", "mean")),
        minimum_answered=reader.whole(row, "minimum_answered", prefix, default=max(1, len(_several(row, "items")))),
        source=_text(row, "source"),
        score_minimum=reader.number_or_none(row, "score_minimum", prefix),
        score_maximum=reader.number_or_none(row, "score_maximum", prefix),
        blank=reader.one(row, "blank", prefix, ("own_mean", "middle")),
    )


def _outcome(reader: Reader, row: Row, index: int) -> Outcome:
    prefix = f"outcome-{index}-"
    return Outcome(
        code=_text(row, "code"),
        label=_both(row, "label"),
        dimension=reader.one(row, "dimension", prefix, get_args(Dimension)),
        role=reader.one(row, "role", prefix, get_args(OutcomeRole)),
        measure=_text(row, "measure"),
        estimator=_text(row, "estimator"),
        better=reader.one(row, "better", prefix, ("higher", "lower")),
        unit=_both(row, "unit"),
        waves=_several(row, "waves"),
        baseline_wave=_text(row, "baseline_wave") or None,
        adjust_for=tuple(_text(row, "adjust_for").split()),
        success_values=tuple(_text(row, "success_values").split()),
        threshold=reader.number_or_none(row, "threshold", prefix),
        monetised=_text(row, "monetised") == "yes",
    )


class Reader:
    """Reads numbers as they are written in French or English, and keeps what it could not read."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def one(self, row: Mapping[str, Value], name: str, prefix: str, offered: tuple[str, ...]) -> Any:
        """One of the words offered, the first when left blank."""
        written = _text(row, name) or offered[0]
        if written not in offered:
            self.complaints.append(Complaint(prefix + name, "choice"))
        return written

    def number_or_none(self, row: Mapping[str, Value], name: str, prefix: str = "") -> float | None:
        """A decimal number; None when left blank."""
        written = re.sub(r"\s", "", _text(row, name)).replace(",", ".").replace("−", "-")
        if not written:
            return None
        if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", written):
            self.complaints.append(Complaint(prefix + name, "number"))
            return None
        return float(written)

    def whole_or_none(self, row: Mapping[str, Value], name: str, prefix: str = "") -> int | None:
        """A whole number; None when left blank."""
        number = self.number_or_none(row, name, prefix)
        if number is not None and number != int(number):
            self.complaints.append(Complaint(prefix + name, "whole"))
        return None if number is None else int(number)

    def number(self, row: Mapping[str, Value], name: str, prefix: str = "", *, default: float) -> float:
        """A decimal number, or the default when left blank."""
        number = self.number_or_none(row, name, prefix)
        return default if number is None else number

    def whole(self, row: Mapping[str, Value], name: str, prefix: str = "", *, default: int) -> int:
        """A whole number, or the default when left blank."""
        number = self.whole_or_none(row, name, prefix)
        return default if number is None else number


def _kept(rows: Iterable[Row], part: str) -> list[tuple[int, Row]]:
    return [(index, row) for index, row in enumerate(rows) if any(row.get(name) for name in WORDS & {*PARTS[part]})]


def _coded(rows: list[tuple[int, Row]], part: str) -> list[tuple[int, Row]]:
    taken = {_text(row, "code") for _, row in rows}
    coded = []
    for index, row in rows:
        code = _text(row, "code") or _free(_slug(_text(row, "label_en") or _text(row, "label_fr")) or part, taken)
        taken.add(code)
        coded.append((index, {**row, "code": code}))
    return coded


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:30].strip("_")


def _free(code: str, taken: set[str]) -> str:
    number, free = 2, code
    while free in taken:
        free, number = f"{code}_{number}", number + 1
    return free


def _both(row: Row, name: str) -> dict[str, str]:
    return {language: words for language in ("fr", "en") if (words := _text(row, f"{name}_{language}"))}


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def _several(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name, ())
    return tuple(value.split()) if isinstance(value, str) else value


def _lines(row: Row, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(row, name).splitlines() if line.strip())
