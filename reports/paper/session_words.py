"""The words of a session's sheets, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language

WORDS: Mapping[str, Mapping[Language, str]] = {
    "sheet": {"fr": "Feuille", "en": "Sheet"},
    "how_write": {
        "fr": "Écrivez au stylo, avec vos mots. Laissez vide ce dont vous n’avez pas besoin.",
        "en": "Use a pen and your own words. Leave blank what you do not need.",
    },
    "how_dots": {
        "fr": "Noircissez des ronds : {dots} en tout, au plus. Vous pouvez en mettre plusieurs à la même proposition.",
        "en": "Fill in circles: {dots} in all, at most. You may give several to the same proposal.",
    },
    "how_scales": {
        "fr": "Pour chaque proposition, une croix par ligne. Vous pouvez en laisser de côté.",
        "en": "For each proposal, one cross on each line. You may leave some out.",
    },
    "how_pairs": {
        "fr": "Pour chaque paire, une croix devant ce qui devrait passer d’abord.",
        "en": "For each pair, one cross by what should come first.",
    },
    "mistake": {
        "fr": "Si vous vous trompez, barrez et recommencez à côté.",
        "en": "If you make a mistake, cross it out and start again beside it.",
    },
    "slot": {"fr": "Réponse {n}", "en": "Answer {n}"},
    "give_back": {
        "fr": "Rendez cette feuille à la personne qui anime, avant la fin de l’activité.",
        "en": "Give this sheet to the facilitator before the activity ends.",
    },
    "keep": {"fr": "À découper et à garder", "en": "Cut off and keep"},
    "follow": {
        "fr": "Avec ce code, voyez plus tard ce que vos idées sont devenues : {address}",
        "en": "With this code, see later what became of your ideas: {address}",
    },
    "neither": {"fr": "Aussi bien l’une que l’autre", "en": "One as good as the other"},
    "unsure": {"fr": "Je ne sais pas", "en": "I cannot say"},
    "entry": {"fr": "Pour la saisie", "en": "For typing"},
}


def say(key: str, language: Language, **values: object) -> str:
    """The words of a key, with its values in their place."""
    return WORDS[key][language].format(**values)
