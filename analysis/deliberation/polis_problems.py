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
    "file_missing": _words(
        "Le fichier {file} n’est pas là : sans lui, les énoncés n’ont pas de mots.",
        "The file {file} is not there: without it, statements have no words.",
        "Ajoutez-le, ou envoyez le zip de l’export entier.",
        "Add it, or send the zip of the whole export.",
    ),
    "votes_missing": _words(
        "Il n’y a ni votes.csv ni participants-votes.csv.",
        "There is neither votes.csv nor participants-votes.csv.",
        "Ajoutez l’un des deux : votes.csv dit aussi les votes qui ont changé.",
        "Add one of them: votes.csv also says which votes were changed.",
    ),
    "file_twice": _words(
        "Le fichier {file} est là deux fois.",
        "The file {file} is there twice.",
        "Envoyez une seule conversation à la fois.",
        "Send one conversation at a time.",
    ),
    "file_not_utf8": _words(
        "Le fichier {file} n’est pas du texte en UTF-8.",
        "The file {file} is not text in UTF-8.",
        "Enregistrez-le en « CSV UTF-8 », puis envoyez-le de nouveau.",
        "Save it as “CSV UTF-8”, then send it again.",
    ),
    "file_too_large": _words(
        "Le fichier {file} est trop grand une fois ouvert.",
        "The file {file} is too large once opened.",
        "Vérifiez que c’est bien un export de Polis.",
        "Check that it is an export of Polis.",
    ),
    "zip_unreadable": _words(
        "L’archive {file} ne s’ouvre pas.",
        "The archive {file} does not open.",
        "Téléchargez-la de nouveau, ou envoyez les fichiers CSV un par un.",
        "Download it again, or send the CSV files one by one.",
    ),
    "statement_unknown": _words(
        "Dans {file}, ligne {row}, l’énoncé « {value} » n’est pas dans comments.csv.",
        "In {file}, row {row}, the statement “{value}” is not in comments.csv.",
        "Ajoutez-le à comments.csv, ou retirez ses votes.",
        "Add it to comments.csv, or take its votes out.",
    ),
    "statement_without_words": _words(
        "Dans {file}, ligne {row}, l’énoncé « {value} » n’a pas de mots et n’est pas rejeté.",
        "In {file}, row {row}, the statement “{value}” has no words and is not rejected.",
        "Écrivez ses mots, ou -1 dans la colonne « moderated ».",
        "Write its words, or -1 in the column “moderated”.",
    ),
    "statement_too_long": _words(
        "Dans {file}, ligne {row}, l’énoncé dépasse 5 000 caractères : « {value} ».",
        "In {file}, row {row}, the statement is longer than 5,000 characters: “{value}”.",
        "Raccourcissez-le.",
        "Make it shorter.",
    ),
    "vote_differs": _words(
        "Dans {file}, ligne {row}, colonne « {column} », le vote {value} n’est pas le dernier de votes.csv.",
        "In {file}, row {row}, column “{column}”, the vote {value} is not the last one of votes.csv.",
        "Exportez les deux fichiers au même moment, ou n’en envoyez qu’un.",
        "Export both files at the same moment, or send only one of them.",
    ),
    "too_many_people": _words(
        "Il y a plus de {value} personnes.",
        "There are more than {value} people.",
        "Écrivez à qui tient la plateforme : une conversation aussi grande s’importe autrement.",
        "Write to whoever runs the platform: such a large conversation comes in another way.",
    ),
    "too_many_statements": _words(
        "Il y a plus de {value} énoncés dans {file}.",
        "There are more than {value} statements in {file}.",
        "Ne gardez que ceux qui ont reçu des votes.",
        "Keep only those that were voted on.",
    ),
    "too_many_votes": _words(
        "Il y a plus de {value} votes.",
        "There are more than {value} votes.",
        "Envoyez participants-votes.csv sans votes.csv.",
        "Send participants-votes.csv without votes.csv.",
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
