"""Attachments: the photographs, recordings, drawings and files of answers, and the files of questionnaires.

A row names a content of `livinglab.store.files` by its digest. An attachment belongs to a response by its id, which is
that of the draft before. What a field client sent with a submission set aside waits beside that, as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, func, select, union_all
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.database import ID_LENGTH, Entity, Identified, db, now
from livinglab.store.failures import NotFound
from livinglab.store.files import files
from livinglab.store.measurements import MeasurementFile
from livinglab.store.questionnaires import QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from livinglab.store.uptakes import Uptake
from livinglab.store.version_files import VersionFile

UNKNOWN_TYPE = "application/octet-stream"
NAME_LENGTH = 255


class Attachment(Identified, Entity):
    """One file of one response. `name` is its only one there, and the answer; `given_name` is what it was called.

    `question` and `place` (the instances of repeats around it, as in "person~2") are empty for what came without them.
    `media_type` was recognised from the content; what was not is kept as bytes nobody opens. Whose it is, is not known
    while it belongs to a sitting.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("response_id", "name"),
        Index("ix_attachment_digest", "digest"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    question: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    given_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    digest: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(default=now)

    study: Mapped[Study] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)


class WaitingFile(Identified, Entity):
    """A file of a submission set aside, byte for byte as it came, until that becomes a response."""

    __tablename__ = "waiting_file"
    __table_args__ = (
        UniqueConstraint("quarantine_id", "name", "digest"),
        Index("ix_waiting_file_digest", "digest"),
    )

    quarantine_id: Mapped[str] = mapped_column(ForeignKey("quarantine.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    digest: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)

    quarantine: Mapped[Quarantine] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.quarantine.project_id

    @property
    def media_type(self) -> str:
        """Nobody has looked into it: it is handed out, never shown."""
        return UNKNOWN_TYPE

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)


class QuestionnaireFile(Identified, Entity):
    """One file a version refers to: a picture, a sound, a film, a table of choices."""

    __tablename__ = "questionnaire_file"
    __table_args__ = (
        UniqueConstraint("version_id", "name"),
        Index("ix_questionnaire_file_digest", "digest"),
    )

    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    digest: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))

    version: Mapped[QuestionnaireVersion] = relationship()

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)


NAMING = (
    Attachment,
    WaitingFile,
    QuestionnaireFile,
    Uptake,
    VersionFile,
    MeasurementFile,
)  # the tables that name contents


def attachments_of(response_id: str) -> Sequence[Attachment]:
    """The attachments of a response, a draft or a submission set aside, in the order they came."""
    chosen = select(Attachment).where(Attachment.response_id == response_id)
    return db.session.scalars(chosen.order_by(Attachment.received_at, Attachment.id)).all()


def waiting_files(quarantine_id: str) -> Sequence[WaitingFile]:
    """The files that wait beside a submission set aside, in the order they came."""
    chosen = select(WaitingFile).where(WaitingFile.quarantine_id == quarantine_id)
    return db.session.scalars(chosen.order_by(WaitingFile.created_at, WaitingFile.id)).all()


def files_set_aside(quarantine: Quarantine) -> Sequence[Attachment | WaitingFile]:
    """The files of a submission set aside. Where a response has its id too, those its own answers name."""
    there = attachments_of(quarantine.became_id or quarantine.response_id)
    if quarantine.became_id is None and db.session.get(Response, quarantine.response_id) is not None:
        there = named_in(quarantine.content["answers"], there)
    return [*waiting_files(quarantine.id), *there]


def named_in(answers: object, attachments: Iterable[Attachment]) -> list[Attachment]:
    """Those of some attachments that answers, in their JSON form, name."""
    said = frozenset(texts_in(answers))
    return [attachment for attachment in attachments if attachment.name in said]


def attachments_of_study(study_id: str) -> Mapping[str, Sequence[Attachment]]:
    """Those of every response of a study, by the id of the response."""
    chosen = select(Attachment).where(Attachment.study_id == study_id)
    by_response: dict[str, list[Attachment]] = {}
    for attachment in db.session.scalars(chosen.order_by(Attachment.response_id, Attachment.received_at)):
        by_response.setdefault(attachment.response_id, []).append(attachment)
    return by_response


def attachment_named(response_id: str, name: str) -> Attachment | None:
    """The attachment an answer names, if it is there."""
    chosen = select(Attachment).where(Attachment.response_id == response_id, Attachment.name == name)
    return db.session.scalars(chosen).first()


def own_attachment(participant: Participant, attachment_id: str) -> Attachment:
    """One of the participant's own. Raises NotFound for any other."""
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.participant_id != participant.id:
        raise NotFound
    return found


def size_of(response_id: str) -> int:
    """Bytes of all the attachments of a response."""
    return int(db.session.scalar(select(func.sum(Attachment.size)).where(Attachment.response_id == response_id)) or 0)


def questionnaire_files(version: QuestionnaireVersion) -> Mapping[str, QuestionnaireFile]:
    """The files of a version that are kept, by name: what its pages show, and what field clients fetch."""
    chosen = select(QuestionnaireFile).where(QuestionnaireFile.version_id == version.id)
    return {file.name: file for file in db.session.scalars(chosen.order_by(QuestionnaireFile.name))}


class FileContents(Mapping[str, bytes]):
    """The contents of the files of a version by name, each read when it is asked for: films do not fit in a memory."""

    def __init__(self, version: QuestionnaireVersion) -> None:
        self._files = questionnaire_files(version)

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].path.read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def file_ever_served(study: Study, digest: str, name: str) -> QuestionnaireFile:
    """A file of a version that some wave of the study serves or served. Raises NotFound."""
    chosen = (
        select(QuestionnaireFile)
        .join(StudyQuestionnaire, StudyQuestionnaire.version_id == QuestionnaireFile.version_id)
        .where(
            StudyQuestionnaire.study_id == study.id, QuestionnaireFile.digest == digest, QuestionnaireFile.name == name
        )
    )
    found = db.session.scalars(chosen.limit(1)).first()
    if found is None:
        raise NotFound
    return found


def awaited_files(version: QuestionnaireVersion) -> tuple[str, ...]:
    """The names of the files a version refers to and has not been given, in alphabetical order."""
    content = version.content
    tables = (name for name, rows in content.tables.items() if not rows)
    media = (name for name, digest in content.files.items() if not digest)
    return tuple(sorted({*tables, *media}))


def named_digests(digests: Iterable[str]) -> frozenset[str]:
    """Which of these contents some row names."""
    asked = list(digests)
    names = (select(table.digest).where(table.digest.in_(asked)) for table in NAMING)
    return frozenset(db.session.scalars(union_all(*names)))


def texts_in(answers: object) -> Iterator[str]:
    """Every text of answers in their JSON form, those of repeats included."""
    match answers:
        case str():
            yield answers
        case list():
            for answer in answers:
                yield from texts_in(answer)
        case dict():
            for answer in answers.values():
                yield from texts_in(answer)
