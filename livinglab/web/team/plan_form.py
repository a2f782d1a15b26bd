"""The analysis plan as fields of a form, and back: what a manager types becomes a `Plan`, or a list of what to correct.

A repeated part (arms, waves, scales, outcomes) is a tuple of rows; its fields are called `arm-0-label_fr`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, cast

from werkzeug.datastructures import MultiDict

from analysis.plan import Arm, Outcome, Plan, Scale, Wave

Value: TypeAlias = str | tuple[str, ...]
Row: TypeAlias = dict[str, Value]

TOP = ("title_fr", "title_en", "research_question_fr", "research_question_en", "design", "confidence", "minimum_cell",
       "planned_participants", "funders", "analysts", "cluster")  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    "arm": ("code", "label_fr", "label_en", "role"),
    "wave": ("code", "label_fr", "label_en", "due_days", "baseline"),
    "scale": ("code", "label_fr", "label_en", "items", "reversed_items", "minimum", "maximum", "method",
              "minimum_answered", "source"),
    "outcome": ("code", "label_fr", "label_en", "dimension", "role", "measure", "estimator", "better", "unit_fr",
                "unit_en", "waves", "baseline_wave", "adjust_for", "success_values", "threshold", "monetised"),
}  # fmt: skip
SEVERAL = frozenset({"items", "reversed_items", "waves"})  # groups of check boxes
WORDS = frozenset({"label_fr", "label_en", "code", "source", "unit_fr", "unit_en", "measure"})  # a row without is empty
MOST_ROWS = 60  # of one kind: far beyond any real plan, and a form cannot ask for a million rows


@dataclass(frozen=True)
class Complaint:
    """A field that cannot be read. `code` is a key of the words `plan.complaint_…`."""

    field: str
    code: str


@dataclass(frozen=True)
class PlanFields:
    """Everything typed in the form, as text."""

    top: Row = field(default_factory=dict)
    arm: tuple[Row, ...] = ()
    wave: tuple[Row, ...] = ()
    scale: tuple[Row, ...] = ()
    outcome: tuple[Row, ...] = ()

    def rows(self, part: str) -> tuple[Row, ...]:
        """The rows of one repeated part."""
        return cast("tuple[Row, ...]", getattr(self, part))


@dataclass(frozen=True)
class PlanReading:
    """A plan, or the complaints that keep the fields from being one."""

    plan: Plan | None
    complaints: tuple[Complaint, ...] = ()


EMPTY = PlanFields(
    top={"design": "randomised", "confidence": "0.95", "minimum_cell": "5"},
    arm=({"role": "intervention"}, {"role": "comparison"}),
    wave=({"due_days": "0", "baseline": "yes"}, {}),
    outcome=({"role": "primary"},),
)


def fields_of_form(form: MultiDict[str, str]) -> PlanFields:
    """The fields as sent, empty rows included."""
    top: Row = {name: form.get(name, "").strip() for name in TOP}
    return PlanFields(top, **{part: _rows_sent(form, part) for part in PARTS})


def changed(fields: PlanFields, *, add: str | None, remove: str | None) -> PlanFields:
    """The fields after "add another arm" (`add="arm"`) or "remove" (`remove="arm-1"`)."""
    if add in PARTS and len(fields.rows(add)) < MOST_ROWS:
        return replace(fields, **{add: (*fields.rows(add), {})})
    part, _, number = (remove or "").partition("-")
    if part in PARTS and number.isdecimal():
        kept = tuple(row for index, row in enumerate(fields.rows(part)) if index != int(number))
        return replace(fields, **{part: kept})
    return fields


def fields_of(plan: Plan) -> PlanFields:
    """A plan as fields, to be edited."""
    top: Row = {
        **_pair("title", plan.title),
        **_pair("research_question", plan.research_question),
        "design": plan.design,
        "confidence": _written(plan.confidence),
        "minimum_cell": str(plan.minimum_cell),
        "planned_participants": _written(plan.planned_participants),
        "funders": "\n".join(plan.funders),
        "analysts": "\n".join(plan.analysts),
        "cluster": plan.cluster or "",
    }
    waves = sorted(plan.waves, key=lambda wave: wave.order)
    return PlanFields(
        top,
        arm=tuple(_row_of(arm, "arm") for arm in plan.arms),
        wave=tuple(_row_of(wave, "wave") for wave in waves),
        scale=tuple(_row_of(scale, "scale") for scale in plan.scales),
        outcome=tuple(_row_of(outcome, "outcome") for outcome in plan.outcomes),
    )


def plan_of(fields: PlanFields) -> PlanReading:
    """The plan that the fields say. Rows without a word are left out; codes left blank are made from the label."""
    reader = _Reader()
    parts = {part: _coded(_kept(fields.rows(part), part), part) for part in PARTS}
    top = fields.top
    arms = tuple(
        Arm(_text(row, "code"), _both(row, "label"), cast(Any, _text(row, "role") or "intervention"))
        for _, row in parts["arm"]
    )
    plan = Plan(
        title=_both(top, "title"),
        research_question=_both(top, "research_question"),
        design=cast(Any, _text(top, "design")),
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


def _wave(reader: _Reader, row: Row, index: int, order: int) -> Wave:
    due = reader.whole_or_none(row, "due_days", f"wave-{index}-")
    return Wave(_text(row, "code"), _both(row, "label"), order, due, _text(row, "baseline") == "yes")


def _scale(reader: _Reader, row: Row, index: int) -> Scale:
    prefix = f"scale-{index}-"
    return Scale(
        code=_text(row, "code"),
        label=_both(row, "label"),
        items=_several(row, "items"),
        minimum=reader.number(row, "minimum", prefix, default=1),
        maximum=reader.number(row, "maximum", prefix, default=5),
        reversed_items=_several(row, "reversed_items"),
        method=cast(Any, _text(row, "method") or "sum"),
        minimum_answered=reader.whole(row, "minimum_answered", prefix, default=max(1, len(_several(row, "items")))),
        source=_text(row, "source"),
    )


def _outcome(reader: _Reader, row: Row, index: int) -> Outcome:
    return Outcome(
        code=_text(row, "code"),
        label=_both(row, "label"),
        dimension=cast(Any, _text(row, "dimension")),
        role=cast(Any, _text(row, "role") or "exploratory"),
        measure=_text(row, "measure"),
        estimator=_text(row, "estimator"),
        better=cast(Any, _text(row, "better") or "higher"),
        unit=_both(row, "unit"),
        waves=_several(row, "waves"),
        baseline_wave=_text(row, "baseline_wave") or None,
        adjust_for=tuple(_text(row, "adjust_for").split()),
        success_values=tuple(_text(row, "success_values").split()),
        threshold=reader.number_or_none(row, "threshold", f"outcome-{index}-"),
        monetised=_text(row, "monetised") == "yes",
    )


class _Reader:
    """Reads numbers as they are written in French or English, and keeps what it could not read."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def number_or_none(self, row: Row, name: str, prefix: str = "") -> float | None:
        """A decimal number; None when left blank."""
        written = re.sub(r"\s", "", _text(row, name)).replace(",", ".").replace("−", "-")
        if not written:
            return None
        if not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", written):
            self.complaints.append(Complaint(prefix + name, "number"))
            return None
        return float(written)

    def whole_or_none(self, row: Row, name: str, prefix: str = "") -> int | None:
        """A whole number; None when left blank."""
        number = self.number_or_none(row, name, prefix)
        if number is not None and number != int(number):
            self.complaints.append(Complaint(prefix + name, "whole"))
        return None if number is None else int(number)

    def number(self, row: Row, name: str, prefix: str = "", *, default: float) -> float:
        """A decimal number, or the default when left blank."""
        number = self.number_or_none(row, name, prefix)
        return default if number is None else number

    def whole(self, row: Row, name: str, prefix: str = "", *, default: int) -> int:
        """A whole number, or the default when left blank."""
        number = self.whole_or_none(row, name, prefix)
        return default if number is None else number


