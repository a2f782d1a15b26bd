"""The analysis plan as fields of a form: what a manager sees and types. `plan_reading` makes a `Plan` of them.

A repeated part (arms, waves, scales, groups, outcomes…) is a tuple of rows; its fields are called `arm-0-label_fr`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from werkzeug.datastructures import MultiDict

from analysis.instrument_scales import scale_of
from analysis.plan import Arm, Group, Margin, Outcome, Plan, Scale, Series, Wave
from livinglab.words import spoken, t
from surveys.instruments.insertion import Asked

Value: TypeAlias = str | tuple[str, ...]
Row: TypeAlias = dict[str, Value]
Part: TypeAlias = Arm | Wave | Scale | Group | Margin | Series | Outcome

TOP = ("title_fr", "title_en", "research_question_fr", "research_question_en", "design", "confidence", "minimum_cell",
       "planned_participants", "funders", "analysts", "cluster", "sites", "zone")  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    "arm": ("code", "label_fr", "label_en", "role"),
    "wave": ("code", "label_fr", "label_en", "due_days", "baseline", "order"),
    "scale": ("code", "label_fr", "label_en", "items", "reversed_items", "minimum", "maximum", "method",
              "minimum_answered", "source", "score_minimum", "score_maximum", "blank"),
    "group": ("code", "label_fr", "label_en", "attribute", "values"),
    "margin": ("label_fr", "label_en", "attribute", "value", "share", "source", "year"),
    "series": ("code", "label_fr", "label_en", "series", "period", "total", "interrupted_on",
               "switched_by", "added"),
    "outcome": ("code", "label_fr", "label_en", "dimension", "role", "measure", "estimator", "better", "unit_fr",
                "unit_en", "waves", "baseline_wave", "adjust_for", "success_values", "threshold", "monetised", "group",
                "imputations"),
}  # fmt: skip
SEVERAL = frozenset({"items", "reversed_items", "waves", "adjust_for", "success_values", "values",
                     "added"})  # fmt: skip  # boxes, or lines
ALIGNED = frozenset({"value", "share"})  # two columns of one small table: a blank keeps its place
MOST_ROWS = 60  # of one kind: far beyond any real plan, and a form cannot ask for a million rows


@dataclass(frozen=True)
class PlanFields:
    """Everything typed in the form, as text: the fields that stand once, and the rows of each repeated part."""

    top: Row
    parts: Mapping[str, tuple[Row, ...]]


EMPTY = PlanFields(
    top={"design": "randomised", "confidence": "0.95", "minimum_cell": "5"},
    parts={
        **dict.fromkeys(PARTS, ()),
        "arm": ({"role": "intervention"}, {"role": "comparison"}),
        "wave": ({"due_days": "0", "baseline": "yes"}, {}),
        "outcome": ({"role": "primary"},),
    },
)


def blank(zone: str) -> PlanFields:
    """The fields of a plan that nobody wrote yet, its days counted in the laboratory's time zone."""
    return PlanFields({**EMPTY.top, "zone": zone}, EMPTY.parts)


def fields_of_form(form: MultiDict[str, str]) -> PlanFields:
    """The fields as sent, empty rows included."""
    top: Row = {name: form.get(name, "").strip() for name in TOP}
    return PlanFields(top, {part: _rows_sent(form, part) for part in PARTS})


def changed(fields: PlanFields, *, add: str | None, remove: str | None) -> PlanFields:
    """The fields after "add another arm" (`add="arm"`) or "remove" (`remove="arm-1"`)."""
    if add and len(fields.parts.get(add, ((),) * MOST_ROWS)) < MOST_ROWS:
        return with_rows(fields, add, (*fields.parts[add], {}))
    part, _, number = (remove or "").partition("-")
    if part in fields.parts and number.isdecimal():
        return with_rows(
            fields, part, tuple(row for index, row in enumerate(fields.parts[part]) if index != int(number))
        )
    return fields


def with_instrument(fields: PlanFields, asked: Asked) -> PlanFields:
    """The fields with the scale that scores an instrument; once, whatever the times it is asked for."""
    row = _row_of(scale_of(asked), "scale")
    rows = fields.parts["scale"]
    known = len(rows) >= MOST_ROWS or row["code"] in [one.get("code") for one in rows]
    return fields if known else with_rows(fields, "scale", (*rows, row))


