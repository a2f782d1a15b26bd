"""The jobs that read the files of a Polis conversation, then store it. Light to import.

The files wait in a folder of their own, and are erased once stored, refused or let go, a day later at most.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from livinglab.actions.vote_imports import fail_votes, forget_votes, store_votes, tell_votes_read
from livinglab.jobs import queue
from livinglab.jobs.desk import desk, settings
from livinglab.jobs.queue import huey
from livinglab.jobs.vote_readings import ask_for_readings
from livinglab.store.database import db
from livinglab.store.failures import Failure
from livinglab.store.vote_imports import VoteImport, imports_under_way

if TYPE_CHECKING:
    from analysis.deliberation.polis_conversation import Conversation
    from analysis.deliberation.polis_problems import PolisProblem

FAULT, GONE = "votes_import_fault", "votes_import_gone"
FOLDER = "vote-imports"  # in the laboratory's directory
KEPT_SECONDS = 24 * 3600

log = logging.getLogger(__name__)


def keep_files(import_id: str, files: Mapping[str, IO[bytes]], directory: Path) -> None:
    """Keeps the files for the job; their names come from a browser and stay in the list alone. Raises TooLarge."""
    folder = directory / FOLDER / import_id
    folder.mkdir(parents=True)
    names = list(files)
    for place, name in enumerate(names):
        with (folder / f"{place}").open("wb") as target:
            shutil.copyfileobj(files[name], target)
    (folder / "names").write_text("\n".join(name.replace("\n", " ") for name in names), "utf-8")


def erase_files(import_id: str, directory: Path) -> None:
    """Forgets the files."""
    shutil.rmtree(directory / FOLDER / import_id, ignore_errors=True)


def ask_for_import(import_id: str) -> None:
    """Puts the next step of an import in the queue."""
    queue.prepare()
    go_on(import_id)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def go_on(import_id: str) -> None:
    """Reads the files, or stores what they hold."""
    with desk().app_context():
        step(import_id)


def step(import_id: str) -> None:
    """The same, where the databases are open; a failure is kept with the import, as a sentence."""
    handed = db.session.get(VoteImport, import_id)
    if handed is None or handed.state not in ("reading", "storing"):
        return
    try:
        conversation, problems = _read(import_id)
        if handed.state == "reading":
            tell_votes_read(handed=handed, conversation=conversation, problems=problems)
        elif conversation is not None:
            item = store_votes(handed=handed, conversation=conversation)
            ask_for_readings(item.id)
    except Failure as failure:
        db.session.rollback()
        fail_votes(handed=handed, code=failure.code if failure.topic == "refusals" else FAULT)
    except FileNotFoundError:
        fail_votes(handed=handed, code=GONE)
    except Exception:
        log.exception("votes %s were not taken in", import_id)
        db.session.rollback()
        fail_votes(handed=handed, code=FAULT)
    if handed.state in ("refused", "done", "failed"):
        erase_files(import_id, settings().directory)


def resume_imports() -> None:
    """Asks again for those a stopped worker left half-way."""
    with desk().app_context():
        waiting = [handed.id for handed in imports_under_way()]
    for import_id in waiting:
        go_on(import_id)


def sweep_imports() -> None:
    """Lets go of what nobody has come back to for a day."""
    for folder in (settings().directory / FOLDER).glob("*"):
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            handed = db.session.get(VoteImport, folder.name)
            if handed is None or handed.state not in ("reading", "storing"):
                if handed is not None:
                    forget_votes(handed=handed)
                erase_files(folder.name, settings().directory)


def _read(import_id: str) -> tuple[Conversation | None, tuple[PolisProblem, ...]]:
    from analysis.deliberation.polis_conversation import read_conversation

    folder = settings().directory / FOLDER / import_id
    names = (folder / "names").read_text("utf-8").split("\n")
    return read_conversation({name: (folder / f"{place}").read_bytes() for place, name in enumerate(names)})
