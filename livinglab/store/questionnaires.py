"""Questionnaires, their immutable versions, and which version a wave of a study serves."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from livinglab.store.database import Entity, Identified
from livinglab.store.people import Account
from surveys.questionnaire import Questionnaire as Content


class Questionnaire(Identified, Entity):
    """A questionnaire of a project, through all its versions. `form_id` is its name in the workbook."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("project_id", "form_id"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    form_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[dict[str, str]]

    versions: Mapped[list[QuestionnaireVersion]] = relationship(
        back_populates="questionnaire", order_by="QuestionnaireVersion.created_at", cascade="all, delete-orphan"
    )


class QuestionnaireVersion(Identified, Entity):
    """One published version: never changed, identified by the digest of its content; the source file is kept."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("questionnaire_id", "digest"),)

    questionnaire_id: Mapped[str] = mapped_column(ForeignKey("questionnaire.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(80), index=True)
    definition: Mapped[str] = deferred(mapped_column(Text))
    source_filename: Mapped[str] = mapped_column(String(255))
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    published_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    questionnaire: Mapped[Questionnaire] = relationship(back_populates="versions")
    published_by: Mapped[Account | None] = relationship()

    @property
    def project_id(self) -> str:
        """The project of its questionnaire."""
        return self.questionnaire.project_id

    @property
    def content(self) -> Content:
        """The questionnaire itself, as `surveys` knows it."""
        return _content(self.definition)


class StudyQuestionnaire(Identified, Entity):
    """The version a wave serves since `created_at`. A replaced version is retired, and answers to it still accepted."""

    __tablename__ = "study_questionnaire"
    __table_args__ = (
        Index(
            "uq_study_questionnaire_current",
            "study_id",
            "wave",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id"))
    retired_at: Mapped[datetime | None]

    version: Mapped[QuestionnaireVersion] = relationship()


@lru_cache(maxsize=64)
def _content(definition: str) -> Content:
    """Parsed once per process: a version never changes."""
    return Content.from_json(definition)
