"""The audit log: one line per action, chained by digest, without personal data.

A line says when, which account (or that a participant, a seat or the operator acted, without saying which), the
verb, and the kind and id of what it was done to. Each line's digest covers the line before: a line changed, removed
or slipped in breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy import Integer, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.database import ID_LENGTH, Entity, db, now

GENESIS = "0" * 64
CHAIN_LOCK = 1_279_873_876  # any number, as long as every process takes the same


class AuditLine(Entity):
    """One line of the chain."""

    __tablename__ = "audit_line"

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(80))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))

    def computed_digest(self) -> str:
        """The digest this line should carry."""
        parts = [self.sequence, self.at.isoformat(), self.actor, self.verb, self.object_kind, self.object_id]
        return hashlib.sha256(json.dumps([*parts, self.previous]).encode()).hexdigest()


def write_line(*, actor: str, verb: str, object_kind: str, object_id: str) -> AuditLine:
    """Adds a line to the chain, inside the transaction of the action it tells."""
    db.session.flush()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    last = db.session.scalars(select(AuditLine).order_by(AuditLine.sequence.desc()).limit(1)).first()
    line = AuditLine(
        sequence=last.sequence + 1 if last else 1,
        at=now(),
        actor=actor,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        previous=last.digest if last else GENESIS,
    )
    line.digest = line.computed_digest()
    db.session.add(line)
    return line


def verify_chain() -> int | None:
    """The sequence of the first line that does not hold, or None when the whole chain does."""
    previous, expected = GENESIS, 1
    for line in db.session.scalars(select(AuditLine).order_by(AuditLine.sequence)).yield_per(1000):
        if (line.sequence, line.previous, line.digest) != (expected, previous, line.computed_digest()):
            return expected
        previous, expected = line.digest, expected + 1
    return None
