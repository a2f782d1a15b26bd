"""What is wrong with the accounts of a plan and what to do, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.plan import Text


def _words(fr: str, en: str, fr_remedy: str, en_remedy: str) -> tuple[Text, Text]:
    return {"fr": fr, "en": en}, {"fr": fr_remedy, "en": en_remedy}


WORDS: Mapping[str, tuple[Text, Text]] = {
    "unknown_valued_outcome": _words(
        "Le plan n’a pas de résultat « {name} » à évaluer.",
        "The plan has no outcome “{name}” to value.",
        "Choisissez l’un de ceux-ci : {known}.",
        "Choose one of these: {known}.",
    ),
    "valued_outcome_missing": _words(
        "« {name} » est donné sans résultat à évaluer.",
        "“{name}” is given without an outcome to value.",
        "Choisissez le résultat, ou videz ce champ.",
        "Choose the outcome, or empty this field.",
    ),
    "discount_rate_unnamed": _words(
        "Aucun taux d’actualisation n’est nommé.",
        "No discount rate is named.",
        "Donnez le code d’un paramètre qui cite sa source et son année.",
        "Give the code of a parameter that cites its source and year.",
    ),
    "currency_unknown": _words(
        "« {name} » n’est pas un code de monnaie.",
        "“{name}” is not a currency code.",
        "Écrivez ses trois lettres, par exemple EUR.",
        "Write its three letters, for example EUR.",
    ),
    "horizon_out_of_range": _words(
        "La durée comptée ({value} ans) est impossible.",
        "The horizon ({value} years) is impossible.",
        "Choisissez une durée au-dessus de 0 et d’au plus 100 ans.",
        "Choose a length above 0 and of at most 100 years.",
    ),
    "price_year_out_of_range": _words(
        "L’année des prix ({value}) est impossible.",
        "The price year ({value}) is impossible.",
        "Écrivez une année à quatre chiffres.",
        "Write a year of four digits.",
    ),
    "willingness_out_of_order": _words(
        "Le prix le plus bas d’une unité d’effet n’est pas sous le plus haut.",
        "The lowest price of one unit of effect is not below the highest.",
        "Écrivez deux prix, le plus bas à partir de 0.",
        "Write two prices, the lowest from 0 up.",
    ),
    "draws_out_of_range": _words(
        "Le nombre de tirages n’est pas entre {low} et {high}.",
        "The number of draws is not between {low} and {high}.",
        "Choisissez par exemple 10 000 tirages.",
        "Choose for example 10,000 draws.",
    ),
    "seed_negative": _words(
        "La graine des tirages est négative.",
        "The seed of the draws is negative.",
        "Choisissez un nombre entier à partir de 0.",
        "Choose a whole number from 0 up.",
    ),
    "one_alternative": _words(
        "Une seule voie est décrite : « {name} ».",
        "Only one way is described: “{name}”.",
        "Décrivez-en une seconde, ou retirez celle-ci.",
        "Describe a second one, or take this one out.",
    ),
    "exit_cost_unnamed": _words(
        "La voie « {name} » n’a pas de coût de sortie.",
        "The way “{name}” has no exit cost.",
        "Donnez le code d’un paramètre, au besoin de valeur 0.",
        "Give the code of a parameter, of value 0 if need be.",
    ),
    "share_code_missing": _words(
        "Le retour social demande quatre parts à retirer.",
        "Social return needs four shares to take off.",
        "Donnez le code des quatre, ou videz-les toutes.",
        "Give the codes of all four, or empty them all.",
    ),
    "pilot_name_missing": _words(
        "Le pilote demande « {name} ».",
        "The pilot needs “{name}”.",
        "Remplissez ce champ, ou videz toute la partie du pilote.",
        "Fill this field, or empty the whole part on the pilot.",
    ),
    "no_activity": _words(
        "Aucune activité n’est comparée.",
        "No activity is compared.",
        "Nommez au moins une série mesurée, ou retirez la partie sur l’environnement.",
        "Name at least one measured series, or take out the part on the environment.",
    ),
    "driver_unnamed": _words(
        "L’unité commune n’est pas nommée.",
        "The common unit is not named.",
        "Nommez la série à laquelle les activités sont ramenées : visites, degrés-jours, tâches.",
        "Name the series the activities are brought to: visits, degree days, tasks.",
    ),
    "parameter_not_cited": _words(
        "Aucun paramètre importé ne s’appelle « {name} ».",
        "No imported parameter is called “{name}”.",
        "Importez la feuille qui le cite, ou corrigez le code.",
        "Import the sheet that cites it, or correct the code.",
    ),
}
