"""The dataset: who takes part, what they answered at each wave, and the codebook that gives the answers meaning."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.measures import as_number, codes_are_numbers, find_variable
from analysis.results import Origin
from surveys.codebook import Codebook
from surveys.values import Missing

UNREADABLE = "unreadable"  # an answer where a number was needed and none could be read: kept, counted, never guessed
MISSING_KINDS = tuple(kind.value for kind in Missing)


@dataclass(frozen=True)
class Participant:
    """One person under their study pseudonym. `withdrawn_wave` is the first wave they no longer took part in.

    `attributes` are facts of the allocation (site, class), not answers.
    """

    pseudonym: str
    arm: str | None = None
    withdrawn_wave: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """What one participant answered at one wave: `surveys.values` answers, or the JSON form they are stored in."""

    pseudonym: str
    wave: str
    answers: Mapping[str, object]
    answered_on: str | None = None


class DatasetInconsistent(ValueError):
    """Rows that contradict each other: someone twice, an answer of nobody. `reasons` name them."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, eq=False)
class Dataset:
    """Frames ready for analysis.

    `participants`: one row per pseudonym (index), columns arm, withdrawn_wave and the attributes.
    `answers`: one row per (pseudonym, wave), one column per question, None where missing.
    `silences`: same shape, the kind of missing value or "".
    `digest` does not depend on the order of rows.
    """

    codebook: Codebook
    participants: pd.DataFrame
    answers: pd.DataFrame
    silences: pd.DataFrame
    origin: Origin
    digest: str


def build(
    codebook: Codebook, participants: Iterable[Participant], responses: Iterable[Response], origin: Origin
) -> Dataset:
    """The dataset of a study; DatasetInconsistent when rows contradict each other.

    Questions the codebook does not know are refused; questions a response does not carry were not asked.
    """
    people = sorted(participants, key=lambda person: person.pseudonym)
    rows = sorted(responses, key=lambda row: (row.pseudonym, row.wave))
    names = [variable.name for variable in codebook.variables]
    _refuse_contradictions(people, rows, set(names))
    answers, silences = _frames(rows, names)
    return Dataset(codebook, _people_frame(people), answers, silences, origin, _digest(people, rows, names, origin))


def _refuse_contradictions(people: list[Participant], rows: list[Response], names: set[str]) -> None:
    known = {person.pseudonym for person in people}
    twice = Counter(person.pseudonym for person in people)
    again = Counter((row.pseudonym, row.wave) for row in rows)
    unknown = {name for row in rows for name in row.answers if name not in names}
    reasons = [f"participant {name} stands twice" for name, times in twice.items() if times > 1]
    reasons += [f"{name} answered wave {wave} twice" for (name, wave), times in again.items() if times > 1]
    reasons += [f"an answer of {row.pseudonym}, who is no participant" for row in rows if row.pseudonym not in known]
    reasons += [f"question {name} is not in the codebook" for name in sorted(unknown)]
    if reasons:
        raise DatasetInconsistent(tuple(reasons))


def _people_frame(people: list[Participant]) -> pd.DataFrame:
    attributes = sorted({name for person in people for name in person.attributes})
    columns = {
        "arm": [person.arm for person in people],
        "withdrawn_wave": [person.withdrawn_wave for person in people],
        **{name: [person.attributes.get(name) for person in people] for name in attributes},
    }
    index = pd.Index([person.pseudonym for person in people], name="pseudonym", dtype=object)
    return pd.DataFrame(columns, index=index, dtype=object)


def _frames(rows: list[Response], names: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    keys = [(row.pseudonym, row.wave) for row in rows]
    index = pd.MultiIndex.from_tuples(keys, names=["pseudonym", "wave"])
    silences = {name: [missing_kind(row.answers, name) for row in rows] for name in names}
    answers = {
        name: [None if silent else row.answers[name] for silent, row in zip(silences[name], rows, strict=True)]
        for name in names
    }
    return pd.DataFrame(answers, index=index, dtype=object), pd.DataFrame(silences, index=index, dtype=object)


def missing_kind(answers: Mapping[str, object], name: str) -> str:
    """Which kind of silence stands in place of an answer, or "" when there is an answer."""
    if name not in answers:
        return Missing.NOT_ASKED.value
    value = answers[name]
    if value is None or value in ("", [], ()):
        return Missing.BLANK.value
    if isinstance(value, Missing):
        return value.value
    return _kind_in_json(value) if isinstance(value, Mapping) else ""


def _kind_in_json(value: Mapping[str, object]) -> str:
    kind = value.get("missing")
    return kind if isinstance(kind, str) and kind in MISSING_KINDS else UNREADABLE


def _plain(value: object) -> object:
    if isinstance(value, Missing):
        return {"missing": value.value}
    return list(value) if isinstance(value, tuple) else value


def _digest(people: list[Participant], rows: list[Response], names: list[str], origin: Origin) -> str:
    content = [
        origin,
        sorted(names),
        [[person.pseudonym, person.arm, person.withdrawn_wave, dict(person.attributes)] for person in people],
        [
            [row.pseudonym, row.wave, {name: _plain(value) for name, value in row.answers.items()}, row.answered_on]
            for row in rows
        ],
    ]
    return digest_of(content)


def digest_of(content: object) -> str:
    """SHA-256 of plain JSON content, whatever the order of its keys."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def answers_at(dataset: Dataset, name: str, wave: str) -> pd.Series[str]:
    """The answers to a question at a wave, as text, by pseudonym; only those who answered."""
    column = _column_at(dataset, name, wave)
    return column[column.notna()].map(str)


def numbers_at(dataset: Dataset, name: str, wave: str) -> pd.Series[float]:
    """The answers to a question at a wave as numbers, by pseudonym; only those who gave a readable one.

    The code itself where choices are coded by numbers; the place in the list (1, 2, …) where they are words.
    """
    column = _column_at(dataset, name, wave)
    read = _reader(dataset.codebook, name)
    numbers = pd.Series([read(value) for value in column], index=column.index, dtype=float)
    return numbers[numbers.notna()]


def _column_at(dataset: Dataset, name: str, wave: str) -> pd.Series[Any]:
    at_wave = dataset.answers.index.get_level_values("wave") == wave
    return dataset.answers.loc[at_wave, name].droplevel("wave")


def _reader(codebook: Codebook, name: str) -> Callable[[object], float | None]:
    variable = find_variable(codebook, name)
    if variable is None or not variable.choices or codes_are_numbers(variable):
        return as_number
    places = {choice.name: float(place) for place, choice in enumerate(variable.choices, start=1)}
    return lambda value: places.get(str(value))  # None, read as "None", has no place


def arm_members(dataset: Dataset, arm: str | None) -> pd.Index[str]:
    """The pseudonyms of an arm; everyone when `arm` is None."""
    if arm is None:
        return dataset.participants.index
    return dataset.participants.index[dataset.participants["arm"] == arm]
