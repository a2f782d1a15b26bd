"""The fixed words of the residents' edition: everyday words, short sentences, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.plan import Design
from analysis.results import Level
from reports.numbers import Language
from reports.wording import unbroken

WORDS: Mapping[str, Mapping[str, str]] = {
    "kicker": {
        "fr": "Ce que votre participation a donné · {project}",
        "en": "What came of your taking part · {project}",
    },
    "told": {"fr": "Ce que vous nous avez dit", "en": "What you told us"},
    "told_nothing": {
        "fr": "Aucune idée n’a été enregistrée avant ce test.",
        "en": "No idea was recorded before this test.",
    },
    "told_more": {"fr": "Et d’autres idées encore : {n}.", "en": "And more ideas: {n}."},
    "did": {"fr": "Ce que nous avons fait", "en": "What we did"},
    "decided": {"fr": "Choix fait ensemble : {title}.", "en": "Choice made together: {title}."},
    "tested": {"fr": "Nous avons essayé {thing}.", "en": "We tried {thing}."},
    "tested_version": {
        "fr": "Nous avons essayé {thing}, version {version}.",
        "en": "We tried {thing}, version {version}.",
    },
    "when": {"fr": "Les réponses vont du {first} au {last}.", "en": "The answers go from {first} to {last}."},
    "when_day": {"fr": "Les réponses datent du {first}.", "en": "The answers are of {first}."},
    "arms": {
        "fr": "Un groupe a reçu : {thing}. L’autre groupe : {other}.",
        "en": "One group received: {thing}. The other group: {other}.",
    },
    "drawn_weeks": {
        "fr": "Le hasard a décidé des semaines avec et des semaines sans.",
        "en": "Chance decided which weeks were with and which were without.",
    },
    "drawn": {
        "fr": "Un tirage au sort a placé chaque personne dans un groupe.",
        "en": "Each person was placed in a group by drawing lots.",
    },
    "drawn_places": {
        "fr": "Un tirage au sort a placé chaque lieu dans un groupe.",
        "en": "Each site was placed in a group by drawing lots.",
    },
    "people": {
        "fr": "Personnes inscrites : {allocated}. Elles sont {answered} à avoir répondu à la fin.",
        "en": "People enrolled: {allocated}. Of them, {answered} answered at the end.",
    },
    "people_anonymous": {
        "fr": "Personne n’a été inscrit : l’étude est anonyme. Réponses reçues : {answered}.",
        "en": "Nobody was enrolled: the study is anonymous. Answers received: {answered}.",
    },
    "changed": {"fr": "Ce qui a changé", "en": "What changed"},
    "sure": {"fr": "Peut-on en être sûr ?", "en": "Can we be sure?"},
    "also": {"fr": "Ce que nous avons regardé aussi", "en": "What we also looked at"},
    "also_better": {"fr": "{outcome} : mieux ({effect}).", "en": "{outcome}: better ({effect})."},
    "also_worse": {"fr": "{outcome} : moins bien ({effect}).", "en": "{outcome}: worse ({effect})."},
    "also_unclear": {"fr": "{outcome} : pas de différence claire.", "en": "{outcome}: no clear difference."},
    "also_described": {"fr": "{outcome} : {effect}.", "en": "{outcome}: {effect}."},
    "also_refused": {
        "fr": "{outcome} : les réponses ne permettent pas de conclure.",
        "en": "{outcome}: the answers do not allow a conclusion.",
    },
    "others": {
        "fr": "Autres résultats, dans le rapport complet : {n}.",
        "en": "Other results, in the full report: {n}.",
    },
    "wrong": {"fr": "Ce qui n’a pas marché comme prévu", "en": "What did not go as planned"},
    "unseen": {
        "fr": "{outcome} : une petite différence peut exister sans que nous l’ayons vue.",
        "en": "{outcome}: a small difference may exist that we did not see.",
    },
    "unknown_later": {
        "fr": "Ce qui se passe après la dernière mesure ({wave}).",
        "en": "What happens after the last measure ({wave}).",
    },
    "unknown": {"fr": "Ce que nous ne savons pas encore", "en": "What we do not know yet"},
    "next": {"fr": "Et maintenant", "en": "What happens next"},
    "next_report": {
        "fr": "Ces pages résument le rapport complet, que {laboratory} peut vous donner. "
        "Son empreinte est la même : {digest}.",
        "en": "These pages sum up the full report, which {laboratory} can give you. Its digest is the same: {digest}.",
    },
    "next_idea": {
        "fr": "Vous avez donné une idée ? Votre code de reçu montre ce qu’elle est devenue.",
        "en": "Did you give an idea? Your receipt code shows what became of it.",
    },
    "thanks": {
        "fr": "Merci à toutes les personnes qui ont pris part.",
        "en": "Thank you to everyone who took part.",
    },
    "the_laboratory": {"fr": "l’équipe du projet", "en": "the project team"},
}

SURE: Mapping[Level, Mapping[str, str]] = {
    "says": {
        "fr": "C’est ce que disent les personnes qui ont répondu. Rien ne prouve que l’essai en est la cause.",
        "en": "This is what the people who answered say. Nothing proves that the test is the cause.",
    },
    "followed": {
        "fr": "Cela est venu après l’essai. Autre chose peut l’expliquer : le temps, la saison, le hasard.",
        "en": "This came after the test. Something else may explain it: time, the season, chance.",
    },
    "suggests": {
        "fr": "Deux groupes ont été comparés. Une autre différence entre eux peut expliquer une partie du résultat.",
        "en": "Two groups were compared. Another difference between them may explain part of the result.",
    },
    "caused": {
        "fr": "Deux groupes tirés au sort ont été comparés : rien de plus solide. Cela vaut pour ce test.",
        "en": "Two groups drawn by lot were compared: nothing is sounder. It holds for this test.",
    },
}
SURE_OF_WEEKS = {
    "fr": "Des semaines avec et sans, tirées au sort, ont été comparées : rien de plus solide. Cela vaut pour ce test.",
    "en": "Weeks with and without, drawn by lot, were compared: nothing is sounder. It holds for this test.",
}


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    return _set(WORDS[key][language], language).format(**values)


def sure(level: Level, design: Design, language: Language) -> str:
    """How far a level may be trusted, for someone who never heard of levels."""
    said = SURE_OF_WEEKS if design == "switched" and level == "caused" else SURE[level]
    return _set(said[language], language)


def _set(text: str, language: Language) -> str:
    return unbroken(text) if language == "fr" else text
