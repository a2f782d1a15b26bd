"""Reports: asked for by a person, then told by the job that writes them. Enqueuing follows the commit, in the web."""

from __future__ import annotations

from livinglab import words
from livinglab.actions.action import action, draw_edge, node, team_action
from livinglab.store.actors import OPERATOR, Member, account_id
from livinglab.store.database import db, now, transaction
from livinglab.store.failures import Refused
from livinglab.store.looks import look_in_force
from livinglab.store.remarks import remarks_for
from livinglab.store.reports import Audience, Report
from livinglab.store.studies import Study

GATHERING = "gathering"  # the stage at which the answers are read
REPORTABLE = ("locked", "open", "closing", "closed")


def request_report(*, by: Member, study: Study, audience: Audience = "funder", language: str = "fr") -> Report:
    """A report to be written, with the words of the team as they stand. The caller enqueues the job afterwards."""
    report = Report(
        study_id=study.id,
        audience=audience,
        language=language,
        requested_by_id=account_id(by),
        remark_ids=[remark.id for remark in remarks_for(study.id, audience, language)],
        look=look_in_force(),
    )
    with team_action(by, "request_report", study, "request_report") as act:
        if study.state not in REPORTABLE:
            raise Refused("study_not_locked")
        if language not in words.LANGUAGES:
            raise Refused("language_unknown")
        db.session.add(report)
        act.on(report)
    return report


def mark_report_progress(*, report: Report, progress: int, stage: str) -> None:
    """How far the job is. No audit line: nothing is decided."""
    with transaction():
        if report.state in ("queued", "running"):
            report.state, report.progress, report.stage = "running", progress, stage
            report.gathered_at = now() if stage == GATHERING else report.gathered_at


def finish_report(*, report: Report, path: str, sha256: str, pages: int) -> Report:
    """The file is written; the report joins the trace."""
    with action(OPERATOR, "finish_report") as act:
        if report.state != "done":
            report.path, report.sha256, report.pages = path, sha256, pages
            report.state, report.progress, report.stage, report.finished_at = "done", 100, "done", now()
            project = report.project_id
            draw_edge(project, node("report", report), "derived_from", node("study", report.study))
            act.on(report)
    return report


def fail_report(*, report: Report, code: str) -> Report:
    """The report could not be written; `code` is a key of words/refusals.toml."""
    with action(OPERATOR, "fail_report") as act:
        report.failure, report.state, report.finished_at = code, "failed", now()
        act.on(report)
    return report
