"""The job that draws the sheets to print. Light to import: what is heavy is imported when the worker begins."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import select

from livinglab.actions.print_runs import fail_print_run, finish_print_run
from livinglab.jobs import queue
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.queue import huey
from livinglab.jobs.whole_files import appearing_whole
from livinglab.store.attachments import questionnaire_files
from livinglab.store.database import db
from livinglab.store.print_runs import PrintRun
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Study
from livinglab.words import either

MOST_POINTS = 1_100  # of the longer side of a picture: 150 to the inch over the width of a page
SHORT = 6  # hexadecimal digits of a version: people compare them by eye

log = logging.getLogger(__name__)


def ask_for_sheets(run_id: str) -> None:
    """Puts the drawing of a print run in the queue."""
    queue.prepare()
    draw_sheets(run_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def draw_sheets(run_id: str) -> None:
    """Draws the sheets of a run; a failure is kept with it."""
    with desk().app_context():
        run = db.session.get(PrintRun, run_id)
        if run is None or run.state != "queued":
            return
        try:
            _draw(run)
        except Exception:
            log.exception("print run %s was not drawn", run_id)
            db.session.rollback()
            fail_print_run(run=run)


def resume_sheets() -> None:
    """Asks again for the runs a stopped worker left. Twice in the queue does no harm: done stays done."""
    with desk().app_context():
        waiting = db.session.scalars(select(PrintRun.id).where(PrintRun.state == "queued")).all()
    for run_id in waiting:
        draw_sheets(run_id)


def _draw(run: PrintRun) -> None:
    from reports.paper import PaperForm, write_paper
    from surveys.paper import Paper

    consent = run.consent_text
    content = run.version.content
    paper = Paper(content, run.language, tables=not run.large)
    form = PaperForm(
        paper=paper,
        study=either(run.study.title, run.language),
        laboratory=settings().laboratory,
        version=f"{content.version} · {content.digest.rpartition(':')[2][:SHORT]}",
        consent=consent.text if consent else "",
        consent_language=consent.language if consent else run.language,
        consent_version=str(consent.version) if consent else "",
        address=f"{settings().base_url}/studies/{run.study_id}/paper-entry",
        pictures=_pictures(run.version, {one.picture for one in paper.besides if one.picture}),
        online=_online(run.study) if any(one.sound or one.film for one in paper.besides) else "",
        large=run.large,
        sheets=run.numbers,
        codes={number: holder.pseudonym for number, holder in run.holders.items()},
        simulated=settings().simulated,
    )
    target = settings().reports_path / f"sheets-{run.id}.pdf"
    with appearing_whole(target) as draft:
        pages = write_paper(form, draft)
    finish_print_run(run=run, path=str(target), pages=pages)


def _pictures(version: QuestionnaireVersion, names: Collection[str]) -> dict[str, bytes]:
    """The pictures of the labels, made to print. One that is awaited, or cannot be drawn, is said to be online."""
    from surveys.photographs import NotAPicture, TooManyPoints, for_print

    drawn = {}
    for name, file in questionnaire_files(version).items():
        if name in names:
            with suppress(NotAPicture, TooManyPoints, OSError), file.path.open("rb") as source:
                drawn[name] = for_print(source, MOST_POINTS).getvalue()
    return drawn


def _online(study: Study) -> str:
    """Where anyone may answer on a screen, if the study is open to anyone."""
    return f"{settings().base_url}/e/{study.open_token}" if study.open_token and study.state == "open" else ""
