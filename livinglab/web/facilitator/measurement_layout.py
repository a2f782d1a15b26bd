"""The form that says which column is what: proposed from the titles, read back as a Layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from analysis.measurements.cells import Row, Sheet
from analysis.measurements.kinds import KINDS, ORIGINS, PERIODS, SUBJECT_KINDS, Column
from analysis.measurements.layout import Layout, guessed
from analysis.measurements.moments import zone_of
from livinglab.store.measurements import MeasurementFile
from livinglab.web.facilitator.entries import Entry
from livinglab.words import either, spoken, t

WITH_ONE_VALUE = frozenset({"text", "unit", "year", "subject"})  # what may hold for every row of a file


@dataclass(frozen=True)
class Asked:
    """One column of the form: its role, its words, the title chosen, or what stands in every row."""

    role: str
    label: str
    needed: bool
    title: str
    constant: str
    may_be_constant: bool


@dataclass(frozen=True)
class LayoutForm:
    """Everything the form shows."""

    layout: Layout
    asked: tuple[Asked, ...]
    titles: tuple[tuple[str, str], ...]  # title → title with the first cells under it
    sheets: tuple[tuple[str, str], ...]


def layout_of(handed: MeasurementFile, sheet: str = "", typed: Entry | None = None) -> LayoutForm | None:
    """The form of a file that waits for its columns, or may change them; None when nothing is to be said."""
    kept, sheets = handed.laid_out, (handed.found or {}).get("sheets", [])
    if handed.state not in ("unmapped", "ready") or kept is None or not sheets:
        return None
    chosen = next((each for each in sheets if each["name"] == (sheet or kept.sheet)), sheets[0])
    layout = kept if chosen["name"] == kept.sheet else guessed(_sheet(chosen), KINDS[handed.kind])
    columns = KINDS[handed.kind].columns
    return LayoutForm(
        layout,
        tuple(_asked(column, layout, typed) for column in columns),
        tuple((title, _with_first(title, cells)) for title, cells in chosen["titles"]),
        tuple((each["name"], each["name"]) for each in sheets),
    )


def typed_layout(handed: MeasurementFile) -> tuple[Layout | None, Mapping[str, str]]:
    """The layout of the form sent; or what to correct, by the id of the field."""
    form, kind = request.form, KINDS[handed.kind]
    columns = {one.role: form[f"column.{one.role}"] for one in kind.columns if form.get(f"column.{one.role}")}
    constants = {
        one.role: said
        for one in kind.columns
        if one.role not in columns and (said := form.get(f"constant.{one.role}", "").strip()[:200])
    }
    read = Layout(handed.kind, columns, constants, sheet=form.get("sheet", ""))
    complaints: dict[str, str] = {}
    zone = form.get("zone", read.zone).strip()
    if zone_of(zone) is None:
        complaints["zone"] = t("measurements.zone_wrong")
    digits, times = _whole(form.get("digits", "")), _decimal(form.get("gap_times", "") or "3")
    if form.get("digits", "").strip() and (digits is None or not 1 <= digits <= 15):
        complaints["digits"] = t("measurements.digits_wrong")
    if times is None or not 1 <= times <= 1000:
        complaints["gap_times"] = t("measurements.gap_times_wrong")
    if complaints or times is None:
        return None, complaints
    return replace(
        read,
        zone=zone,
        subject_kind=_one_of(form.get("subject_kind", ""), SUBJECT_KINDS),
        decimal=_one_of(form.get("decimal", ""), (",", ".")),
        day_first=form.get("day_first", "1") == "1",
        origin=_one_of(form.get("origin", ""), ORIGINS),
        period=_one_of(form.get("period", ""), ("", *PERIODS)),
        digits=digits,
        gap_times=times,
        negatives=bool(form.get("negatives")),
        last_day_included=bool(form.get("last_day_included")),
    ), {}


def said_of(handed: MeasurementFile) -> list[tuple[str, str]]:
    """The layout in words, for a file that is stored."""
    layout, kind = handed.laid_out, KINDS[handed.kind]
    if layout is None:
        return []
    columns = [
        (either(one.label), t("measurements.column_named", name=layout.columns[one.role]))
        if one.role in layout.columns
        else (either(one.label), layout.constants[one.role])
        for one in kind.columns
        if one.role in layout.columns or layout.constants.get(one.role)
    ]
    told = [
        ("zone", layout.zone),
        ("decimal", t("measurements.decimal_" + ("comma" if layout.decimal == "," else "point"))),
    ]
    if kind.makes == "measurements":
        told.append(("origin", t(f"measurements.origin_{layout.origin}")))
        told.append(("subject_kind", t(f"measurements.subject_{layout.subject_kind}")))
    if layout.digits:
        told.append(("digits", str(layout.digits)))
    if layout.period:
        told.append(("period", t(f"measurements.period_{layout.period}")))
    return columns + [(t(f"measurements.layout_{name}"), said) for name, said in told]


def _sheet(found: Mapping[str, Any]) -> Sheet:
    """A sheet as far as it was seen when it was opened: titles, and the first cells under them."""
    titles = tuple(title for title, _ in found["titles"])
    cells = [some for _, some in found["titles"]]
    deepest = max((len(some) for some in cells), default=0)
    rows = (tuple(some[at] if at < len(some) else "" for some in cells) for at in range(deepest))
    return Sheet(found["name"], titles, 1, tuple(Row(at + 2, row) for at, row in enumerate(rows)))


def _asked(column: Column, layout: Layout, typed: Entry | None) -> Asked:
    title, constant = layout.columns.get(column.role, ""), layout.constants.get(column.role, "")
    if typed is not None:
        title, constant = typed.text(f"column.{column.role}"), typed.text(f"constant.{column.role}")
    free = column.holds in WITH_ONE_VALUE or bool(column.usual)
    return Asked(column.role, either(column.label, spoken()), column.needed, title, constant, free)


def _with_first(title: str, cells: list[str]) -> str:
    return f"{title} – {', '.join(cells)}" if cells else title


def _one_of(said: str, known: tuple[str, ...]) -> str:
    return said if said in known else known[0]


def _whole(said: str) -> int | None:
    return int(said) if said.strip().isdecimal() and len(said) < 4 else None


def _decimal(said: str) -> float | None:
    try:
        return float(said.replace(",", "."))
    except ValueError:
        return None
