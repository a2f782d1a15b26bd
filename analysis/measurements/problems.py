"""What is wrong with a file of measurements: where, what, what to do. An error keeps a row out, a notice is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from analysis.measurements.kinds import KINDS
from analysis.measurements.problem_words import CATALOGUE
from analysis.plan import Text

Severity: TypeAlias = Literal["file", "error", "notice"]
NUMBER = re.compile(r"-?\d+\.\d+")
LONGEST = 80  # characters of a value that a sentence repeats


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `row` counts from 1 as spreadsheets do; `column` is the letter, `header` its title.

    `facts` fill the sentences, with {value}, {row} and {header}; of `kind` and `role` the sentence says the label.
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
        """`file`: nothing can be read; `error`: this row cannot; `notice`: the row is taken in, and this is told."""
        return CATALOGUE[self.code].severity

    def what(self, language: str) -> str:
        """What is wrong, in one sentence."""
        return self._said(CATALOGUE[self.code].what, language)

    def remedy(self, language: str) -> str:
        """What to do about it, in one sentence."""
        return self._said(CATALOGUE[self.code].remedy, language)

    def place(self, language: str) -> str:
        """Where it is, as far as known."""
        words = {"fr": ("feuille « {} »", "ligne {}", "colonne {}"), "en": ("sheet “{}”", "row {}", "column {}")}
        column = f"{self.column} ({self.header})" if self.column else self.header
        parts = zip(words.get(language, words["en"]), (self.sheet, self.row, column), strict=True)
        return ", ".join(text.format(part) for text, part in parts if part)

    def _said(self, words: Text, language: str) -> str:
        value = self.value if len(self.value) <= LONGEST else self.value[: LONGEST - 1] + "…"
        facts = {name: _localised(said, language) for name, said in self.facts.items()}
        known = {"value": value, "row": str(self.row or ""), "header": self.header, **facts}
        column = KINDS[known["kind"]].column(known.get("role", "")) if "kind" in known else None
        if column is not None:
            known["role"] = column.label.get(language) or column.label["en"]
        return (words.get(language) or words["en"]).format(**known)


def _localised(fact: str, language: str) -> str:
    """A number of ours as the language writes it; what a cell holds stays as it is."""
    return fact.replace(".", ",") if language == "fr" and NUMBER.fullmatch(fact) else fact
