"""The words of the economic chapter, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language
from reports.wording import unbroken

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "between": {
        "fr": "entre {low} et {high} ; valeur centrale : {value}",
        "en": "between {low} and {high}; central value: {value}",
    },
    "reach": {"fr": "entre {low} et {high}", "en": "between {low} and {high}"},
    "source": {"fr": "{source}, {year}", "en": "{source}, {year}"},
    "payer_unknown": {"fr": "payeur non précisé", "en": "payer not stated"},
    "perspective": {"fr": "Point de vue", "en": "Perspective"},
    "horizon": {"fr": "Durée comptée", "en": "Horizon"},
    "horizon_value": {"fr": "{years} ans à partir du {start}", "en": "{years} years from {start}"},
    "prices": {"fr": "Argent", "en": "Money"},
    "prices_value": {"fr": "{currency}, aux prix de {year}", "en": "{currency}, at the prices of {year}"},
    "rate": {"fr": "Taux d’actualisation", "en": "Discount rate"},
    "rate_value": {"fr": "{rate} ({source})", "en": "{rate} ({source})"},
    "lines": {"fr": "Lignes", "en": "Lines"},
    "lines_value": {
        "fr": "{n} comptées, {beyond} au-delà de la durée comptée",
        "en": "{n} counted, {beyond} beyond the horizon",
    },
    "lead": {
        "fr": "Chaque ligne a une date, un payeur et l’année de ses prix. Les lignes et leurs sources sont en annexe.",
        "en": "Each line has a date, a payer and the year of its prices. Lines and their sources are in the annex.",
    },
    "monetised": {
        "fr": "{share} des avantages sont évalués en argent : personne ne les a payés ni économisés.",
        "en": "{share} of the benefits are values put in money: nobody paid or saved them.",
    },
    "cash_title": {"fr": "Coûts et avantages, par payeur", "en": "Costs and benefits, by payer"},
    "widest": {
        "fr": "Traits fins : de la somme des valeurs basses à celle des valeurs hautes.",
        "en": "Thin lines: from the sum of the low values to that of the high ones.",
    },
    "years_title": {"fr": "Coûts et avantages, par année", "en": "Costs and benefits, by year"},
    "payer": {"fr": "Payeur", "en": "Payer"},
    "year": {"fr": "Année", "en": "Year"},
    "year_value": {"fr": "année {n}", "en": "year {n}"},
    "cost": {"fr": "Coût", "en": "Cost"},
    "benefit": {"fr": "Avantage", "en": "Benefit"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "count": {"fr": "Lignes", "en": "Lines"},
    "net": {"fr": "Solde, sans actualisation", "en": "Balance, not discounted"},
    "of_lines": {"fr": "{n} lignes", "en": "{n} lines"},
    "of_line": {"fr": "1 ligne", "en": "1 line"},
    "worth_ranged": {"fr": "Valeur actuelle nette : {amount}", "en": "Net present value: {amount}"},
    "worth_above": {
        "fr": "Tout l’intervalle est au-dessus de zéro : les avantages comptés dépassent les coûts.",
        "en": "The whole range is above zero: the benefits counted exceed the costs.",
    },
    "worth_below": {
        "fr": "Tout l’intervalle est sous zéro : les coûts dépassent les avantages comptés.",
        "en": "The whole range is below zero: the costs exceed the benefits counted.",
    },
    "worth_across": {
        "fr": "L’intervalle contient zéro : ni gain net ni perte nette ne sont établis.",
        "en": "The range holds zero: neither a net gain nor a net loss is established.",
    },
    "worth_point": {
        "fr": "Aucune ligne n’a de fourchette : c’est un calcul, sans intervalle.",
        "en": "No line has a range: this is a computation, without interval.",
    },
    "card_above": {"fr": "Gain net", "en": "Net gain"},
    "card_below": {"fr": "Perte nette", "en": "Net loss"},
    "card_across": {"fr": "Ni gain ni perte établis", "en": "No gain or loss established"},
    "card_point": {"fr": "Calculé, sans intervalle", "en": "Computed, without interval"},
    "card_outcome": {"fr": "Valeur actuelle nette, {years} ans", "en": "Net present value, {years} years"},
    "card_basis": {"fr": "{n} lignes · {figure} · {level}", "en": "{n} lines · {figure} · {level}"},
    "level_says": {
        "fr": "Des avantages sont déclarés ou supposés : rien ne montre qu’ils viennent de {thing}.",
        "en": "Some benefits are declared or assumed: nothing shows that they come from {thing}.",
    },
    "level_followed": {
        "fr": "Ces avantages ont suivi le test, sans comparaison : rien ne montre qu’ils viennent de {thing}.",
        "en": "These benefits followed the test, without comparison: nothing shows that they come from {thing}.",
    },
    "level_suggests": {
        "fr": "La comparaison suggère que ces avantages viennent de {thing}.",
        "en": "The comparison suggests that these benefits come from {thing}.",
    },
    "level_caused": {
        "fr": "{thing} a causé, dans ce test, l’effet évalué ici.",
        "en": "{thing} caused, in this test, the effect valued here.",
    },
    "level_unclear": {
        "fr": "L’effet évalué ici n’est pas établi : son intervalle contient zéro.",
        "en": "The effect valued here is not established: its interval holds zero.",
    },
    "short_says": {"fr": "avantages déclarés", "en": "declared benefits"},
    "short_followed": {"fr": "sans comparaison", "en": "without comparison"},
    "short_suggests": {"fr": "comparaison", "en": "comparison"},
    "short_caused": {"fr": "tirage au sort", "en": "randomised"},
    "chance": {
        "fr": "Sur {draws} tirages, {share} donnent une valeur au-dessus de zéro (erreur de simulation : {error}).",
        "en": "Of {draws} draws, {share} give a value above zero (error of the simulation: {error}).",
    },
    "roi": {"fr": "Retour sur les coûts : {amount}.", "en": "Return on the costs: {amount}."},
    "payback": {
        "fr": "Les coûts sont remboursés après {years} ans, et après {discounted} ans une fois actualisés.",
        "en": "The costs are paid back after {years} years, and after {discounted} years once discounted.",
    },
    "payback_not_discounted": {
        "fr": "Les coûts sont remboursés après {years} ans ; une fois actualisés, jamais dans la durée comptée.",
        "en": "The costs are paid back after {years} years; once discounted, never within the horizon.",
    },
    "payback_never": {
        "fr": "Les coûts ne sont jamais remboursés dans la durée comptée.",
        "en": "The costs are never paid back within the horizon.",
    },
    "per_participant": {
        "fr": "Coût par participant : {amount} ({n} participants).",
        "en": "Cost per participant: {amount} ({n} participants).",
    },
    "per_success": {
        "fr": "Coût par résultat atteint : {amount} ({n} personnes l’ont atteint).",
        "en": "Cost per outcome reached: {amount} ({n} people reached it).",
    },
    "threshold_met": {
        "fr": "Le seuil fixé à l’avance ({amount}) est atteint par tout l’intervalle.",
        "en": "The threshold set in advance ({amount}) is met by the whole range.",
    },
    "threshold_missed": {
        "fr": "Le seuil fixé à l’avance ({amount}) n’est pas atteint par tout l’intervalle.",
        "en": "The threshold set in advance ({amount}) is not met by the whole range.",
    },
    "basis": {
        "fr": "{n} lignes. Intervalle : les {share} du milieu de {draws} tirages indépendants (graine {seed} ; lois : "
        "{laws}). Erreur de simulation sur les bornes : {low} et {high}. Classe A. Figure {figure}.",
        "en": "{n} lines. Range: the middle {share} of {draws} independent draws (seed {seed}; distributions: {laws}). "
        "Error of the simulation on the two ends: {low} and {high}. Class A. Figure {figure}.",
    },
    "basis_point": {"fr": "{n} lignes. Classe A. Figure {figure}.", "en": "{n} lines. Class A. Figure {figure}."},
    "tornado_title": {
        "fr": "Ce dont la valeur actuelle nette dépend, une entrée à la fois",
        "en": "What the net present value depends on, one input at a time",
    },
    "tornado_count": {"fr": "Entrées variées : {n}.", "en": "Inputs varied: {n}."},
    "tornado_more": {
        "fr": "{n} autres entrées la font varier de moins.",
        "en": "{n} other inputs move it by less.",
    },
    "input": {"fr": "Entrée", "en": "Input"},
    "at_low": {"fr": "Valeur nette en bas", "en": "Net value at the low end"},
    "at_high": {"fr": "Valeur nette en haut", "en": "Net value at the high end"},
    "law": {"fr": "Loi", "en": "Distribution"},
    "nearly_all": {"fr": "plus de 99 %", "en": "more than 99%"},
    "nearly_none": {"fr": "moins de 1 %", "en": "less than 1%"},
    "reasons": {"fr": "Ce qui n’est pas calculé, et pourquoi", "en": "What is not computed, and why"},
    "effect_heading": {"fr": "Coût d’une unité d’effet", "en": "Cost of one unit of effect"},
    "effect_more": {
        "fr": "Par personne, le coût en plus : {cost}. L’effet en plus ({outcome}) : {effect}.",
        "en": "Per person, the extra cost: {cost}. The extra effect ({outcome}): {effect}.",
    },
    "effect_ratio": {
        "fr": "Une unité d’effet en plus coûte {ratio}.",
        "en": "One more unit of effect costs {ratio}.",
    },
    "effect_ratio_less": {
        "fr": "Le rapport du coût à l’effet est {ratio} : à lire avec le signe de chacun.",
        "en": "The ratio of cost to effect is {ratio}: to be read with the sign of each.",
    },
    "effect_lines": {
        "fr": "Les coûts sont connus par groupe, non par personne : seul l’effet porte un intervalle.",
        "en": "Costs are known for each arm, not for each person: only the effect carries an interval.",
    },
    "effect_net": {
        "fr": "À {price} par unité d’effet, le bénéfice net par personne est {amount}.",
        "en": "At {price} per unit of effect, the net benefit per person is {amount}.",
    },
    "effect_basis": {
        "fr": "{n}. Différences de moyennes de Welch ; rapport de Fieller. Classe {class_}. Figure {figure}.",
        "en": "{n}. Welch differences of means; Fieller’s ratio. Class {class_}. Figure {figure}.",
    },
    "curve_title": {
        "fr": "Chance que le bénéfice net dépasse zéro, selon le prix accordé à une unité d’effet",
        "en": "Chance that the net benefit exceeds zero, by the price put on one unit of effect",
    },
    "net_benefit_title": {
        "fr": "Bénéfice net par personne, selon le prix accordé à une unité d’effet",
        "en": "Net benefit per person, by the price put on one unit of effect",
    },
    "price": {"fr": "Prix d’une unité", "en": "Price of one unit"},
    "net_benefit": {"fr": "Bénéfice net par personne", "en": "Net benefit per person"},
    "chance_column": {"fr": "Chance", "en": "Chance"},
    "return_heading": {"fr": "Retour social", "en": "Social return"},
    "return_ranged": {
        "fr": "Retour social : {amount} de valeur pour 1 de coût, après les quatre retraits.",
        "en": "Social return: {amount} of value for 1 of cost, after the four shares taken off.",
    },
    "return_shares": {
        "fr": "Retirés : {shares}. Avant ces retraits : {before}.",
        "en": "Taken off: {shares}. Before these: {before}.",
    },
    "share_deadweight": {
        "fr": "ce qui serait arrivé de toute façon, {low} à {high}",
        "en": "what would have happened anyway, {low} to {high}",
    },
    "share_attribution": {
        "fr": "ce que d’autres ont apporté, {low} à {high}",
        "en": "what others brought, {low} to {high}",
    },
    "share_displacement": {
        "fr": "ce qui n’a fait que se déplacer, {low} à {high}",
        "en": "what only moved elsewhere, {low} to {high}",
    },
    "share_drop_off": {
        "fr": "ce qui s’efface chaque année, {low} à {high}",
        "en": "what fades each year, {low} to {high}",
    },
    "return_below": {
        "fr": "Le retour social est sous 1 : la valeur obtenue ne couvre pas les coûts.",
        "en": "The social return is below 1: the value obtained does not cover the costs.",
    },
    "return_caution": {
        "fr": "Un tel rapport dépend de valeurs choisies ; il ne se compare pas d’un projet à l’autre.",
        "en": "Such a ratio depends on values chosen; it does not compare from one project to another.",
    },
    "ways_heading": {"fr": "{one} plutôt que {other}", "en": "{one} rather than {other}"},
    "ways_difference": {
        "fr": "{one} plutôt que {other} : {amount}, en valeur actuelle, coût de sortie compris.",
        "en": "{one} rather than {other}: {amount}, in present value, exit cost included.",
    },
    "ways_each": {
        "fr": "{name} : {amount} ({lines} ; coût de sortie : {leaving}).",
        "en": "{name}: {amount} ({lines}; exit cost: {leaving}).",
    },
    "ways_across": {
        "fr": "L’intervalle contient zéro : aucune des deux voies n’est établie comme moins chère.",
        "en": "The range holds zero: neither way is established as cheaper.",
    },
}

LAWS: Mapping[str, Words] = {
    "triangular": {"fr": "triangulaire", "en": "triangular"},
    "pert": {"fr": "PERT", "en": "PERT"},
    "lognormal": {"fr": "log-normale", "en": "lognormal"},
    "uniform": {"fr": "uniforme", "en": "uniform"},
    "normal": {"fr": "normale", "en": "normal"},
    "student": {"fr": "de Student", "en": "Student"},
}

LOWERED: Mapping[str, Words] = {
    "benefit_without_comparison": {
        "fr": "des avantages mesurés ne sont comparés à rien",
        "en": "benefits that were measured are compared with nothing",
    },
    "benefit_declared": {
        "fr": "des avantages sont déclarés, supposés ou évalués en argent",
        "en": "some benefits are declared, assumed or valued in money",
    },
}

INPUTS: Mapping[str, Words] = {
    "effect": {"fr": "Effet par personne", "en": "Effect per person"},
    "saved_minutes": {"fr": "Minutes gagnées par tâche", "en": "Minutes saved per task"},
}


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    return said(WORDS[key], language, **values)


def said(words: Words, language: Language, **values: str) -> str:
    """Words filled in; French spaces before high signs do not break."""
    text = words[language]
    return (unbroken(text) if language == "fr" else text).format(**values)
