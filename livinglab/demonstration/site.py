"""A site of its own to play on: started as anyone starts it, stopped when the play is over."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


class NotStarted(Exception):
    """The site ended, or did not answer in time; its log says why."""


@contextmanager
def running(environment: Mapping[str, str], port: int, log: Path) -> Iterator[str]:
    """The site and its job worker, as `lab.py serve` runs them; gives the address. Raises NotStarted."""
    command = [sys.executable, str(ROOT / "lab.py"), "serve", "--port", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(command, env=environment, stdout=written, stderr=written)  # noqa: S603 our own command
        try:
            _wait_until_open(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _wait_until_open(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise NotStarted
