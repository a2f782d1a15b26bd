"""Prototypes and their versions: what is built, tested and reported."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import together
from livinglab.store.database import Entity, Identified, db


class Prototype(Identified, Entity):
    """Something the project builds."""

    __tablename__ = "prototype"
    __table_args__ = (UniqueConstraint("project_id", "name"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")

    versions: Mapped[list[PrototypeVersion]] = relationship(
        back_populates="prototype", order_by="PrototypeVersion.created_at", cascade="all, delete-orphan"
    )


class PrototypeVersion(Identified, Entity):
    """One state of a prototype. A claim of readiness (level 1 to 9) always comes with its justification."""

    __tablename__ = "prototype_version"
    __table_args__ = (
        UniqueConstraint("prototype_id", "label"),
        together("readiness_justified", "readiness_level", "readiness_reason"),
        CheckConstraint("readiness_level BETWEEN 1 AND 9", name="readiness_between_1_and_9"),
    )

    prototype_id: Mapped[str] = mapped_column(ForeignKey("prototype.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    changes: Mapped[str] = mapped_column(Text, default="")
    readiness_level: Mapped[int | None]
    readiness_reason: Mapped[str | None] = mapped_column(Text)

    prototype: Mapped[Prototype] = relationship(back_populates="versions")

    @property
    def project_id(self) -> str:
        """The project of its prototype."""
        return self.prototype.project_id


def prototypes_of(project_id: str) -> Sequence[Prototype]:
    """What a project builds, oldest first."""
    chosen = select(Prototype).where(Prototype.project_id == project_id)
    return db.session.scalars(chosen.order_by(Prototype.created_at, Prototype.id)).all()
