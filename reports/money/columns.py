"""The columns of the tables of money and activities, as the annex heads them."""

from __future__ import annotations

from collections.abc import Mapping

from reports.money.words import Words

YEARS = frozenset({"year", "price_year"})  # written 2024, never 2,024

COLUMNS: Mapping[str, Words] = {
    "id": {"fr": "Ligne", "en": "Line"},
    "kind": {"fr": "Sens", "en": "Kind"},
    "payer": {"fr": "Payeur", "en": "Payer"},
    "on": {"fr": "Date", "en": "Date"},
    "amount": {"fr": "Montant", "en": "Amount"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "currency": {"fr": "Monnaie", "en": "Money"},
    "price_year": {"fr": "Prix de", "en": "Prices of"},
    "origin": {"fr": "Origine", "en": "Origin"},
    "label": {"fr": "Ce que c’est", "en": "What it is"},
    "quantity": {"fr": "Quantité", "en": "Quantity"},
    "unit": {"fr": "Unité", "en": "Unit"},
    "unit_value": {"fr": "Prix unitaire", "en": "Unit price"},
    "source": {"fr": "Source", "en": "Source"},
    "code": {"fr": "Code", "en": "Code"},
    "year": {"fr": "Année", "en": "Year"},
    "url": {"fr": "Adresse", "en": "Address"},
    "licence": {"fr": "Licence", "en": "Licence"},
    "cost": {"fr": "Coût moyen", "en": "Mean cost"},
    "cost_squares": {"fr": "Carrés des écarts du coût", "en": "Squared deviations of cost"},
    "effect": {"fr": "Effet moyen", "en": "Mean effect"},
    "effect_squares": {"fr": "Carrés des écarts de l’effet", "en": "Squared deviations of effect"},
    "products": {"fr": "Produits des écarts", "en": "Products of deviations"},
    "tasks_on": {"fr": "Tâches avec", "en": "Tasks with"},
    "tasks_off": {"fr": "Tâches sans", "en": "Tasks without"},
    "period": {"fr": "Période", "en": "Period"},
    "volume": {"fr": "Volume", "en": "Volume"},
    "stretch": {"fr": "Mois", "en": "Month"},
    "tasks": {"fr": "Tâches", "en": "Tasks"},
    "series": {"fr": "Série", "en": "Series"},
    "readings": {"fr": "Relevés", "en": "Readings"},
    "uncounted": {"fr": "Lignes non comptées", "en": "Lines not counted"},
}

NAMED = frozenset({"cash", "activity"})  # tables whose codes have words
CELLS: Mapping[str, Words] = {
    "cost": {"fr": "coût", "en": "cost"},
    "benefit": {"fr": "avantage", "en": "benefit"},
    "measured": {"fr": "mesuré", "en": "measured"},
    "declared": {"fr": "déclaré", "en": "declared"},
    "assumed": {"fr": "supposé", "en": "assumed"},
    "simulated": {"fr": "simulé", "en": "simulated"},
    "before": {"fr": "avant", "en": "before"},
    "after": {"fr": "après", "en": "after"},
    "several": {"fr": "plusieurs", "en": "several"},
    "monetised": {"fr": "évalué en argent", "en": "valued in money"},
}
