"""What the page of several studies says, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

SAY: Mapping[str, Words] = {
    "title": {"fr": "Les études côte à côte", "en": "Studies side by side"},
    "head": {
        "fr": "Comparaison faite le {date} · études : {count}",
        "en": "Comparison made on {date} · studies: {count}",
    },
    "lead": {
        "fr": "{count} études ont mesuré ce résultat de la même façon, aux mêmes moments ; {n} réponses en tout.",
        "en": "{count} studies measured this outcome in the same way, at the same moments; {n} answers in all.",
    },
    "caption": {
        "fr": "Chaque étude, de la plus ancienne à la plus récente. Le trait : son intervalle. La bande grise : ce "
        "qu’une autre étude pourrait trouver.",
        "en": "Each study, from the oldest to the newest. The line: its interval. The grey band: what another study "
        "could find.",
    },
    "twin": {"fr": "Ce que chaque étude a publié.", "en": "What each study published."},
    "mean": {
        "fr": "Moyenne de {count} études ({n} réponses), intervalle à {share} % : {interval}.",
        "en": "Mean of {count} studies ({n} answers), {share}% interval: {interval}.",
    },
    "another": {
        "fr": "Une autre étude pourrait trouver de {low} à {high}.",
        "en": "Another study could find from {low} to {high}.",
    },
    "few": {
        "fr": "Avec moins de {count} études, on sait mal combien les résultats changent d’une étude à l’autre.",
        "en": "With fewer than {count} studies, how much results change from one to the next is hardly known.",
    },
    "weakest": {
        "fr": "Chaque étude garde sa propre force de preuve. La moyenne ne vaut pas plus que la plus faible : "
        "« {verb} ».",
        "en": "Each study keeps its own strength of evidence. The mean is worth no more than the weakest: “{verb}”.",
    },
    "alternative": {
        "fr": "Chaque étude sur une ligne, avec son intervalle. {each}",
        "en": "Each study on a line, with its interval. {each}",
    },
    "alone": {"fr": "Résultats sans pareil", "en": "Outcomes that stand alone"},
    "alone_lead": {
        "fr": "Une seule étude les a mesurés, ou chacune autrement : autre question, autre moment, autre méthode.",
        "en": "Only one study measured them, or each in its own way: another question, another moment, another method.",
    },
    "alone_each": {"fr": "{outcome} ({study})", "en": "{outcome} ({study})"},
}

REFUSED: Mapping[str, Words] = {
    "levels": {
        "fr": "Pas de moyenne : ces résultats ne sont comparés à rien, une moyenne mêlerait des publics différents.",
        "en": "No mean: these results are compared with nothing, and a mean would mix different people.",
    },
    "designs_differ": {
        "fr": "Pas de moyenne : ces tests n’ont pas la même conception, donc pas la même force de preuve.",
        "en": "No mean: these tests do not have the same design, so not the same strength of evidence.",
    },
    "no_interval": {
        "fr": "Pas de moyenne : une des études n’a pas publié d’intervalle.",
        "en": "No mean: one of the studies published no interval.",
    },
    "no_variation": {
        "fr": "Pas de moyenne : personne ne diffère dans une des études, ou toutes donnent le même nombre.",
        "en": "No mean: nobody differs in one of the studies, or all give the same number.",
    },
}

MEAN: Words = {"fr": "Moyenne", "en": "Mean"}
ROWS: Mapping[str, Words] = {
    "study": {"fr": "Étude {number}", "en": "Study {number}"},
    "another": {"fr": "Une autre étude", "en": "Another study"},
}
COLUMNS: tuple[Words, ...] = (
    {"fr": "N°", "en": "No."},
    {"fr": "Étude, version testée", "en": "Study, version tested"},
    {"fr": "Dernière réponse", "en": "Last answer"},
    {"fr": "Force de preuve", "en": "Strength of evidence"},
    {"fr": "n", "en": "n"},
    {"fr": "Effet", "en": "Effect"},
    {"fr": "De", "en": "From"},
    {"fr": "À", "en": "To"},
)
