"""What the person who answers is asked to put right: short imperatives, in French and English together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.languages import readings
from surveys.places import At, Place
from surveys.values import Text

COMPLAINTS: Mapping[str, Text] = {
    "required": {"fr": "Répondez à cette question.", "en": "Answer this question."},
    "constraint": {"fr": "Vérifiez cette réponse.", "en": "Check this answer."},
    "not_integer": {"fr": "Écrivez un nombre entier, par exemple 3.", "en": "Write a whole number, for example 3."},
    "not_number": {"fr": "Écrivez un nombre, par exemple 2,5.", "en": "Write a number, for example 2.5."},
    "too_large": {"fr": "Écrivez un nombre plus petit.", "en": "Write a smaller number."},
    "not_date": {
        "fr": "Écrivez une date : jour, mois, année. Par exemple 31 12 1950.",
        "en": "Write a date: day, month, year. For example 31 12 1950.",
    },
    "not_month": {
        "fr": "Écrivez un mois et une année. Par exemple 12 1950.",
        "en": "Write a month and a year. For example 12 1950.",
    },
    "not_year": {"fr": "Écrivez une année, par exemple 1950.", "en": "Write a year, for example 1950."},
    "not_time": {"fr": "Écrivez une heure, par exemple 14:30.", "en": "Write a time, for example 14:30."},
    "not_a_choice": {"fr": "Choisissez une des réponses proposées.", "en": "Choose one of the answers offered."},
    "not_a_code": {
        "fr": "Tapez un code imprimé sur la feuille : {codes}.",
        "en": "Type a code printed on the sheet: {codes}.",
    },
    "not_in_list": {
        "fr": "Rien de tel dans la liste. Vérifiez, ou tapez le début d’un mot.",
        "en": "Nothing like that in the list. Check, or type how a word begins.",
    },
    "several_in_list": {"fr": "Lequel ? Tapez son code : {near}.", "en": "Which one? Type its code: {near}."},
    "one_choice_only": {"fr": "Choisissez une seule réponse.", "en": "Choose only one answer."},
    "out_of_range": {
        "fr": "Choisissez une valeur de {start} à {end}, de {step} en {step}.",
        "en": "Choose a value from {start} to {end}, in steps of {step}.",
    },
    "not_a_bearing": {
        "fr": "Écrivez une direction de 0 à 360 degrés. Par exemple 90 pour l’est.",
        "en": "Write a direction from 0 to 360 degrees. For example 90 for east.",
    },
    "not_moment": {
        "fr": "Écrivez une date et une heure. Par exemple 31 12 1950, 14:30.",
        "en": "Write a date and a time. For example 31 12 1950, 14:30.",
    },
    "not_a_ranking": {
        "fr": "Donnez une place différente à chaque réponse.",
        "en": "Give each answer a different place.",
    },
    "not_a_place": {
        "fr": "Écrivez la latitude et la longitude. Par exemple 48,8566 et 2,3522.",
        "en": "Write the latitude and the longitude. For example 48.8566 and 2.3522.",
    },
    "not_a_shape": {
        "fr": "Écrivez au moins {least} points, un par ligne : latitude, espace, longitude.",
        "en": "Write at least {least} points, one per line: latitude, space, longitude.",
    },
    "not_a_file": {"fr": "Choisissez un fichier.", "en": "Choose a file."},
    "not_text": {"fr": "Écrivez votre réponse en toutes lettres.", "en": "Write your answer in words."},
    "too_long": {
        "fr": "Raccourcissez votre réponse : {limit} caractères au plus.",
        "en": "Shorten your answer: {limit} characters at most.",
    },
    "not_acknowledged": {"fr": "Cochez la case pour confirmer.", "en": "Tick the box to confirm."},
    "missing_not_offered": {
        "fr": "Choisissez une réponse : « {reason} » n’est pas proposé ici.",
        "en": "Choose an answer: “{reason}” is not offered here.",
    },
    "answer_or_missing": {
        "fr": "Répondez ou choisissez « {reason} », pas les deux.",
        "en": "Answer or choose “{reason}”, not both.",
    },
    "not_asked": {
        "fr": "Retirez cette réponse : la question n’est pas posée avec vos autres réponses.",
        "en": "Remove this answer: the question is not asked given your other answers.",
    },
    "not_rows": {
        "fr": "Envoyez une liste pour « {name} ».",
        "en": "Send a list for “{name}”.",
    },
    "too_many_rows": {
        "fr": "Gardez au plus {limit} éléments.",
        "en": "Keep at most {limit} items.",
    },
    "unknown_question": {
        "fr": "Retirez cette réponse : le questionnaire n’a pas de question « {name} ».",
        "en": "Remove this answer: the questionnaire has no question “{name}”.",
    },
}


@dataclass(frozen=True)
class Complaint:
    """One thing to put right: the question, a code of COMPLAINTS, the words per language, and in which instance.

    `facts` are those of our own words; None where the questionnaire's own words replace them.
    """

    question: str
    code: str
    text: Text
    at: At = ()
    facts: Mapping[str, str] | None = field(default=None, compare=False)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.question, self.at)

    def message(self, language: str) -> str:
        """The words in that language; in English, or else in any, when that language has none."""
        return self.text[self.language(language)]

    def language(self, wanted: str) -> str:
        """The language `message` says it in."""
        return next(code for code in (*readings(wanted), "en", *self.text) if self.text.get(code))


@dataclass(frozen=True)
class Invalid:
    """A value that cannot be the answer, with the code of COMPLAINTS that says what to do."""

    code: str
    facts: Mapping[str, str]


def complain(place: Place, code: str, own_words: Text | None = None, **facts: str) -> Complaint:
    """A complaint from the table; the questionnaire's own words, where it has some, replace ours."""
    ours = {language: words.format(**facts) for language, words in COMPLAINTS[code].items()}
    own = {language: words for language, words in (own_words or {}).items() if words}
    return Complaint(place.name, code, own or ours, place.at, None if own else facts)
