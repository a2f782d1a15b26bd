"""Unwanted effects that somebody reported during a field test, without being asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.harms_reported import HarmReport, Relation, Seriousness
from livinglab.store.choices import one_of, together
from livinglab.store.database import Entity, Identified, db
from livinglab.store.studies import Study

Reporter: TypeAlias = Literal["participant", "relative", "facilitator", "partner", "other"]


class ReportedHarm(Identified, Entity):
    """One report: what happened, in words without a name. Never changed: a mistake is taken off with a reason."""

    __tablename__ = "reported_harm"
    __table_args__ = (
        one_of("seriousness", get_args(Seriousness)),
        one_of("relation", get_args(Relation)),
        one_of("reporter", get_args(Reporter)),
        together("withdrawn_with_reason", "withdrawn_at", "withdrawn_because"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    happened_on: Mapped[date]
    what: Mapped[str] = mapped_column(Text)
    seriousness: Mapped[Seriousness] = mapped_column(String(20))
    relation: Mapped[Relation] = mapped_column(String(20))
    reporter: Mapped[Reporter] = mapped_column(String(20))
    done: Mapped[str] = mapped_column(Text)
    arm: Mapped[str] = mapped_column(String(100))  # empty where it is not known
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)

    study: Mapped[Study] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


def harms_of(study_id: str, withdrawn: bool = False) -> Sequence[ReportedHarm]:
    """The reports of a study by the day it happened; those in force, or those taken off."""
    chosen = select(ReportedHarm).where(
        ReportedHarm.study_id == study_id,
        ReportedHarm.withdrawn_at.is_not(None) if withdrawn else ReportedHarm.withdrawn_at.is_(None),
    )
    return db.session.scalars(chosen.order_by(ReportedHarm.happened_on, ReportedHarm.id)).all()


def harms_counted(study_id: str) -> tuple[HarmReport, ...]:
    """The reports in force as the evidence counts them."""
    return tuple(HarmReport(one.seriousness, one.relation, one.arm) for one in harms_of(study_id))
