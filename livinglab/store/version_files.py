"""Photographs and files of a prototype version: contents named by their digest, pictures with their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import together
from livinglab.store.database import Entity, Identified, db
from livinglab.store.files import files


class VersionFile(Identified, Entity):
    """One file of a version. A content stands once in a version; a picture always has words that say what it shows.

    Taken out with a reason, it leaves the pages and the manifest; the row and its content stay, as a document already
    given to somebody may name its digest.
    """

    __tablename__ = "version_file"
    __table_args__ = (
        UniqueConstraint("version_id", "digest"),
        together("taken_out_with_reason", "withdrawn_at", "withdrawn_because"),
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
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None] = mapped_column(Text)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown small."""
        return self.media_type.startswith("image/")

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)


def files_of(version_id: str) -> Sequence[VersionFile]:
    """The files of a version, in the order they came; those taken out are not."""
    chosen = select(VersionFile).where(VersionFile.version_id == version_id, VersionFile.withdrawn_at.is_(None))
    return db.session.scalars(chosen.order_by(VersionFile.created_at, VersionFile.id)).all()


def files_taken_out(version_id: str) -> Sequence[VersionFile]:
    """Those taken out, the last first."""
    chosen = select(VersionFile).where(VersionFile.version_id == version_id, VersionFile.withdrawn_at.is_not(None))
    return db.session.scalars(chosen.order_by(VersionFile.withdrawn_at.desc(), VersionFile.id)).all()
