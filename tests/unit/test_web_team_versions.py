"""Versions of a questionnaire at the team's: compared, assigned with a warning, and old ones that go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from desk import Desk, Page
from flask import Flask
from people import PLAN, SLEEP, Cast, draft_study, lucie_in, open_study, published
from sqlalchemy import select, update

from analysis.plan import Scale
from livinglab import actions
from livinglab.actions.participants import Newcomer
from livinglab.store.actors import OPERATOR
from livinglab.store.comparability import new_breaks
from livinglab.store.consents import consent_texts
from livinglab.store.database import db, now
from livinglab.store.questionnaires import QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.responses import Response
from livinglab.store.serving import served
from livinglab.store.studies import Deviation, Study
from surveys.questionnaire import Questionnaire
from surveys.submission import Submission

HOURS, RESTED, REMARK = SLEEP.questions
MINUTES = replace(HOURS, label={"fr": "Combien de minutes avez-vous dormi ?", "en": "How many minutes did you sleep?"})
IN_MINUTES = replace(SLEEP, version="2", questions=(MINUTES, RESTED, REMARK))
REWORDED = replace(SLEEP, version="2", questions=(HOURS, RESTED, replace(REMARK, label={"fr": "Un mot ?"})))
BOTH_WAVES = replace(PLAN, outcomes=(replace(PLAN.outcomes[0], estimator="two_arms_ancova", baseline_wave="before"),))


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def planned(people: Cast) -> Study:
    study = draft_study(people)
    return actions.save_plan(by=people.marc, study=study, plan=BOTH_WAVES)


def locked(people: Cast) -> Study:
    return actions.lock_plan(by=people.marc, study=planned(people))


def assign(marc: Desk, study: Study, **waves: QuestionnaireVersion) -> Page:
    form = marc.open(f"/studies/{study.id}/questionnaires")
    return marc.send(form, "assign-questionnaire", {f"wave-{wave}": version.id for wave, version in waves.items()})


def served_at(study: Study, wave: str) -> Questionnaire:
    version = served(study, wave)
    assert version is not None
    return version.content


def deviations() -> list[tuple[str, str]]:
    return [(one.what, one.why) for one in db.session.scalars(select(Deviation))]


def test_versions_say_who_published_them_and_lead_to_what_changed(marc: Desk, people: Cast) -> None:
    study = planned(people)
    newer = published(people, IN_MINUTES)
    page = marc.open(f"/studies/{study.id}/questionnaires")
    assert people.marc.name in page.words
    page = marc.open(f"/studies/{study.id}/questionnaires/{newer.id}/changes")
    (row,) = page.soup.select("#changes tbody tr")
    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
    assert (cells[0], cells[1], cells[4]) == (
        "hours",
        "Unit changed",
        "No. The numbers are in another unit.",
    )


def test_the_first_version_has_nothing_to_be_compared_with(marc: Desk, people: Cast) -> None:
    study = planned(people)
    version = served(study, "before")
    assert version is not None
    page = marc.open(f"/studies/{study.id}/questionnaires/{version.id}/changes")
    assert "There is no other version to compare it with." in page.words


def test_a_version_that_keeps_planned_comparisons_is_assigned_at_once(marc: Desk, people: Cast) -> None:
    study = planned(people)
    page = assign(marc, study, after=published(people, REWORDED))
    assert (page.status, served_at(study, "after")) == (200, REWORDED)


def test_a_version_that_breaks_one_is_assigned_only_once_that_is_confirmed(marc: Desk, people: Cast) -> None:
    study = planned(people)
    page = assign(marc, study, after=published(people, IN_MINUTES))
    assert (page.status, served_at(study, "after")) == (409, SLEEP)
    assert "Unit changed" in page.words
    page = marc.send(page, "assign-anyway", {"confirm": "yes"})
    assert (page.status, served_at(study, "after"), deviations()) == (200, IN_MINUTES, [])


def test_changing_both_waves_alike_breaks_nothing_before_the_first_answer(marc: Desk, people: Cast) -> None:
    study = planned(people)
    newer = published(people, IN_MINUTES)
    assert assign(marc, study, before=newer, after=newer).status == 200


def test_once_the_plan_is_locked_a_reason_is_needed_and_kept_as_a_deviation(marc: Desk, people: Cast) -> None:
    study = locked(people)
    page = assign(marc, study, after=published(people, IN_MINUTES))
    page = marc.send(page, "assign-anyway", {"confirm": "yes", "why": " "})
    assert (page.status, page.errors(), deviations()) == (422, ["Write why you change the version."], [])
    page = marc.send(page, "assign-anyway", {"confirm": "yes", "why": "The clock counts minutes."})
    assert (page.status, served_at(study, "after")) == (200, IN_MINUTES)
    assert deviations() == [("Sleep, After: question hours. Unit changed.", "The clock counts minutes.")]


def test_a_wave_that_takes_answers_is_compared_with_itself(people: Cast) -> None:
    open_study(people)
    now, then = {"after": SLEEP}, {"after": IN_MINUTES}
    assert new_breaks(PLAN, now, then, answering=False) == ()
    (broken,) = new_breaks(PLAN, now, then, answering=True)
    assert (broken.earlier.code, broken.later.code, broken.change.code) == ("after", "after", "unit_changed")


def test_an_outcome_on_a_scale_rests_on_its_items() -> None:
    scale = Scale("score", {"fr": "Score"}, ("hours",), 0, 24)
    plan = replace(BOTH_WAVES, scales=(scale,), outcomes=(replace(BOTH_WAVES.outcomes[0], measure="score"),))
    now = {"before": SLEEP, "after": SLEEP}
    assert len(new_breaks(plan, now, {**now, "after": IN_MINUTES}, answering=False)) == 1


def test_a_draft_begun_on_a_version_goes_on_with_it_after_another_is_served(
    laboratory: Flask, people: Cast, marc: Desk
) -> None:
    study = open_study(people)
    token = lucie_in(study).token
    phone = Desk(laboratory)
    page = phone.send(phone.open(f"/a/{token}/consent"), "consent")
    assert "How many hours did you sleep?" in page.words
    phone.send(page, "page", {"hours": "7", "rested": "yes"})
    actions.assign_questionnaire(by=people.marc, study=study, wave="before", version=published(people, IN_MINUTES))
    assert "How many hours did you sleep?" in phone.open(f"/a/{token}/questions/before").words
    phone.send(phone.open(f"/a/{token}/review/before"), "send")
    (response,) = db.session.scalars(select(Response)).all()
    assert (response.version.digest, response.answers["hours"]) == (SLEEP.digest, 7)
    (paul,) = actions.enrol_participants(by=OPERATOR, study=study, newcomers=[Newcomer(arm="walk")])
    other = phone.send(phone.open(f"/a/{paul.token}/consent"), "consent")
    assert "How many minutes did you sleep?" in other.words


def test_answers_to_a_version_replaced_ninety_days_ago_are_accepted(people: Cast) -> None:
    study = open_study(people)
    lucie = lucie_in(study)
    actions.give_consent(by=lucie.participant, consent_text=consent_texts(study)["fr"])
    actions.assign_questionnaire(by=people.marc, study=study, wave="before", version=published(people, IN_MINUTES))
    then = now() - timedelta(days=90)
    db.session.execute(
        update(StudyQuestionnaire).where(StudyQuestionnaire.retired_at.is_not(None)).values(retired_at=then)
    )
    db.session.commit()
    sent = Submission("r" * 32, SLEEP.digest, {"hours": 7, "rested": "yes"}, "fr", "offline", then, then)
    accepted = actions.accept_submission(by=lucie.participant, wave="before", submission=sent)
    assert accepted.response.version.digest == SLEEP.digest
