"""The economic and environmental questions of a plan on a page of their own: nothing is lost on the way."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from desk import Desk
from flask import Flask
from garden import PLAN as MONEY
from hypothesis import given
from hypothesis import strategies as st
from office import NATURE, PILOT_PLAN
from people import PLAN, Cast, draft_study
from plans_at_random import ECONOMICS, ENVIRONMENTS
from werkzeug.datastructures import MultiDict

from analysis import plan_json
from analysis.economics.plan import Alternative, EconomicPlan
from analysis.environment.plan import EnvironmentPlan
from analysis.plan import Plan
from livinglab.actions import studies as actions
from livinglab.store.studies import Study
from livinglab.web.team.account_form import (
    ASKED,
    ECONOMIC,
    PILOT,
    ROWS,
    SHARES,
    AccountFields,
    fields_of,
    fields_of_form,
    spared,
)
from livinglab.web.team.account_form import NATURE as NATURE_FIELDS
from livinglab.web.team.account_reading import accounts_of
from livinglab.web.team.field_reader import Complaint


def sent(shown: AccountFields) -> MultiDict[str, str]:
    """The fields as a browser posts them."""
    form: MultiDict[str, str] = MultiDict(dict(shown.once))
    for part, rows in (("way", shown.ways), ("activity", shown.activities)):
        for place, row in enumerate(rows):
            names = ("series", "factor") if part == "activity" else ("code",)
            form.update({f"{part}-{place}-{name}": row.get(name, "") for name in (*names, *row)})
    return form


def asked(economics: EconomicPlan | None) -> Plan:
    return replace(PLAN, economics=economics, environment=NATURE)


@pytest.mark.parametrize("economics", [MONEY, PILOT_PLAN, None])
def test_the_questions_go_through_the_form_unchanged(economics: EconomicPlan | None) -> None:
    reading = accounts_of(fields_of_form(sent(fields_of(asked(economics)))))
    assert (reading.economics, reading.environment, reading.complaints) == (economics, NATURE, ())


@given(ECONOMICS | st.none(), ENVIRONMENTS | st.none())
def test_any_questions_go_through_the_form_unchanged(
    economics: EconomicPlan | None, environment: EnvironmentPlan | None
) -> None:
    whole = replace(PLAN, economics=economics, environment=environment)
    reading = accounts_of(fields_of_form(sent(fields_of(whole))))
    assert (reading.economics, reading.environment, reading.complaints) == (economics, environment, ())


def test_every_question_of_the_accounts_has_its_place_on_the_form() -> None:
    apart = {"perspective_fr", "perspective_en"}
    elsewhere = {"perspective", "shares", "alternatives", "pilot"}
    assert {*ECONOMIC} - apart == {one.name for one in fields(EconomicPlan)} - elsewhere
    assert {one.name for one in fields(EnvironmentPlan)} == {"activities", "driver", "split", "seed", "draws"}


def test_a_third_way_and_every_digit_of_a_number_are_kept() -> None:
    ways = tuple(Alternative(code, {"fr": code, "en": code}, "exit") for code in ("buy", "build", "rent"))
    whole = replace(MONEY, alternatives=ways, horizon_years=1 / 3, threshold=0.1 + 0.2)
    assert accounts_of(fields_of_form(sent(fields_of(asked(whole))))).economics == whole


def test_a_part_that_is_not_ticked_is_not_asked() -> None:
    shown = fields_of(asked(MONEY))
    quiet = replace(shown, once={**shown.once, "asks_economics": "", "asks_environment": ""})
    reading = accounts_of(quiet)
    assert (reading.economics, reading.environment) == (None, None)


def test_three_empty_rows_of_activities_always_follow() -> None:
    shown = fields_of(asked(None))
    assert len(shown.activities) == len(NATURE.activities) + 3
    assert spared(shown) == shown


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("horizon_years", "soon", "number"),
        ("price_year", "2024.5", "whole"),
        ("distribution", "magic", "choice"),
        ("start", "tomorrow", "day"),
        ("distributions", "discount_rate", "law"),
        ("distributions", "discount_rate bell", "law"),
        ("split", "", "day"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(field: str, written: str, code: str) -> None:
    shown = fields_of(asked(MONEY))
    reading = accounts_of(replace(shown, once={**shown.once, field: written}))
    assert reading.complaints == (Complaint(field, code),)
    assert (reading.economics, reading.environment) == (None, None)


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return draft_study(people)


FILLED = {
    "asks_economics": "yes", "perspective_fr": "la ville", "perspective_en": "the city", "horizon_years": "4",
    "currency": "eur", "price_year": "2024", "discount_rate": "rate", "asks_environment": "yes",
    "split": "2026-03-01", "driver": "visits", "activity-0-series": "power", "activity-0-factor": "grid",
}  # fmt: skip


def test_the_questions_are_entered_without_script_and_kept_with_the_plan(marc: Desk, study: Study) -> None:
    page = marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts", FILLED)
    assert page.status == 200
    kept = plan_json.loads(study.plan or "")
    assert kept.economics is not None
    assert kept.environment is not None
    assert (kept.economics.currency, kept.economics.price_year, kept.economics.horizon_years) == ("EUR", 2024, 4.0)
    assert [one.series for one in kept.environment.activities] == ["power"]
    assert replace(kept, economics=None, environment=None) == PLAN


def test_saving_them_unchanged_keeps_every_language(marc: Desk, study: Study, people: Cast) -> None:
    spoken = replace(MONEY, perspective={**MONEY.perspective, "es": "la ciudad"})
    actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, economics=spoken, environment=NATURE))
    before = study.plan
    marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts")
    assert study.plan == before


def test_saving_the_rest_of_the_plan_keeps_them(marc: Desk, study: Study) -> None:
    marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts", FILLED)
    marc.send(marc.open(f"/studies/{study.id}/plan/edit"), "save-plan", {"title_fr": "Autre titre"})
    kept = plan_json.loads(study.plan or "")
    assert kept.title["fr"] == "Autre titre"
    assert kept.economics is not None


def test_a_code_that_no_sheet_cites_stands_in_the_way_of_the_lock(marc: Desk, study: Study) -> None:
    marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts", FILLED)
    page = marc.open(f"/studies/{study.id}/plan/lock")
    assert "No imported parameter is called “rate”." in page.words
    assert "lock-plan" not in page.forms()


def test_a_number_that_cannot_be_read_keeps_what_was_typed_and_stores_nothing(marc: Desk, study: Study) -> None:
    wrong = {**FILLED, "horizon_years": "long"}
    page = marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts", wrong)
    field = page.form("save-accounts").select_one("#horizon_years")
    assert field is not None
    assert field["value"] == "long"
    assert study.plan == plan_json.dumps(PLAN)


def test_a_locked_plan_has_no_such_form(marc: Desk, study: Study) -> None:
    marc.send(marc.open(f"/studies/{study.id}/plan/lock"), "lock-plan")
    page = marc.open(f"/studies/{study.id}/plan/accounts")
    assert "save-accounts" not in page.forms()


def test_every_field_stands_on_the_page(marc: Desk, study: Study) -> None:
    shown = marc.open(f"/studies/{study.id}/plan/accounts").form("save-accounts").select("[name]")
    names = {str(field["name"]) for field in shown}
    asked_once = {*ASKED, *ECONOMIC, *SHARES, *NATURE_FIELDS, *(f"pilot_{name}" for name in PILOT)}
    assert asked_once - names == set()
    assert {f"activity-2-{name}" for name in ROWS["activity"]} <= names
    assert {f"way-1-{name}" for name in ROWS["way"]} <= names
