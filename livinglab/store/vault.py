"""The vault: contact data, in a database of their own, encrypted with a key of their own.

Each row is sealed by AES-GCM with the participant's id as associated data: a row moved to another participant does
not open. Nothing else imports this module but the actions that write to people.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import ID_LENGTH, Entity, db, now

NONCE_BYTES = 12


@dataclass(frozen=True)
class Contact:
    """How to reach someone."""

    name: str = ""
    email: str = ""
    phone: str = ""


class SealedContact(Entity):
    """A contact nobody can read without the vault's key."""

    __bind_key__ = "vault"
    __tablename__ = "sealed_contact"

    participant_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime] = mapped_column(default=now)


def seal(key: bytes, participant_id: str, contact: Contact) -> bytes:
    """The contact encrypted, with its nonce in front."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    content = json.dumps(asdict(contact)).encode()
    return nonce + AESGCM(key).encrypt(nonce, content, participant_id.encode())


def unseal(key: bytes, participant_id: str, sealed: bytes) -> Contact:
    """The contact. Raises cryptography.exceptions.InvalidTag with a wrong key or a row that was moved."""
    content = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], participant_id.encode())
    return Contact(**json.loads(content))


def keep(key: bytes, participant_id: str, contact: Contact) -> None:
    """Stores or replaces the contact of a participant, inside the running transaction."""
    db.session.merge(SealedContact(participant_id=participant_id, sealed=seal(key, participant_id, contact)))


def contact_of(key: bytes, participant_id: str) -> Contact | None:
    """The contact of a participant, or None."""
    row = db.session.get(SealedContact, participant_id)
    return None if row is None else unseal(key, participant_id, row.sealed)


def forget(participant_id: str) -> None:
    """Erases the contact of a participant, inside the running transaction."""
    row = db.session.get(SealedContact, participant_id)
    if row is not None:
        db.session.delete(row)
