"""The job that puts the studies of a project side by side, from the newest report of each. Light to import.

What it writes is derived: a page in each language, in a folder of its own, made again whenever a report is.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from livinglab.jobs import queue
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.queue import huey
from livinglab.jobs.whole_files import appearing_whole
from livinglab.settings import Settings
from livinglab.store import now
from livinglab.store.reports import newest_reports
from livinglab.words import LANGUAGES

if TYPE_CHECKING:
    from reports.numbers import Language

log = logging.getLogger(__name__)


def comparison_of(project_id: str, language: str, kept: Settings) -> Path:
    """Where the page of a project stands, once made."""
    return kept.directory / "comparisons" / f"{project_id}.{language}.html"


def ask_for_comparison(project_id: str) -> None:
    """Puts the comparison of a project's studies in the queue."""
    queue.prepare()
    compare_studies(project_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def compare_studies(project_id: str) -> None:
    """Writes the page in each language; what a report carries is read from its file, never from the database."""
    import reports

    with desk().app_context():
        files = [Path(report.path or "") for report in newest_reports(project_id)]
    studies = [evidence for file in files if (evidence := reports.evidence_in(file)) is not None]
    for code in LANGUAGES:
        language: Language = "en" if code == "en" else "fr"
        with appearing_whole(comparison_of(project_id, code, settings())) as draft:
            reports.write_side_by_side(
                studies, language=language, laboratory=settings().laboratory, on=now().date().isoformat(), to=draft
            )
    log.info("studies of project %s put side by side: %d", project_id, len(studies))
