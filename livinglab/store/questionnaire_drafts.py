"""Questionnaires being made in the browser: a workbook with its last steps, so that each can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from livinglab.store.database import Entity, Identified, db, now
from livinglab.store.people import Account
from livinglab.store.projects import Project
from surveys.editing.stored import from_bytes
from surveys.workbook import Workbook


class QuestionnaireDraft(Identified, Entity):
    """A draft. `revision` counts every change, undoing included: who changes says which revision they saw.

    `step` is the step it stands at; later ones can be done again. `cases` are the examples kept to try it with.
    """

    __tablename__ = "questionnaire_draft"

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    title: Mapped[dict[str, str]]
    revision: Mapped[int]
    step: Mapped[int]
    cases: Mapped[list[Any]] = mapped_column(default=list)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    updated_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    updated_by: Mapped[Account | None] = relationship()

    @property
    def workbook(self) -> Workbook:
        """Its sheets and cells as they stand."""
        return _workbook(step_of(self, self.step).workbook)


class DraftStep(Identified, Entity):
    """The workbook after one change. `done` is a word for the change, `about` names what it changed."""

    __tablename__ = "questionnaire_draft_step"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_draft.id", ondelete="CASCADE"))
    number: Mapped[int]
    done: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(200))
    workbook: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


def step_of(draft: QuestionnaireDraft, number: int) -> DraftStep:
    """A step of a draft that is kept."""
    return db.session.scalars(_steps(draft).where(DraftStep.number == number)).one()


def undoable(draft: QuestionnaireDraft) -> DraftStep | None:
    """The last change, when the state before it is kept."""
    kept = db.session.scalar(_steps(draft).where(DraftStep.number == draft.step - 1).with_only_columns(DraftStep.id))
    return step_of(draft, draft.step) if kept else None


def redoable(draft: QuestionnaireDraft) -> DraftStep | None:
    """The change that was undone last and can be done again."""
    return db.session.scalars(_steps(draft).where(DraftStep.number == draft.step + 1)).first()


def drafts_of(project: Project) -> Sequence[QuestionnaireDraft]:
    """The drafts of a project, the latest changed first."""
    chosen = select(QuestionnaireDraft).where(QuestionnaireDraft.project_id == project.id)
    return db.session.scalars(chosen.order_by(QuestionnaireDraft.updated_at.desc(), QuestionnaireDraft.id)).all()


def _steps(draft: QuestionnaireDraft) -> Select[DraftStep]:
    return select(DraftStep).where(DraftStep.draft_id == draft.id)


@lru_cache(maxsize=32)
def _workbook(kept: bytes) -> Workbook:
    """Opened once per process: a step never changes."""
    return from_bytes(kept)
