"""The words of the environmental chapter, French and English on adjacent lines."""

from __future__ import annotations

from collections.abc import Mapping

from reports.money.words import Words, said
from reports.numbers import Language

GROUPS: Mapping[str, Words] = {
    "energy": {"fr": "Énergie", "en": "Energy"},
    "water": {"fr": "Eau", "en": "Water"},
    "waste": {"fr": "Déchets", "en": "Waste"},
    "transport": {"fr": "Transport", "en": "Transport"},
    "materials": {"fr": "Matériaux", "en": "Materials"},
    "other": {"fr": "Autre", "en": "Other"},
}

WORDS: Mapping[str, Words] = {
    "lead": {
        "fr": "Chaque série est mesurée avant et après le {split}, et ramenée à une même unité : {driver}.",
        "en": "Each series is measured before and after {split}, and brought to the same unit: {driver}.",
    },
    "driver": {
        "fr": "Unité commune : {before} avant, {after} après ({unit}).",
        "en": "Common unit: {before} before, {after} after ({unit}).",
    },
    "change_followed_less": {
        "fr": "Émissions : le test de {thing} a été suivi d’une baisse, {amount}.",
        "en": "Emissions: the test of {thing} was followed by a fall, {amount}.",
    },
    "change_followed_more": {
        "fr": "Émissions : le test de {thing} a été suivi d’une hausse, {amount}.",
        "en": "Emissions: the test of {thing} was followed by a rise, {amount}.",
    },
    "change_says_less": {
        "fr": "Émissions : les relevés déclarés disent une baisse, {amount}.",
        "en": "Emissions: the declared readings say a fall, {amount}.",
    },
    "change_says_more": {
        "fr": "Émissions : les relevés déclarés disent une hausse, {amount}.",
        "en": "Emissions: the declared readings say a rise, {amount}.",
    },
    "change_across": {
        "fr": "Émissions : aucun changement établi, {amount}.",
        "en": "Emissions: no change established, {amount}.",
    },
    "change_point": {
        "fr": "Émissions : {amount}, sans intervalle, les facteurs n’ayant pas de fourchette.",
        "en": "Emissions: {amount}, without interval, since the factors have no range.",
    },
    "only_quantities": {
        "fr": "Les quantités sont comparées sans facteur d’émission : aucune émission n’est calculée.",
        "en": "Quantities are compared without emission factor: no emission is computed.",
    },
    "not_shown": {
        "fr": "Rien n’est comparé à un autre lieu : la saison ou une autre cause peut expliquer le changement.",
        "en": "Nothing is compared with another place: the season or another cause may explain the change.",
    },
    "rebound": {
        "fr": "Effet rebond compris. Sans lui : {amount}.",
        "en": "Rebound included. Without it: {amount}.",
    },
    "no_rebound": {
        "fr": "Aucun effet rebond n’a été prévu au plan : ce que le prototype fait consommer de plus n’est pas compté.",
        "en": "The plan foresaw no rebound: what the prototype makes people use more of is not counted.",
    },
    "avoided": {
        "fr": "Sur la période d’après : {amount} évités.",
        "en": "Over the period after: {amount} avoided.",
    },
    "added": {
        "fr": "Sur la période d’après : {amount} de plus.",
        "en": "Over the period after: {amount} more.",
    },
    "prototype": {
        "fr": "Fabriquer la version testée : {amount} (de la somme des valeurs basses à celle des hautes).",
        "en": "Making the version tested: {amount} (from the sum of the low values to that of the high).",
    },
    "prototype_uncounted": {
        "fr": "{n} lignes de sa fabrication n’ont pas de masse ou de facteur et ne sont pas comptées.",
        "en": "{n} lines of its making have no mass or factor and are not counted.",
    },
    "prototype_none": {
        "fr": "L’empreinte de la fabrication du prototype n’est pas connue.",
        "en": "The footprint of making the prototype is not known.",
    },
    "repaid": {
        "fr": "Les émissions évitées dépassent celles de sa fabrication.",
        "en": "The emissions avoided exceed those of its making.",
    },
    "not_repaid": {
        "fr": "Il n’est pas établi que les émissions évitées dépassent celles de sa fabrication.",
        "en": "It is not established that the emissions avoided exceed those of its making.",
    },
    "basis": {
        "fr": "L’intervalle porte sur les facteurs seuls : les {share} du milieu de {draws} tirages (graine {seed}, "
        "lois log-normales). En quadrature : de {q_low} à {q_high} ; au plus large : de {w_low} à {w_high}. Classe A. "
        "Figure {figure}.",
        "en": "The range is that of the factors alone: the middle {share} of {draws} draws (seed {seed}, lognormal "
        "distributions). In quadrature: from {q_low} to {q_high}; at its widest: from {w_low} to {w_high}. Class A. "
        "Figure {figure}.",
    },
    "basis_point": {"fr": "Classe A. Figure {figure}.", "en": "Class A. Figure {figure}."},
    "table": {"fr": "Activités, par unité commune", "en": "Activities, per common unit"},
    "bars": {"fr": "Émissions par unité commune, avant et après", "en": "Emissions per common unit, before and after"},
    "activity": {"fr": "Activité", "en": "Activity"},
    "group": {"fr": "Domaine", "en": "Field"},
    "before": {"fr": "Avant", "en": "Before"},
    "after": {"fr": "Après", "en": "After"},
    "unit": {"fr": "Unité", "en": "Unit"},
    "factor": {"fr": "Facteur", "en": "Factor"},
    "emitted_before": {"fr": "kgCO2e avant", "en": "kgCO2e before"},
    "emitted_after": {"fr": "kgCO2e après", "en": "kgCO2e after"},
    "total": {"fr": "Ensemble", "en": "Together"},
    "of_rebound": {"fr": "{name} (rebond)", "en": "{name} (rebound)"},
    "card_less": {"fr": "Baisse", "en": "Fall"},
    "card_more": {"fr": "Hausse", "en": "Rise"},
    "card_across": {"fr": "Pas de changement établi", "en": "No change established"},
    "card_point": {"fr": "Calculé, sans intervalle", "en": "Computed, without interval"},
    "card_outcome": {"fr": "Émissions, avant et après", "en": "Emissions, before and after"},
    "card_basis": {
        "fr": "{n} activités · {figure} · sans comparaison",
        "en": "{n} activities · {figure} · no comparison",
    },
    "row": {"fr": "{name} : avant {before}, après {after}.", "en": "{name}: before {before}, after {after}."},
    "reasons": {"fr": "Ce qui n’est pas calculé, et pourquoi", "en": "What is not computed, and why"},
}


def say(key: str, language: Language, **values: str) -> str:
    """The words for a key, filled in."""
    return said(WORDS[key], language, **values)
