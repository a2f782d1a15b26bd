"""How often the wrong secret was given: counts that expire, under names nobody can turn back into an address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, select, union_all
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import Entity, db
from livinglab.store.field_clients import FieldClient
from livinglab.store.people import Invitation
from livinglab.store.sittings import SEPARATOR
from livinglab.store.studies import Participant, Study
from livinglab.store.tokens import hashed


class Attempts(Entity):
    """One count. `key` is a keyed hash of what is counted, where from, and over how long."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


def secret_known(token: str) -> bool:
    """Whether a long secret opens something: a personal or public link, a device or a sitting on it, an invitation."""
    secret = token.partition(SEPARATOR)[0]
    kept = hashed(secret)
    opening = (
        select(Participant.id).where(Participant.token_hash == kept),
        select(FieldClient.id).where(FieldClient.token_hash == kept, FieldClient.revoked_at.is_(None)),
        select(Study.id).where(Study.open_token == secret),
        select(Invitation.id).where(Invitation.token_hash == kept),
    )
    return db.session.scalars(union_all(*opening)).first() is not None
