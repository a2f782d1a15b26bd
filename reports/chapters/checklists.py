"""Reporting checklists: CHEERS 2022, filled from the evidence alone; what cannot be seen in it is "not reported".

Item titles are worded here after Husereau et al. 2022, https://doi.org/10.1136/bmj-2021-067975 (28 items).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from analysis.economics.results import EconomicEvidence
from analysis.results import Evidence
from reports.blocks import Block, Facts, Paragraph, Table
from reports.grid import Grid
from reports.money.words import Words, said
from reports.numbers import Language, in_turn

Test = Callable[[Evidence, EconomicEvidence], object]
State = Callable[[Evidence, EconomicEvidence], str]
REPORTED, NOT_APPLICABLE, NOT_REPORTED = "reported", "not_applicable", "not_reported"
ECONOMIC_WORDS = ("econom", "économ", "coût", "cost")

WORDS: Mapping[str, Words] = {
    "lead": {
        "fr": "Liste CHEERS 2022 pour les évaluations économiques, remplie d’après ce que ce rapport contient. "
        "« Non rapporté » veut dire que la plateforme n’en a rien enregistré.",
        "en": "CHEERS 2022 checklist for economic evaluations, filled from what this report holds. “Not reported” "
        "means that the platform recorded nothing of it.",
    },
    "caption": {"fr": "CHEERS 2022, 28 points", "en": "CHEERS 2022, 28 items"},
    "number": {"fr": "N°", "en": "No."},
    "item": {"fr": "Point", "en": "Item"},
    "state": {"fr": "État", "en": "State"},
    "where": {"fr": "Où", "en": "Where"},
}
STATES: Mapping[str, Words] = {
    REPORTED: {"fr": "rapporté", "en": "reported"},
    NOT_APPLICABLE: {"fr": "sans objet", "en": "not applicable"},
    NOT_REPORTED: {"fr": "non rapporté", "en": "not reported"},
}
WHERE: Mapping[str, Words] = {
    "essential": {"fr": "page 1", "en": "page 1"},
    "origin": {"fr": "de l’idée au test", "en": "idea to test"},
    "plan": {"fr": "le plan", "en": "the plan"},
    "participants": {"fr": "qui a pris part", "en": "who took part"},
    "outcomes": {"fr": "résultats", "en": "outcomes"},
    "economics": {"fr": "économie", "en": "economics"},
    "limits": {"fr": "limites", "en": "limits"},
    "annex": {"fr": "annexe", "en": "annex"},
}


@dataclass(frozen=True)
class Item:
    """One item: its title, the state it is in, and the chapter that holds it when it is reported."""

    title: Words
    state: State
    where: str


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The checklist; nothing in a report without economic questions."""
    if evidence.economics is None:
        return ()
    columns = tuple(said(WORDS[key], language) for key in ("number", "item", "state", "where"))
    grid = Grid(columns, tuple(_rows(evidence, evidence.economics, language)), (True, False, False, False))
    table = Table(said(WORDS["caption"], language) + ".", grid.folded(), "", "evidence folded checklist")
    return Paragraph(said(WORDS["lead"], language)), table


