"""Marks: what a person says of the subjects of an item, checked against what the activity asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from livinglab.activities.activity import Activity

Key: TypeAlias = tuple[str, str, str]  # subject, scale, against


@dataclass(frozen=True)
class Mark:
    """One judgement to store. `value` None: seen and skipped. `why`: the reason an objection needs."""

    subject: str
    scale: str
    value: int | None
    against: str = ""
    why: str = ""

    @property
    def key(self) -> Key:
        """What it replaces: a later mark with the same key counts in its stead."""
        return self.subject, self.scale, self.against


class Unacceptable(Exception):
    """A mark that cannot be taken; `code` is a key of words/refusals.toml, `n` the number its sentence says."""

    def __init__(self, code: str, n: int = 0) -> None:
        super().__init__(code)
        self.code, self.n = code, n


def dots(given: Mapping[str, int]) -> tuple[Mark, ...]:
    """The marks that put so many dots on each subject."""
    return tuple(Mark(subject, "dots", n) for subject, n in given.items())


def compared(left: str, right: str, value: int | None) -> Mark:
    """A comparison, the same whichever side was shown first. `value`: 1 for `left`, -1 for `right`, 0 alike."""
    if left <= right:
        return Mark(left, "preference", value, right)
    return Mark(right, "preference", None if value is None else -value, left)


def check(activity: Activity, budget: int, subjects: Collection[str], after: Mapping[Key, Mark]) -> None:
    """Raises Unacceptable when all the marks of a person, the new ones included, are not what the activity takes.

    `budget` is the number of dots a person has.
    """
    for mark in after.values():
        if mark.subject not in subjects or (mark.against and mark.against not in subjects):
            continue  # judged before it was hidden: it stays in the record and counts no more
        CHECKS[activity.ballot](activity, mark)
    spent = sum(mark.value or 0 for mark in after.values() if mark.subject in subjects)
    if activity.ballot == "dots" and spent > budget:
        raise Unacceptable("too_many_dots", n=budget)


def _no_ballot(_activity: Activity, _mark: Mark) -> None:
    raise Unacceptable("nothing_to_judge")


def _dots(_activity: Activity, mark: Mark) -> None:
    if mark.scale != "dots" or mark.against or mark.value is None:
        raise Unacceptable("judgement_unreadable")
    if mark.value < 0:
        raise Unacceptable("dots_negative")


def _scales(activity: Activity, mark: Mark) -> None:
    scale = activity.scale(mark.scale)
    if scale is None or mark.against or (mark.value is None and not scale.skip):
        raise Unacceptable("judgement_unreadable")
    if mark.value is not None and mark.value not in scale.steps:
        raise Unacceptable("judgement_unreadable")
    if mark.value in scale.why_at and not mark.why.strip():
        raise Unacceptable("objection_needs_reason")


def _pairs(_activity: Activity, mark: Mark) -> None:
    if mark.scale != "preference" or mark.value not in (-1, 0, 1, None) or not mark.subject < mark.against:
        raise Unacceptable("judgement_unreadable")


CHECKS = {"none": _no_ballot, "dots": _dots, "scales": _scales, "pairs": _pairs}
