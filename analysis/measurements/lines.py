"""What a row says: measurements, a line of money, a parameter. One function for what each kind of file makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from analysis.measurements.kinds import Makes
from analysis.measurements.known import Line
from analysis.measurements.rows import Rows, digest, shown
from analysis.measurements.shapes import CashKind, CashLine, CashOrigin, Measurement, MeasurementOrigin, Parameter
from analysis.measurements.units import converted, plain

COST = ("cost", "cout", "depense", "charge", "expense")
BENEFIT = ("benefit", "benefice", "gain", "economie", "recette", "saving", "income", "revenue")
CREDIT = ("credit", "avoir", "remboursement", "refund")
ORIGINS: Mapping[str, CashOrigin] = {
    **dict.fromkeys(("measured", "mesure", "mesuree", "facture", "facturee"), "measured"),
    **dict.fromkeys(("declared", "declare", "declaree", ""), "declared"),
    **dict.fromkeys(("assumed", "suppose", "supposee", "hypothese", "estime", "estimee"), "assumed"),
    **dict.fromkeys(("monetised", "monetized", "monetise", "monetisee"), "monetised"),
}
ROUNDING = 0.01  # of an amount against quantity × price: a cent, or one in a thousand


def measured(rows: Rows) -> list[Line]:
    """The measurements of a row; empty when something is wrong or missing."""
    start, series, subject = rows.start(), rows.text("series", needed=True), rows.subject()
    end = rows.moment("end")
    unit = rows.unit() if "value" in rows.kind.values else None
    values = _values(rows, unit or "")
    if start is not None and end is not None and end < start:
        rows.wrong("end", "end_before_start")
    if rows.found or start is None or subject is None:
        return []
    end = end or _end(rows, start, values)
    values = values or _from_times(rows, start, end, unit or "")
    if not values:
        rows.wrong("value", "cell_empty")
    return [] if rows.found else [_measurement(rows, series, subject, start, end, *each) for each in values]


def _values(rows: Rows, unit: str) -> list[tuple[str, float, str]]:
    """Role, value and unit of each column of numbers that is filled."""
    read = []
    for role, (_, usual) in rows.kind.values.items():
        own = usual or unit
        value = rows.number(role, own)
        if value is not None:
            if value < 0 and not rows.layout.negatives:
                rows.wrong(role, "value_negative")
            if rows.layout.digits and rows.kind.index and value >= 10**rows.layout.digits:
                rows.wrong(role, "index_too_large", digits=str(rows.layout.digits))
            read.append((role, value, own))
    return read


def _end(rows: Rows, start: datetime, values: list[tuple[str, float, str]]) -> datetime | None:
    if rows.kind.index:
        return None
    if rows.layout.period:
        return rows.after_period(start)
    if not rows.kind.spans or rows.kind.regular:
        return None
    minutes = next((converted(value, unit, "min") for role, value, unit in values if role == "value"), None)
    return None if minutes is None else start + timedelta(minutes=max(minutes, 0))


def _from_times(rows: Rows, start: datetime, end: datetime | None, unit: str) -> list[tuple[str, float, str]]:
    """The time a task took, from its start and its end, when no column says it."""
    if rows.kind.regular or not rows.kind.spans or end is None or "value" in rows.layout.columns:
        return []
    return [("value", converted((end - start).total_seconds(), "s", unit), unit)]


def _measurement(
    rows: Rows, series: str, subject: str, start: datetime, end: datetime | None, role: str, value: float, unit: str
) -> Line:
    layout, suffix = rows.layout, rows.kind.values[role][0]
    named = f"{series} · {suffix}" if suffix else series
    origin: MeasurementOrigin = layout.origin  # type: ignore[assignment]  # the form offers ORIGINS only
    kind = layout.subject_kind
    what = Measurement(named, kind, subject, start, end, value, unit, origin)  # type: ignore[arg-type]  # one of SUBJECT_KINDS
    key = digest(named, kind, subject, start.isoformat(), end.isoformat() if end else "")
    return Line(rows.row.number, key, f"{value!r} {unit}", what)


def paid(rows: Rows) -> list[Line]:
    """The line of money of a row."""
    on, label, payer = rows.day("on"), rows.text("label", needed=True), rows.text("payer", needed=True)
    currency, year, arm = rows.currency(), rows.year("price_year"), rows.arm()
    quantity, price = rows.number("quantity"), rows.number("unit_value")
    unit = (rows.unit() or "") if rows.cell("unit") != "" else ""
    kind, credit = _cash_kind(rows)
    amount = _amount(rows, quantity, price, credit=credit)
    low, high = rows.number("low"), rows.number("high")
    origin = ORIGINS.get(plain(rows.text("origin")))
    if origin is None:
        rows.wrong("origin", "origin_unknown")
    if amount is not None:
        _require_range(rows, "amount", amount, low, high)
    voucher, source = rows.text("id"), rows.text("source")
    if rows.found or on is None or amount is None or currency is None or year is None or origin is None:
        return []
    said = (on, label, payer, kind, arm, repr(amount), currency, year)
    key = digest("voucher", voucher, label) if voucher else digest(*said)
    line = CashLine(
        id=voucher or key[:12],
        label=label,
        kind=kind,
        payer=payer,
        on=on,
        amount=amount,
        currency=currency,
        price_year=year,
        arm=arm,
        quantity=quantity,
        unit=unit,
        unit_value=price,
        origin=origin,
        low=low,
        high=high,
        source=source,
    )
    return [Line(rows.row.number, key, f"{amount!r} {currency}, {on}", line)]


def _cash_kind(rows: Rows) -> tuple[CashKind, bool]:
    said = plain(rows.text("kind", needed=True))
    if said not in (*COST, *BENEFIT, *CREDIT, ""):
        rows.wrong("kind", "cash_kind_unknown")
    return ("benefit" if said in BENEFIT else "cost"), said in CREDIT


def _amount(rows: Rows, quantity: float | None, price: float | None, *, credit: bool) -> float | None:
    """A credit is a cost below zero, whatever sign its sheet gives it; any other amount is above."""
    amount = rows.number("amount")
    if amount is None and (quantity is None or price is None):
        if not rows.found:
            rows.wrong("amount", "amount_missing")
        return None
    product = quantity * price if quantity is not None and price is not None else None
    if amount is None:
        amount = product or 0.0
    elif product is not None and abs(amount - product) > max(ROUNDING, abs(product) / 1000):
        rows.wrong("amount", "amount_differs", product=f"{product:.2f}")
    if amount == 0:
        rows.wrong("amount", "amount_zero")
    elif amount < 0 and not credit:
        rows.wrong("amount", "cost_negative")
    return -abs(amount) if credit else amount


def _require_range(rows: Rows, role: str, value: float, low: float | None, high: float | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        rows.wrong(
            role, "range_wrong", low="–" if low is None else shown(low), high="–" if high is None else shown(high)
        )


def assumed(rows: Rows) -> list[Line]:
    """The parameter of a row: never without source, never without year."""
    code, label, unit = rows.text("code", needed=True), rows.text("label", needed=True), rows.unit()
    value, low, high = (rows.number(role) for role in ("value", "low", "high"))
    if value is None and rows.cell("value") == "":
        rows.wrong("value", "cell_empty")
    source, year = rows.text("source"), rows.year("year")
    if not source:
        rows.wrong("source", "source_missing")
    if value is not None:
        _require_range(rows, "value", value, low, high)
    url, licence = rows.text("url"), rows.text("licence")
    if rows.found or value is None or unit is None or year is None:
        return []
    what = Parameter(code, label, value, unit, low, high, source, year, url, licence)
    return [Line(rows.row.number, digest("parameter", code, year), f"{value!r} {unit}", what)]


MAKERS: Mapping[Makes, Callable[[Rows], list[Line]]] = {"measurements": measured, "cash": paid, "parameters": assumed}
