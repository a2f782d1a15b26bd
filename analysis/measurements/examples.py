"""An example file of each kind, generated: rows that are read without a problem, in French or in American writing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO

from analysis.measurements.kinds import KINDS

ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "usage_log": (
        ("start", "clock", "subject", "series", "value"),
        ("2026-03-02", "08:15", "P-001", "door", "1"),
        ("2026-03-02", "17:40", "P-002", "door", "2"),
    ),
    "meter_index": (
        ("start", "clock", "subject", "series", "value", "unit"),
        ("2026-03-01", "08:00", "site-1", "electricity", "12450.5", "kWh"),
        ("2026-03-02", "08:00", "site-1", "electricity", "12461.2", "kWh"),
        ("2026-03-03", "08:00", "site-1", "electricity", "12470.9", "kWh"),
    ),
    "consumption": (
        ("start", "end", "subject", "series", "value", "unit"),
        ("2026-01-01", "2026-02-01", "site-1", "water", "11.4", "m3"),
        ("2026-02-01", "2026-03-01", "site-1", "water", "9.8", "m3"),
    ),
    "task_times": (
        ("start", "clock", "subject", "series", "value", "unit"),
        ("2026-03-02", "09:00", "P-001", "letter", "24.5", "min"),
        ("2026-03-02", "10:10", "P-001", "summary", "12.25", "min"),
    ),
    "machine_log": (
        ("start", "clock", "series", "value", "unit", "energy", "scrap"),
        ("2026-03-02", "09:00", "laser", "42.5", "min", "1.25", "0.3"),
        ("2026-03-02", "14:00", "printer", "310.5", "min", "0.85", "0.05"),
    ),
    "cost_sheet": (
        (
            *("on", "label", "kind", "payer", "amount", "currency", "price_year", "quantity", "unit", "unit_value"),
            *("low", "high", "source", "id"),
        ),
        ("2026-01-15", "Sensors", "cost", "city", "1250.5", "EUR", "2026", "", "", "", "", "", "invoice", "F-001"),
        (
            "2026-02-01",
            "Staff",
            "cost",
            "city",
            "1800.5",
            "EUR",
            "2026",
            "40",
            "h",
            "45.0125",
            "",
            "",
            "payroll",
            "F-002",
        ),
        (
            "2026-02-15",
            "Returned sensor",
            "credit",
            "city",
            "125.5",
            "EUR",
            "2026",
            "",
            "",
            "",
            "",
            "",
            "credit note",
            "A-001",
        ),
        (
            "2026-03-31",
            "Energy saved",
            "benefit",
            "residents",
            "310.5",
            "EUR",
            "2026",
            "",
            "",
            "",
            "250.5",
            "370.5",
            "meters",
            "B-001",
        ),
    ),
    "parameter_sheet": (
        ("code", "label", "value", "unit", "low", "high", "source", "year", "url", "licence"),
        ("discount_rate", "Discount rate", "3.2", "percent/year", "1.2", "4.5", "example", "2026", "", ""),
        ("electricity_price", "Price of electricity", "0.25", "EUR/kWh", "0.15", "0.35", "example", "2026", "", ""),
    ),
}
NUMBERS = frozenset({"value", "energy", "scrap", "amount", "quantity", "unit_value", "low", "high"})
DATES = frozenset({"start", "end", "on"})
WHOSE: Mapping[str, Mapping[str, str]] = {
    "participant": {"fr": "Participant", "en": "Participant"},
    "site": {"fr": "Lieu", "en": "Site"},
    "arm": {"fr": "Groupe", "en": "Arm"},
}


def example_rows(kind: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Titles and rows of the example, in the language's writing."""
    return written_rows(kind, ROWS[kind], language)


def written_rows(
    kind: str, given: Sequence[Sequence[str]], language: str, whose: str = ""
) -> tuple[tuple[str, ...], ...]:
    """Roles, then rows of ISO dates and of points, as titles and rows in the language's writing.

    02/03/2026 and 12,5, or 03/02/2026 and 12.5. `whose`: of what kind the subjects are, else guessed by the first.
    """
    roles, *rows = given
    columns = {column.role: column for column in KINDS[kind].columns}
    titles = tuple(
        WHOSE[whose or _of_whom(rows[0][roles.index(role)])][language]
        if role == "subject"
        else columns[role].label.get(language) or columns[role].label["en"]
        for role in roles
    )
    written = (tuple(_cell(role, cell, language) for role, cell in zip(roles, row, strict=True)) for row in rows)
    return (titles, *written)


def example_csv(kind: str, language: str) -> bytes:
    """The example as CSV."""
    return written_csv(kind, ROWS[kind], language)


def written_csv(kind: str, given: Sequence[Sequence[str]], language: str, whose: str = "") -> bytes:
    """Rows as CSV that a spreadsheet of that language opens: semicolons or commas, UTF-8 with its mark."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=";" if language == "fr" else ",").writerows(written_rows(kind, given, language, whose))
    return out.getvalue().encode("utf-8-sig")


def example_xlsx(kind: str, language: str) -> bytes:
    """The example as a workbook."""
    return written_xlsx(kind, ROWS[kind], language)


def written_xlsx(kind: str, given: Sequence[Sequence[str]], language: str, whose: str = "") -> bytes:
    """Rows as a workbook whose numbers are numbers."""
    import xlsxwriter  # not in every process that knows measurements

    roles, *rows = given
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        page, bold = book.add_worksheet(), book.add_format({"bold": True})
        page.write_row(0, 0, written_rows(kind, given, language, whose)[0], bold)
        page.set_column(0, len(roles) - 1, 20)
        for number, row in enumerate(rows, start=1):
            for place, (role, cell) in enumerate(zip(roles, row, strict=True)):
                if cell:
                    page.write(number, place, float(cell) if role in NUMBERS else _cell(role, cell, language))
    return buffer.getvalue()


def _of_whom(subject: str) -> str:
    return "participant" if subject.startswith("P-") else "site"


def _cell(role: str, cell: str, language: str) -> str:
    if role in DATES and cell:
        year, month, day = cell.split("-")
        return f"{day}/{month}/{year}" if language == "fr" else f"{month}/{day}/{year}"
    return cell.replace(".", ",") if role in NUMBERS and language == "fr" else cell
