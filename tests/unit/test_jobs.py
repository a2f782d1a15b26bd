"""Background work: a report is written whole or its failure is told; a file handed in is verified and erased."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from answered import answered_study
from desk import Desk, Upload
from flask import Flask
from people import cast, laboratory_in, open_study

from livinglab import actions
from livinglab.actions.field_clients import forget_refused_forms
from livinglab.jobs import desk, queue
from livinglab.jobs.field_forms import make_field_forms
from livinglab.jobs.reports import resume_reports, write_report
from livinglab.jobs.sweeping import sweep
from livinglab.jobs.verifications import MOST_WAITING, TooMany, found, hand_in, resume_verifications, verify_report
from livinglab.jobs.whole_files import appearing_whole
from livinglab.schemas.verification import Checked
from livinglab.store import OPERATOR
from livinglab.store.database import db
from livinglab.store.field_clients import forms_now
from livinglab.store.reports import Report
from livinglab.store.studies import Study
from surveys.openrosa.documents import md5_of
from surveys.openrosa.xform import NotConverted


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A laboratory in the folder the worker finds in its environment."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    _forget()
    yield laboratory_in(tmp_path)
    _forget()


def _forget() -> None:
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def test_what_tests_ask_for_waits_in_no_queue_of_this_checkout(checkout: Path) -> None:
    assert not Path(queue.huey.storage.filename).is_relative_to(checkout)


def test_a_study_without_response_is_told_so(worker: Flask) -> None:
    with worker.app_context():
        people = cast()
        identifier = actions.request_report(by=people.marc, study=open_study(people)).id
    write_report.call_local(identifier)
    with worker.app_context():
        report = db.session.get_one(Report, identifier)
        assert (report.state, report.failure) == ("failed", "report_without_response")


def test_a_defect_leaves_a_failed_report_and_no_file(
    worker: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with worker.app_context():
        people = cast()
        identifier = actions.request_report(by=people.marc, study=open_study(people)).id

    def broken(_report: Report) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(sys.modules["livinglab.jobs.reports"], "_write", broken)
    write_report.call_local(identifier)
    with worker.app_context():
        report = db.session.get_one(Report, identifier)
        assert (report.state, report.failure) == ("failed", "report_fault")
    assert list((tmp_path / "reports").glob("*")) == []


def test_a_file_that_was_not_finished_never_appears(tmp_path: Path) -> None:
    target = tmp_path / "reports" / "one.pdf"
    with pytest.raises(RuntimeError):
        _half_written(target)
    assert list(target.parent.iterdir()) == []


def _half_written(target: Path) -> None:
    with appearing_whole(target) as draft:
        draft.write_bytes(b"half")
        raise RuntimeError("the lights went out")


def test_a_report_that_nobody_asked_for_is_left_alone(worker: Flask) -> None:
    write_report.call_local("0" * 32)


@pytest.mark.slow
def test_a_report_is_written_verified_and_erased_from_the_queue(
    worker: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with worker.app_context():
        people = cast()
        identifier = actions.request_report(by=people.marc, study=answered_study(people), language="en").id
    write_report.call_local(identifier)
    with worker.app_context():
        report = db.session.get_one(Report, identifier)
        assert (report.state, report.progress, report.failure) == ("done", 100, None)
        content = Path(report.path or "").read_bytes()
    monkeypatch.setattr(sys.modules["livinglab.web.public.views"], "ask_for_verification", verify_report.call_local)
    visitor = Desk(worker)
    page = visitor.send(visitor.open("/verify"), "verify-report", {"report": Upload("report.pdf", content)})
    assert (page.title, page.words.count("Does not hold")) == ("Every figure holds", 0)
    assert "byte for byte, the one this laboratory produced" in page.words
    assert list((tmp_path / "verifications").glob("*.pdf")) == []


@pytest.mark.slow
def test_a_file_that_is_no_report_is_told_so(worker: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "verifications"
    name = hand_in(b"%PDF-1.7 nothing", folder)
    verify_report.call_local(name)
    checked = found(name, folder)
    assert checked is not None
    assert (checked.state, checked.figures, len(checked.problems)) == ("unreadable", (), 1)


def test_a_report_left_half_way_is_asked_for_again(worker: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with worker.app_context():
        people = cast()
        study = open_study(people)
        left, done = (actions.request_report(by=people.marc, study=study) for _ in range(2))
        for report in (left, done):
            actions.mark_report_progress(report=report, progress=30, stage="analysing")
        actions.finish_report(report=done, path="report.pdf", sha256="0" * 64, pages=1)
        expected = [left.id]
    queued: list[str] = []
    monkeypatch.setattr(sys.modules["livinglab.jobs.reports"], "write_report", queued.append)
    resume_reports()
    assert queued == expected


def test_a_file_left_behind_is_asked_for_again_and_verified_once(
    worker: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = hand_in(b"%PDF-1.7", tmp_path / "verifications")
    queued: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["livinglab.jobs.verifications"], "verify_report", queued.append)
        resume_verifications()
    assert queued == [name]
    (tmp_path / "verifications" / f"{name}.pdf").unlink()
    verify_report.call_local(name)
    assert found(name, tmp_path / "verifications") is None


def test_a_verification_waits_until_the_worker_has_come(tmp_path: Path) -> None:
    name = hand_in(b"%PDF-1.7", tmp_path)
    assert found(name, tmp_path) == Checked("waiting")


@pytest.mark.parametrize("name", ["0" * 32, "../../etc/passwd", "", "0" * 31 + "/"])
def test_a_verification_that_never_was_is_not_found(tmp_path: Path, name: str) -> None:
    assert found(name, tmp_path) is None


def test_strangers_cannot_fill_the_disk(tmp_path: Path) -> None:
    for _ in range(MOST_WAITING):
        hand_in(b"%PDF-1.7", tmp_path)
    with pytest.raises(TooMany):
        hand_in(b"%PDF-1.7", tmp_path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a PDF file."),
        (b"MZ not a report", "This file is not a PDF. Choose the PDF as you received it."),
    ],
)
def test_what_cannot_be_a_report_is_refused_at_the_door(worker: Flask, content: bytes, sentence: str) -> None:
    visitor = Desk(worker)
    page = visitor.send(visitor.open("/verify"), "verify-report", {"report": Upload("file", content)})
    assert (page.status, page.errors()) == (422, [sentence])


def test_what_no_row_names_is_swept_by_the_worker(worker: Flask, tmp_path: Path) -> None:
    left = tmp_path / "files" / "ab" / ("ab" * 32)
    left.parent.mkdir(parents=True)
    left.write_bytes(b"linked, never named")
    sweep.call_local()
    assert not left.exists()


def fields_of(worker: Flask) -> str:
    """The id of an open study for which a device collects."""
    with worker.app_context():
        people = cast()
        study = open_study(people)
        actions.issue_field_client(by=people.marc, study=study, name="Tablette")
        return study.id


@pytest.mark.slow
def test_the_forms_of_field_clients_are_made_once(worker: Flask) -> None:
    identifier = fields_of(worker)
    for _ in range(2):
        make_field_forms.call_local(identifier)
    with worker.app_context():
        study = db.session.get_one(Study, identifier)
        forms = [form for form in forms_now(study).values() if form]
        assert {form.title for form in forms} == {"Sommeil – Avant", "Sommeil – Après"}
        assert [form.hash for form in forms] == [md5_of(form.xform or b"") for form in forms]


@pytest.mark.slow
def test_a_form_that_cannot_be_made_says_why_and_is_tried_again_when_asked(
    worker: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    identifier = fields_of(worker)

    def refused(_questionnaire: object) -> bytes:
        raise NotConverted("a name stands twice")

    with monkeypatch.context() as broken:
        broken.setattr("surveys.openrosa.xform.xform", refused)
        make_field_forms.call_local(identifier)
    with worker.app_context():
        study = db.session.get_one(Study, identifier)
        assert {form.fault for form in forms_now(study).values() if form} == {"a name stands twice"}
        forget_refused_forms(by=OPERATOR, study=study)
    make_field_forms.call_local(identifier)
    with worker.app_context():
        study = db.session.get_one(Study, identifier)
        assert [form is not None and form.fault is None for form in forms_now(study).values()] == [True, True]
