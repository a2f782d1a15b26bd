"""What verification found, as values that say it in words: a line per figure, the problems, the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reports.numbers import Language
from reports.verification_words import PROBLEMS, STATUSES, SUMMARY, UNREADABLE
from reports.wording import unbroken

Status: TypeAlias = Literal["holds", "digest_only", "differs"]
_SHOWN = 20  # problems listed in words; the rest are counted


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold; `figure` is empty when it concerns the whole file."""

    code: str
    figure: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def what(self, language: Language) -> str:
        """The problem in one sentence that names the figure."""
        named = f"Figure {self.figure}. " if self.figure else ""
        return _said(named + PROBLEMS[self.code][language], language, self.values)


@dataclass(frozen=True)
class FigureLine:
    """How one figure came out."""

    figure: str
    title: Mapping[str, str]
    verifiability: str
    status: Status

    def what(self, language: Language) -> str:
        """The outcome in one sentence."""
        title = self.title.get(language) or next(iter(self.title.values()), "")
        values = {"figure": self.figure, "title": title, "class_": self.verifiability}
        return _said(STATUSES[self.status][language], language, values)


@dataclass(frozen=True)
class Verification:
    """What verification found.

    `redrawn`: the pages were also painted again and compared, not only read; None when they already read otherwise.
    """

    figures: tuple[FigureLine, ...]
    problems: tuple[Problem, ...]
    evidence_digest: str
    redrawn: bool | None

    @property
    def holds(self) -> bool:
        """Whether everything printed follows from the attached tables."""
        return not self.problems

    @property
    def exit_code(self) -> int:
        """0 all hold, 1 something does not."""
        return 0 if self.holds else 1

    def lines(self, language: Language) -> tuple[str, ...]:
        """A line per figure, then every problem, then what was compared."""
        said = [line.what(language) for line in self.figures]
        said.extend(problem.what(language) for problem in self.problems[:_SHOWN])
        if len(self.problems) > _SHOWN:
            said.append(_said(SUMMARY["more"][language], language, {"count": str(len(self.problems) - _SHOWN)}))
        count = {"count": str(len(self.problems))}
        said.append(_said(SUMMARY["holds" if self.holds else "differs"][language], language, count))
        if self.redrawn is not None:
            said.append(_said(SUMMARY["drawn" if self.redrawn else "not_drawn"][language], language, {}))
        said.append(_said(SUMMARY["digest"][language], language, {"digest": self.evidence_digest or "–"}))
        return tuple(said)


@dataclass(frozen=True)
class Unreadable:
    """The file could not be taken apart; nothing is known of its figures."""

    code: str
    holds: Literal[False] = False
    exit_code: int = 2

    def lines(self, language: Language) -> tuple[str, ...]:
        """What to do about it, in one sentence."""
        return (_said(UNREADABLE[self.code][language], language, {}),)


def _said(words: str, language: Language, values: Mapping[str, str]) -> str:
    return (unbroken(words) if language == "fr" else words).format(**values).strip()
