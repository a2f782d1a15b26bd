"""The organisations that carry a project together: what programmes ask of them, and the field tests they developed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.database import Entity, Identified, db
from livinglab.store.sessions import Helix


class Partner(Identified, Entity):
    """A partner of a project. Never changed: a mistake is withdrawn, with a reason, and recorded again."""

    __tablename__ = "partner"
    __table_args__ = (
        one_of("helix", get_args(Helix)),
        together("withdrawn_with_reason", "withdrawn_at", "withdrawn_because"),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    country: Mapped[str] = mapped_column(String(2))
    helix: Mapped[Helix] = mapped_column(String(20))
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)

    tests: Mapped[list[PartnerTest]] = relationship(cascade="all, delete-orphan", order_by="PartnerTest.study_id")


class PartnerTest(Identified, Entity):
    """A field test that a partner developed together with the others."""

    __tablename__ = "partner_test"
    __table_args__ = (UniqueConstraint("partner_id", "study_id", name="uq_partner_test"),)

    partner_id: Mapped[str] = mapped_column(ForeignKey("partner.id", ondelete="CASCADE"))
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)


def partners_of(project_id: str) -> Sequence[Partner]:
    """The partners of a project, in the order they were recorded; those withdrawn are not."""
    chosen = select(Partner).where(Partner.project_id == project_id, Partner.withdrawn_at.is_(None))
    return db.session.scalars(chosen.order_by(Partner.created_at, Partner.id)).all()


def partners_withdrawn(project_id: str) -> Sequence[Partner]:
    """Those taken off, the last first."""
    chosen = select(Partner).where(Partner.project_id == project_id, Partner.withdrawn_at.is_not(None))
    return db.session.scalars(chosen.order_by(Partner.withdrawn_at.desc(), Partner.id)).all()
