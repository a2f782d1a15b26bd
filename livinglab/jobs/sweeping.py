"""The job that removes, each hour, the files that dead uploads and crashes left behind."""

from __future__ import annotations

import logging

from huey import crontab

from livinglab.actions.attachments import sweep_files
from livinglab.jobs.desk import desk
from livinglab.jobs.queue import huey

log = logging.getLogger(__name__)


@huey.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]  # huey carries no types
def sweep() -> None:
    """Removes them."""
    with desk().app_context():
        swept = sweep_files()
    if swept:
        log.warning("%d files nobody names were removed", swept)
