"""What was typed in a form of the team: kept, and complained about field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request

from livinglab.store.failures import Refused
from livinglab.words import LANGUAGES, t


@dataclass(frozen=True)
class Entry:
    """The fields of a form as they were typed, and what to correct: id of the field → sentence."""

    typed: Mapping[str, str] = field(default_factory=dict)
    complaints: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The lines of the error summary."""
        return list(self.complaints.items())

    def text(self, name: str) -> str:
        """One field, empty when it is not there."""
        return self.typed.get(name, "")

    def in_languages(self, name: str) -> dict[str, str]:
        """A field filled in once per language."""
        return {language: self.text(f"{name}_{language}") for language in LANGUAGES}

    def refused(self, refusal: Refused, at: str) -> Entry:
        """The same entry, with what the action refused, said at a field."""
        return Entry(self.typed, {at: refusal.words()})


def entry(required: Mapping[str, str]) -> Entry:
    """Reads the form sent. `required`: field → key of the sentence to say when it is empty."""
    typed = {name: values[0] for name, values in request.form.lists()}
    missing = {name: t(key) for name, key in required.items() if not typed.get(name, "").strip()}
    return Entry(typed, missing)


def entry_in_either_language(name: str, key: str) -> Entry:
    """Reads a form whose field `name` must be filled in for at least one language."""
    typed = entry({})
    filled = any(words.strip() for words in typed.in_languages(name).values())
    return typed if filled else Entry(typed.typed, {f"{name}_{LANGUAGES[0]}": t(key)})


def whole_number(read: Entry, name: str, least: int, most: int) -> Entry:
    """The same entry, with a complaint when the field is not a whole number within the bounds."""
    typed = read.text(name).strip()
    if typed.isdecimal() and least <= int(typed) <= most:
        return read
    return Entry(read.typed, {**read.complaints, name: t("sessions.whole_number", least=least, most=most)})
