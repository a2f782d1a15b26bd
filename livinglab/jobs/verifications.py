"""The job that verifies a report a visitor gave. Light to import: what is heavy is imported when the worker begins.

The file waits in a folder of its own under a random name, is erased once verified, and leaves only what was found.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from livinglab.jobs import queue
from livinglab.jobs.desk import desk
from livinglab.jobs.queue import huey
from livinglab.schemas.verification import Checked, CheckedFigure, CheckedSchema
from livinglab.settings import from_environment
from livinglab.store.database import db
from livinglab.store.minutes import SessionMinutes
from livinglab.store.reports import Report
from livinglab.words import LANGUAGES

if TYPE_CHECKING:
    from reports.verdict import Unreadable, Verification

NAME = re.compile("[0-9a-f]{32}")
MOST_WAITING = 50  # files at once: a stranger cannot fill the disk
KEPT_SECONDS = 24 * 3600

log = logging.getLogger(__name__)


class TooMany(Exception):
    """Many files are waiting already."""


def hand_in(content: bytes, folder: Path) -> str:
    """Keeps the file for the worker; the name of its verification. Raises TooMany."""
    folder.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in folder.glob("*.pdf")) >= MOST_WAITING:
        raise TooMany
    name = secrets.token_hex(16)
    (folder / f"{name}.pdf").write_bytes(content)
    return name


def found(name: str, folder: Path) -> Checked | None:
    """What is known of a verification; None when there is none of that name."""
    if not NAME.fullmatch(name):
        return None
    result = folder / f"{name}.json"
    if result.is_file():
        read: Checked = CheckedSchema().loads(result.read_text("utf-8"))
        return read
    return Checked("waiting") if (folder / f"{name}.pdf").is_file() else None


def ask_for_verification(name: str) -> None:
    """Puts the verification of a file in the queue."""
    queue.prepare()
    verify_report(name)


@huey.task()  # type: ignore[untyped-decorator]  # huey carries no types
def verify_report(name: str) -> None:
    """Verifies a file handed in, leaves what was found, erases the file."""
    folder = _folder()
    file = folder / f"{name}.pdf"
    if not file.is_file():
        return  # verified already
    try:
        outcome = replace(_verified(file), issued_on=_issued_on(file))
    except Exception:
        log.exception("verification %s stopped", name)
        outcome = Checked("unreadable")
    outcome = replace(outcome, digest=hashlib.sha256(file.read_bytes()).hexdigest())
    draft = folder / f"{name}.draft"
    draft.write_text(CheckedSchema().dumps(outcome), "utf-8")
    draft.replace(folder / f"{name}.json")
    file.unlink(missing_ok=True)
    _sweep(folder)


def resume_verifications() -> None:
    """Asks again for the files a stopped worker left behind."""
    for file in _folder().glob("*.pdf"):
        verify_report(file.stem)


def _folder() -> Path:
    return from_environment().directory / "verifications"


def _verified(file: Path) -> Checked:
    from reports import verify
    from reports.verdict import Unreadable

    verification = verify(file)
    problems = _in_languages(verification)
    if isinstance(verification, Unreadable):
        return Checked("unreadable", problems=problems)
    figures = tuple(
        CheckedFigure(line.figure, line.status != "differs", {code: line.what(code) for code in LANGUAGES})  # type: ignore[arg-type]  # both are the report's languages
        for line in verification.figures
    )
    state = "holds" if verification.holds else "fails" if verification.problems else "other_edition"
    return Checked(state, figures, problems)


def _issued_on(file: Path) -> date | None:
    """The day the laboratory finished the very same file, letter for letter; None when it made no such file."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with desk().app_context():
        made = [
            db.session.scalar(select(kept.finished_at).where(kept.sha256 == digest, kept.state == "done"))
            for kept in (Report, SessionMinutes)
        ]
    return next((moment.date() for moment in made if moment is not None), None)


def _in_languages(verification: Verification | Unreadable) -> tuple[dict[str, str], ...]:
    """The sentences beyond those of the figures, side by side."""
    skipped = len(getattr(verification, "figures", ()))
    fr, en = (verification.lines(language)[skipped:] for language in ("fr", "en"))
    return tuple({"fr": said_fr, "en": said_en} for said_fr, said_en in zip(fr, en, strict=True))


def _sweep(folder: Path) -> None:
    """Forgets what was found yesterday."""
    for result in folder.glob("*.json"):
        if time.time() - result.stat().st_mtime > KEPT_SECONDS:
            result.unlink(missing_ok=True)