def with_rows(fields: PlanFields, part: str, rows: tuple[Row, ...]) -> PlanFields:
    """The fields with other rows for one part."""
    return PlanFields(fields.top, {**fields.parts, part: rows})


def fields_of(plan: Plan) -> PlanFields:
    """A plan as fields, to be edited."""
    top: Row = {
        **in_both("title", plan.title),
        **in_both("research_question", plan.research_question),
        "design": plan.design,
        "confidence": written_of(plan.confidence),
        "minimum_cell": str(plan.minimum_cell),
        "planned_participants": written_of(plan.planned_participants),
        "funders": "\n".join(plan.funders),
        "analysts": "\n".join(plan.analysts),
        "cluster": plan.cluster or "",
        "sites": plan.sites or "",
        "zone": plan.zone,
    }
    waves = sorted(plan.waves, key=lambda wave: wave.order)
    members: Mapping[str, Sequence[Part]] = {
        "arm": plan.arms,
        "wave": waves,
        "scale": plan.scales,
        "group": plan.groups,
        "margin": plan.population,
        "series": plan.series,
        "outcome": plan.outcomes,
    }
    return PlanFields(top, {part: tuple(_row_of(one, part) for one in members[part]) for part in PARTS})


def _rows_sent(form: MultiDict[str, str], part: str) -> tuple[Row, ...]:
    numbers = {int(found[1]) for name in form if (found := re.fullmatch(rf"{part}-(\d{{1,3}})-\w+", name))}
    return tuple(_row_sent(form, part, number) for number in sorted(numbers)[:MOST_ROWS])


def _row_sent(form: MultiDict[str, str], part: str, number: int) -> Row:
    def sent(name: str) -> Value:
        key = f"{part}-{number}-{name}"
        if name in SEVERAL:
            return tuple(line for each in form.getlist(key) for line in lines_of(each))
        return tuple(map(str.strip, form.getlist(key))) if name in ALIGNED else form.get(key, "").strip()

    return _without_blank_end({name: sent(name) for name in PARTS[part]})


def _without_blank_end(row: Row) -> Row:
    columns = [row[name] for name in ALIGNED if name in row]
    last = max((place for column in columns for place, typed in enumerate(column, start=1) if typed), default=0)
    return {name: value[:last] if name in ALIGNED else value for name, value in row.items()}


def lines_of(written: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def _row_of(value: Part, part: str) -> Row:
    row: Row = {}
    for name in PARTS[part]:
        stem, _, language = name.rpartition("_")
        if language in ("fr", "en"):
            row[name] = getattr(value, stem).get(language, "")
        elif isinstance(value, Margin) and name in ALIGNED:
            row[name] = tuple(value.shares) if name == "value" else tuple(map(_percent, value.shares.values()))
        else:
            row[name] = written_of(getattr(value, name), several=name in SEVERAL)
    return row


def written_of(value: object, *, several: bool = False) -> Any:
    """A value as it is typed: every digit of a number, "yes" for what is true, nothing for None."""
    if isinstance(value, tuple):
        return value if several else " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return _plain(Decimal(repr(value)))
    return "" if value is None else str(value)


def _percent(share: float) -> str:
    """A share as a percentage, every digit of it: read back, it is the same number."""
    return _plain(Decimal(repr(share)) * 100)


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def line_of(row: Row) -> str:
    """An outcome on one line; nothing unless it says what it is, of what, and how it is compared."""
    if not all(row.get(name) for name in ("label_fr", "label_en", "measure", "estimator", "role", "dimension")):
        return ""
    return " · ".join((name_of(row), t(f"plan.role_{row['role']}"), t(f"plan.dimension_{row['dimension']}")))


def name_of(row: Row) -> str:
    """What a row is called in the reader's language, or in the other; its code where it has no name."""
    names = (row.get(f"label_{spoken()}"), row.get("label_fr"), row.get("label_en"), row.get("code"))
    return next((str(name) for name in names if name), "")


def in_both(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Words as two fields, `name_fr` and `name_en`."""
    return {f"{name}_fr": words.get("fr", ""), f"{name}_en": words.get("en", "")}
