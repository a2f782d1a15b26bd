"""Everything a session froze, computed again from its database: equal or not. Heavy: for jobs and commands only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from livinglab.actions.snapshots import digest, result_again, table_of
from livinglab.actions.vote_readings import sealed
from livinglab.jobs.reading_alone import read_alone
from livinglab.store.database import db
from livinglab.store.judgements import counts_until
from livinglab.store.sessions import AgendaItem, ResultSnapshot, Session
from livinglab.store.vote_readings import VoteReading, readings_of, vote_record


@dataclass(frozen=True)
class Recomputed:
    """One frozen result. `input_holds`: the judgements in the database still give what it was computed from;
    None when the snapshot is older than what this needs. `result_holds`: computed again, it is the same."""

    snapshot_id: str
    item_id: str
    method: str
    input_holds: bool | None
    result_holds: bool

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return self.result_holds and self.input_holds is not False


def recompute_session(session: Session) -> tuple[Recomputed, ...]:
    """Each snapshot of a session and each of its readings that is done, oldest first."""
    chosen = select(ResultSnapshot).join(ResultSnapshot.item).where(AgendaItem.session_id == session.id)
    ordered = db.session.scalars(chosen.order_by(ResultSnapshot.created_at, ResultSnapshot.id)).all()
    return tuple(one for snapshot in ordered for one in (_snapshot(snapshot), *_readings(snapshot)))


def _snapshot(snapshot: ResultSnapshot) -> Recomputed:
    return Recomputed(
        snapshot.id,
        snapshot.item_id,
        snapshot.method,
        _input_holds(snapshot),
        digest(result_again(snapshot.method, snapshot.counts)) == snapshot.result_digest,
    )


def _input_holds(snapshot: ResultSnapshot) -> bool | None:
    if digest(snapshot.counts) != snapshot.input_digest:
        return False
    if snapshot.last_event is None:
        return None
    counted = counts_until(snapshot.item, snapshot.counts["subjects"], snapshot.last_event)
    return digest(table_of(counted)) == snapshot.input_digest


def _readings(snapshot: ResultSnapshot) -> Iterator[Recomputed]:
    for reading in readings_of(snapshot):
        if reading.state == "done":
            yield _reading(snapshot, reading)


def _reading(snapshot: ResultSnapshot, reading: VoteReading) -> Recomputed:
    record = vote_record(snapshot)
    found = digest(read_alone(reading.kind, record, reading.seed))
    kept = digest(reading.result or {})
    return Recomputed(
        snapshot.id,
        snapshot.item_id,
        reading.kind,
        sealed(record, reading.salt) == reading.input_digest,
        found == kept == reading.result_digest,
    )
