"""Studies: what tests a prototype version in the field, who takes part, and what departed from the plan."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of, together
from livinglab.store.database import Entity, Identified
from livinglab.store.prototypes import PrototypeVersion

StudyState: TypeAlias = Literal["draft", "locked", "open", "closing", "closed"]
ParticipantOrigin: TypeAlias = Literal["team", "open_link", "import", "paper", "kiosk"]

TAKES_ANSWERS: tuple[StudyState, ...] = ("open", "closing")


class Study(Identified, Entity):
    """A field test. A locked plan never changes; `closing` no longer invites but still takes answers.

    `plan` is the JSON text of an `analysis.plan.Plan`. `open_token` is the public link anyone may join by, if any.
    `anonymous`: who answers comes by the public link only, once, and nothing kept of them holds a moment or an order.
    `double_entry`: sheets of paper are typed by two people; `same_person_twice`: or twice by the same.
    """

    __tablename__ = "study"
    __table_args__ = (
        one_of("state", get_args(StudyState)),
        together("locked_whole", "plan_digest", "locked_at"),
        CheckConstraint("state = 'draft' OR (plan IS NOT NULL AND plan_digest IS NOT NULL)", name="plan_locked_first"),
        CheckConstraint("minimum_cell >= 1", name="minimum_cell_positive"),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("prototype_version.id"), index=True)
    title: Mapped[dict[str, str]]
    state: Mapped[StudyState] = mapped_column(String(20), default="draft")
    plan: Mapped[str | None] = mapped_column(Text)
    plan_digest: Mapped[str | None] = mapped_column(String(80))
    locked_at: Mapped[datetime | None]
    locked_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    open_token: Mapped[str | None] = mapped_column(String(64), unique=True)
    minimum_cell: Mapped[int] = mapped_column(default=5)
    anonymous: Mapped[bool] = mapped_column(default=False)
    double_entry: Mapped[bool] = mapped_column(default=True)
    same_person_twice: Mapped[bool] = mapped_column(default=False)
    retain_until: Mapped[date]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    version: Mapped[PrototypeVersion] = relationship()

    @property
    def locked(self) -> bool:
        """Whether the plan can no longer change."""
        return self.state != "draft"

    @property
    def takes_answers(self) -> bool:
        """Whether an answer sent now is accepted."""
        return self.state in TAKES_ANSWERS


class Allocation(Identified, Entity):
    """How arms are drawn: blocks of `block_size`, from `seed`. Recorded so that anyone can draw the list again."""

    __tablename__ = "allocation"

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), unique=True)
    seed: Mapped[str] = mapped_column(String(64))
    block_size: Mapped[int]
    arms: Mapped[list[Any]]

    def arm_at(self, position: int) -> str:
        """The arm drawn at that position, counted from 0: each block holds every arm equally often."""
        block, place = divmod(position, self.block_size)
        slots = sorted(range(self.block_size), key=lambda slot: _draw(self.seed, block, slot))
        return str(self.arms[slots[place] % len(self.arms)])


class Participant(Identified, Entity):
    """Someone who answers, known by a pseudonym of this study only. Contact data are in the vault."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("study_id", "pseudonym"),
        UniqueConstraint("study_id", "allocation_position"),
        one_of("origin", get_args(ParticipantOrigin)),
        together("withdrawal_with_reason", "withdrawn_at", "withdrawal_reason"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    pseudonym: Mapped[str] = mapped_column(String(80))
    arm: Mapped[str | None] = mapped_column(String(80))
    site: Mapped[str | None] = mapped_column(String(200))
    origin: Mapped[ParticipantOrigin] = mapped_column(String(20), default="team")
    allocation_position: Mapped[int | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    enrolled_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


class Deviation(Identified, Entity):
    """Something that departed from the plan, and why. Written down, never taken back."""

    __tablename__ = "deviation"

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


def _draw(seed: str, block: int, slot: int) -> str:
    """A number nobody can choose: a digest rather than a generator, so that any language can draw it again."""
    return hashlib.sha256(f"{seed}:{block}:{slot}".encode()).hexdigest()
