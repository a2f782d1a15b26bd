"""What serving other versions would do to the comparisons a plan announces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.measures import find_scale
from analysis.plan import Outcome, Plan, Wave
from surveys.changes import Change, breaking, changes
from surveys.questionnaire import Questionnaire as Content

Served = Mapping[str, Content]  # code of a wave → what it serves


@dataclass(frozen=True)
class Break:
    """A planned comparison that no longer holds, between two waves or within one, and the change that breaks it."""

    outcome: Outcome
    earlier: Wave
    later: Wave
    change: Change

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same break as another."""
        change = self.change
        return self.outcome.code, self.earlier.code, self.later.code, change.code, change.name, change.after


def new_breaks(plan: Plan, now: Served, then: Served, *, answering: bool) -> tuple[Break, ...]:
    """The comparisons that hold as things are served now and would not then.

    `answering`: the study takes answers, so that a wave that changes holds answers to both of its versions.
    """
    known = {one.key for one in _between_waves(plan, now)}
    found = [one for one in _between_waves(plan, then) if one.key not in known]
    return (*found, *(_within_waves(plan, now, then) if answering else ()))


def measured(plan: Plan, outcome: Outcome) -> tuple[str, ...]:
    """The questions an outcome rests on: those of its scale, and those it adjusts for."""
    names = (outcome.measure, *outcome.adjust_for)
    return tuple(item for name in names for item in _items(plan, name))


def _between_waves(plan: Plan, served: Served) -> Iterator[Break]:
    """The first wave of each outcome against those that follow."""
    for outcome in plan.outcomes:
        waves = [wave for wave in _waves(plan, outcome) if wave.code in served]
        for later in waves[1:]:
            yield from _broken(plan, outcome, (waves[0], later), served[waves[0].code], served[later.code])


def _within_waves(plan: Plan, now: Served, then: Served) -> Iterator[Break]:
    for outcome in plan.outcomes:
        for wave in _waves(plan, outcome):
            if wave.code in now and wave.code in then:
                yield from _broken(plan, outcome, (wave, wave), now[wave.code], then[wave.code])


def _broken(plan: Plan, outcome: Outcome, waves: tuple[Wave, Wave], before: Content, after: Content) -> Iterator[Break]:
    if before.digest != after.digest:
        for change in breaking(changes(before, after), measured(plan, outcome)):
            yield Break(outcome, *waves, change)


def _items(plan: Plan, name: str) -> tuple[str, ...]:
    scale = find_scale(plan, name)
    return scale.items if scale else (name,)


def _waves(plan: Plan, outcome: Outcome) -> list[Wave]:
    used = {*outcome.waves, outcome.baseline_wave}
    return sorted((wave for wave in plan.waves if wave.code in used), key=lambda wave: wave.order)
