"""Field clients: which devices may collect for a study, and the forms they download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.consents import ConsentText, consent_texts
from livinglab.store.database import Entity, Identified, db
from livinglab.store.failures import NotAllowed
from livinglab.store.people import Account
from livinglab.store.questionnaires import QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.serving import served_now
from livinglab.store.studies import Study
from livinglab.store.tokens import hashed

ClientKind: TypeAlias = Literal["odk", "interviewer", "kiosk"]


class FieldClient(Identified, Entity):
    """One device, or one person's devices, that may collect for a study until it is revoked.

    Its secret stands in an address shown once; only its hash is kept. A kiosk asks one `wave`, of people of one `arm`
    or of arms drawn. `abandoned` counts the sittings that ended without sending.
    """

    __tablename__ = "field_client"
    __table_args__ = (
        one_of("kind", get_args(ClientKind)),
        CheckConstraint("(kind = 'kiosk') = (wave IS NOT NULL)", name="kiosk_with_wave"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ClientKind] = mapped_column(String(20), default="odk")
    name: Mapped[str] = mapped_column(String(200))
    wave: Mapped[str | None] = mapped_column(String(80))
    arm: Mapped[str | None] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issued_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    last_sent_at: Mapped[datetime | None]
    abandoned: Mapped[int] = mapped_column(default=0)
    revoked_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


class FieldForm(Identified, Entity):
    """The XForm of a version at a wave, with the consent text of a version; or why there is none. Made once."""

    __tablename__ = "field_form"
    __table_args__ = (
        UniqueConstraint("study_id", "wave", "version_id", "consent_version"),
        CheckConstraint("(xform IS NULL) <> (fault IS NULL)", name="made_or_refused"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    wave: Mapped[str] = mapped_column(String(80))
    version_id: Mapped[str] = mapped_column(ForeignKey("questionnaire_version.id", ondelete="CASCADE"))
    consent_version: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    form_version: Mapped[str] = mapped_column(String(120))
    hash: Mapped[str] = mapped_column(String(40))
    xform: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    fault: Mapped[str | None] = mapped_column(Text)

    version: Mapped[QuestionnaireVersion] = relationship()

    @property
    def form_id(self) -> str:
        """The name clients know the form by, the same through all versions."""
        return form_id(self.study_id, self.wave)


def form_id(study_id: str, wave: str) -> str:
    """The formID of a wave: it never changes, whatever the version."""
    return f"study-{study_id}-{wave}"


def client_by_token(token: str, kind: ClientKind = "odk") -> FieldClient:
    """Who holds the secret of an address. Raises NotAllowed: a client asked for a password would ask a person."""
    chosen = select(FieldClient).where(
        FieldClient.token_hash == hashed(token), FieldClient.kind == kind, FieldClient.revoked_at.is_(None)
    )
    found = db.session.scalars(chosen).first()
    if found is None:
        raise NotAllowed
    return found


def language_of_team(token: str) -> str | None:
    """The language of whoever added the device of that secret, if there is one."""
    chosen = select(Account.language).join(FieldClient, FieldClient.issued_by_id == Account.id)
    return db.session.scalars(chosen.where(FieldClient.token_hash == hashed(token))).first()


def clients_of(study_id: str) -> Sequence[FieldClient]:
    """The field clients of a study, the newest first."""
    chosen = select(FieldClient).where(FieldClient.study_id == study_id)
    return db.session.scalars(chosen.order_by(FieldClient.created_at.desc(), FieldClient.id)).all()


def forms_now(study: Study) -> Mapping[str, FieldForm | None]:
    """Wave → the form of what is asked there now; None while it is still to be made."""
    texts = list(consent_texts(study).values())
    made = {(form.wave, form.version_id): form for form in _forms(study, texts)}
    return {wave: made.get((wave, version.id)) for wave, version in served_now(study).items()}


def forms_offered(study: Study) -> Sequence[FieldForm]:
    """The forms to download. Until a new one is made the one before stays: clients delete what is no longer listed."""
    offered = ((form or _last_made(study, wave)) for wave, form in forms_now(study).items())
    return [form for form in offered if form is not None and form.fault is None]


def asked_at(study: Study, asked: str, digest: str) -> tuple[str, QuestionnaireVersion] | None:
    """The wave of a formID and the version of a digest, if that wave asks it or ever did."""
    chosen = (
        select(StudyQuestionnaire)
        .join(QuestionnaireVersion, StudyQuestionnaire.version_id == QuestionnaireVersion.id)
        .where(StudyQuestionnaire.study_id == study.id, QuestionnaireVersion.digest == digest)
    )
    rows = db.session.scalars(chosen)
    return next(((row.wave, row.version) for row in rows if form_id(study.id, row.wave) == asked), None)


def _last_made(study: Study, wave: str) -> FieldForm | None:
    chosen = select(FieldForm).where(FieldForm.study_id == study.id, FieldForm.wave == wave, FieldForm.fault.is_(None))
    return db.session.scalars(chosen.order_by(FieldForm.created_at.desc())).first()


def _forms(study: Study, texts: Sequence[ConsentText]) -> Sequence[FieldForm]:
    if not texts:
        return ()
    chosen = select(FieldForm).where(FieldForm.study_id == study.id, FieldForm.consent_version == texts[0].version)
    return db.session.scalars(chosen).all()
