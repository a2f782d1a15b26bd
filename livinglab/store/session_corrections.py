"""What a session was said to be before somebody corrected its name, its place or its day: kept, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.database import Entity, Identified, db
from livinglab.store.people import Account
from livinglab.store.sessions import Session


class SessionCorrection(Identified, Entity):
    """A correction: what stood before it, why it was made, by whom (nobody: the operator)."""

    __tablename__ = "session_correction"

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    title: Mapped[dict[str, str]]
    place: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    corrected_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    corrected_by: Mapped[Account | None] = relationship()


def corrections_of(session: Session) -> Sequence[SessionCorrection]:
    """The corrections of a session, the last made first."""
    chosen = select(SessionCorrection).where(SessionCorrection.session_id == session.id)
    return db.session.scalars(chosen.order_by(SessionCorrection.created_at.desc(), SessionCorrection.id)).all()