def brief(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The same for funders: the items of each chapter, of those that do not apply and of those not reported."""
    if evidence.economics is None:
        return ()
    places: dict[str, list[str]] = {said(words, language): [] for words in (*WHERE.values(), *STATES.values())}
    for number, item, state, where in _rows(evidence, evidence.economics, language):
        places[where or state].append(f"{number}\u00a0{item}")
    rows = tuple((place, f"{in_turn(items, language)}.") for place, items in places.items() if items)
    return Paragraph(said(WORDS["lead"], language)), Facts(rows, style="facts checklist")


def _rows(evidence: Evidence, found: EconomicEvidence, language: Language) -> Iterator[tuple[str, ...]]:
    for place, item in enumerate(ITEMS, start=1):
        state = item.state(evidence, found)
        where = said(WHERE[item.where], language) if state == REPORTED else ""
        yield str(place), item.title[language], said(STATES[state], language), where


def _if(test: Test, otherwise: str = NOT_REPORTED) -> State:
    return lambda evidence, found: REPORTED if test(evidence, found) else otherwise


def _never(evidence: Evidence, found: EconomicEvidence) -> str:
    return NOT_REPORTED


def _no_model(evidence: Evidence, found: EconomicEvidence) -> str:
    return NOT_APPLICABLE


def _titled(evidence: Evidence, found: EconomicEvidence) -> bool:
    titles = " ".join(evidence.plan.title.values()).casefold()
    return any(word in titles for word in ECONOMIC_WORDS)


def _kinds(evidence: Evidence) -> set[str]:
    return {node.kind for node in evidence.facts.trace_nodes}


def _sourced(evidence: Evidence, found: EconomicEvidence) -> bool:
    rows = [row for table in evidence.tables if table.kind == "cash_words" for row in table.rows]
    return bool(rows) and all(str(row[5]).strip() for row in rows)


def _valued(evidence: Evidence, found: EconomicEvidence) -> bool:
    plan = evidence.plan.economics
    return bool(plan and plan.value_of_effect) or bool(found.cash and found.cash.monetised)


def _results(evidence: Evidence, found: EconomicEvidence) -> bool:
    return any((found.worth, found.effectiveness, found.alternatives, found.pilot))


def _by_group(evidence: Evidence, found: EconomicEvidence) -> bool:
    return any(each.outcome.estimator.startswith("equity_") for each in evidence.findings)


def _compared(evidence: Evidence, found: EconomicEvidence) -> bool:
    return len(evidence.plan.arms) > 1 or found.alternatives is not None


def _item(fr: str, en: str, state: State, where: str = "economics") -> Item:
    return Item({"fr": fr, "en": en}, state, where)


ITEMS: tuple[Item, ...] = (
    _item("Titre : évaluation économique", "Title: economic evaluation", _if(_titled), "essential"),
    _item("Résumé", "Abstract", _if(lambda evidence, found: True), "essential"),
    _item("Contexte et objectifs", "Background and objectives", _if(lambda e, f: _kinds(e) - {"study"}), "origin"),
    _item("Plan d’analyse économique", "Economic analysis plan", _if(lambda e, f: e.facts.locked_on), "plan"),
    _item("Population étudiée", "Study population", _if(lambda e, f: e.plan.population), "participants"),
    _item("Lieu et cadre", "Setting and location", _never),
    _item("Ce qui est comparé", "Comparators", _if(_compared, NOT_APPLICABLE), "plan"),
    _item("Point de vue", "Perspective", _if(lambda e, f: e.plan.economics and e.plan.economics.perspective)),
    _item("Durée comptée", "Time horizon", _if(lambda e, f: f.cash)),
    _item("Taux d’actualisation", "Discount rate", _if(lambda e, f: f.worth)),
    _item("Choix des résultats", "Selection of outcomes", _if(lambda e, f: e.plan.outcomes), "plan"),
    _item("Mesure des résultats", "Measurement of outcomes", _if(lambda e, f: e.findings), "outcomes"),
    _item("Valeur donnée aux résultats", "Valuation of outcomes", _if(_valued, NOT_APPLICABLE)),
    _item("Mesure et prix des ressources", "Measurement and valuation of resources", _if(_sourced), "annex"),
    _item("Monnaie, année des prix, conversion", "Currency, price date, conversion", _if(lambda e, f: f.cash)),
    _item("Description du modèle de décision", "Description of the decision model", _no_model),
    _item("Calculs et hypothèses", "Analytics and assumptions", _if(_results), "annex"),
    _item("Différences entre sous-groupes", "Heterogeneity", _if(_by_group), "outcomes"),
    _item("Effets sur la répartition", "Distributional effects", _if(_by_group), "outcomes"),
    _item("Expression de l’incertitude", "Characterising uncertainty", _if(lambda e, f: f.worth and f.worth.inputs)),
    _item(
        "Participation des personnes concernées", "Engagement with those affected",
        _if(lambda e, f: _kinds(e) & {"need", "idea", "decision"}), "origin",
    ),
    _item("Paramètres", "Study parameters", _if(lambda e, f: any(t.kind == "parameters" for t in e.tables)), "annex"),
    _item("Résultats principaux", "Summary of main results", _if(_results)),
    _item("Effet de l’incertitude", "Effect of uncertainty", _if(lambda e, f: f.tornado)),
    _item(
        "Effet de cette participation", "Effect of engagement",
        _if(lambda e, f: _kinds(e) & {"decision", "requirement"}), "origin",
    ),
    _item("Limites et portée", "Findings, limitations, generalisability", _if(lambda e, f: True), "limits"),
    _item("Financement", "Source of funding", _if(lambda e, f: e.plan.funders), "essential"),
    _item("Conflits d’intérêts", "Conflicts of interest", _never),
)  # fmt: skip
