"""The job that removes, each hour, what was left behind: at kiosks, and the files of dead uploads and crashes."""

from __future__ import annotations

import logging

from huey import crontab

from livinglab.actions.attachments import sweep_files
from livinglab.actions.sittings import sweep_sittings
from livinglab.jobs.desk import desk
from livinglab.jobs.measurements import sweep_measurements
from livinglab.jobs.queue import huey
from livinglab.jobs.vote_imports import sweep_imports

log = logging.getLogger(__name__)


@huey.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]  # huey carries no types
def sweep() -> None:
    """Removes them."""
    with desk().app_context():
        sweep_sittings()
        swept = sweep_files()
        sweep_imports()
        sweep_measurements()
    if swept:
        log.warning("%d files nobody names were removed", swept)
