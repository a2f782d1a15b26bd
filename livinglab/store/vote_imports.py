"""Records of votes brought in from Polis: read by a job, shown, then stored or let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Session

ImportState: TypeAlias = Literal["reading", "ready", "refused", "storing", "done", "failed", "let_go"]
UNDER_WAY: tuple[ImportState, ...] = ("reading", "storing")


class VoteImport(Identified, Entity):
    """Files handed in for a session, for a planned activity (`item_id`) or a new one of that title.

    `found` is what they hold: sizes, never a vote. `problems` are PolisProblems as their fields. The files wait in a
    folder named by the id, and are erased once stored, refused or let go.
    """

    __tablename__ = "vote_import"
    __table_args__ = (
        one_of("state", get_args(ImportState)),
        CheckConstraint("state <> 'done' OR item_id IS NOT NULL", name="done_with_activity"),
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    asked_by_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    title: Mapped[dict[str, str]]
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[ImportState] = mapped_column(String(20), default="reading")
    found: Mapped[dict[str, Any] | None]
    problems: Mapped[list[Any] | None]
    refusal: Mapped[str | None] = mapped_column(String(80))

    session: Mapped[Session] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    asked_by: Mapped[Account] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its session."""
        return self.session.project_id


def imports_under_way() -> Sequence[VoteImport]:
    """Those a job has to read or to store."""
    return db.session.scalars(select(VoteImport).where(VoteImport.state.in_(UNDER_WAY))).all()


def places_for_votes(session: Session) -> Sequence[AgendaItem]:
    """The planned activities of a session that could take votes in: statements, nothing written, nothing awaited."""
    return [
        item
        for item in session.items
        if item.kind == "statements" and item.state == "planned" and not item.contributions and item.source_id is None
    ]
