"""Projects: what a laboratory works on, with the people it concerns."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import Entity, Identified


class Project(Identified, Entity):
    """A project. `title` and `description` are language code → words.

    `starts_on` and `ends_on` are those of its agreement, None while nobody said: programmes count within one year of
    the end. What they were before a correction is in `livinglab.store.corrections`.
    """

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="ends_after_it_starts"),
    )

    title: Mapped[dict[str, str]]
    description: Mapped[dict[str, str]] = mapped_column(default=dict)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    @property
    def project_id(self) -> str:
        """Itself: what `find` authorises by."""
        return self.id
