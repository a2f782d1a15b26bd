"""Photographs and files of a prototype version: contents named by their digest, pictures with their words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import Entity, Identified, db
from livinglab.store.files import files


class VersionFile(Identified, Entity):
    """One file of a version. A content stands once in a version; a picture always has words that say what it shows."""

    __tablename__ = "version_file"
    __table_args__ = (
        UniqueConstraint("version_id", "digest"),
        CheckConstraint("media_type NOT LIKE 'image/%' OR words <> ''", name="pictures_are_told"),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("prototype_version.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(80), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)


def files_of(version_id: str) -> Sequence[VersionFile]:
    """The files of a version, in the order they came."""
    chosen = select(VersionFile).where(VersionFile.version_id == version_id)
    return db.session.scalars(chosen.order_by(VersionFile.created_at, VersionFile.id)).all()
