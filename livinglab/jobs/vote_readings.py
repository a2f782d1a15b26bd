"""The job that reads votes for opinion groups, once an activity has closed. Light to import."""

from __future__ import annotations

import logging
from typing import Any

from livinglab.actions.vote_readings import fail_reading, finish_reading, sealed
from livinglab.jobs import queue
from livinglab.jobs.desk import desk
from livinglab.jobs.minutes import ask_for_minutes
from livinglab.jobs.queue import huey
from livinglab.jobs.reading_alone import read_alone
from livinglab.store.database import db
from livinglab.store.vote_readings import VoteReading, vote_record, waiting_readings

log = logging.getLogger(__name__)


def ask_for_readings(item_id: str) -> None:
    """Puts in the queue what the closing of an item left to compute."""
    waiting = waiting_readings(item_id)
    if waiting:
        queue.prepare()
    for reading_id in waiting:
        read_votes(reading_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def read_votes(reading_id: str) -> None:
    """Computes a reading that waits; a failure is kept with it."""
    with desk().app_context():
        compute(reading_id)


def compute(reading_id: str) -> None:
    """The same, where the databases are open."""
    reading = db.session.get(VoteReading, reading_id)
    if reading is None or reading.state != "waiting":
        return
    try:
        finish_reading(reading=reading, result=_computed(reading))
        ask_for_minutes(reading.snapshot.item.session)
    except Exception:
        log.exception("votes of reading %s were not read", reading_id)
        db.session.rollback()
        fail_reading(reading=reading)


def resume_readings() -> None:
    """Asks again for those a stopped worker left. Twice in the queue does no harm: done stays done."""
    with desk().app_context():
        waiting = waiting_readings()
    for reading_id in waiting:
        read_votes(reading_id)


def _computed(reading: VoteReading) -> dict[str, Any]:
    """From the votes the digest was made of, and no others."""
    record = vote_record(reading.snapshot)
    if sealed(record, reading.salt) != reading.input_digest:
        raise ValueError("these are not the votes the activity was closed on")
    kind, seed = reading.kind, reading.seed
    db.session.rollback()  # nothing is held open while another process computes
    return read_alone(kind, record, seed)
