"""What is shown of a file before its rows are stored: how many, the first as understood, how often each problem."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from analysis.measurements.known import Line
from analysis.measurements.moments import zone_of
from analysis.measurements.reading import Read
from analysis.measurements.rows import digest
from analysis.measurements.shapes import CashLine, Measurement
from livinglab.store.measurements import MeasurementFile

FIRST = 20  # rows shown as understood


def summary_of(handed: MeasurementFile, read: Read) -> dict[str, Any]:
    """Numbers and first rows. `signature` changes when what would be stored, or left out, does."""
    zone = handed.laid_out.zone if handed.laid_out else "UTC"
    return {
        "rows": read.rows,
        "lines": len(read.lines),
        "again": read.again,
        "left": len(read.left_out),
        "blocked": not read.readable,
        "codes": dict(Counter(problem.code for problem in read.problems).most_common()),
        "preview": [_shown(line, zone) for line in read.lines[:FIRST]],
        "signature": digest(
            *(f"{line.key} {line.content}" for line in read.lines),
            *(f"{row.row} {','.join(row.codes)}" for row in read.left_out),
        ),
    }


def _shown(line: Line, zone: str) -> dict[str, Any]:
    one = line.what
    if isinstance(one, Measurement):
        said = {"series": one.series, "subject": one.subject, "start": _local(one.start, zone)}
        return {"row": line.row, **said, "end": _local(one.end, zone), "value": one.value, "unit": one.unit}
    if isinstance(one, CashLine):
        said = {"on": one.on.isoformat(), "label": one.label, "kind": one.kind, "payer": one.payer}
        return {"row": line.row, **said, "value": one.amount, "unit": one.currency, "year": one.price_year}
    said = {"code": one.code, "label": one.label, "source": one.source}
    return {"row": line.row, **said, "value": one.value, "unit": one.unit, "year": one.year}


def _local(at: datetime | None, zone: str) -> str:
    """The instant in the zone of the file, with its offset: what a person can compare with the sheet."""
    return at.astimezone(zone_of(zone)).isoformat(sep=" ", timespec="seconds") if at else ""
