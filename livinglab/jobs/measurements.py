"""The jobs that open a file of measurements, check its rows, then store them. Light to import."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from livinglab.actions.measurements import (
    fail_measurements,
    let_measurements_go,
    read_of,
    store_measurements,
    tell_measurements_checked,
    tell_measurements_opened,
)
from livinglab.jobs import queue
from livinglab.jobs.desk import desk
from livinglab.jobs.queue import huey
from livinglab.store.actors import OPERATOR
from livinglab.store.database import db, now
from livinglab.store.failures import Failure
from livinglab.store.files import files
from livinglab.store.measurements import MeasurementFile, files_under_way

if TYPE_CHECKING:
    from analysis.measurements.cells import Opened

KEPT = timedelta(days=14)
FAULT, GONE = "measurements_fault", "measurements_gone"

log = logging.getLogger(__name__)


def ask_for_measurements(file_id: str) -> None:
    """Puts the next step of a file in the queue."""
    queue.prepare()
    go_on_with_measurements(file_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def go_on_with_measurements(file_id: str) -> None:
    """Opens the file, checks its rows or stores them."""
    with desk().app_context():
        step(file_id)


def step(file_id: str) -> None:
    """The same, where the databases are open; a failure is kept with the file, as a sentence."""
    handed = db.session.get(MeasurementFile, file_id)
    if handed is None or handed.state not in ("opening", "checking", "storing") or handed.digest is None:
        return
    try:
        _step(handed, _opened(handed.digest))
    except Failure as failure:
        db.session.rollback()
        fail_measurements(handed=handed, code=failure.code if failure.topic == "refusals" else FAULT)
    except FileNotFoundError:
        fail_measurements(handed=handed, code=GONE)
    except Exception:
        log.exception("measurements %s were not taken in", file_id)
        db.session.rollback()
        fail_measurements(handed=handed, code=FAULT)


def _step(handed: MeasurementFile, opened: Opened) -> None:
    if handed.state == "opening":
        tell_measurements_opened(handed=handed, opened=opened)
    elif handed.state == "checking" or not store_measurements(handed=handed, read=read_of(handed, opened)):
        tell_measurements_checked(handed=handed, read=read_of(handed, opened))


def resume_measurements() -> None:
    """Asks again for those a stopped worker left half-way: nothing of them is stored."""
    with desk().app_context():
        waiting = [handed.id for handed in files_under_way()]
    for file_id in waiting:
        go_on_with_measurements(file_id)


def sweep_measurements() -> None:
    """Lets go of files that nobody has come back to: they may hold more about people than their rows would."""
    for handed in db.session.scalars(
        select(MeasurementFile).where(MeasurementFile.state.in_(("unmapped", "ready")))
    ).all():
        if now() - handed.created_at > KEPT:
            let_measurements_go(by=OPERATOR, handed=handed)


def _opened(digest: str) -> Opened:
    from analysis.measurements.cells import open_file

    return open_file(files().path(digest).read_bytes())
