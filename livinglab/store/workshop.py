"""Workshop records: bill of materials, machine runs, work, emission factors, and what is told of a version.

Nothing is overwritten: a correction is a record that replaces another one, a withdrawal one that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.workshop_fields import KINDS, RecordKind


class WorkshopRecord(Identified, Entity):
    """One line as it was typed. A record is replaced once at most; a withdrawal always has its reason."""

    __tablename__ = "workshop_record"
    __table_args__ = (
        one_of("kind", get_args(RecordKind)),
        UniqueConstraint("replaces_id"),
        CheckConstraint("withdrawn_because IS NULL OR replaces_id IS NOT NULL", name="withdraws_something"),
        CheckConstraint("(kind = 'factor') = (version_id IS NULL)", name="factors_are_shared"),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str | None] = mapped_column(ForeignKey("prototype_version.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RecordKind] = mapped_column(String(20))
    values: Mapped[dict[str, Any]]
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("workshop_record.id", ondelete="CASCADE"))
    withdrawn_because: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


def records_of(project_id: str, version_id: str, kind: RecordKind) -> Sequence[WorkshopRecord]:
    """The records in force of a version, oldest first; factors are those of the project."""
    replaced = select(WorkshopRecord.replaces_id).where(WorkshopRecord.replaces_id.is_not(None))
    chosen = history_query(project_id, version_id, kind).where(
        WorkshopRecord.id.not_in(replaced), WorkshopRecord.withdrawn_because.is_(None)
    )
    return db.session.scalars(chosen).all()


def story_of(version: PrototypeVersion) -> Mapping[str, Any]:
    """The story of a version as it stands: question → answer; empty when nobody has told it."""
    told = records_of(version.project_id, version.id, "story")
    return told[-1].values if told else {}


def history_of(project_id: str, version_id: str, kind: RecordKind) -> Sequence[WorkshopRecord]:
    """Every record of that kind, those replaced or withdrawn too, oldest first."""
    return db.session.scalars(history_query(project_id, version_id, kind)).all()


def history_query(project_id: str, version_id: str, kind: RecordKind) -> Any:
    """The query behind both."""
    here = WorkshopRecord.version_id == version_id
    shared = WorkshopRecord.version_id.is_(None)
    return (
        select(WorkshopRecord)
        .where(
            WorkshopRecord.project_id == project_id,
            WorkshopRecord.kind == kind,
            or_(here, shared) if KINDS[kind].shared else here,
        )
        .order_by(WorkshopRecord.created_at, WorkshopRecord.id)
    )


def is_replaced(record: WorkshopRecord) -> bool:
    """Whether a later record stands in its place."""
    later = select(WorkshopRecord.id).where(WorkshopRecord.replaces_id == record.id)
    return db.session.scalars(later).first() is not None
