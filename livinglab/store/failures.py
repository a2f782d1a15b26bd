"""What can go wrong between a person and the store: one tree, each with its HTTP status and its words.

Failure
├─ NotFound      404   no such thing, or not for this person
├─ NotAllowed    403   the person's role in this project does not allow it
├─ Refused       422   a mistake the person can correct; `code` names the sentence in words/refusals.toml
│  └─ Conflict   409   it clashes with what is already stored; both are kept
├─ TooMany       429   the wrong secret too often; `seconds` says how long to wait
├─ Busy          503   the database is busy; try again in a moment
└─ Full          503   what is left of the disk is kept for answers; files have to wait
"""

from __future__ import annotations

from collections.abc import Sequence

from livinglab import words


class Failure(Exception):
    """Something a person did could not be done; `words()` says what to do."""

    status = 500
    topic = "errors"

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def words(self, language: str | None = None) -> str:
        """The sentence for the person."""
        return words.t(f"{self.topic}.{self.code}", language, **self.values)


class NotFound(Failure):
    """No such thing, or not for this person: both look the same from outside."""

    status = 404

    def __init__(self) -> None:
        super().__init__("not_found")


class NotAllowed(Failure):
    """A member of the project whose role does not allow this."""

    status = 403

    def __init__(self) -> None:
        super().__init__("not_allowed")


class TooMany(Failure):
    """A wrong password, code or secret was given too often: the next one is heard in so many seconds."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__("too_many_attempts", n=-(-seconds // 60))
        self.seconds = seconds


class Busy(Failure):
    """The database is busy or unreachable for a moment."""

    status = 503

    def __init__(self) -> None:
        super().__init__("busy")


class Full(Failure):
    """The disk has no room for files; what little is left is kept for answers."""

    status = 503

    def __init__(self) -> None:
        super().__init__("disk_full")


class Refused(Failure):
    """A mistake the person can correct. `details` are the complaints or problems to list, as given by their room."""

    status = 422
    topic = "refusals"

    def __init__(self, code: str, details: Sequence[object] = (), **values: object) -> None:
        super().__init__(code, **values)
        self.details = tuple(details)


class Conflict(Refused):
    """It clashes with what is already stored; nothing was overwritten."""

    status = 409
