"""Projects: what a laboratory works on, with the people it concerns."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import Entity, Identified


class Project(Identified, Entity):
    """A project. `title` and `description` are language code → words."""

    __tablename__ = "project"

    title: Mapped[dict[str, str]]
    description: Mapped[dict[str, str]] = mapped_column(default=dict)

    @property
    def project_id(self) -> str:
        """Itself: what `find` authorises by."""
        return self.id
