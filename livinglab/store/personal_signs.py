"""What looks like personal data in a text about to be published: a warning for whoever reads it, never a proof."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.people import Account, Membership
from livinglab.store.sessions import Seat, Session
from livinglab.store.studies import Participant, Study

SignKind: TypeAlias = Literal["email", "phone", "address", "person", "name"]

PATTERNS: Mapping[SignKind, re.Pattern[str]] = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.\w+"),
    "phone": re.compile(r"(?<![\w.,])\+?\d(?:[ .()\-\u00a0\u202f]?\d){8,14}(?!\w)"),
    "address": re.compile(
        r"\b\d{1,4},? ?(?:bis |ter )?"
        r"(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|quai|route)"
        r"(?:\s+(?:de|des|du|la|le|les))*\s+[\w’'-]+"
        r"|\b\d{1,4} [A-Z]\w+ (?:Street|St|Road|Rd|Avenue|Lane|Drive)\b",
        re.IGNORECASE,
    ),
    "person": re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+[A-ZÀ-Ý][\w’'-]+"),
}
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Sign:
    """What was found, and what it looks like; `name` is that of someone of the project."""

    kind: SignKind
    found: str


def signs_in(text: str, names: Iterable[str] = ()) -> tuple[Sign, ...]:
    """What looks like personal data in a text, and which of these names it says."""
    seen = [Sign(kind, match.group().strip()) for kind, pattern in PATTERNS.items() for match in pattern.finditer(text)]
    said = [Sign("name", name) for name in dict.fromkeys(names) if _says(text, name)]
    return tuple(dict.fromkeys((*seen, *said)))


def names_in(project_id: str) -> tuple[str, ...]:
    """The names a project knows: of its team, the pseudonyms of those who came to its sessions and of participants."""
    team = select(Account.name).join(Membership, Membership.account_id == Account.id)
    seats = select(Seat.pseudonym).join(Session, Seat.session_id == Session.id)
    participants = select(Participant.pseudonym).join(Study, Participant.study_id == Study.id)
    chosen = (
        team.where(Membership.project_id == project_id),
        seats.where(Session.project_id == project_id, Seat.pseudonym.is_not(None)),
        participants.where(Study.project_id == project_id),
    )
    return tuple(dict.fromkeys(str(name) for each in chosen for name in db.session.scalars(each)))


def _says(text: str, name: str) -> bool:
    words = name.strip()
    if len(words) < SHORTEST_NAME:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None
