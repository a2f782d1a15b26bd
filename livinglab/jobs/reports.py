"""The job that writes a report. Light to import: what is heavy is imported when the worker begins."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy import select

from livinglab.actions.reports import fail_report, finish_report, mark_report_progress
from livinglab.jobs import queue
from livinglab.jobs.comparisons import ask_for_comparison
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.queue import huey
from livinglab.jobs.whole_files import appearing_whole
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.reports import Report, article_of

if TYPE_CHECKING:
    from reports.numbers import Language

UNEXPECTED = "report_fault"
STAGES = {"gathering": 10, "analysing": 30, "writing": 60}  # how far each stage begins, in percent

log = logging.getLogger(__name__)


def ask_for_report(report_id: str) -> None:
    """Puts the writing of a report in the queue."""
    queue.prepare()
    write_report(report_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def write_report(report_id: str) -> None:
    """Writes a report that was asked for; a failure is kept with the report, as a sentence."""
    with desk().app_context():
        report = db.session.get(Report, report_id)
        if report is None or report.state in ("done", "failed"):
            return
        try:
            _write(report)
        except Refused as refused:
            fail_report(report=report, code=refused.code)
        except Exception:
            log.exception("report %s was not written", report_id)
            db.session.rollback()
            fail_report(report=report, code=UNEXPECTED)


def resume_reports() -> None:
    """Asks again for the reports a stopped worker left half-way. Twice in the queue does no harm: done stays done."""
    with desk().app_context():
        interrupted = db.session.scalars(select(Report.id).where(Report.state == "running")).all()
    for report_id in interrupted:
        write_report(report_id)


def _write(report: Report) -> None:
    _tell(report, "gathering")
    from livinglab.jobs.evidence import evidence_of
    from livinglab.jobs.presentation import presentation_of
    from reports import write_article, write_pdf

    language: Language = "en" if report.language == "en" else "fr"
    _tell(report, "analysing")
    evidence = evidence_of(report.study_id, settings(), language)
    _tell(report, "writing")
    worn, audience = presentation_of(report), report.audience
    target = settings().reports_path / f"{report.id}.pdf"
    with appearing_whole(target) as draft:
        written = write_pdf(evidence, audience=audience, language=language, presentation=worn, to=draft)
    with appearing_whole(article_of(target)) as draft:
        write_article(evidence, audience=audience, language=language, presentation=worn, to=draft)
    finish_report(report=report, path=str(target), sha256=written.sha256, pages=written.pages)
    ask_for_comparison(report.project_id)


def _tell(report: Report, stage: str) -> None:
    mark_report_progress(report=report, progress=STAGES[stage], stage=stage)
