"""What the minutes of a session say, frozen. The PDF carries it as it is: all that is printed follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from analysis import frozen_json
from analysis.deliberation.counts import Counts
from analysis.deliberation.readings import Capacities, Kind, Opinions
from analysis.deliberation.results import Result
from reports.numbers import Language


@dataclass(frozen=True)
class Reading:
    """What votes say further, as it was frozen; the votes themselves are not here. `names`: capacity → its words.

    One of `capacities` and `opinions` once it is done, none while it waits or when it failed.
    """

    kind: Kind
    state: Literal["waiting", "done", "failed"]
    parameters: Mapping[str, Any]
    seed: int | None = None
    result_digest: str = ""
    names: tuple[tuple[str, str], ...] = ()
    capacities: Capacities | None = None
    opinions: Opinions | None = None

    @property
    def result(self) -> Capacities | Opinions | None:
        """What was read, if it is known."""
        return self.capacities or self.opinions


@dataclass(frozen=True)
class Frozen:
    """A result as it was frozen: the counts, the method with its parameters and its seed, the digests of both ends."""

    method: str
    parameters: Mapping[str, Any]
    seed: int | None
    counts: Counts
    input_digest: str
    result: Result
    result_digest: str
    readings: tuple[Reading, ...] = field(default=(), metadata=frozen_json.CAME_LATER)


@dataclass(frozen=True)
class Word:
    """What someone wrote, or the team for all. Hidden since: counted, without text, details, members or reasons.

    `subject` is how counts name it. `members` were gathered into it, `hidden_members` of them not to be shown.
    """

    subject: str
    text: str = ""
    hidden: bool = False
    by_team: bool = False
    details: tuple[tuple[str, str], ...] = ()
    members: tuple[str, ...] = ()
    hidden_members: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Activity:
    """An item of the agenda. `minutes` is how long it took, pauses apart; None when it was not held.

    `words` are its subjects in the order of its result; `hidden` counts what was written in it and hidden, `waiting`
    what nobody of the team had read yet, where words wait for that.
    """

    kind: str
    question: str
    planned: int | None = None
    extra: int = 0
    minutes: int | None = None
    dots: int = 0
    words: tuple[Word, ...] = ()
    hidden: int = 0
    waiting: int = 0
    frozen: Frozen | None = None


@dataclass(frozen=True)
class Option:
    """What was on the table when a decision was taken; without text once hidden."""

    text: str
    chosen: bool


@dataclass(frozen=True)
class Requirement:
    """What the prototype must do, and how anyone will see that it does."""

    statement: str
    criterion: str


@dataclass(frozen=True)
class Decision:
    """A decision. `activity` is the number of the one it was taken from; `rests_on` the digest of that result."""

    title: str
    reason: str
    dissent: str
    on: str
    activity: int | None = None
    rests_on: str = ""
    options: tuple[Option, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Minutes:
    """The minutes of a session, in a language. `on` is the day it ended; `follow` is where a receipt code is typed.

    `roles`: in which capacity people came, by name; smaller numbers are not told apart (`apart_from` says how few).
    """

    language: Language
    session: str
    project: str
    laboratory: str
    number: int
    on: str
    people: int
    place: str = ""
    follow: str = ""
    simulated: bool = False
    apart_from: int = 5
    roles: tuple[tuple[str, int], ...] = ()
    tongues: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical JSON: what stands at the top of each page."""
        return frozen_json.digest(self)


def loads(text: str) -> Minutes:
    """The minutes a JSON text stands for. Raises UnreadableJson when it stands for none."""
    return frozen_json.load(Minutes, text)


def dumps(minutes: Minutes) -> str:
    """The canonical JSON: equal minutes give equal bytes."""
    return frozen_json.canonical(minutes)
