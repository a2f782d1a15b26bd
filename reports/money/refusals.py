"""Why a sum is not computed: one sentence per reason, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from analysis.economics.results import Refusal
from reports.money.words import Words, said
from reports.numbers import Language, listed

MOST_NAMES = 5

REFUSED: Mapping[str, Words] = {
    "no_cash_line": {
        "fr": "Aucune ligne de coût ou d’avantage n’a été recueillie.",
        "en": "No line of cost or benefit was collected.",
    },
    "absurd_amount": {
        "fr": "Nombres trop grands pour être vrais : {names}.",
        "en": "Numbers too large to be true: {names}.",
    },
    "other_currency": {
        "fr": "Lignes dans une autre monnaie, jamais additionnées : {names}.",
        "en": "Lines in another money, never added up: {names}.",
    },
    "price_index_missing": {
        "fr": "Les prix d’autres années demandent un indice cité, qui manque : {names}.",
        "en": "Prices of other years need a cited index, which is missing: {names}.",
    },
    "discount_rate_missing": {
        "fr": "Le taux d’actualisation n’est pas cité dans les paramètres : {names}.",
        "en": "The discount rate is not cited among the parameters: {names}.",
    },
    "discount_rate_unit": {
        "fr": "Le taux d’actualisation n’est pas un taux par an : {names}.",
        "en": "The discount rate is not a rate per year: {names}.",
    },
    "discount_rate_absurd": {
        "fr": "Le taux d’actualisation n’a pas de sens : {names}.",
        "en": "The discount rate makes no sense: {names}.",
    },
    "value_outside_range": {
        "fr": "Valeurs hors de leur propre fourchette : {names}.",
        "en": "Values outside their own range: {names}.",
    },
    "lognormal_not_positive": {
        "fr": "Une loi log-normale demande une fourchette au-dessus de zéro : {names}.",
        "en": "A lognormal distribution needs a range above zero: {names}.",
    },
    "value_of_effect_missing": {
        "fr": "La valeur d’une unité d’effet n’est pas citée : {names}.",
        "en": "The value of one unit of effect is not cited: {names}.",
    },
    "effect_not_compared": {
        "fr": "Un résultat comparé à rien n’est pas un effet et n’est pas mis en argent : {names}.",
        "en": "An outcome compared with nothing is no effect and is not put in money: {names}.",
    },
    "effect_without_interval": {
        "fr": "Un effet sans intervalle n’est pas mis en argent : {names}.",
        "en": "An effect without interval is not put in money: {names}.",
    },
    "share_missing": {
        "fr": "Retour social : des parts à retirer ne sont pas citées : {names}.",
        "en": "Social return: shares to take off are not cited: {names}.",
    },
    "share_absurd": {
        "fr": "Retour social : des parts ne sont pas entre 0 et 1 : {names}.",
        "en": "Social return: shares do not lie between 0 and 1: {names}.",
    },
    "share_without_range": {
        "fr": "Retour social : un rapport sans fourchette n’est pas imprimé. Parts sans fourchette : {names}.",
        "en": "Social return: a ratio without range is not printed. Shares without range: {names}.",
    },
    "no_cost_to_divide_by": {
        "fr": "Retour social : il n’y a aucun coût par quoi diviser.",
        "en": "Social return: there is no cost to divide by.",
    },
    "exit_cost_missing": {
        "fr": "Acheter ou bâtir : le coût de sortie n’est pas cité : {names}.",
        "en": "Buy or build: the exit cost is not cited: {names}.",
    },
    "alternative_without_line": {
        "fr": "Acheter ou bâtir : une voie n’a aucune ligne : {names}.",
        "en": "Buy or build: a way has no line: {names}.",
    },
    "ratio_effect_includes_zero": {
        "fr": "Le rapport du coût à l’effet est refusé : l’intervalle de l’effet contient zéro.",
        "en": "The ratio of cost to effect is refused: the interval of the effect holds zero.",
    },
    "ratio_unbounded": {
        "fr": "L’intervalle du rapport est refusé : il n’a pas de bornes.",
        "en": "The interval of the ratio is refused: it has no bounds.",
    },
    "cost_series_missing": {
        "fr": "Aucun coût par personne n’a été mesuré sous ce nom : {names}.",
        "en": "No cost per person was measured under this name: {names}.",
    },
    "rows_withheld": {
        "fr": "Coût par effet : trop peu de personnes pour publier les sommes.",
        "en": "Cost per effect: too few people for the sums to be published.",
    },
    "arm_too_small": {
        "fr": "Coût par effet : un groupe compte moins de deux personnes mesurées.",
        "en": "Cost per effect: an arm holds fewer than two people measured.",
    },
    "arm_lines_other_prices": {
        "fr": "Coût par effet : des lignes sont dans une autre monnaie ou aux prix d’une autre année.",
        "en": "Cost per effect: some lines are in another money or at the prices of another year.",
    },
    "pilot_parameter_missing": {
        "fr": "Pilote : des paramètres ne sont pas cités : {names}.",
        "en": "Pilot: some parameters are not cited: {names}.",
    },
    "pilot_shares_absurd": {
        "fr": "Pilote : la part devenue de l’argent et celle devenue de la place dépassent le tout : {names}.",
        "en": "Pilot: the share that became money and the one that became room exceed the whole: {names}.",
    },
    "pilot_hour_unit": {
        "fr": "Pilote : le coût d’une heure n’est pas de l’argent par unité de temps : {names}.",
        "en": "Pilot: the cost of one hour is not money over time: {names}.",
    },
    "pilot_few_periods": {
        "fr": "Pilote : il faut au moins 3 périodes de coût et de volume avant le début ; trouvées : {names}.",
        "en": "Pilot: at least 3 periods of cost and volume before the start are needed; found: {names}.",
    },
    "pilot_few_people": {
        "fr": "Pilote : il faut au moins deux personnes mesurées avec et sans l’outil.",
        "en": "Pilot: at least two people measured with and without the tool are needed.",
    },
    "pilot_rows_withheld": {
        "fr": "Pilote : trop peu de personnes pour publier les temps.",
        "en": "Pilot: too few people for the times to be published.",
    },
    "activity_missing": {
        "fr": "Sans valeur avant et après, ou venant de trop peu de personnes : {names}.",
        "en": "Without values before and after, or from too few people: {names}.",
    },
    "activity_units_mixed": {
        "fr": "Plusieurs unités dans une même série : {names}.",
        "en": "Several units within one series: {names}.",
    },
    "driver_not_positive": {
        "fr": "L’unité commune n’est pas au-dessus de zéro avant et après : {names}.",
        "en": "The common unit is not above zero before and after: {names}.",
    },
    "factor_without_source": {
        "fr": "Facteurs refusés, faute d’être cités avec leur source : {names}.",
        "en": "Factors refused, since they are not cited with their source: {names}.",
    },
    "factor_of_another_unit": {
        "fr": "Facteurs qui ne sont pas en kgCO2e pour l’unité de leur série : {names}.",
        "en": "Factors that are not in kgCO2e for the unit of their series: {names}.",
    },
    "arm_without_cost_line": {
        "fr": "Coût par effet : aucune ligne de coût n’est attachée aux groupes.",
        "en": "Cost per effect: no cost line is attached to the arms.",
    },
}


def sentences(refused: Iterable[Refusal], language: Language, named: Callable[[str], str] = str) -> tuple[str, ...]:
    """One sentence per refusal; of many names, the first. A code nobody worded yet is shown as it is."""
    return tuple(_sentence(each, language, named) for each in refused)


def _sentence(refusal: Refusal, language: Language, named: Callable[[str], str]) -> str:
    names = [named(name) for name in refusal.names[:MOST_NAMES]]
    more = [f"+ {len(refusal.names) - MOST_NAMES}"] if len(refusal.names) > MOST_NAMES else []
    if refusal.code not in REFUSED:
        return refusal.code.replace("_", " ")
    return said(REFUSED[refusal.code], language, names=listed([*names, *more], language))
