"""The minutes of a session that were written: each version in each language, with its file and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.sessions import Session

MinutesState: TypeAlias = Literal["queued", "running", "done", "failed"]
ENDED: tuple[MinutesState, ...] = ("done", "failed")


class SessionMinutes(Identified, Entity):
    """One PDF. `number` is the version, the same in each language; `digest` that of what it says, printed on each page.

    `withdrawn_at`: words it shows were hidden since, and nobody is given it any more. `published_at`: whoever has the
    code of the session may read it. `failure` is a key of words/refusals.toml.
    """

    __tablename__ = "session_minutes"
    __table_args__ = (
        one_of("state", get_args(MinutesState)),
        UniqueConstraint("session_id", "language", "number"),
        CheckConstraint(
            "state <> 'done' OR (path IS NOT NULL AND sha256 IS NOT NULL AND digest IS NOT NULL)", name="done_with_file"
        ),
        CheckConstraint("state <> 'failed' OR failure IS NOT NULL", name="failed_with_reason"),
        CheckConstraint("published_at IS NULL OR state = 'done'", name="published_once_done"),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    number: Mapped[int]
    state: Mapped[MinutesState] = mapped_column(String(20), default="queued")
    digest: Mapped[str | None] = mapped_column(String(80))
    path: Mapped[str | None] = mapped_column(String(500))
    sha256: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(80))
    finished_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    session: Mapped[Session] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the session."""
        return self.session.project_id

    @property
    def readable(self) -> bool:
        """Whether it may be given to anyone: written, and showing nothing that was hidden since."""
        return self.state == "done" and self.withdrawn_at is None


def minutes_of(session: Session) -> Sequence[SessionMinutes]:
    """All that were asked for, the newest version first, French before English."""
    one = SessionMinutes
    chosen = select(one).where(one.session_id == session.id)
    return db.session.scalars(chosen.order_by(one.number.desc(), one.language.desc())).all()


def newest_minutes(session: Session) -> Sequence[SessionMinutes]:
    """The newest version, in each language, whatever its state; none before the session ended."""
    found = minutes_of(session)
    return [each for each in found if each.number == found[0].number]


def minutes_being_written(session: Session) -> bool:
    """Whether a version is on its way."""
    return any(each.state not in ENDED for each in minutes_of(session))


def published_minutes(session: Session) -> Sequence[SessionMinutes]:
    """What whoever has the code may read: the newest published version, and nothing once words in it were hidden."""
    public = [each for each in minutes_of(session) if each.published_at is not None and each.readable]
    return [each for each in public if each.number == public[0].number]


def sessions_with_minutes_to_write() -> Sequence[str]:
    """Sessions whose minutes were asked for and not written, also where a worker stopped half-way."""
    one = SessionMinutes
    return db.session.scalars(select(one.session_id).where(one.state.not_in(ENDED)).distinct()).all()
