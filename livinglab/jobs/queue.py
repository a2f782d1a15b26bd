"""The queue of background work: a file beside the databases, so that nothing asked for is lost at a restart."""

from __future__ import annotations

from pathlib import Path

from huey import SqliteHuey

from livinglab.settings import from_environment

# Importing this module touches no file: `prepare` does, once, before jobs are asked for or done.
huey = SqliteHuey("livinglab", filename=str(from_environment().queue_path), fsync=True, create_tables=False)


def prepare() -> None:
    """Make the queue's file and tables where they do not exist yet."""
    Path(huey.storage.filename).parent.mkdir(parents=True, exist_ok=True)
    huey.storage.initialize_schema()
