"""The words of a printed questionnaire, in French and English; in further languages, `reports.paper.further_words`."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import LANGUAGES, Language
from reports.paper.further_words import FURTHER
from surveys.editing.rules import Comparison
from surveys.paper_conditions import Clause, Compared, Said
from surveys.values import Missing

WORDS: Mapping[str, Mapping[Language, str]] = {
    "how": {
        "fr": "Écrivez au stylo. Cochez d’une croix. Si vous vous trompez, noircissez la case et cochez la bonne.",
        "en": "Use a pen. Tick with a cross. If you make a mistake, fill that box in and tick the right one.",
    },
    "code": {"fr": "Votre code, si vous en avez un", "en": "Your code, if you have one"},
    "day": {"fr": "Date", "en": "Date"},
    "consent": {"fr": "Votre accord", "en": "Your agreement"},
    "agree": {
        "fr": "J’ai lu ces informations, ou on me les a lues. J’accepte de participer.",
        "en": "I have read this information, or it was read to me. I agree to take part.",
    },
    "signature": {"fr": "Signature ou marque", "en": "Signature or mark"},
    "consent_version": {"fr": "Texte d’information {version}", "en": "Information text {version}"},
    "one": {"fr": "Une seule réponse", "en": "One answer only"},
    "several": {"fr": "Plusieurs réponses possibles", "en": "As many answers as apply"},
    "rank": {
        "fr": "Écrivez 1 dans la case du premier choix, 2 dans celle du deuxième, et ainsi de suite",
        "en": "Write 1 in the box of your first choice, 2 in that of the second, and so on",
    },
    "one_listed": {
        "fr": "Écrivez votre réponse, ou son code dans la liste {letter}",
        "en": "Write your answer, or its code in list {letter}",
    },
    "several_listed": {
        "fr": "Écrivez vos réponses, ou leurs codes dans la liste {letter}",
        "en": "Write your answers, or their codes in list {letter}",
    },
    "rank_listed": {
        "fr": "Écrivez-les dans l’ordre de vos préférences, ou leurs codes dans la liste {letter}",
        "en": "Write them in order of preference, or their codes in list {letter}",
    },
    "one_written": {"fr": "Écrivez votre réponse en toutes lettres", "en": "Write your answer in full"},
    "several_written": {
        "fr": "Écrivez vos réponses en toutes lettres, une par ligne",
        "en": "Write your answers in full, one on each line",
    },
    "rank_written": {
        "fr": "Écrivez-les en toutes lettres, dans l’ordre de vos préférences",
        "en": "Write them in full, in order of preference",
    },
    "list": {"fr": "Liste {letter}", "en": "List {letter}"},
    "list_of.one": {"fr": "Pour la question {numbers}", "en": "For question {numbers}"},
    "list_of.several": {"fr": "Pour les questions {numbers}", "en": "For questions {numbers}"},
    "picture": {"fr": "Image : {words}", "en": "Picture: {words}"},
    "has_sound": {
        "fr": "(son disponible sur la version en ligne)",
        "en": "(sound available in the online version)",
    },
    "has_film": {
        "fr": "(film disponible sur la version en ligne)",
        "en": "(film available in the online version)",
    },
    "has_picture": {
        "fr": "(image disponible sur la version en ligne)",
        "en": "(picture available in the online version)",
    },
    "online": {
        "fr": "Version en ligne, avec les sons et les films : {address}",
        "en": "Online version, with sounds and films: {address}",
    },
    "date": {"fr": "jour, mois, année", "en": "day, month, year"},
    "time": {"fr": "heure, minutes", "en": "hour, minutes"},
    "moment": {"fr": "jour, mois, année, puis heure, minutes", "en": "day, month, year, then hour, minutes"},
    "place": {
        "fr": "Une adresse, un lieu-dit, ou la latitude et la longitude",
        "en": "An address, the name of a place, or its latitude and longitude",
    },
    "points": {
        "fr": "Les lieux par où passer, dans l’ordre : une ligne chacun",
        "en": "The places to go through, in order: one line each",
    },
    "tick": {"fr": "C’est fait", "en": "Done"},
    "elsewhere": {
        "fr": "Cette réponse ne tient pas sur le papier. Parlez-en à la personne qui vous a remis la feuille.",
        "en": "This answer does not fit on paper. Tell the person who gave you the sheet.",
    },
    "only_if": {"fr": "Répondez seulement si {clauses}.", "en": "Answer only if {clauses}."},
    "if_it_concerns": {
        "fr": "Laissez vide si cela ne vous concerne pas.",
        "en": "Leave this blank if it does not concern you.",
    },
    "more_blocks": {
        "fr": "S’il en faut plus, demandez une autre feuille.",
        "en": "If you need more, ask for another sheet.",
    },
    "block": {"fr": "Fois n° {n}", "en": "Time no. {n}"},
    "thanks": {"fr": "Merci", "en": "Thank you"},
    "give_back": {
        "fr": "Rendez cette feuille à la personne qui vous l’a remise.",
        "en": "Give this sheet back to the person who gave it to you.",
    },
    "sheet": {"fr": "Feuille", "en": "Sheet"},
    "page": {"fr": "page ", "en": "page "},
    "of": {"fr": " sur ", "en": " of "},
    "version": {"fr": "version {version}", "en": "version {version}"},
    "simulated": {"fr": "Laboratoire simulé", "en": "Simulated lab"},
    "and": {"fr": " et ", "en": " and "},
    "or": {"fr": " ou ", "en": " or "},
}
SOFT: Mapping[Missing, Mapping[Language, str]] = {
    Missing.DONT_KNOW: {"fr": "Je ne sais pas", "en": "I don’t know"},
    Missing.DECLINED: {"fr": "Je préfère ne pas répondre", "en": "I’d rather not say"},
}
COMPARED: Mapping[Comparison, Mapping[Language, str]] = {
    "is": {
        "fr": "vous avez répondu « {value} » à la question {number}",
        "en": "you answered “{value}” to question {number}",
    },
    "is_not": {
        "fr": "vous n’avez pas répondu « {value} » à la question {number}",
        "en": "you did not answer “{value}” to question {number}",
    },
    "more": {
        "fr": "la réponse à la question {number} est plus de {value}",
        "en": "the answer to question {number} is more than {value}",
    },
    "less": {
        "fr": "la réponse à la question {number} est moins de {value}",
        "en": "the answer to question {number} is less than {value}",
    },
    "at_least": {
        "fr": "la réponse à la question {number} est au moins {value}",
        "en": "the answer to question {number} is at least {value}",
    },
    "at_most": {
        "fr": "la réponse à la question {number} est au plus {value}",
        "en": "the answer to question {number} is at most {value}",
    },
    "answered": {"fr": "vous avez répondu à la question {number}", "en": "you answered question {number}"},
    "unanswered": {
        "fr": "vous n’avez pas répondu à la question {number}",
        "en": "you did not answer question {number}",
    },
}


def spoken(language: str) -> str:
    """The language of our own words on a sheet in that language: itself where we have it, else French."""
    primary = language.partition("-")[0]
    return primary if primary in (*LANGUAGES, *FURTHER) else LANGUAGES[0]


def say(key: str, language: str, **values: object) -> str:
    """The words of a key, with its values in their place."""
    return _in(language, key, WORDS[key]).format(**values)


def soft(missing: Missing, language: str) -> str:
    """The words of "I don't know" and "I'd rather not say"."""
    return _in(language, missing.value, SOFT[missing])


def when(condition: Said, language: str) -> str:
    """When to answer, in one sentence."""
    if not condition.clauses:
        return say("if_it_concerns", language)
    clauses = say("and", language).join(_clause(one, language) for one in condition.clauses)
    return say("only_if", language, clauses=clauses)


def _in(language: str, key: str, ours: Mapping[Language, str]) -> str:
    """A sentence, in French where a further language does not say it yet."""
    known = next((code for code in LANGUAGES if code == language), LANGUAGES[0])
    return FURTHER.get(language, {}).get(key) or ours[known]


def _clause(clause: Clause, language: str) -> str:
    return say(clause.join, language).join(_compared(one, language) for one in clause.compared)


def _compared(one: Compared, language: str) -> str:
    return _in(language, one.comparison, COMPARED[one.comparison]).format(number=one.number, value=one.value)
