"""ODK's own form engine, a client of the OpenRosa door in the tests: from npm, each package pinned by its digest."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from livinglab.installation.sentences import say
from livinglab.installation.steps import attempt

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "field_engine"
AT_ONCE = "--fetch-retries=0"  # npm tries thrice, a minute and more, also what can never succeed: a refused certificate
STAMP = "node_modules/satisfied-lock"  # written last: an installation that was interrupted has none


def is_ready(folder: Path = FOLDER) -> bool:
    """Whether the engine is there, with exactly the packages of its lock file."""
    stamp = folder / STAMP
    return shutil.which("node") is not None and stamp.is_file() and stamp.read_text("ascii") == _locked(folder)


def install(folder: Path = FOLDER) -> None:
    """Installs it where Node is; elsewhere says what is left out and how to add it. No package runs a script."""
    if is_ready(folder):
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print(say("no_node"), file=sys.stderr)
        return
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", AT_ONCE)
    if attempt(say("step_engine"), [npm, "ci", "--prefix", str(folder), *quietly]):
        (folder / STAMP).write_text(_locked(folder), "ascii")
    else:
        print(say("no_engine"), file=sys.stderr)


def missing(folder: Path = FOLDER) -> str:
    """Why the engine is not there, and what to do; empty when it is."""
    if is_ready(folder):
        return ""
    absent = [program for program in ("node", "npm") if shutil.which(program) is None]
    return say("no_node") if absent else say("no_engine")


def _locked(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
