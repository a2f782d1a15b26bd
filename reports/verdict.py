"""What verification found, as values that say it in words: a line per figure, the problems, the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from reports.edition import edition
from reports.numbers import Language
from reports.verification_words import PROBLEMS, STATUSES, SUMMARY, UNREADABLE
from reports.wording import unbroken

Status: TypeAlias = Literal["holds", "digest_only", "recomputed", "differs"]
OTHER_EDITION = 3  # exit code: the numbers hold, the words were not compared
README = "README.txt"
UNNAMED = "–"  # a report from before editions were named
OF_WORDS = ("reason_changed", "text_changed", "text_added", "alternative_changed", "manifest_changed", "page_painted")
_SHOWN = 20  # problems listed in words; the rest are counted


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold; `figure` is empty when it concerns the whole file."""

    code: str
    figure: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_words(self) -> bool:
        """Whether only wording or drawing differs, as between two editions: no number, table or title."""
        return self.code in OF_WORDS or (self.code == "attachment_changed" and self.values.get("name") == README)

    def what(self, language: Language) -> str:
        """The problem in one sentence that names the figure."""
        named = f"Figure {self.figure}. " if self.figure else ""
        return _said(named + PROBLEMS[self.code][language], language, self.values)


@dataclass(frozen=True)
class FigureLine:
    """How one figure came out. `value` is what its table gives, for the eye to compare when no word was."""

    figure: str
    title: Mapping[str, str]
    verifiability: str
    status: Status
    value: Mapping[str, str] = field(default_factory=dict)

    def what(self, language: Language) -> str:
        """The outcome in one sentence."""
        title = self.title.get(language) or next(iter(self.title.values()), "")
        value = self.value.get(language, "")
        values = {"figure": self.figure, "title": title, "class_": self.verifiability, "value": value}
        said = "recomputed_to" if value and self.status == "recomputed" else self.status
        return _said(STATUSES[said][language], language, values)


@dataclass(frozen=True)
class StrangeNumber:
    """A number on a page that this edition would print nowhere in the report."""

    page: int
    number: str

    def what(self, language: Language) -> str:
        """What to look at, in one sentence."""
        values = {"page": str(self.page), "number": self.number}
        return _said(SUMMARY["strange"][language], language, values)


@dataclass(frozen=True)
class Verification:
    """What verification found.

    `redrawn`: the pages were also painted again and compared, not only read; None when they already read otherwise.
    `edition`: the other edition the report says it comes from, when its words are not those of this one and all the
    rest holds; empty otherwise. Anyone can write the name of an edition into a file: it never makes words hold.
    `reworded` are then the places that read otherwise, `strange` the numbers that this edition prints nowhere.
    `boxes` counts the boxes of the team: their words are compared with the attachment, never computed.
    `computations`: the version of the computations that the report names, where a number differs and it is not ours.
    """

    figures: tuple[FigureLine, ...]
    problems: tuple[Problem, ...]
    evidence_digest: str
    redrawn: bool | None
    edition: str = ""
    reworded: tuple[Problem, ...] = ()
    strange: tuple[StrangeNumber, ...] = ()
    boxes: int = 0
    computations: str = ""

    @property
    def holds(self) -> bool:
        """Whether everything printed follows from the attached tables."""
        return not self.problems and not self.edition

    @property
    def exit_code(self) -> int:
        """0 all hold, 1 something does not, 3 the numbers hold and the words could not be compared."""
        if self.problems:
            return 1
        return OTHER_EDITION if self.edition else 0

    def lines(self, language: Language) -> tuple[str, ...]:
        """A line per figure, then every problem, then what was compared."""
        said = [line.what(language) for line in self.figures]
        for found in (self.problems or self.reworded, self.strange):
            said.extend(each.what(language) for each in found[:_SHOWN])
            if len(found) > _SHOWN:
                said.append(_said(SUMMARY["more"][language], language, {"count": str(len(found) - _SHOWN)}))
        count = {"count": str(len(self.problems))}
        outcome = "differs" if self.problems else "other_edition" if self.edition else "holds"
        said.append(_said(SUMMARY[outcome][language], language, {**count, "edition": self.edition}))
        if self.computations:
            said.append(_said(SUMMARY["other_computations"][language], language, {"version": self.computations}))
        if self.redrawn is not None:
            said.append(_said(SUMMARY["drawn" if self.redrawn else "not_drawn"][language], language, {}))
        if self.boxes:
            said.append(_said(SUMMARY["words_of_the_team"][language], language, {"count": str(self.boxes)}))
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


def settled(
    figures: Iterable[FigureLine],
    problems: tuple[Problem, ...],
    evidence_digest: str,
    redrawn: bool | None,
    said: str,
    strange: tuple[StrangeNumber, ...],
) -> Verification:
    """The verdict. `said`: the edition the file names, empty when it names none.

    Words of another edition are no alteration; a number, a table or an attachment is, whatever the edition.
    """
    if not problems or said == edition() or not all(problem.of_words for problem in problems):
        return Verification(tuple(figures), problems, evidence_digest, redrawn)
    lines = tuple(
        replace(line, status="digest_only" if line.verifiability == "C" else "recomputed") for line in figures
    )
    return Verification(lines, (), evidence_digest, None, said or UNNAMED, _readable(problems), strange)


def _readable(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those a reader can look up on a page."""
    return tuple(problem for problem in problems if "page" in problem.values)


def _said(words: str, language: Language, values: Mapping[str, str]) -> str:
    return (unbroken(words) if language == "fr" else words).format(**values).strip()
