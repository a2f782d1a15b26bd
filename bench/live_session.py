"""How long 300 phones wait for news, and what they cost: a real server, real sockets, real seconds.

    .venv/bin/python bench/live_session.py [phones] [ideas]

The server is the one `lab.py serve` starts (one worker, four threads, SQLite), on this machine, beside the phones: they
share its processors, so the figures are the worst of both. Each phone polls as `static/polling.js`
does, and reads its page again on news. The time of an update runs from the commit to the last byte of the page.
"""

from __future__ import annotations

import asyncio
import html
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from livinglab import actions
from livinglab.actions.seats import Seated
from livinglab.activities.marks import dots
from livinglab.app import create_app
from livinglab.commands.serve import environment_for, site_command
from livinglab.settings import from_environment
from livinglab.store import upgrade
from livinglab.store.database import db, new_id
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem

ROOT = Path(__file__).resolve().parents[1]
PERIOD, JITTER = 1.5, 0.2
QUIET = 20  # seconds of a session where nothing happens
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Lab:
    """A session under way in a laboratory of its own, and its server."""

    by: Account
    item: AgendaItem
    code: str
    seats: list[Seated]
    port: int
    server: int

    def spent(self) -> float:
        """CPU seconds of the server and its workers so far."""
        return sum(_cpu(pid) for pid in (self.server, *_children(self.server)))


@dataclass
class Phone:
    """One phone: what it knows, when it last read its page."""

    number: int
    port: int
    code: str
    cookie: str
    tag: str = ""
    seen_at: float = 0.0
    waits: list[float] = field(default_factory=list)

    async def live(self) -> None:
        """Polls until it is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.sleep(random.random() * PERIOD)
        while True:
            begun = time.monotonic()
            if tag := await self._ask(reader, writer):
                self.tag, self.seen_at = tag, time.monotonic()
            self.waits.append(time.monotonic() - begun)
            await asyncio.sleep(PERIOD * random.uniform(1 - JITTER, 1 + JITTER))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
        """Asks for the page; the tag of what it shows, or nothing when it has not changed."""
        head = f"GET /s/{self.code} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
        writer.write((head + (f"If-None-Match: {self.tag}\r\n" if self.tag else "") + "\r\n").encode())
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        if lines[0].split()[1] == "304":
            return ""
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        body = await reader.readexactly(int(headers["content-length"]))
        return html.unescape(body.decode().split('data-tag="', 1)[1].split('"', 1)[0])


@contextmanager
def laboratory(phones: int) -> Iterator[Lab]:
    """A laboratory with its session, its people seated, and its server answering."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        outside = {"LIVINGLAB_DIRECTORY": folder}
        app = create_app(replace(from_environment(outside), testing=True))
        upgrade(app)
        with app.app_context():
            by = actions.create_first_administrator(
                email="b@example.org", name="Mesure", password="trois mots au hasard"
            )
            project = actions.create_project(by=by, title={"fr": "Mesure (simulée)"})
            session = actions.open_session(by=by, project=project, title={"fr": "Mesure (simulée)"})
            planned = actions.Planned({"fr": "Idées"}, {"fr": "Que faire ?"})
            item = actions.add_agenda_item(by=by, session=session, planned=planned)
            seats = [actions.join_session(code=session.code) for _ in range(phones)]
            command = site_command("127.0.0.1", port, "sqlite:")
            server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment_for(port, outside)})
            try:
                _wait_for(port)
                yield Lab(by, item, session.code, seats, port, server.pid)
            finally:
                server.terminate()
                server.wait()
                for engine in db.engines.values():
                    engine.dispose()


@asynccontextmanager
async def room(lab: Lab) -> AsyncIterator[list[Phone]]:
    """All the phones, polling."""
    phones = [
        Phone(n, lab.port, lab.code, f"seat_{lab.code}={seated.token}.{seated.receipt}")
        for n, seated in enumerate(lab.seats)
    ]
    living = [asyncio.create_task(phone.live()) for phone in phones]
    await asyncio.sleep(3 * PERIOD)  # everyone has read the page once
    yield phones
    for task in living:
        task.cancel()


async def played(lab: Lab, ideas: int) -> None:
    """The session: nothing, then news, then choices; prints what was measured."""
    async with room(lab) as phones:
        print(f"{len(phones)} phones, {ideas} ideas, {QUIET} s of quiet")
        before = lab.spent()
        await asyncio.sleep(QUIET)
        print(f"idle: {(lab.spent() - before) / QUIET:.1%} of a core; {_spread([w for p in phones for w in p.waits])}")
        await _news("start", lab, phones, lambda: actions.start_item(by=lab.by, item=lab.item))
        for number in range(ideas):
            seat = lab.seats[number % len(lab.seats)].seat
            actions.contribute(
                by=seat, item=lab.item, contribution_id=new_id(), text=f"Idée {number} de la salle", language="fr"
            )
            await asyncio.sleep(0.02)
        await _news("reveal", lab, phones, lambda: actions.reveal(by=lab.by, item=lab.item))
        first = lab.item.subjects[0].id
        begun, before = time.monotonic(), lab.spent()
        for seated in lab.seats:
            actions.judge(by=seated.seat, item=lab.item, marks=dots({first: 1}))
            await asyncio.sleep(0.05)
        took = time.monotonic() - begun
        print(f"while everyone chooses ({took:.0f} s): {(lab.spent() - before) / took:.1%} of a core for the polling")
        await _news("close", lab, phones, lambda: actions.close_item(by=lab.by, item=lab.item))


async def _news(name: str, lab: Lab, phones: list[Phone], act: object) -> None:
    """Does something every phone must see, and prints how long each took to have it."""
    act()  # type: ignore[operator]  # one of the three above
    at, before = time.monotonic(), lab.spent()
    while any(phone.seen_at < at for phone in phones):
        await asyncio.sleep(0.05)
        if time.monotonic() - at > 60:
            break
    late = [phone.seen_at - at for phone in phones if phone.seen_at >= at]
    print(f"{name}: {len(late)} of {len(phones)} phones; {_spread(late)}; {lab.spent() - before:.2f} s of CPU")


def _spread(values: list[float]) -> str:
    ordered = sorted(values)
    middle, most = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return f"median {middle:.2f} s, p95 {most:.2f} s, last {ordered[-1]:.2f} s"


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not answer within a minute")


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, listed) for each in (child, *_children(child))]


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:3]]
    with laboratory(asked[0] if asked else 300) as held:
        asyncio.run(played(held, asked[1] if len(asked) > 1 else 30))
