"""A step of a long preparation: says what it does, how long it takes, and shows its output only when it fails."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import IO

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import say

LINES_SHOWN_ON_FAILURE = 15
REWRITE_LINE = "\r\033[K"


def step(label: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    """Run one command of the preparation; a Refusal with its last lines on standard error when it fails."""
    if not attempt(label, command, environment):
        raise Refusal(say("step_failed", label=label), code=1)


def attempt(label: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Run one command of the preparation and say whether it succeeded."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # noqa: S603 the commands are our own tables
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            close_fds=False,  # the lock of the set-up goes along, see environment.py
        )
        succeeded = _accompany(label, process) == 0
        if not succeeded:
            _show_last_lines(output)
    return succeeded


def _accompany(label: str, process: subprocess.Popen[bytes]) -> int:
    """Wait for the process; on a terminal its seconds count up, elsewhere one line says the start and one the end."""
    started = time.monotonic()
    live = sys.stderr.isatty()
    _show(f"· {label}…", end="" if live else "\n")
    while True:
        try:
            code = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if live:
                _show(f"{REWRITE_LINE}· {label}… {_seconds(started)}", end="")
            continue
        except BaseException:  # Ctrl-C: an installer left behind would fight the next run
            process.terminate()
            process.wait()
            raise
        sign = "✓" if code == 0 else "✗"
        _show(f"{REWRITE_LINE if live else ''}{sign} {label} · {_seconds(started)}")
        return code


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.0f}\u202fs"


def _show_last_lines(output: IO[bytes]) -> None:
    output.seek(0)
    for line in output.read().decode(errors="replace").splitlines()[-LINES_SHOWN_ON_FAILURE:]:
        _show("  " + line)


def _show(text: str, end: str = "\n") -> None:
    print(text, end=end, file=sys.stderr, flush=True)
