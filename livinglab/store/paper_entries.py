"""Sheets of paper as the team types them: each sheet once, what each person typed of it, which reading stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.consents import ConsentText
from livinglab.store.database import ID_LENGTH, LANGUAGE_LENGTH, Entity, Identified, db, new_id, now
from livinglab.store.people import Account
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant, Study

SheetOutcome: TypeAlias = Literal["accepted", "set_aside", "refused"]
Chosen: TypeAlias = Literal["first", "second", "other"]


class EnteredSheet(Identified, Entity):
    """One sheet of paper. `number` is printed on it, or was given when it was first typed and is written on it by hand.

    Two sheets that bear the same number (a photocopy) are told apart by `copy`. No participant: anonymous, until it is
    accepted. `doubted_at`: the second person saw no signature. Settled, it was accepted as the response `response_id`,
    set aside under that id, or refused: then nothing is kept of what stood on it.
    """

    __tablename__ = "entered_sheet"
    __table_args__ = (
        UniqueConstraint("study_id", "number", "copy"),
        one_of("outcome", get_args(SheetOutcome)),
        together("settled_whole", "settled_at", "outcome"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"))
    number: Mapped[str] = mapped_column(String(40))
    copy: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    filled_on: Mapped[date | None]
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    consent_text_id: Mapped[str | None] = mapped_column(ForeignKey("consent_text.id"))
    response_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=new_id)
    doubted_at: Mapped[datetime | None]
    doubted_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[SheetOutcome | None] = mapped_column(String(20))

    study: Mapped[Study] = relationship()
    version: Mapped[QuestionnaireVersion] = relationship()
    participant: Mapped[Participant | None] = relationship()
    consent_text: Mapped[ConsentText | None] = relationship()
    settled_by: Mapped[Account | None] = relationship(foreign_keys=[settled_by_id])
    entries: Mapped[list[PaperEntry]] = relationship(
        back_populates="sheet", order_by="PaperEntry.rank", cascade="all, delete-orphan"
    )
    settlements: Mapped[list[Settlement]] = relationship(
        order_by="Settlement.created_at, Settlement.id", cascade="all, delete-orphan"
    )

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id

    @property
    def name(self) -> str:
        """The number as it is said; that of a second sheet with the same number is 12/2."""
        return self.number if self.copy == 1 else f"{self.number}/{self.copy}"

    @property
    def finished(self) -> list[PaperEntry]:
        """The entries that are whole, in the order they were begun."""
        return [entry for entry in self.entries if entry.finished_at is not None]


class PaperEntry(Identified, Entity):
    """What one person typed of a sheet, as it was typed, by place. Finished, it never changes.

    `revision` grows at each save: a page made from an older one is told so instead of overwriting. `as_written` says
    that what is wrong with it is what stands on the sheet.
    """

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("sheet_id", "rank"),
        CheckConstraint("rank IN (1, 2)", name="first_or_second"),
    )

    sheet_id: Mapped[str] = mapped_column(ForeignKey("entered_sheet.id", ondelete="CASCADE"))
    rank: Mapped[int]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    typed: Mapped[dict[str, str]] = mapped_column(default=dict)
    blocks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    as_written: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]

    sheet: Mapped[EnteredSheet] = relationship(back_populates="entries")
    account: Mapped[Account] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.sheet.project_id


class Settlement(Identified, Entity):
    """How one difference between two entries was settled: `typed` stands. The latest of a place counts."""

    __tablename__ = "settlement"
    __table_args__ = (
        one_of("chosen", get_args(Chosen)),
        CheckConstraint("chosen <> 'other' OR reason <> ''", name="other_with_reason"),
    )

    sheet_id: Mapped[str] = mapped_column(ForeignKey("entered_sheet.id", ondelete="CASCADE"), index=True)
    place: Mapped[str] = mapped_column(Text)
    chosen: Mapped[Chosen] = mapped_column(String(20))
    typed: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


def sheet_numbered(study_id: str, number: str, copy: int | None = None) -> EnteredSheet | None:
    """The sheet of a number; of several with the same, the one of that copy, or the latest."""
    chosen = select(EnteredSheet).where(EnteredSheet.study_id == study_id, EnteredSheet.number == number)
    if copy is not None:
        chosen = chosen.where(EnteredSheet.copy == copy)
    return db.session.scalars(chosen.order_by(EnteredSheet.copy.desc())).first()


def sheets_numbered(study_id: str, numbers: Sequence[str]) -> Sequence[EnteredSheet]:
    """The sheets typed under any of these numbers."""
    chosen = select(EnteredSheet).where(EnteredSheet.study_id == study_id, EnteredSheet.number.in_(numbers))
    return db.session.scalars(chosen.order_by(EnteredSheet.number, EnteredSheet.copy)).all()


def sheet_of_person(study_id: str, wave: str, participant: Participant) -> EnteredSheet | None:
    """The sheet of a participant at a wave, the latest; one that was refused is nobody's."""
    chosen = select(EnteredSheet).where(
        EnteredSheet.study_id == study_id, EnteredSheet.wave == wave, EnteredSheet.participant_id == participant.id
    )
    return db.session.scalars(chosen.order_by(EnteredSheet.created_at.desc())).first()


def paper_of_response(response_id: str) -> EnteredSheet | None:
    """The sheet a response, or what was set aside under its id, was typed from."""
    return db.session.scalars(select(EnteredSheet).where(EnteredSheet.response_id == response_id)).first()


def open_sheets(study_id: str) -> Sequence[EnteredSheet]:
    """The sheets of a study still to be settled, the newest first."""
    chosen = select(EnteredSheet).where(EnteredSheet.study_id == study_id, EnteredSheet.settled_at.is_(None))
    return db.session.scalars(chosen.order_by(EnteredSheet.created_at.desc(), EnteredSheet.id)).all()


def twice_typed(study_id: str) -> Sequence[EnteredSheet]:
    """The sheets of a study two entries of which are finished."""
    second = PaperEntry.rank == 2, PaperEntry.finished_at.is_not(None)
    chosen = select(EnteredSheet).join(PaperEntry).where(EnteredSheet.study_id == study_id, *second)
    sheets = db.session.scalars(chosen.order_by(EnteredSheet.created_at, EnteredSheet.id))
    return [sheet for sheet in sheets if len(sheet.finished) == 2]


def last_sheet_of(study_id: str, account: Account) -> EnteredSheet | None:
    """The sheet a person typed last in a study."""
    chosen = select(EnteredSheet).join(PaperEntry).where(EnteredSheet.study_id == study_id)
    mine = chosen.where(PaperEntry.account_id == account.id).order_by(PaperEntry.created_at.desc(), PaperEntry.id)
    return db.session.scalars(mine).first()


def begun_by(study_id: str, account: Account) -> Sequence[PaperEntry]:
    """What a person has begun to type in a study and not finished, the latest first."""
    chosen = select(PaperEntry).join(EnteredSheet).where(EnteredSheet.study_id == study_id)
    mine = chosen.where(PaperEntry.account_id == account.id, PaperEntry.finished_at.is_(None))
    return db.session.scalars(mine.order_by(PaperEntry.saved_at.desc(), PaperEntry.id)).all()


def counts_by_outcome(study_id: str) -> Mapping[str, int]:
    """How many sheets of a study were accepted, set aside, refused; those not settled under `open`."""
    chosen = select(EnteredSheet.outcome, func.count()).where(EnteredSheet.study_id == study_id)
    rows = db.session.execute(chosen.group_by(EnteredSheet.outcome))
    return {outcome or "open": number for outcome, number in rows}
