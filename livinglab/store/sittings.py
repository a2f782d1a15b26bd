"""Sittings: questionnaires being filled in on a device that several people use, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import together
from livinglab.store.consents import ConsentText
from livinglab.store.database import Entity, db, now
from livinglab.store.failures import NotFound
from livinglab.store.field_clients import ClientKind, FieldClient
from livinglab.store.responses import Quarantine, Response, Writing
from livinglab.store.studies import Study
from livinglab.store.tokens import hashed

SEPARATOR = "."  # between the secret of a device and the id of a sitting; neither holds one
QUIET = timedelta(minutes=20)  # a kiosk that has heard nothing for longer is used by someone else by now


class Sitting(Writing, Entity):
    """One person's answers on a shared device, until they are sent or erased; then the row is gone, and its address.

    `code` is what was typed for the participant; empty at a kiosk, where nobody is known, and where an interview made
    without a network has sent its files before its answers. What was agreed to is kept here until there is a
    participant to agree.
    """

    __tablename__ = "sitting"
    __table_args__ = (together("agreed_whole", "consent_text_id", "agreed_at"),)

    client_id: Mapped[str] = mapped_column(ForeignKey("field_client.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(200), default="")
    consent_text_id: Mapped[str | None] = mapped_column(ForeignKey("consent_text.id"))
    agreed_at: Mapped[datetime | None]

    client: Mapped[FieldClient] = relationship()
    consent_text: Mapped[ConsentText | None] = relationship()

    @property
    def study(self) -> Study:
        """The study the device collects for."""
        return self.client.study

    @property
    def abandoned(self) -> bool:
        """Whether nobody has been heard for so long that the next person must not see it."""
        return self.client.kind == "kiosk" and now() - self.saved_at > QUIET


def device_secret(token: str) -> str:
    """The secret of the device in the address of a sitting; empty for any other address."""
    device, separator, _ = token.partition(SEPARATOR)
    return device if separator else ""


def sitting_by_token(token: str) -> Sitting:
    """The sitting an address opens. Raises NotFound once it is sent, erased or abandoned, or its device revoked."""
    device, _, identifier = token.partition(SEPARATOR)
    chosen = (
        select(Sitting)
        .join(FieldClient, Sitting.client_id == FieldClient.id)
        .where(Sitting.id == identifier, FieldClient.token_hash == hashed(device), FieldClient.revoked_at.is_(None))
    )
    found = db.session.scalars(chosen).first()
    if found is None or found.abandoned:
        raise NotFound
    return found


def shared_device(token: str, *kinds: ClientKind) -> FieldClient:
    """The device several people answer on that has this secret, of these kinds. Raises NotFound."""
    chosen = select(FieldClient).where(
        FieldClient.token_hash == hashed(token),
        FieldClient.kind.in_(kinds or ("kiosk", "interviewer")),
        FieldClient.revoked_at.is_(None),
    )
    found = db.session.scalars(chosen).first()
    if found is None:
        raise NotFound
    return found


def sittings_of(client: FieldClient) -> Sequence[Sitting]:
    """What is being filled in on a device with the network, the latest first."""
    chosen = select(Sitting).where(Sitting.client_id == client.id)
    if client.kind == "interviewer":
        chosen = chosen.where(Sitting.code != "")
    return db.session.scalars(chosen.order_by(Sitting.saved_at.desc(), Sitting.id)).all()


def interviews_begun(study: Study) -> Sequence[Sitting]:
    """What is being filled in on the interviewers' devices of a study."""
    chosen = select(Sitting).join(FieldClient, Sitting.client_id == FieldClient.id)
    return db.session.scalars(chosen.where(FieldClient.study_id == study.id, Sitting.code != "")).all()


def sitting_for(client: FieldClient, code: str, wave: str) -> Sitting | None:
    """What a device has begun for a code at a wave, if anything."""
    chosen = select(Sitting).where(Sitting.client_id == client.id, Sitting.code == code, Sitting.wave == wave)
    return db.session.scalars(chosen).first()


def sent_by(client: FieldClient) -> Sequence[Response]:
    """What came by a device and is in force, the latest first."""
    chosen = select(Response).where(Response.client_id == client.id, Response.superseded_at.is_(None))
    return db.session.scalars(chosen.order_by(Response.received_at.desc(), Response.id)).all()


def set_aside_by(client: FieldClient) -> Sequence[Quarantine]:
    """What a device sent and was set aside, the latest first; what was accepted since is among what was sent."""
    chosen = select(Quarantine).where(
        Quarantine.client_id == client.id, Quarantine.outcome.is_distinct_from("accepted")
    )
    return db.session.scalars(chosen.order_by(Quarantine.received_at.desc(), Quarantine.id)).all()


def abandoned_sittings() -> Sequence[Sitting]:
    """What was left alone at kiosks."""
    chosen = select(Sitting).join(FieldClient, Sitting.client_id == FieldClient.id)
    return db.session.scalars(chosen.where(FieldClient.kind == "kiosk", Sitting.saved_at < now() - QUIET)).all()


def was_sent(client: FieldClient, identifier: str) -> bool:
    """Whether a response of that id came by a device."""
    found = db.session.get(Response, identifier)
    return found is not None and found.client_id == client.id


@dataclass(frozen=True)
class Counts:
    """What came by a device: responses in force, submissions that wait for the team, what is being filled in."""

    responses: int
    waiting: int
    begun: int


def counts_by(client: FieldClient) -> Counts:
    """How much a device has collected."""
    responses = (Response.client_id == client.id, Response.superseded_at.is_(None))
    waiting = (Quarantine.client_id == client.id, Quarantine.settled_at.is_(None))
    return Counts(_count(Response, responses), _count(Quarantine, waiting), len(sittings_of(client)))


def _count(kind: type[Entity], chosen: Sequence[ColumnElement[bool]]) -> int:
    return db.session.scalar(select(func.count()).select_from(kind).where(*chosen)) or 0
