"""Every text of a workbook in its languages: what is missing, translations written back, a language added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from surveys.editing.tables import (
    SOUND,
    SPOKEN_COLUMNS,
    Field,
    SheetName,
    Tables,
    header_row,
    set_cells,
    set_rows,
    with_columns,
)
from surveys.languages import UNLABELLED, language_code
from surveys.sheet_table import Record
from surveys.values import Text
from surveys.workbook import Workbook

Kind: TypeAlias = Literal["text", "help", "sound"]


@dataclass(frozen=True)
class Wording:
    """One text: where it stands, whose it is (a question, a list and its choice), its words by language."""

    sheet: SheetName
    row: int
    column: str
    owner: str
    words: Text

    @property
    def key(self) -> str:
        """Names the text for a form; the same while the questionnaire around it changes."""
        return f"{self.sheet}/{self.owner or self.row}/{self.column}"

    @property
    def kind(self) -> Kind:
        """What it is to the reader: what is read, what helps, what is heard."""
        return "sound" if self.column == SOUND else "text" if self.column in ("label", "form_title") else "help"

    def lacks(self, language: str) -> bool:
        """Whether it exists in another language and not in this one."""
        return not self.words.get(language)


def wordings_of(workbook: Workbook) -> tuple[Wording, ...]:
    """Every text, in the order of the workbook: title, questions, choices. A second text of the same key is named by
    its row."""
    seen: set[str] = set()
    found = []
    for wording in _wordings(Tables(workbook)):
        unique = replace(wording, owner="") if wording.key in seen else wording
        seen.add(unique.key)
        found.append(unique)
    return tuple(found)


def missing(workbook: Workbook, language: str) -> tuple[Wording, ...]:
    """The texts that exist in another language and not in this one."""
    return tuple(wording for wording in wordings_of(workbook) if wording.lacks(language))


def missing_everywhere(workbook: Workbook) -> Mapping[str, Mapping[Kind, int]]:
    """How many texts, hints and sounds exist in another language and not in this one, for each language."""
    texts = wordings_of(workbook)
    return {
        language.code: Counter(wording.kind for wording in texts if wording.lacks(language.code))
        for language in Tables(workbook).languages
    }


def write_words(workbook: Workbook, language: str, words: Mapping[str, str]) -> Workbook:
    """The workbook with these words, by key, in a language."""
    rows: dict[SheetName, dict[int, dict[Field, str]]] = {}
    for wording in wordings_of(workbook):
        if wording.key in words and words[wording.key] != wording.words.get(language, ""):
            row = rows.setdefault(wording.sheet, {}).setdefault(wording.row, {})
            row[wording.column, language] = words[wording.key]
    for sheet, changed in rows.items():
        workbook = set_rows(workbook, sheet, changed)
    return workbook


def add_language(workbook: Workbook, written: str, spoken_so_far: str = "") -> Workbook:
    """The workbook with a language more, as titles write it: "English (en)". Where titles say no language yet,
    `spoken_so_far` is the one the words are in."""
    if spoken_so_far and Tables(workbook).default == UNLABELLED:
        row = header_row(workbook, "settings") + 1 if header_row(workbook, "settings") else 2
        workbook = set_cells(workbook, "settings", row, {("default_language", UNLABELLED): spoken_so_far})
    code = language_code(written)[0]
    sheets: tuple[SheetName, ...] = ("survey", "choices")
    for sheet in sheets:
        if workbook.sheet(sheet) is None:
            continue
        table = Tables(workbook).table(sheet)
        used = dict.fromkeys(header.column for header in table.headers if header.column in SPOKEN_COLUMNS)
        workbook = with_columns(workbook, sheet, [(column, code) for column in used], written)
    return workbook


def _wordings(tables: Tables) -> Iterator[Wording]:
    sheets: tuple[SheetName, ...] = ("settings", "survey", "choices")
    for sheet in sheets:
        for record in tables.table(sheet).records:
            for column in SPOKEN_COLUMNS:
                words = record.text(column)
                if any(words.values()):
                    yield Wording(sheet, record.row, column, _owner(record), words)


def _owner(record: Record) -> str:
    if record.value("list_name"):
        return f"{record.value('list_name')}.{record.value('name')}"
    return record.value("name")
