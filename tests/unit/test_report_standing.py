"""What became of a report since it was made: replaced by a newer one, or left by people it rests on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from desk import Desk
from flask import Flask
from people import PLAN, Cast, draft_study, open_study

from analysis import plan_json
from livinglab import actions
from livinglab.actions import Newcomer
from livinglab.jobs.verifications import found, hand_in
from livinglab.schemas.verification import Checked, CheckedSchema
from livinglab.store import OPERATOR
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.report_standing import report_of_digest, standing_of, touched_by_withdrawals
from livinglab.store.reports import Audience, Report
from livinglab.store.studies import Participant, Study


@pytest.fixture
def marc(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.marc)


def written(people: Cast, study: Study, sha256: str = "a" * 64, audience: Audience = "funder") -> Report:
    report = actions.request_report(by=people.marc, study=study, audience=audience, language="en")
    actions.mark_report_progress(report=report, progress=10, stage="gathering")
    return actions.finish_report(report=report, path="r.pdf", sha256=sha256, pages=12)


def residents(study: Study, count: int, name: str = "resident") -> list[Participant]:
    newcomers = [Newcomer(f"{name}{n}@example.org", "walk") for n in range(count)]
    enrolled = actions.enrol_participants(by=OPERATOR, study=study, newcomers=newcomers)
    return [each.participant for each in enrolled]


def study_with_minimum(people: Cast, minimum: int) -> Study:
    study = draft_study(people)
    actions.save_plan(by=people.marc, study=study, plan=replace(PLAN, minimum_cell=minimum))
    actions.lock_plan(by=people.marc, study=study)
    return actions.open_study(by=people.marc, study=study)


def test_a_withdrawal_after_a_report_marks_it_and_the_next_one_is_free_of_it(people: Cast) -> None:
    study = open_study(people)
    (lucie,) = residents(study, 1)
    before = written(people, study)
    assert standing_of(before).left == 0
    actions.withdraw_participant(by=lucie, participant=lucie)
    after = written(people, study, "b" * 64)
    assert (standing_of(before).left, standing_of(after).left) == (1, 0)
    assert touched_by_withdrawals(study.id) == {before.id}


def test_erasing_answers_later_marks_the_reports_made_from_them_meanwhile(people: Cast) -> None:
    study = open_study(people)
    (lucie,) = residents(study, 1)
    actions.withdraw_participant(by=lucie, participant=lucie)
    report = written(people, study)
    actions.withdraw_participant(by=lucie, participant=lucie, erase=True)
    assert standing_of(report).left == 1


def test_someone_who_came_after_a_report_does_not_touch_it_by_leaving(people: Cast) -> None:
    study = open_study(people)
    report = written(people, study)
    (late,) = residents(study, 1)
    actions.withdraw_participant(by=late, participant=late)
    assert standing_of(report).left == 0


@pytest.mark.parametrize(("leaving", "told"), [(2, None), (3, 3)])
def test_how_many_left_is_told_from_the_minimum_of_the_plan_on(people: Cast, leaving: int, told: int | None) -> None:
    study = study_with_minimum(people, 3)
    everyone = residents(study, 4)
    report = written(people, study)
    for one in everyone[:leaving]:
        actions.withdraw_participant(by=one, participant=one)
    assert (standing_of(report).left, standing_of(report).told) == (leaving, told)


def test_a_newer_report_for_the_same_readers_replaces_the_older_and_both_are_kept(people: Cast) -> None:
    study = open_study(people)
    first, other, second = written(people, study), written(people, study, audience="resident"), written(people, study)
    assert (standing_of(first).replaced_by, standing_of(second).replaces) == (second, first)
    assert standing_of(other).versions == ()


def test_the_pages_of_the_team_say_that_someone_left_without_saying_who(marc: Desk, people: Cast) -> None:
    study = open_study(people)
    (lucie,) = residents(study, 1)
    first = written(people, study)
    actions.withdraw_participant(by=lucie, participant=lucie, reason="moved away")
    second = written(people, study, "b" * 64)
    page = marc.open(f"/reports/{first.id}")
    assert "Since this report, at least one person has withdrawn. A new report is to be made." in page.words
    assert (lucie.pseudonym in page.words, "moved away" in page.words) == (False, False)
    assert page.soup.select_one(f"a[href='/reports/{second.id}']") is not None
    newer = marc.open(f"/reports/{second.id}")
    assert ("has withdrawn" in newer.words, "Replaces report 1" in newer.words) == (False, True)
    assert marc.open(f"/studies/{study.id}/reports").words.count("To be made again") == 1


@pytest.mark.parametrize("leaves", [False, True])
def test_whoever_verifies_a_report_learns_how_it_stands(
    laboratory: Flask, people: Cast, tmp_path: Path, leaves: bool
) -> None:
    study, content = open_study(people), b"%PDF-1.7 as it was written"
    (lucie,) = residents(study, 1)
    digest = hashlib.sha256(content).hexdigest()
    written(people, study, digest)
    if leaves:
        actions.withdraw_participant(by=lucie, participant=lucie)
    folder = tmp_path / "verifications"
    name = hand_in(content, folder)
    (folder / f"{name}.json").write_text(CheckedSchema().dumps(Checked("holds", digest=digest)), "utf-8")
    words = Desk(laboratory).open(f"/verify/{name}").words
    assert ("at least one person has withdrawn" in words) == leaves


def test_a_file_the_laboratory_did_not_write_has_no_standing(laboratory: Flask, people: Cast, tmp_path: Path) -> None:
    study = open_study(people)
    (lucie,) = residents(study, 1)
    written(people, study)
    actions.withdraw_participant(by=lucie, participant=lucie)
    folder = tmp_path / "verifications"
    name = hand_in(b"%PDF-1.7", folder)
    (folder / f"{name}.json").write_text(CheckedSchema().dumps(Checked("fails", digest="f" * 64)), "utf-8")
    assert "has withdrawn" not in Desk(laboratory).open(f"/verify/{name}").words
    assert (report_of_digest(""), found(name, folder)) == (None, Checked("fails", digest="f" * 64))


def test_a_withdrawal_stands_in_the_audit_log_without_a_name(people: Cast) -> None:
    (lucie,) = residents(open_study(people), 1)
    actions.withdraw_participant(by=lucie, participant=lucie)
    line = db.session.query(AuditLine).order_by(AuditLine.sequence.desc()).first()
    assert line is not None
    assert (line.verb, line.object_kind, line.actor) == ("withdraw_participant", "Participant", "participant")


def test_the_plan_of_these_tests_has_the_minimum_they_rely_on() -> None:
    assert plan_json.loads(plan_json.dumps(PLAN)).minimum_cell == 5
