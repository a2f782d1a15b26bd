"""Choices too many to print: what someone wrote is looked up, by printed code, by name or by label, in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from surveys.questions import Choice
from surveys.searching import plain

MOST_NEAR = 8  # that a person reads at a glance


@dataclass(frozen=True, eq=False)
class LongList:
    """The choices of one question, to be found by what is written. Capital letters, accents and signs do not count."""

    choices: Sequence[Choice]

    def named(self, written: str) -> tuple[Choice, ...]:
        """The choice of that name, else all that bear these words as their label."""
        name = self._names.get(written.strip())
        return (name,) if name else self._labels.get(plain(written), ())

    def near(self, written: str) -> tuple[Choice, ...]:
        """Choices whose words begin as those written do, or whose name does, the shortest label first; a few."""
        wanted, start = plain(written).split(), written.strip().casefold()
        if not wanted:
            return ()
        found: dict[str, tuple[int, Choice]] = {}
        for label, choices in self._labels.items():
            if all(f" {one}" in f" {label}" for one in wanted):
                found |= {choice.name: (len(label), choice) for choice in choices if choice.name not in found}
        found |= {
            name: (0, one)
            for name, one in self._names.items()
            if name not in found and name.casefold().startswith(start)
        }
        ranked = sorted(found.values(), key=lambda one: one[0])
        return tuple(choice for _length, choice in ranked[:MOST_NEAR])

    @cached_property
    def _names(self) -> Mapping[str, Choice]:
        return {choice.name: choice for choice in self.choices}

    @cached_property
    def _labels(self) -> Mapping[str, tuple[Choice, ...]]:
        found: dict[str, dict[str, Choice]] = {}
        for choice in self.choices:
            for label in choice.label.values():
                found.setdefault(plain(label), {})[choice.name] = choice
        return {label: tuple(choices.values()) for label, choices in found.items()}
