"""Readings of votes: begun when an activity closes, computed at once or by a job, frozen, then checked again."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from analysis.deliberation.record import VoteRecord
from livinglab.actions.action import action, team_action
from livinglab.actions.minutes_due import minutes_due
from livinglab.actions.sessions import changed
from livinglab.actions.snapshots import digest, freeze
from livinglab.store.actors import OPERATOR, Member
from livinglab.store.database import db, lock
from livinglab.store.judgements import snapshot_of
from livinglab.store.sessions import AgendaItem, ResultSnapshot
from livinglab.store.vote_readings import ReadingKind, VoteReading, readings_of, vote_record

READ = "statements"  # the method whose votes can be read further
SMALL = 40  # people: with fewer there is nothing to search, and the refusal needs no job


def freeze_all(item: AgendaItem) -> None:
    """The result of an item and, for votes on statements, its readings; inside the action that closes it."""
    snapshot = freeze(item)
    snapshot.item = item
    db.session.add(snapshot)
    db.session.flush()
    if snapshot.method == READ:
        record = vote_record(snapshot)
        _begin(snapshot, "capacities", record, at_once=True)
        _begin(snapshot, "opinions", record, at_once=len(record.rows) < SMALL)


def finish_reading(*, reading: VoteReading, result: dict[str, Any]) -> VoteReading:
    """What the job found; every face of the session shows it, and its minutes once it is over: as `close_session`."""
    with action(OPERATOR, "finish_vote_reading") as act:
        _lock(reading)
        if reading.state == "waiting":
            _keep(reading, result)
            db.session.flush()
            minutes_due(reading.snapshot.item.session)
            changed(reading.snapshot.item.session)
            act.on(reading)
    return reading


def fail_reading(*, reading: VoteReading) -> VoteReading:
    """The job could not; the faces say so."""
    with action(OPERATOR, "fail_vote_reading") as act:
        _lock(reading)
        if reading.state == "waiting":
            reading.state = "failed"
            changed(reading.snapshot.item.session)
            act.on(reading)
    return reading


def retry_readings(*, by: Member, item: AgendaItem) -> None:
    """The readings of an item's result that failed wait again; the caller asks the job."""
    with team_action(by, "retry_vote_readings", item) as act:
        snapshot = snapshot_of(item)
        for reading in readings_of(snapshot) if snapshot else ():
            if reading.state == "failed":
                reading.state = "waiting"
                changed(item.session)
                act.on(reading)


def sealed(record: VoteRecord, salt: str) -> str:
    """The digest of what each person said, which cannot be guessed without the salt."""
    return digest({"salt": salt, **asdict(record)})


def _begin(snapshot: ResultSnapshot, kind: ReadingKind, record: VoteRecord, *, at_once: bool) -> None:
    from analysis.deliberation.readings import PARAMETERS, SEED, reading_of  # as `freeze`: when an activity closes

    salt = secrets.token_hex(32)
    reading = VoteReading(
        snapshot=snapshot,
        kind=kind,
        parameters=dict(PARAMETERS[kind]),
        seed=SEED if kind == "opinions" else None,
        salt=salt,
        input_digest=sealed(record, salt),
        state="waiting",
    )
    if at_once:
        _keep(reading, reading_of(kind, record, reading.seed))
    db.session.add(reading)


def _keep(reading: VoteReading, result: dict[str, Any]) -> None:
    reading.result, reading.result_digest, reading.state = result, digest(result), "done"


def _lock(reading: VoteReading) -> None:
    lock(reading)
    lock(reading.snapshot.item.session)
