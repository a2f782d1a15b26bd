"""Learnings: what was expected, what was seen, what it means and what comes next; the team's, or published.

A learning is edited by revision: earlier ones stay. What is published is one revision, until another is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.database import Entity, Identified, db
from livinglab.store.projects import Project

NextStep: TypeAlias = Literal["iterate", "pivot", "stop", "adopt"]
Confidence: TypeAlias = Literal["lead", "likely", "solid"]

TEXTS = ("title", "expected", "seen", "meaning")  # each language → words


class Learning(Identified, Entity):
    """What the laboratory learned once. Its words are in its revisions; `published_number` is the one anyone reads."""

    __tablename__ = "learning"
    __table_args__ = (together("published_whole", "published_number", "published_at"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    published_number: Mapped[int | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    revisions: Mapped[list[LearningRevision]] = relationship(
        back_populates="learning", order_by="LearningRevision.number", cascade="all, delete-orphan", lazy="selectin"
    )
    project: Mapped[Project] = relationship()

    @property
    def current(self) -> LearningRevision:
        """What the team says today."""
        return self.revisions[-1]

    @property
    def published(self) -> LearningRevision | None:
        """What anyone reads, if anything."""
        return next((one for one in self.revisions if one.number == self.published_number), None)


class LearningRevision(Identified, Entity):
    """One wording of a learning, never changed. A next step always comes with its reason."""

    __tablename__ = "learning_revision"
    __table_args__ = (
        UniqueConstraint("learning_id", "number"),
        one_of("next_step", get_args(NextStep)),
        one_of("confidence", get_args(Confidence)),
        CheckConstraint("next_step IS NULL OR next_reason IS NOT NULL", name="next_step_says_why"),
    )

    learning_id: Mapped[str] = mapped_column(ForeignKey("learning.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title: Mapped[dict[str, str]]
    expected: Mapped[dict[str, str]]
    seen: Mapped[dict[str, str]]
    meaning: Mapped[dict[str, str]]
    next_step: Mapped[NextStep | None] = mapped_column(String(20))
    next_reason: Mapped[dict[str, str] | None]
    confidence: Mapped[Confidence] = mapped_column(String(20))
    tags: Mapped[list[Any]] = mapped_column(default=list)
    change: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    learning: Mapped[Learning] = relationship(back_populates="revisions")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in whole."""
        needed = [getattr(self, name) for name in TEXTS] + ([self.next_reason] if self.next_reason else [])
        return tuple(language for language in self.title if all(language in words for words in needed))


def learnings_of(project_ids: Sequence[str]) -> Sequence[Learning]:
    """The learnings of these projects, newest first."""
    chosen = select(Learning).where(Learning.project_id.in_(project_ids))
    return db.session.scalars(chosen.order_by(Learning.created_at.desc(), Learning.id)).all()


def published_learnings() -> Sequence[Learning]:
    """Every learning anyone may read, the last published first."""
    chosen = select(Learning).where(Learning.published_at.is_not(None))
    return db.session.scalars(chosen.order_by(Learning.published_at.desc(), Learning.id)).all()
