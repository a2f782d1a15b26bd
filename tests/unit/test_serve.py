"""`lab.py serve`: the site and its job worker start and stop together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from livinglab.commands import serve
from livinglab.installation.refusal import Refusal

# Stands in for the two processes: a web server from the standard library, and a worker that ends when told.
SUPERVISED = """
import sys
from livinglab.commands import serve

def run(port, jobs):
    site = [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1"]
    commands = {"site": site, "jobs": [sys.executable, "-c", jobs]}
    return serve.supervise(commands, {}, ("127.0.0.1", int(port)), "ADDRESS")

try:
    sys.exit(run(*sys.argv[1:]))
except serve.Refusal as refusal:
    sys.exit(str(refusal))
"""
WAITS = """
import signal
signal.signal(signal.SIGTERM, lambda number, frame: (print("job finished", flush=True), exit()))
signal.pause()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def supervised(port: int, checkout: Path) -> Callable[[str], subprocess.Popen[str]]:
    def start(jobs: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(port), jobs],
            cwd=checkout,
            env={**os.environ, "LIVINGLAB_LANGUAGE": "en"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.mark.slow
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_stopping_lets_the_job_under_way_finish(
    asked: signal.Signals, supervised: Callable[[str], subprocess.Popen[str]], port: int
) -> None:
    process = supervised(WAITS)
    assert process.stdout is not None
    assert process.stdout.readline() == "The site is open: ADDRESS   (Ctrl+C to stop it)\n"
    process.send_signal(asked)
    said, complained = process.communicate()
    assert (process.returncode, said) == (0, "job finished\n")
    assert complained.startswith("Stopping: answers and work under way are being finished…\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


@pytest.mark.slow
def test_when_one_process_ends_by_itself_the_other_is_stopped_and_it_is_said(
    supervised: Callable[[str], subprocess.Popen[str]],
) -> None:
    process = supervised("raise SystemExit(3)")
    _, complained = process.communicate()
    assert process.returncode == 1
    assert complained.splitlines()[-1] == (
        "The process “jobs” ended by itself; read its messages above, correct, then run this again."
    )


def test_a_port_already_taken_is_refused_with_another_to_try(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVINGLAB_LANGUAGE", "en")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(Refusal) as refusal:
            serve._require_free("127.0.0.1", port)
    assert str(refusal.value) == (f"Port {port} is taken; choose another: python3 lab.py serve --port {port + 1}")


def test_links_follow_the_port_asked_for_on_ones_own_machine() -> None:
    assert serve.environment_for(8123, {}) == {"LIVINGLAB_BASE_URL": "http://127.0.0.1:8123"}


def test_links_keep_the_public_address_behind_a_proxy() -> None:
    public = {"LIVINGLAB_BASE_URL": "https://lab.example.org"}
    assert serve.environment_for(8123, public) == public


def test_sqlite_is_served_by_one_process() -> None:
    command = serve.site_command("127.0.0.1", 8000, "sqlite:///lab.db")
    assert command[command.index("--workers") + 1] == "1"


def test_postgresql_is_served_by_several_processes() -> None:
    command = serve.site_command("127.0.0.1", 8000, "postgresql+psycopg://lab")
    assert int(command[command.index("--workers") + 1]) >= 2
