"""Sheets printed: which questionnaire, in which language, under which numbers, and the file to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.consents import ConsentText
from livinglab.store.database import Entity, Identified, db
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant, Study
from surveys.sheet_numbers import lettered, number_of

PrintState: TypeAlias = Literal["queued", "done", "failed"]


class PrintRun(Identified, Entity):
    """Copies printed at once. Their numbers go from `first` to `last`; neither for a blank form.

    `consent_text` is the one printed on them; `pages` are those of one sheet. `lettered`: each number has its letter.
    `named`: each sheet is for one participant; one without a holder was for someone erased since.
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
    lettered: Mapped[bool] = mapped_column(default=True)
    named: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PrintState] = mapped_column(String(20), default="queued")
    path: Mapped[str | None] = mapped_column(String(500))
    pages: Mapped[int | None]
    requested_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    finished_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()
    consent_text: Mapped[ConsentText | None] = relationship()
    sheets: Mapped[list[PrintedSheet]] = relationship(order_by="PrintedSheet.number", cascade="all, delete-orphan")

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its sheets as they are printed."""
        if self.first is None or self.last is None:
            return ()
        return tuple(self.printed(number) for number in range(self.first, self.last + 1))

    @property
    def holders(self) -> Mapping[str, Participant]:
        """Who each sheet is for, by the number printed on it."""
        return {self.printed(sheet.number): sheet.participant for sheet in self.sheets}

    def printed(self, number: int) -> str:
        """A number as it is printed."""
        return lettered(number) if self.lettered else str(number)


class PrintedSheet(Identified, Entity):
    """A sheet printed for someone, and whose it is. On paper stands their pseudonym, never a name."""

    __tablename__ = "printed_sheet"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    run_id: Mapped[str] = mapped_column(ForeignKey("print_run.id", ondelete="CASCADE"))
    number: Mapped[int]
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)

    participant: Mapped[Participant] = relationship()


def print_runs_of(study_id: str) -> Sequence[PrintRun]:
    """The print runs of a study, the newest first."""
    chosen = select(PrintRun).where(PrintRun.study_id == study_id)
    return db.session.scalars(chosen.order_by(PrintRun.created_at.desc(), PrintRun.id)).all()


def last_number(study_id: str) -> int:
    """The highest number printed in a study; 0 before the first."""
    return db.session.scalar(select(func.max(PrintRun.last)).where(PrintRun.study_id == study_id)) or 0


def run_of_number(study_id: str, printed: str) -> PrintRun | None:
    """The run a sheet of that number was printed in; None where its letter is not the one of the number."""
    bare = printed.isascii() and printed.isdecimal() and len(printed) <= 9
    number = int(printed) if bare else number_of(printed)
    if number is None:
        return None
    within = PrintRun.first <= number, PrintRun.last >= number, PrintRun.lettered.is_(not bare)
    return db.session.scalars(select(PrintRun).where(PrintRun.study_id == study_id, *within)).first()
