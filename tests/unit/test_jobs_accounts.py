"""Cost and parameter sheets of a study reach its report: stored, planned, analysed, recomputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from meters import stored
from people import PLAN, Cast, draft_study, lucie_in
from sqlalchemy import select

from analysis import plan_json
from analysis.economics.plan import EconomicPlan
from analysis.recompute import recompute
from livinglab import actions
from livinglab.jobs.desk import settings
from livinglab.jobs.evidence import evidence_of
from livinglab.store import now
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.responses import Response
from livinglab.store.serving import served
from livinglab.store.studies import Study
from surveys.submission import Submission

COSTS = (
    "Date;Libellé;Type;Payeur;Montant;Devise;Année des prix\n"
    "02/03/2026;Capteurs;coût;ville;120,5;EUR;2024\n"
    "02/03/2026;Pose;coût;ville;80;EUR;2026\n"
    "01/09/2026;Économies;bénéfice;habitants;500;EUR;2026\n"
)
PARAMETERS = (
    "Code;Libellé;Valeur;Bas;Haut;Unité;Source;Année\n"
    "taux;Taux d’actualisation;4;2;6;%;Rapport public;2025\n"
    "ipc;Indice des prix;118;;;1;INSEE;2024\n"
    "ipc;Indice des prix;121;;;1;INSEE;2026\n"
)
ECONOMICS = EconomicPlan(
    {"fr": "la ville", "en": "the city"}, 3, "EUR", 2026, "taux", price_index="ipc", draws=1000, seed=5
)


def studied(people: Cast) -> Study:
    """A study that plans its economics, with one answer."""
    study = draft_study(people)
    stored(people.marc, study, PARAMETERS, "parameter_sheet", "Paramètres")
    actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, economics=ECONOMICS))
    actions.lock_plan(by=people.marc, study=study)
    actions.open_study(by=people.marc, study=study)
    lucie = lucie_in(study).participant
    version = served(study, "before")
    if version is not None:
        actions.give_consent(by=lucie, consent_text=consent_texts(study)["fr"])
        sent = Submission("a" * 22, version.digest, {"hours": 7}, "fr", "page", now(), now())
        actions.accept_submission(by=lucie, wave="before", submission=sent)
    stored(people.marc, study, COSTS, "cost_sheet", "Coûts")
    return study


def test_cost_lines_and_parameters_of_a_study_are_in_its_evidence(everyone: Cast) -> None:
    study = studied(everyone)
    found = evidence_of(study.id, settings())
    assert found.economics is not None
    assert found.economics.refused == ()
    assert found.economics.cash is not None
    assert found.economics.cash.lines == 3
    assert found.economics.cash.cost.value == 80 + 120.5 * 121 / 118
    (table,) = (table for table in found.tables if table.kind == "cash")
    assert len({row[0] for row in table.rows}) == 3
    assert [each.figure_id for each in recompute(found) if each.holds is False] == []


def test_a_day_of_the_facts_is_that_of_the_plans_zone(everyone: Cast) -> None:
    """An answer at 23:30 UTC is of the next day in Paris, on the clock the plan counts by."""
    study = studied(everyone)
    for response in db.session.scalars(select(Response).where(Response.study_id == study.id)):
        response.finished_at = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
    assert evidence_of(study.id, settings()).facts.first_answer_on == "2026-03-15"
    study.plan = plan_json.dumps(replace(plan_json.loads(study.plan or ""), zone="Europe/Paris"))
    found = evidence_of(study.id, settings()).facts
    assert (found.first_answer_on, found.last_answer_on) == ("2026-03-16", "2026-03-16")
