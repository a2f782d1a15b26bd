"""What a large file of measurements costs: read, checked, stored, stored again, taken into an analysis.

    .venv/bin/python bench/measurements.py [ROWS]

A meter read every minute, as a French CSV and as a workbook. CPU seconds are of this machine: read the counts and the
ratios.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.measurements.cells import open_file
from livinglab import actions
from livinglab.actions import measurements as acts
from livinglab.app import create_app
from livinglab.settings import from_environment
from livinglab.store import OPERATOR, upgrade
from livinglab.store.database import db
from livinglab.store.measurements import MeasurementFile, measurements_of
from livinglab.store.studies import Study

ROWS = 100_000
TITLES = ("Date", "Compteur", "Index (kWh)")
Made = TypeVar("Made")


def main() -> None:
    """Prints a table: the step, rows, CPU seconds, microseconds a row."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"{'step':<34}{'rows':>10}{'CPU s':>8}{'µs/row':>8}")
    moments = [datetime(2025, 4, 1) + timedelta(minutes=minute) for minute in range(rows)]  # noqa: DTZ001 # local
    text = as_csv(moments)
    workbook = as_xlsx(moments)
    opened = [timed("open .csv", rows, lambda: open_file(text)), timed("open .xlsx", rows, lambda: open_file(workbook))]
    print("rows found", *(len(sheet.rows) for each in opened for sheet in each.sheets))
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(from_environment({"LIVINGLAB_DIRECTORY": folder, "LIVINGLAB_FREE_DISK_MB": "0"}))
        upgrade(app)
        with app.app_context():
            measure(rows, text)


def measure(rows: int, text: bytes) -> None:
    """The same file stored, then handed in again."""
    study = found_study()
    first = laid_out(study, text)
    opened = open_file(text)
    read = timed("check rows", rows, lambda: acts.read_of(first, opened))
    acts.tell_measurements_checked(handed=first, read=read)
    acts.accept_measurements(by=OPERATOR, handed=first)
    timed("store", rows, lambda: acts.store_measurements(handed=first, read=read))
    again = laid_out(study, text)
    known = timed("check the same file again", rows, lambda: acts.read_of(again, opened))
    taken = timed("measurements_of (differences)", rows, lambda: measurements_of(study.id))
    db.session.expunge_all()
    tracemalloc.start()
    measurements_of(study.id)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    print(f"\nstored {len(read.lines)}, again {known.again}, differences {len(taken)}, peak of the last {peak:.0f} MB")


def laid_out(study: Study, text: bytes) -> MeasurementFile:
    """The file handed in and laid out as guessed."""
    handed = acts.hand_in_measurements(
        by=OPERATOR, study=study, source=BytesIO(text), filename="meters.csv", kind="meter_index", name="Meters"
    )
    acts.tell_measurements_opened(handed=handed, opened=open_file(text))
    if handed.laid_out is None:
        raise SystemExit("the file was refused")
    return acts.lay_out_measurements(by=OPERATOR, handed=handed, layout=handed.laid_out)


def found_study() -> Study:
    """A study of an empty laboratory."""
    actions.create_first_administrator(email="a@example.org", name="A", password="trois mots sans rapport")
    project = actions.create_project(by=OPERATOR, title={"fr": "Bancs"})
    prototype = actions.register_prototype(by=OPERATOR, project=project, name="Compteur")
    version = actions.release_version(by=OPERATOR, prototype=prototype, label="1")
    return actions.plan_study(by=OPERATOR, version=version, title={"fr": "Étude"})


def as_csv(moments: list[datetime]) -> bytes:
    """As a French spreadsheet writes it."""
    lines = (f"{at:%d/%m/%Y %H:%M};c1;{place},5" for place, at in enumerate(moments))
    return "\r\n".join((";".join(TITLES), *lines)).encode("cp1252")


def as_xlsx(moments: list[datetime]) -> bytes:
    """As a workbook."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": True}) as book:
        page, dated = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        page.write_row(0, 0, TITLES)
        for place, at in enumerate(moments, start=1):
            page.write_datetime(place, 0, at, dated)
            page.write(place, 1, "c1")
            page.write_number(place, 2, place - 0.5)
    return buffer.getvalue()


def timed(step: str, rows: int, work: Callable[[], Made]) -> Made:
    """What the work gives; its CPU time is printed."""
    before = time.process_time()
    made = work()
    spent = time.process_time() - before
    print(f"{step:<34}{rows:>10,}{spent:>8.2f}{spent / rows * 1e6:>8.1f}", flush=True)
    return made


if __name__ == "__main__":
    main()
