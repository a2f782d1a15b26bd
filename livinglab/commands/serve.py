"""`lab.py serve`: the site and its job worker, started and stopped together."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, speak

if TYPE_CHECKING:
    from livinglab.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
THREADS = 4
PATIENCE_SECONDS = 30  # a report being drawn is worth waiting for; a hung process is not
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

HOST_HELP: Words = {
    "fr": "adresse d’écoute (cette machine seulement, sauf indication contraire)",
    "en": "address to listen on (this machine only, unless told otherwise)",
}
PORT_HELP: Words = {
    "fr": "port d’écoute (celui de l’adresse publique, sauf indication contraire)",
    "en": "port to listen on (that of the public address, unless told otherwise)",
}
PORT_TAKEN: Words = {
    "fr": "Le port {port} est déjà pris ; choisissez-en un autre : python3 lab.py serve --port {other}",
    "en": "Port {port} is taken; choose another: python3 lab.py serve --port {other}",
}
OPEN: Words = {
    "fr": "Le site est ouvert : {address}   (Ctrl+C pour l’arrêter)",
    "en": "The site is open: {address}   (Ctrl+C to stop it)",
}
FIRST_TIME: Words = {
    "fr": "Première ouverture : créez le compte d’administration à cette adresse\n  {address}/setup?code={code}",
    "en": "First opening: create the administrator’s account at this address\n  {address}/setup?code={code}",
}
STOPPING: Words = {
    "fr": "Arrêt : les réponses et les travaux en cours se terminent…",
    "en": "Stopping: answers and work under way are being finished…",
}
ENDED: Words = {
    "fr": "Le processus « {name} » s’est arrêté tout seul ; lisez ses messages ci-dessus, corrigez, puis relancez.",
    "en": "The process “{name}” ended by itself; read its messages above, correct, then run this again.",
}


class Stopped(Exception):
    """The user or the system asked for the end."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=speak(HOST_HELP))
    parser.add_argument("--port", type=int, help=speak(PORT_HELP))


def run(options: argparse.Namespace) -> int:
    from livinglab.settings import UnsafeSettings, from_environment

    environment = environment_for(options.port, os.environ)
    try:
        settings = from_environment(environment)
    except UnsafeSettings as reason:
        raise Refusal(str(reason)) from None
    port = options.port or urlsplit(settings.base_url).port or 8000
    _require_free(options.host, port)
    _prepare(settings)
    commands = {
        "site": site_command(options.host, port, settings.database_url),
        "jobs": jobs_command(),
    }
    return supervise(commands, environment, (options.host, port), settings.base_url)


def _prepare(settings: Settings) -> None:
    """Brings the databases up to date; while nobody has an account, prints the address where the first one is made."""
    from sqlalchemy import select

    from livinglab.app import create_app
    from livinglab.store.database import db, upgrade
    from livinglab.store.people import Account

    app = create_app(settings)
    upgrade(app)
    with app.app_context():
        if db.session.scalars(select(Account.id).limit(1)).first() is None:
            print(speak(FIRST_TIME, address=settings.base_url, code=settings.secrets.setup_code), flush=True)


def environment_for(port: int | None, outside: Mapping[str, str]) -> dict[str, str]:
    """Links and QR codes carry the public address: on one's own machine it follows the port that was asked for."""
    if port is None or outside.get("LIVINGLAB_BASE_URL"):
        return dict(outside)
    return {**outside, "LIVINGLAB_BASE_URL": f"http://127.0.0.1:{port}"}


def site_command(host: str, port: int, database_url: str) -> list[str]:
    """The web server. SQLite has one writer: a second process there only waits for the first."""
    workers = 1 if database_url.startswith("sqlite") else max(2, os.cpu_count() or 2)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", str(THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", str(PATIENCE_SECONDS), "--log-level", "warning", "wsgi:app"),
    ]


def jobs_command() -> list[str]:
    """The job worker: one at a time, so that drawing a report never starves the site of its processor."""
    return [sys.executable, "-m", "livinglab.jobs.worker"]


def supervise(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], place: tuple[str, int], address: str
) -> int:
    """Run the processes until one ends or a signal asks for the end; then end all of them in order."""
    _raise_when_told_to_stop()
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # A session of its own: Ctrl+C reaches this process only, which passes it on once.
            children[name] = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)  # noqa: S603 our own
        if _opens(place, children):
            print(speak(OPEN, address=address), flush=True)
        raise Refusal(speak(ENDED, name=_first_to_end(children)), code=1)
    except Stopped:
        print(speak(STOPPING), file=sys.stderr)
        return 0
    finally:
        _end(children.values())


def _raise_when_told_to_stop() -> None:
    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for each in STOP_SIGNALS:
        signal.signal(each, stop)


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refusal(speak(PORT_TAKEN, port=port, other=port + 1)) from None


def _opens(place: tuple[str, int], children: Mapping[str, subprocess.Popen[bytes]]) -> bool:
    """Wait until the site answers; False when a process ended first."""
    reachable = ("127.0.0.1" if place[0] == "0.0.0.0" else place[0], place[1])  # noqa: S104 compared, not bound
    while all(child.poll() is None for child in children.values()):
        try:
            socket.create_connection(reachable, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _first_to_end(children: Mapping[str, subprocess.Popen[bytes]]) -> str:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.5)


def _end(children: Collection[subprocess.Popen[bytes]]) -> None:
    """Ask each to finish what it has begun, and insist only after a while."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
