"""Samples taken up on the pages: a whole draft study or nothing, and the sheets that come with them."""

from __future__ import annotations

from datetime import date

import pytest
from desk import Desk
from flask import Flask
from people import Cast, draft_study, version_of_a_prototype
from sqlalchemy import func, select

from analysis import plan_json
from livinglab import actions
from livinglab.actions import samples as acts
from livinglab.samples import companions_of, samples
from livinglab.store.audit import AuditLine
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.overview import questionnaire_versions_of
from livinglab.store.questionnaires import Questionnaire
from livinglab.store.serving import served
from livinglab.store.studies import Study
from livinglab.store.trace import TraceEdge


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def offered(people: Cast) -> str:
    return f"/projects/{people.balades.id}/samples"


def kept() -> tuple[int, ...]:
    """How many studies, questionnaires and steps of the trace there are."""
    counted = (select(func.count()).select_from(table) for table in (Study, Questionnaire, TraceEdge))
    return tuple(db.session.scalar(one) or 0 for one in counted)


@pytest.mark.parametrize("code", samples())
def test_a_sample_becomes_a_draft_study_to_adapt(marc: Desk, people: Cast, code: str) -> None:
    version, sample = version_of_a_prototype(people), samples()[code]
    page = marc.send(marc.open(offered(people)), f"take-{code}", {"version": version.id})
    study, *along = db.session.scalars(select(Study).order_by(Study.anonymous)).all()
    assert page.path == f"/studies/{study.id}"
    assert [each.adapt["en"] in page.words for each in (sample, *companions_of(sample))] == [True] * (1 + len(along))
    assert (study.state, study.version_id, study.title) == ("draft", version.id, sample.title)
    assert study.plan is not None
    plan = plan_json.loads(study.plan)
    assert (plan.funders, plan.analysts) == ((), ())
    asked = {wave: served(study, wave) for wave in (wave.code for wave in plan.waves)}
    files = {wave: one.file for one in sample.questionnaires for wave in one.waves}
    assert {wave: form.source_filename if form else None for wave, form in asked.items()} == files
    verbs = db.session.scalars(select(AuditLine.verb).where(AuditLine.object_id == study.id)).all()
    assert verbs == ["take_up_sample"]


def test_what_must_be_asked_apart_comes_along_as_an_anonymous_study_with_its_consent(marc: Desk, people: Cast) -> None:
    version = version_of_a_prototype(people)
    marc.send(marc.open(offered(people)), "take-writing_assistant", {"version": version.id})
    pilot, apart = db.session.scalars(select(Study).order_by(Study.anonymous)).all()
    assert (pilot.anonymous, apart.anonymous, apart.version_id) == (False, True, version.id)
    assert {code: each.text for code, each in consent_texts(apart).items()} == samples()["other_tools"].consent
    assert consent_texts(pilot) == {}
    asked = {each.content.form_id for each in questionnaire_versions_of(people.balades.id)}
    assert asked == {"ecrire_avant", "ecrire_apres", "outils_non_fournis"}
    assert marc.open(f"/studies/{apart.id}").words.count("Anonymous study") == 1
    assert "Nobody is enrolled." in marc.open(f"/studies/{apart.id}/participants").words


def test_a_plan_taken_up_is_shown_with_what_keeps_it_from_being_locked(marc: Desk, people: Cast) -> None:
    version = version_of_a_prototype(people)
    marc.send(marc.open(offered(people)), "take-warm_homes", {"version": version.id})
    study = db.session.scalars(select(Study)).one()
    assert "discount_rate" in marc.open(f"/studies/{study.id}/plan").words


def test_the_dates_of_a_plan_count_from_the_day_it_is_taken_up(people: Cast) -> None:
    version, sample = version_of_a_prototype(people), samples()["warm_homes"]
    study = acts.take_up_sample(
        by=people.marc, version=version, sample=sample, day=date(2031, 2, 3), language="en", zone="UTC"
    )
    environment = plan_json.loads(study.plan or "").environment
    assert environment is not None
    assert (environment.split, environment.driver) == (date(2031, 2, 3), "Cold of the season, in degree-days")


