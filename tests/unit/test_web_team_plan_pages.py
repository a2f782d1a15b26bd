"""The whole plan on its page, as a browser without scripts has it: every part written, kept, put right, read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk, Page
from flask import Flask
from garden import PLAN as MONEY
from hypothesis import HealthCheck, given, settings
from office import NATURE
from people import PLAN, Cast, draft_study
from plans_at_random import PLANS
from respondents import PLAN as OUTINGS
from trials import outcome, plan
from whole_plan import EQUITY, VISITS, WHOLE

from analysis import plan_json
from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Group, Margin, Plan, Series
from livinglab.actions import studies as actions
from livinglab.store.database import db
from livinglab.store.studies import Study


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


@pytest.fixture
def study(people: Cast) -> Study:
    return draft_study(people)


def saved(study: Study) -> Plan:
    db.session.refresh(study)
    return plan_json.loads(study.plan or "")


def opened(marc: Desk, study: Study) -> Page:
    return marc.open(f"/studies/{study.id}/plan/edit")


def field(page: Page, identifier: str) -> str:
    """What stands in a field."""
    found = page.form("save-plan").select_one(f"#{identifier}")
    assert found is not None, identifier
    return str(found["value"]) if found.has_attr("value") else found.get_text().removeprefix("\n")


def told_at(page: Page, identifier: str) -> str:
    """The complaint beside a field."""
    found = page.form("save-plan").select_one(f"#{identifier}-error")
    return found.get_text(strip=True) if found else ""


def imported(checkout: Path) -> list[Plan]:
    files = [*checkout.glob("livinglab/samples/*/plan.json"), checkout / "tests/journey/beat_the_blues/plan.json"]
    return [plan_json.loads(file.read_text("utf-8")) for file in files]


def test_every_plan_saved_from_its_page_is_the_plan_that_was_imported(
    marc: Desk, study: Study, people: Cast, checkout: Path
) -> None:
    trial = plan(*(outcome(code, code=code) for code in CATALOGUE))
    for one in (PLAN, WHOLE, OUTINGS, trial, replace(PLAN, economics=MONEY, environment=NATURE), *imported(checkout)):
        actions.save_plan(by=people.marc, study=study, plan=one)
        assert marc.send(opened(marc, study), "save-plan").status == 200
        assert plan_json.dumps(saved(study)) == plan_json.dumps(one)


def test_a_french_page_writes_and_reads_numbers_with_a_comma(laboratory: Flask, study: Study, people: Cast) -> None:
    one = replace(WHOLE, economics=MONEY, environment=NATURE, outcomes=(replace(WHOLE.outcomes[0], threshold=-1.25),))
    actions.save_plan(by=people.marc, study=study, plan=one)
    marc = Desk(laboratory, "fr").known_as(people.marc)
    page = opened(marc, study)
    shown = ("confidence", "outcome-0-threshold", "margin-0-share-0")
    assert [field(page, name) for name in shown] == ["0,95", "-1,25", "33,33333333333333"]
    marc.send(page, "save-plan")
    marc.send(marc.open(f"/studies/{study.id}/plan/accounts"), "save-accounts")
    assert saved(study) == one


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PLANS)
def test_any_plan_saved_from_its_page_is_the_plan_that_was_imported(
    marc: Desk, study: Study, people: Cast, one: Plan
) -> None:
    actions.save_plan(by=people.marc, study=study, plan=one)
    assert marc.send(opened(marc, study), "save-plan").status == 200
    assert saved(study) == one


def test_all_parts_are_written_without_a_file(marc: Desk, study: Study) -> None:
    page = opened(marc, study)
    for part in ("group", "margin", "series"):
        page = marc.send(page, "save-plan", {"add": part})
    page = marc.send(page, "save-plan", {
        "group-0-label_fr": "Reposés", "group-0-label_en": "Rested", "group-0-attribute": "rested",
        "margin-0-label_fr": "Repos", "margin-0-label_en": "Rest", "margin-0-attribute": "rested",
        "series-0-label_fr": "Visites", "series-0-label_en": "Visits", "series-0-series": "visits",
        "series-0-interrupted_on": "2026-03-01", "show": "margin-0",
    })  # fmt: skip
    assert [field(page, f"margin-0-value-{place}") for place in range(4)] == ["yes", "no", "", ""]
    page = marc.send(page, "save-plan", {
        "group-0-values": "yes", "margin-0-share": ["60", "40", "", ""], "margin-0-source": "Insee",
        "margin-0-year": "2021", "sites": "site", "outcome-0-estimator": "equity_means", "outcome-0-group": "rested",
    })  # fmt: skip
    assert page.status == 200
    found = saved(study)
    assert found.groups == (Group("rested", {"fr": "Reposés", "en": "Rested"}, "rested", ("yes",)),)
    assert found.population == (
        Margin("rested", {"fr": "Repos", "en": "Rest"}, {"yes": 0.6, "no": 0.4}, "Insee", 2021),
    )
    assert found.series == (Series("visits", {"fr": "Visites", "en": "Visits"}, "visits", interrupted_on="2026-03-01"),)
    assert (found.sites, found.outcomes[0].group) == ("site", "rested")
    assert "The plan can be locked." in page.words


@pytest.mark.parametrize("part", ["group", "margin", "series"])
def test_a_part_is_removed_from_its_place(marc: Desk, study: Study, people: Cast, part: str) -> None:
    actions.save_plan(by=people.marc, study=study, plan=WHOLE)
    page = marc.send(opened(marc, study), "save-plan", {"remove": f"{part}-0"})
    assert page.form("save-plan").select_one(f"#{part}-0-label_fr") is None
    marc.send(page, "save-plan")
    kept = saved(study)
    family = {"group": kept.groups, "margin": kept.population, "series": kept.series}[part]
    assert family == ()


def test_what_was_typed_stays_when_a_share_is_missing(marc: Desk, study: Study, people: Cast) -> None:
    actions.save_plan(by=people.marc, study=study, plan=WHOLE)
    page = marc.send(opened(marc, study), "save-plan", {"margin-0-share": ["60", ""], "title_fr": "Changé"})
    assert (page.status, page.errors()) == (422, ["Write the share of this answer, or clear the line."])
    assert told_at(page, "margin-0-share-1") == "Write the share of this answer, or clear the line."
    assert (field(page, "margin-0-share-0"), field(page, "title_fr")) == ("60", "Changé")
    assert len(page.form("save-plan").select("[name=margin-0-share]")) == 4
    assert saved(study) == WHOLE


@pytest.mark.parametrize("design", ["no_baseline", "one_group", "comparison", "randomised", "switched"])
def test_every_way_of_comparing_is_offered_whatever_the_design(
    marc: Desk, study: Study, people: Cast, design: str
) -> None:
    actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, design=design))  # type: ignore[arg-type]  # one of the designs
    options = opened(marc, study).form("save-plan").select("#outcome-0-estimator option")
    assert sorted(str(option["value"]) for option in options) == sorted(["", *CATALOGUE])


@pytest.mark.parametrize(
    ("estimator", "needs", "unused"),
    [
        (
            "interrupted_series",
            ["a series of measurements, declared above", "the day of the change in the series"],
            {"waves", "baseline_wave", "success_values", "group"},
        ),
        (
            "equity_shares",
            [
                "a question or a scale", "two arms", "one wave only", "the answers counted as success",
                "a group of people, declared under “Equity”",
            ],
            {"baseline_wave"},
        ),
        (
            "paired_mean",
            [
                "an answer in numbers, or a scale", "one wave only", "a starting measurement",
                "a multiple imputation of the missing, as a second reading, if you wish",
            ],
            {"success_values", "group"},
        ),
    ],
)  # fmt: skip
def test_what_a_comparison_needs_is_told_beside_it_and_what_it_does_not_use_stands_apart(
    marc: Desk, study: Study, estimator: str, needs: list[str], unused: set[str]
) -> None:
    page = marc.send(opened(marc, study), "save-plan", {"outcome-0-estimator": estimator, "show": "outcome-0"})
    form = page.form("save-plan")
    assert [line.get_text(strip=True) for line in form.select("#outcome-0-needs li")] == needs
    apart = form.select("#outcome-0 details.further [name]")
    assert {str(one["name"]).removeprefix("outcome-0-") for one in apart} == unused


def test_a_list_of_every_question_is_shown_only_where_it_serves(marc: Desk, study: Study, people: Cast) -> None:
    def shown(estimator: str, *adjust_for: str) -> list[str]:
        (one,) = PLAN.outcomes
        ticked = replace(PLAN, outcomes=(replace(one, estimator=estimator, adjust_for=adjust_for),))
        actions.save_plan(by=people.marc, study=study, plan=ticked)
        boxes = opened(marc, study).form("save-plan").select("[name=outcome-0-adjust_for]")
        return [str(box["value"]) for box in boxes]

    assert shown("two_arms_mean") == []
    assert shown("two_arms_ancova") == ["hours", "rested"]
    assert shown("two_arms_mean", "rested") == ["rested", "hours"]


def test_imputing_the_missing_is_offered_where_it_is_read_and_kept_where_it_is_not(
    marc: Desk, study: Study, people: Cast
) -> None:
    def shown(estimator: str, imputations: int | None) -> list[tuple[str, bool]]:
        (one,) = PLAN.outcomes
        made = replace(PLAN, outcomes=(replace(one, estimator=estimator, imputations=imputations),))
        actions.save_plan(by=people.marc, study=study, plan=made)
        options = opened(marc, study).form("save-plan").select("[name=outcome-0-imputations] option")
        return [(str(one["value"]), one.has_attr("selected")) for one in options]

    assert shown("two_arms_mean", None) == []
    assert [value for value, _ in shown("two_arms_ancova", None)] == ["", "20", "50", "100"]
    assert ("60", True) in shown("two_arms_ancova", 60)
    assert ("50", True) in shown("two_arms_mean", 50)


def test_a_problem_is_told_at_its_field_and_the_plan_leads_there(marc: Desk, study: Study, people: Cast) -> None:
    wrong = replace(
        WHOLE,
        outcomes=(
            replace(PLAN.outcomes[0], measure="gone"),
            replace(EQUITY, group="nobody", label={"en": "Gap"}),
            VISITS,
        ),
        population=(replace(WHOLE.population[0], shares={"no": 0.5}),),
        series=(replace(WHOLE.series[0], interrupted_on="spring"),),
    )
    actions.save_plan(by=people.marc, study=study, plan=wrong)
    page = opened(marc, study)
    assert told_at(page, "outcome-0-measure").startswith("No question or scale is called “gone”.")
    assert told_at(page, "outcome-1-group") == (
        "The group “nobody” is not declared in the plan. Declare the group (attribute and values), or name another one."
    )
    assert told_at(page, "outcome-1-label_fr") == "Write it in that language."
    assert told_at(page, "margin-0-share-0").startswith("The shares of “rested”")
    assert told_at(page, "series-0-interrupted_on").startswith("“spring” is not a day.")
    assert field(page, "series-0-interrupted_on") == "spring"
    links = marc.open(f"/studies/{study.id}/plan").soup.select("#problems a")
    assert {"Outcomes: Sleep", "Outcomes: Gap", "The population: Rest", "Series of measurements: Visits"} == {
        link.get_text(strip=True) for link in links
    }
    targets = [str(link["href"]).partition("#")[2] for link in links]
    ids = {str(one["id"]) for one in page.soup.select("[id]")}
    assert [target for target in targets if target not in ids] == []


def test_a_button_that_adds_leads_to_what_it_adds(marc: Desk, study: Study) -> None:
    page = opened(marc, study)
    button = page.form("save-plan").select_one("button[name=add][value=series]")
    assert button is not None
    target = str(button["formaction"]).partition("#")[2]
    assert page.soup.select_one(f"#{target}") is None
    page = marc.send(page, "save-plan", {"add": "series"})
    assert page.soup.select_one(f"#{target}") is not None


def test_a_locked_plan_is_read_whole(marc: Desk, study: Study, people: Cast) -> None:
    actions.save_plan(by=people.marc, study=study, plan=WHOLE)
    actions.lock_plan(by=people.marc, study=study)
    page = marc.open(f"/studies/{study.id}/plan")
    for said in (
        "No: 33.3%, Yes: 66.7%", "Census, 2022", "visits of the garden", "1 March 2026",
        "the place of the person (site)", "group: Rested", "series: Visits",
    ):  # fmt: skip
        assert said in page.words
    assert page.forms() == ["sign-out"]
    assert opened(marc, study).path == f"/studies/{study.id}/plan"


def test_a_new_plan_counts_its_days_where_the_laboratory_is_and_any_known_zone_may_be_typed(
    marc: Desk, study: Study, people: Cast
) -> None:
    unplanned = actions.plan_study(by=people.marc, version=study.version, title={"fr": "Sans plan", "en": "No plan"})
    form = opened(marc, unplanned).form("save-plan")
    offered = [str(one["value"]) for one in form.select("#zones option")]
    assert (form.select_one("[name=zone]")["value"], offered[0]) == ("Europe/Paris", "Europe/Paris")


def test_a_zone_nobody_knows_is_told_at_its_field(marc: Desk, study: Study, people: Cast) -> None:
    actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, zone="Mars/Olympus"))
    assert told_at(opened(marc, study), "zone").startswith("“Mars/Olympus” is not a known time zone.")


def test_outcomes_that_are_said_fold_into_a_line_and_what_is_to_be_mended_stays_open(
    people: Cast, marc: Desk, study: Study
) -> None:
    actions.save_plan(by=people.marc, study=study, plan=WHOLE)
    page = opened(marc, study)
    panels = page.soup.select("[id^=outcome-].panel")
    lines = [panel.select_one(":scope > details > summary") for panel in panels]
    assert len(panels) > 1
    assert [line.get_text().partition(" – ")[0] for line in lines if line] == [
        f"Outcome {number}" for number in range(1, len(panels) + 1)
    ]
    shown = marc.send(page, "save-plan", {"show": "outcome-1"})
    assert _folded(shown) == [place != 1 for place in range(len(panels))]
    wrong = marc.send(opened(marc, study), "save-plan", {"outcome-0-threshold": "a lot"})
    assert _folded(wrong) == [place != 0 for place in range(len(panels))]
    added = marc.send(opened(marc, study), "save-plan", {"add": "outcome"})
    assert _folded(added) == [True] * len(panels) + [False]


def _folded(page: Page) -> list[bool]:
    return [panel.select_one(":scope > details") is not None for panel in page.soup.select("[id^=outcome-].panel")]
