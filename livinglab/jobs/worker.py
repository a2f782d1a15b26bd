"""The process that does the background work: `python -m livinglab.jobs.worker`."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys

from livinglab import jobs
from livinglab.jobs import (
    field_forms,
    measurements,
    minutes,
    paper,
    queue,
    reports,
    verifications,
    vote_imports,
    vote_readings,
)


def main() -> int:
    """Work until told to stop by SIGTERM or Ctrl+C; the job under way is finished first."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    queue.prepare()
    declare_tasks()
    reports.resume_reports()
    verifications.resume_verifications()
    field_forms.resume_field_forms()
    paper.resume_sheets()
    minutes.resume_minutes()
    vote_readings.resume_readings()
    vote_imports.resume_imports()
    measurements.resume_measurements()
    queue.huey.create_consumer(workers=1, worker_type="thread", graceful_signal="TERM").run()
    return 0


def declare_tasks() -> None:
    """A task exists once its module is imported; every module beside this one may declare some."""
    for module in pkgutil.iter_modules(jobs.__path__):
        importlib.import_module(f"{jobs.__name__}.{module.name}")


if __name__ == "__main__":
    sys.exit(main())
