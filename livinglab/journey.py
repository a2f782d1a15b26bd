"""The journey of a participant: which wave is next, and from when. Pure: plan, answers and dates in, steps out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from analysis.plan import Wave

StepState: TypeAlias = Literal["answered", "missed", "open", "later"]


@dataclass(frozen=True)
class Step:
    """One wave for one participant. `opens_on` is None for a wave that waits for no date."""

    wave: Wave
    state: StepState
    opens_on: date | None


def steps(
    waves: Sequence[Wave], answered: Collection[str], enrolled_on: date, today: date, *, waits: bool = True
) -> tuple[Step, ...]:
    """Every wave of the plan, in order. Exactly one at a time is open; the ones after it come later.

    A wave that follows the baseline is missed once the date of a later one has come: its answers would tell of
    another moment. With `waits=False` (a simulated lab) a wave opens as soon as the ones before it are behind.
    """
    ordered = sorted(waves, key=lambda wave: wave.order)
    found: list[Step] = []
    waiting = False
    for place, wave in enumerate(ordered):
        opens_on = _opens_on(wave, enrolled_on)
        state = _state(wave, ordered[place + 1 :], answered, enrolled_on, today)
        if state == "open" and (waiting or (waits and opens_on is not None and opens_on > today)):
            state = "later"
        waiting = waiting or state in ("open", "later")
        found.append(Step(wave, state, opens_on))
    return tuple(found)


def next_step(journey: Sequence[Step]) -> Step | None:
    """The wave to answer now, else the one to wait for, else None: the journey is over."""
    return next((step for step in journey if step.state in ("open", "later")), None)


def open_step(journey: Sequence[Step], wave: str) -> Step | None:
    """The step of that wave, if it can be answered now."""
    return next((step for step in journey if step.wave.code == wave and step.state == "open"), None)


def _state(wave: Wave, after: Sequence[Wave], answered: Collection[str], enrolled_on: date, today: date) -> StepState:
    if wave.code in answered:
        return "answered"
    if wave.baseline:
        return "open"
    return "missed" if any(_has_come(later, enrolled_on, today) for later in after) else "open"


def _has_come(wave: Wave, enrolled_on: date, today: date) -> bool:
    opens_on = _opens_on(wave, enrolled_on)
    return opens_on is not None and opens_on <= today


def _opens_on(wave: Wave, enrolled_on: date) -> date | None:
    return None if wave.due_days is None else enrolled_on + timedelta(days=wave.due_days)
