"""The job that removes, each hour, what was left behind: at kiosks, by dead uploads and crashes, on a cluster."""

from __future__ import annotations

import logging

from huey import crontab

from livinglab.actions.attachments import sweep_files
from livinglab.actions.sittings import sweep_sittings
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.measurements import sweep_measurements
from livinglab.jobs.queue import huey
from livinglab.jobs.shared_segments import sweep_segments
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
    killed = sweep_segments(settings().segments_path)
    if killed:
        log.warning("the answers %d interrupted analyses had lent to the cluster were erased", killed)
    if swept:
        log.warning("%d files nobody names were removed", swept)
