"""What is wrong with a file of votes in the Polis format: where, what, and what to do, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.plan import Text


def _words(what_fr: str, what_en: str, remedy_fr: str, remedy_en: str) -> tuple[Text, Text]:
    return {"fr": what_fr, "en": what_en}, {"fr": remedy_fr, "en": remedy_en}


WORDS: Mapping[str, tuple[Text, Text]] = {
    "file_empty": _words(
        "Le fichier {file} est vide.",
        "The file {file} is empty.",
        "Exportez-le de nouveau, puis envoyez-le.",
        "Export it again, then send it.",
    ),
    "file_unreadable": _words(
        "À partir de la ligne {row}, {file} ne se lit pas comme un tableau CSV.",
        "From row {row} on, {file} cannot be read as a CSV table.",
        "Enregistrez-le en « CSV UTF-8 », avec des virgules, puis envoyez-le de nouveau.",
        "Save it as “CSV UTF-8”, with commas, then send it again.",
    ),
    "column_missing": _words(
        "Dans {file}, la colonne « {column} » manque.",
        "In {file}, the column “{column}” is missing.",
        "Ajoutez-la, ou choisissez le bon fichier de l’export.",
        "Add it, or choose the right file of the export.",
    ),
    "column_twice": _words(
        "Dans {file}, la colonne « {column} » est là deux fois.",
        "In {file}, the column “{column}” is there twice.",
        "Gardez-en une seule.",
        "Keep only one of them.",
    ),
    "row_length": _words(
        "Dans {file}, la ligne {row} n’a pas le même nombre de cases que la première.",
        "In {file}, row {row} does not have as many cells as the first one.",
        "Corrigez cette ligne : il manque une virgule ou un guillemet.",
        "Correct this row: a comma or a quotation mark is missing.",
    ),
    "identifier_missing": _words(
        "Dans {file}, ligne {row}, la colonne « {column} » est vide.",
        "In {file}, row {row}, the column “{column}” is empty.",
        "Indiquez de qui ou de quel énoncé il s’agit.",
        "Say which person or statement it is.",
    ),
    "not_a_vote": _words(
        "Dans {file}, ligne {row}, colonne « {column} », « {value} » n’est pas un vote.",
        "In {file}, row {row}, column “{column}”, “{value}” is not a vote.",
        "Écrivez 1 (d’accord), 0 (passe) ou -1 (pas d’accord).",
        "Write 1 (agree), 0 (pass) or -1 (disagree).",
    ),
    "not_a_whole_number": _words(
        "Dans {file}, ligne {row}, colonne « {column} », « {value} » n’est pas un entier de 13 chiffres au plus.",
        "In {file}, row {row}, column “{column}”, “{value}” is not a whole number of at most 13 digits.",
        "Écrivez un nombre entier, sans espace ni virgule.",
        "Write a whole number, without spaces or commas.",
    ),
    "given_twice": _words(
        "Dans {file}, ligne {row}, « {value} » est déjà plus haut dans la colonne « {column} ».",
        "In {file}, row {row}, “{value}” already stands above in the column “{column}”.",
        "Gardez une seule ligne pour chaque personne et chaque énoncé.",
        "Keep only one row for each person and each statement.",
    ),
}


@dataclass(frozen=True)
class PolisProblem:
    """One thing wrong with a file. `row` counts from 1 as spreadsheets do, the header being 1."""

    code: str
    file: str
    row: int | None = None
    column: str = ""
    value: str = ""

    def what(self, language: str) -> str:
        """What is wrong and where, in one sentence."""
        return self._said(WORDS[self.code][0], language)

    def remedy(self, language: str) -> str:
        """What to do about it, in one sentence."""
        return self._said(WORDS[self.code][1], language)

    def _said(self, words: Text, language: str) -> str:
        value = self.value if len(self.value) <= 80 else self.value[:79] + "…"
        return words[language].format(file=self.file, row=self.row, column=self.column, value=value)
