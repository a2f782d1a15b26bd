"""What was said of a project or an adopter before somebody corrected it: kept, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.database import Entity, Identified, db
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.uptakes import Uptake


class ProjectCorrection(Identified, Entity):
    """The dates of a project before a correction, why it was made, by whom (nobody: the operator)."""

    __tablename__ = "project_correction"

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    corrected_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    corrected_by: Mapped[Account | None] = relationship()


class UptakeCorrection(Identified, Entity):
    """What was said of an adopter before a correction, as the columns of `Uptake`; why, and by whom."""

    __tablename__ = "uptake_correction"

    uptake_id: Mapped[str] = mapped_column(ForeignKey("uptake.id", ondelete="CASCADE"), index=True)
    country: Mapped[str] = mapped_column(String(2))
    size: Mapped[str] = mapped_column(String(20))
    introduced: Mapped[str] = mapped_column(String(20))
    legal_solution: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    corrected_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    corrected_by: Mapped[Account | None] = relationship()


def corrections_of_project(project: Project) -> Sequence[ProjectCorrection]:
    """The corrections of its dates, the last made first."""
    chosen = select(ProjectCorrection).where(ProjectCorrection.project_id == project.id)
    return db.session.scalars(chosen.order_by(ProjectCorrection.created_at.desc(), ProjectCorrection.id)).all()


def corrections_of_uptake(uptake: Uptake) -> Sequence[UptakeCorrection]:
    """The corrections of what was said of its adopter, the last made first."""
    chosen = select(UptakeCorrection).where(UptakeCorrection.uptake_id == uptake.id)
    return db.session.scalars(chosen.order_by(UptakeCorrection.created_at.desc(), UptakeCorrection.id)).all()
