"""Readings of the votes of an activity, frozen with its result: what capacities share, the groups votes show.

What each person said is never kept here a second time: the digest of it is, with a salt that stays in the database, so
that nobody who reads the digest can try all possible votes until one fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.deliberation.record import VoteRecord, record_of
from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.sessions import JudgementEvent, ResultSnapshot, Seat

ReadingKind: TypeAlias = Literal["capacities", "opinions"]
ReadingState: TypeAlias = Literal["waiting", "done", "failed"]


class VoteReading(Identified, Entity):
    """One reading of the votes behind a snapshot. `waiting`: a job computes it; its input is fixed already."""

    __tablename__ = "vote_reading"
    __table_args__ = (
        one_of("kind", get_args(ReadingKind)),
        one_of("state", get_args(ReadingState)),
        UniqueConstraint("snapshot_id", "kind", name="uq_vote_reading_snapshot_id"),
        CheckConstraint("(state = 'done') = (result_digest IS NOT NULL)", name="done_with_digest"),
    )

    snapshot_id: Mapped[str] = mapped_column(ForeignKey("result_snapshot.id", ondelete="CASCADE"))
    kind: Mapped[ReadingKind] = mapped_column(String(20))
    state: Mapped[ReadingState] = mapped_column(String(20), default="waiting")
    parameters: Mapped[dict[str, Any]]
    seed: Mapped[int | None]
    salt: Mapped[str] = mapped_column(String(64))
    input_digest: Mapped[str] = mapped_column(String(80))
    result: Mapped[dict[str, Any] | None]
    result_digest: Mapped[str | None] = mapped_column(String(80))

    snapshot: Mapped[ResultSnapshot] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.snapshot.project_id


def readings_of(snapshot: ResultSnapshot) -> Sequence[VoteReading]:
    """The readings frozen with a result."""
    chosen = select(VoteReading).where(VoteReading.snapshot_id == snapshot.id).order_by(VoteReading.kind)
    return db.session.scalars(chosen).all()


def waiting_readings(item_id: str | None = None) -> Sequence[str]:
    """The ids of those a job has to compute, of one item or of all."""
    chosen = select(VoteReading.id).where(VoteReading.state == "waiting")
    if item_id is not None:
        chosen = chosen.join(VoteReading.snapshot).where(ResultSnapshot.item_id == item_id)
    return db.session.scalars(chosen).all()


def vote_record(snapshot: ResultSnapshot) -> VoteRecord:
    """The votes a result was frozen from: those given until then, on the statements that could be seen then."""
    event = JudgementEvent
    given = select(event.seat_id, event.contribution_id, event.value).where(
        event.item_id == snapshot.item_id, event.scale == "opinion", event.sequence <= (snapshot.last_event or 0)
    )
    votes = {
        (seat, statement): value
        for seat, statement, value in db.session.execute(given.order_by(event.sequence))
        if value is not None
    }
    declared = select(Seat.id, Seat.helix).where(Seat.session_id == snapshot.item.session_id, Seat.helix.is_not(None))
    capacities = {seat: helix for seat, helix in db.session.execute(declared) if helix is not None}
    return record_of(snapshot.counts["subjects"], votes, capacities)
