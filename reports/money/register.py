"""The figures of the accounts in the register and the manifest: what each is, how computed, from which table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.economics.results import (
    ALTERNATIVES,
    CASH,
    EFFECTIVENESS,
    PILOT,
    SOCIAL_RETURN,
    TORNADO,
    WORTH,
    EconomicEvidence,
)
from analysis.environment.results import ACTIVITIES, CHANGE, FOOTPRINT
from analysis.results import Evidence
from reports.money.words import Words

FIGURE_OF_KIND: Mapping[str, str] = {
    "cash": CASH,
    "cash_words": CASH,
    "parameters": WORTH,
    "parameter_words": WORTH,
    "cost_effect": EFFECTIVENESS,
    "pilot_saving": PILOT,
    "pilot_baseline": PILOT,
    "pilot_iterations": PILOT,
    "activity": ACTIVITIES,
    "prototype_footprint": FOOTPRINT,
}


@dataclass(frozen=True)
class Row:
    """A figure of the accounts; `method` is in words, `code` names it for machines."""

    figure: str
    part: str
    code: str
    title: Words
    method: Words
    table: str
    verifiability: str = "A"


ECONOMICS: tuple[Row, ...] = (
    Row(
        CASH,
        "cash",
        "cash_table",
        {"fr": "Coûts et avantages", "en": "Costs and benefits"},
        {"fr": "sommes, prix d’une année", "en": "sums, prices of one year"},
        "cash",
    ),
    Row(
        WORTH,
        "worth",
        "net_present_value",
        {"fr": "Valeur actuelle nette", "en": "Net present value"},
        {"fr": "actualisation, tirages à graine", "en": "discounting, seeded draws"},
        "cash",
    ),
    Row(
        TORNADO,
        "tornado",
        "one_way",
        {"fr": "Sensibilité", "en": "Sensitivity"},
        {"fr": "une entrée à la fois", "en": "one input at a time"},
        "cash",
    ),
    Row(
        EFFECTIVENESS,
        "effectiveness",
        "net_benefit",
        {"fr": "Coût d’une unité d’effet", "en": "Cost of one unit of effect"},
        {"fr": "bénéfice net, Welch et Fieller", "en": "net benefit, Welch and Fieller"},
        "cost_effect",
        "B",
    ),
    Row(
        SOCIAL_RETURN,
        "social_return",
        "social_return",
        {"fr": "Retour social", "en": "Social return"},
        {"fr": "quatre retraits, tirages à graine", "en": "four shares taken off, seeded draws"},
        "cash",
    ),
    Row(
        PILOT,
        "pilot",
        "pilot_profit_and_loss",
        {"fr": "Pilote : gain et perte", "en": "Pilot: profit and loss"},
        {"fr": "chacun comparé à soi, part réalisée", "en": "each compared with themselves, realised share"},
        "pilot_saving",
        "B",
    ),
    Row(
        ALTERNATIVES,
        "alternatives",
        "incremental_net_present_value",
        {"fr": "Une voie plutôt que l’autre", "en": "One way rather than the other"},
        {"fr": "valeur nette, tirages communs", "en": "net value, shared draws"},
        "cash",
    ),
)

ENVIRONMENT: tuple[Row, ...] = (
    Row(
        ACTIVITIES,
        "activities",
        "activity_factor",
        {"fr": "Activités avant et après", "en": "Activities before and after"},
        {"fr": "activité × facteur", "en": "activity × factor"},
        "activity",
    ),
    Row(
        CHANGE,
        "change",
        "emissions_per_driver",
        {"fr": "Changement des émissions", "en": "Change of emissions"},
        {"fr": "lois log-normales, tirages à graine", "en": "lognormal factors, seeded draws"},
        "activity",
    ),
    Row(
        FOOTPRINT,
        "prototype",
        "prototype_footprint",
        {"fr": "Empreinte du prototype", "en": "Footprint of the prototype"},
        {"fr": "sommes, fourchette la plus large", "en": "sums, widest range"},
        "prototype_footprint",
    ),
)


def rows(evidence: Evidence) -> Iterator[Row]:
    """The figures that are there, in order; one whose table is of another class or name says so."""
    found = evidence.economics
    if found is not None:
        yield from (row for row in ECONOMICS if _is_there(evidence, found, row))
    if evidence.environment is not None:
        yield from (row for row in ENVIRONMENT if getattr(evidence.environment, row.part))


def _is_there(evidence: Evidence, found: EconomicEvidence, row: Row) -> bool:
    if row.part == "pilot":
        return found.pilot is not None and any(table.id == row.table for table in evidence.tables)
    if row.part == "effectiveness" and found.effectiveness is not None:
        return found.effectiveness.origin == "moments"
    return bool(getattr(found, row.part))


def computed(evidence: Evidence) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the manifest says of each: table, class, method, seed and number of draws."""
    plan = evidence.plan.economics
    for row in rows(evidence):
        said: dict[str, Any] = {"table": row.table, "class": row.verifiability, "estimator": row.code}
        if plan is not None and row.part in ("worth", "social_return", "alternatives", "pilot"):
            said["parameters"] = {"seed": plan.seed, "draws": plan.draws, "discount_rate": plan.discount_rate}
        nature = evidence.plan.environment
        if nature is not None and row.part == "change":
            said["parameters"] = {"seed": nature.seed, "draws": nature.draws, "driver": nature.driver}
        yield row.figure, said
