"""What was decided and what is therefore required."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import together
from livinglab.store.database import Entity, Identified
from livinglab.store.sessions import AgendaItem


class Decision(Identified, Entity):
    """A decision, its reason and its dissent. `options` freezes what was on the table, with its result."""

    __tablename__ = "decision"
    __table_args__ = (together("options_with_digest", "options", "options_digest"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text, default="")
    options: Mapped[dict[str, Any] | None]
    options_digest: Mapped[str | None] = mapped_column(String(80))

    item: Mapped[AgendaItem | None] = relationship()
    requirements: Mapped[list[Requirement]] = relationship(back_populates="decision", order_by="Requirement.created_at")


class Requirement(Identified, Entity):
    """What the prototype must do, and how anyone will see that it does."""

    __tablename__ = "requirement"

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    statement: Mapped[str] = mapped_column(Text)
    acceptance_criterion: Mapped[str] = mapped_column(Text)

    decision: Mapped[Decision] = relationship(back_populates="requirements")
