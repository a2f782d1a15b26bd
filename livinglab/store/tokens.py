"""Tokens, codes and pseudonyms: what is handed out, and what is kept of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

TOKEN_BYTES = 20  # 160 bits
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that a tired reader confuses on a projection screen
CODE_LENGTH = 6
RECEIPT_LENGTH = 12  # 59 bits: short enough to write down; it lets one read one's ideas, never act
PSEUDONYM_LETTERS = 10


def new_token() -> str:
    """A secret for a link, shown once."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is kept of a token: enough to recognise it, nothing to use."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """A short code people type to join a session."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_receipt() -> str:
    """What a person notes down to see, later and without account, what became of their ideas."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(RECEIPT_LENGTH))


def read_code(typed: str) -> str:
    """The code someone meant: any case, with or without spaces and hyphens."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def pseudonym(key: bytes, study_id: str, person: str) -> str:
    """The name of a person in one study: the same each time there, and unrelated to the one in another study."""
    study_key = hmac.digest(key, study_id.encode(), "sha256")
    letters = base64.b32encode(hmac.digest(study_key, person.encode(), "sha256")).decode()
    return f"P-{letters[:PSEUDONYM_LETTERS]}"