def _rows_sent(form: MultiDict[str, str], part: str) -> tuple[Row, ...]:
    numbers = {int(found[1]) for name in form if (found := re.fullmatch(rf"{part}-(\d{{1,3}})-\w+", name))}
    return tuple(_row_sent(form, part, number) for number in sorted(numbers)[:MOST_ROWS])


def _row_sent(form: MultiDict[str, str], part: str, number: int) -> Row:
    def sent(name: str) -> Value:
        key = f"{part}-{number}-{name}"
        return tuple(form.getlist(key)) if name in SEVERAL else form.get(key, "").strip()

    return {name: sent(name) for name in PARTS[part]}


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


def _row_of(value: Arm | Wave | Scale | Outcome, part: str) -> Row:
    row: Row = {}
    for name in PARTS[part]:
        stem, _, language = name.rpartition("_")
        if language in ("fr", "en"):
            row[name] = getattr(value, stem).get(language, "")
        else:
            row[name] = _written(getattr(value, name), several=name in SEVERAL)
    return row


def _written(value: object, *, several: bool = False) -> Any:
    if isinstance(value, tuple):
        return value if several else " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _pair(name: str, words: Mapping[str, str]) -> Row:
    return {f"{name}_fr": words.get("fr", ""), f"{name}_en": words.get("en", "")}


def _both(row: Row, name: str) -> dict[str, str]:
    return {language: words for language in ("fr", "en") if (words := _text(row, f"{name}_{language}"))}


def _text(row: Row, name: str) -> str:
    value = row.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def _several(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name, ())
    return tuple(value.split()) if isinstance(value, str) else value


def _lines(row: Row, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(row, name).splitlines() if line.strip())
