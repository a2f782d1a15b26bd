"""What is wrong with a workbook: a value with its place, from one catalogue that says what and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from surveys.problem_words import CATALOGUE, Kind

Severity: TypeAlias = Literal["error", "warning"]

PLACE_WORDS = {
    "file": {"fr": "fichier « {} »", "en": "file “{}”"},
    "sheet": {"fr": "feuille « {} »", "en": "sheet “{}”"},
    "row": {"fr": "ligne {}", "en": "row {}"},
    "column": {"fr": "colonne {}", "en": "column {}"},
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `row` counts from 1 as spreadsheets do; `column` is the letter, `header` its first cell.

    `sheet` may be a file of an archive. `value` is what the cell holds. `facts` fill the placeholders of the words;
    {value}, {sheet}, {row}, {column} and {header} are always there.
    """

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    value: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """An error keeps the workbook from being published; a warning does not."""
        return self._kind.severity

    @property
    def _kind(self) -> Kind:
        return CATALOGUE[self.code]

    def what(self, language: str) -> str:
        """What is wrong, in one sentence."""
        return self._say(self._kind.what, language)

    def remedy(self, language: str) -> str:
        """What to do about it, in one sentence."""
        return self._say(self._kind.remedy, language)

    def place(self, language: str) -> str:
        """Where it is: sheet, row, column letter and header, as far as known."""
        column = f"{self.column} ({self.header})" if self.column and self.header else self.column or self.header
        table = "file" if self.sheet.endswith(".csv") else "sheet"  # of an archive of tables
        parts = {table: self.sheet, "row": self.row, "column": column}
        known = (_words(PLACE_WORDS[part], language).format(value) for part, value in parts.items() if value)
        return ", ".join(known)

    def _say(self, words: Mapping[str, str], language: str) -> str:
        place = {"sheet": self.sheet, "row": str(self.row or ""), "column": self.column, "header": self.header}
        return _words(words, language).format(**{"value": _short(self.value), **place, **self.facts})


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Whether at least one problem is an error."""
    return any(problem.severity == "error" for problem in problems)


def _words(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words["en"]


def _short(value: str) -> str:
    return value if len(value) <= 80 else value[:79] + "…"
