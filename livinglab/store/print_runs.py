"""Sheets printed: which questionnaire, in which language, under which numbers, and the file to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.consents import ConsentText
from livinglab.store.database import Entity, Identified, db
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study

PrintState: TypeAlias = Literal["queued", "done", "failed"]


class PrintRun(Identified, Entity):
    """Copies printed at once. Their numbers go from `first` to `last`; neither for a blank form.

    `consent_text` is the one printed on them; `pages` are those of one sheet.
    """

    __tablename__ = "print_run"
    __table_args__ = (
        one_of("state", get_args(PrintState)),
        together("numbered_whole", "first", "last"),
        CheckConstraint("first IS NULL OR first <= last", name="numbers_in_order"),
        CheckConstraint("state <> 'done' OR path IS NOT NULL", name="done_with_file"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"))
    language: Mapped[str] = mapped_column(String(40))
    consent_text_id: Mapped[str | None] = mapped_column(ForeignKey("consent_text.id"))
    large: Mapped[bool] = mapped_column(default=False)
    first: Mapped[int | None]
    last: Mapped[int | None]
    state: Mapped[PrintState] = mapped_column(String(20), default="queued")
    path: Mapped[str | None] = mapped_column(String(500))
    pages: Mapped[int | None]
    requested_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    finished_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()
    consent_text: Mapped[ConsentText | None] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its sheets as they are printed."""
        if self.first is None or self.last is None:
            return ()
        return tuple(str(number) for number in range(self.first, self.last + 1))


def print_runs_of(study_id: str) -> Sequence[PrintRun]:
    """The print runs of a study, the newest first."""
    chosen = select(PrintRun).where(PrintRun.study_id == study_id)
    return db.session.scalars(chosen.order_by(PrintRun.created_at.desc(), PrintRun.id)).all()


def last_number(study_id: str) -> int:
    """The highest number printed in a study; 0 before the first."""
    return db.session.scalar(select(func.max(PrintRun.last)).where(PrintRun.study_id == study_id)) or 0


def run_of_number(study_id: str, number: str) -> PrintRun | None:
    """The run a sheet of that number was printed in."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        return None
    chosen = select(PrintRun).where(PrintRun.study_id == study_id, PrintRun.first <= int(number))
    return db.session.scalars(chosen.where(PrintRun.last >= int(number))).first()
