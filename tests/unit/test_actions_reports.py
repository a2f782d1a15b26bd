"""Reports: asked for, told by the job, kept with their digest, joined to the trace."""

from __future__ import annotations

import pytest
from people import Cast, draft_study, open_study
from sqlalchemy.exc import IntegrityError

from livinglab import actions
from livinglab.store import NotAllowed, Refused, transaction
from livinglab.store.trace import edges_of


def test_a_report_goes_from_asked_for_to_done(everyone: Cast) -> None:
    report = actions.request_report(by=everyone.rose, study=open_study(everyone))
    states = [report.state]
    actions.mark_report_progress(report=report, progress=40, stage="figures")
    states.append(report.state)
    actions.finish_report(report=report, path="r.pdf", sha256="0" * 64, pages=12)
    assert ([*states, report.state], report.progress) == (["queued", "running", "done"], 100)


def test_a_report_done_twice_draws_one_edge(everyone: Cast) -> None:
    report = actions.request_report(by=everyone.rose, study=open_study(everyone))
    for _ in range(2):
        actions.finish_report(report=report, path="r.pdf", sha256="0" * 64, pages=12)
    assert [edge.relation for edge in edges_of(everyone.balades.id)][-2:] == ["measures", "derived_from"]


def test_a_late_word_of_progress_does_not_reopen_a_report(everyone: Cast) -> None:
    report = actions.request_report(by=everyone.rose, study=open_study(everyone))
    actions.fail_report(report=report, code="plan_missing")
    actions.mark_report_progress(report=report, progress=90, stage="pdf")
    assert (report.state, report.failure) == ("failed", "plan_missing")


def test_a_funder_reads_reports_and_asks_for_none(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.request_report(by=people.felix, study=open_study(people))


def test_a_study_without_locked_plan_has_no_report(people: Cast) -> None:
    with pytest.raises(Refused, match="study_not_locked"):
        actions.request_report(by=people.rose, study=draft_study(people))


def test_a_report_is_not_done_without_its_file(everyone: Cast) -> None:
    report = actions.request_report(by=everyone.rose, study=open_study(everyone))
    with pytest.raises(IntegrityError), transaction():
        report.state = "done"
