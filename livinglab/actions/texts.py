"""Texts people typed: trimmed, refused with a sentence when empty, too long, or not storable as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from livinglab.store.failures import Refused

SHORT = 200
LONG = 5_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL and half characters: PostgreSQL refuses them
CLIENT_ID = re.compile(r"[0-9A-Za-z-]{16,64}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def required_text(typed: str, limit: int = SHORT) -> str:
    """The text, trimmed. Raises Refused."""
    text = optional_text(typed, limit)
    if not text:
        raise Refused("text_missing")
    return text


def optional_text(typed: str | None, limit: int = LONG) -> str:
    """The text, trimmed; empty when nothing was typed. Raises Refused."""
    text = (typed or "").replace("\r\n", "\n").strip()
    if UNSTORABLE.search(text):
        raise Refused("text_unstorable")
    if len(text) > limit:
        raise Refused("text_too_long", n=limit)
    return text


def in_languages(typed: Mapping[str, str], limit: int = SHORT) -> dict[str, str]:
    """A text in the languages it was given in; at least one. Raises Refused."""
    texts = optional_languages(typed, limit)
    if not texts:
        raise Refused("text_missing")
    return texts


def optional_languages(typed: Mapping[str, str] | None, limit: int = LONG) -> dict[str, str]:
    """A text in the languages it was given in, without the empty ones. Raises Refused."""
    texts = {language: optional_text(text, limit) for language, text in (typed or {}).items()}
    return {language: text for language, text in texts.items() if text}


def client_id(given: str) -> str:
    """An id made by a browser or a phone. Raises Refused."""
    if not CLIENT_ID.fullmatch(given):
        raise Refused("id_unreadable")
    return given


def email(typed: str) -> str:
    """An address in lower case. Raises Refused."""
    address = required_text(typed).lower()
    if not EMAIL.fullmatch(address):
        raise Refused("email_unreadable")
    return address
