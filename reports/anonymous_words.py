"""What a report says of an anonymous study, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

ANONYMOUS: Mapping[str, Mapping[str, str]] = {
    "fewer_anonymous": {
        "fr": "{planned} réponses étaient attendues ; {allocated} personnes ont donné leur accord.",
        "en": "{planned} answers were expected; {allocated} people agreed to take part.",
    },
    "participants_lead_anonymous": {
        "fr": "Étude anonyme : personne n’a été inscrit. {allocated} personnes ont donné leur accord sans se nommer ; "
        "{answered} ont répondu ({wave}), soit {share}.",
        "en": "An anonymous study: nobody was enrolled. {allocated} people agreed to take part without a name; "
        "{answered} answered ({wave}), that is {share}.",
    },
    "limit_anonymous": {
        "fr": "L’étude est anonyme : rien n’empêchait quelqu’un de répondre deux fois, et aucune réponse ne peut être "
        "rapprochée d’une autre mesure.",
        "en": "The study is anonymous: nothing kept someone from answering twice, and no answer can be joined to "
        "another measure.",
    },
    "raise_anonymous": {
        "fr": "Poser la même question, tout aussi à part, à un autre groupe ou à un autre moment.",
        "en": "Ask the same, just as apart, of another group or at another time.",
    },
    "answers": {"fr": "Réponses", "en": "Answers"},
    "answers_anonymous": {
        "fr": "anonymes : ni nom, ni heure, ni lien avec une autre étude",
        "en": "anonymous: no name, no time, no link with another study",
    },
}