def test_the_days_of_a_plan_taken_up_are_those_of_the_laboratory(marc: Desk, people: Cast) -> None:
    version = version_of_a_prototype(people)
    marc.send(marc.open(offered(people)), "take-warm_homes", {"version": version.id})
    plan = plan_json.loads(db.session.scalars(select(Study)).one().plan or "")
    assert plan.zone == "Europe/Paris"


def test_a_questionnaire_the_project_has_is_the_one_asked_again(marc: Desk, people: Cast) -> None:
    version = version_of_a_prototype(people)
    for _ in range(2):
        marc.send(marc.open(offered(people)), "take-walks", {"version": version.id})
    assert len(db.session.scalars(select(Study)).all()) == 2
    assert len(questionnaire_versions_of(people.balades.id)) == len(samples()["walks"].questionnaires)


def test_nothing_is_kept_of_a_sample_that_fails_half_way(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    version, before = version_of_a_prototype(people), kept()

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(acts, "served_from_now", fails)
    with pytest.raises(OSError, match="full"):
        acts.take_up_sample(
            by=people.marc, version=version, sample=samples()["walks"], day=date(2031, 2, 3), language="fr", zone="UTC"
        )
    assert kept() == before


def test_without_a_version_the_page_says_what_to_do(marc: Desk, people: Cast) -> None:
    page = marc.open(offered(people))
    assert "Record one, then come back to choose a sample." in page.words
    assert [form for form in page.forms() if form.startswith("take-")] == []
    assert [title for title in (sample.title["en"] for sample in samples().values()) if title not in page.words] == []


def test_a_version_of_elsewhere_is_refused_and_nothing_is_made(marc: Desk, people: Cast) -> None:
    version_of_a_prototype(people)
    page = marc.send(marc.open(offered(people)), "take-walks", {"version": "0" * 32})
    assert (page.status, page.errors()) == (422, ["Choose the version tested."])
    assert db.session.scalars(select(Study)).all() == []


def test_a_sample_nobody_knows_is_not_found(marc: Desk, people: Cast) -> None:
    version_of_a_prototype(people)
    assert marc.open("/samples/nothing/costs.csv").status == 404
    assert marc.open("/samples/warm_homes/nothing.csv").status == 404
    assert marc.open("/samples/warm_homes/costs.pdf").status == 404


@pytest.mark.parametrize(("language", "titles"), [("fr", "Date;Libellé;"), ("en", "Date,Label,")])
def test_a_sheet_is_written_in_the_readers_language(
    laboratory: Flask, people: Cast, language: str, titles: str
) -> None:
    page = Desk(laboratory, language).known_as(people.marc).open("/samples/warm_homes/costs.csv")
    text = page.answer.data.decode("utf-8-sig")
    assert (page.status, text.startswith(titles), len(text.splitlines())) == (200, True, 9)


def test_the_pages_of_a_new_study_of_a_version_and_of_measurements_lead_to_the_samples(
    marc: Desk, people: Cast
) -> None:
    study, project = draft_study(people), f"/projects/{people.balades.id}"
    pages = (f"{project}/studies/new", f"/versions/{study.version_id}", f"/studies/{study.id}/measurements")
    for address in pages:
        links = [str(link["href"]).partition("?")[0] for link in marc.open(address).soup.select("main a[href]")]
        assert offered(people) in links, address


def test_the_version_one_comes_from_is_chosen_already(marc: Desk, people: Cast) -> None:
    first = version_of_a_prototype(people)
    second = actions.release_version(by=people.marc, prototype=first.prototype, label="2")
    for version in (first, second):
        page = marc.open(f"{offered(people)}?version={version.id}")
        chosen = page.form("take-walks").select_one("option[selected]")
        assert chosen is not None
        assert chosen["value"] == version.id
