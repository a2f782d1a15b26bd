"""How much a session costs the server: phones that poll every two seconds, in simulated time.

    .venv/bin/python bench/board.py [phones] [minutes]

Everything runs in one process without a network: the figures are the application's own CPU time on the embedded
database, to be read as ratios. Simulated people write one idea each; the activity is then revealed and closed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from flask import Flask
from werkzeug.test import Client

from livinglab import actions
from livinglab.actions.seats import Seated
from livinglab.app import create_app
from livinglab.settings import from_environment
from livinglab.store import upgrade
from livinglab.store.database import db, new_id
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem

PERIOD = 2  # seconds between two polls of a phone


@dataclass
class Spent:
    """Requests of one kind: how many, their CPU seconds, the bytes of their bodies."""

    count: int = 0
    seconds: float = 0.0
    bytes: int = 0

    @property
    def milliseconds(self) -> float:
        """CPU milliseconds of one request."""
        return 1000 * self.seconds / self.count if self.count else 0.0


@dataclass
class Session:
    """A session under way, asked by its phones and its screen."""

    app: Flask
    by: Account
    item: AgendaItem
    code: str
    seats: list[Seated]
    spent: dict[str, Spent] = field(default_factory=dict)

    def ask(self, client: Client, path: str, kind: str, tag: str = "") -> str:
        """One request, counted under its kind (a 304 is a kind of its own); the tag of the answer."""
        begun = process_time()
        answer = client.get(f"/s/{self.code}{path}", headers={"If-None-Match": tag} if tag else {})
        spent = self.spent.setdefault("304" if answer.status_code == 304 else kind, Spent())
        spent.count, spent.seconds = spent.count + 1, spent.seconds + process_time() - begun
        spent.bytes += len(answer.data)
        return answer.headers.get("ETag", "")


def held(folder: Path, phones: int) -> Iterator[Session]:
    """A session with its people, in a laboratory of its own."""
    app = create_app(replace(from_environment({"LIVINGLAB_DIRECTORY": str(folder)}), testing=True))
    upgrade(app)
    with app.app_context():
        by = actions.create_first_administrator(email="b@example.org", name="Bench", password="trois mots sans rapport")
        project = actions.create_project(by=by, title={"fr": "Mesure (simulée)"})
        session = actions.open_session(by=by, project=project, title={"fr": "Mesure (simulée)"})
        item = actions.add_agenda_item(
            by=by, session=session, planned=actions.Planned(title={"fr": "Idées"}, planned_minutes=5)
        )
        seats = [actions.join_session(code=session.code) for _ in range(phones)]
        yield Session(app, by, item, session.code, seats)
        for engine in db.engines.values():
            engine.dispose()


def played(session: Session, minutes: int) -> None:
    """The session, second by second: people write in its first half, place dots in its second."""
    seconds, polling = minutes * 60, Polling(session)
    actions.start_item(by=session.by, item=session.item)
    for second in range(seconds):
        if second == seconds // 2:
            actions.reveal(by=session.by, item=session.item)
        _write(session, second, seconds // 2)
        polling.at(second)
    actions.close_item(by=session.by, item=session.item)


def _write(session: Session, second: int, until: int) -> None:
    """As many people send their idea this second as it takes for all to have written in time."""
    due = range(second * len(session.seats) // until, (second + 1) * len(session.seats) // until)
    for number in due if second < until else ():
        actions.contribute(
            by=session.seats[number].seat,
            item=session.item,
            contribution_id=new_id(),
            text=f"Idée {number}",
            language="fr",
        )


class Polling:
    """The phones and one screen, each asking every two seconds; half of them in odd seconds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._client = session.app.test_client()
        first = session.seats[0]  # one phone's page stands for all: each shows the same question
        self._client.set_cookie(f"seat_{session.code}", f"{first.token}.{first.receipt}", path="/s/")
        self._tags = [""] * len(session.seats)
        self._screen = ""

    def at(self, second: int) -> None:
        """Everyone whose turn it is asks; who learns of news reads the page again."""
        for number in range(second % PERIOD, len(self._tags), PERIOD):
            self._tags[number] = self._look("/state", "", self._tags[number])
        if second % PERIOD == 0:
            self._screen = self._look("/state?face=room", "/projection", self._screen)

    def _look(self, state: str, page: str, tag: str) -> str:
        now = self._session.ask(self._client, state, "state", tag)
        if now != tag:
            self._session.ask(self._client, page, "screen" if page else "phone page")
        return now


def table(session: Session, phones: int, minutes: int, seconds: float) -> str:
    """What was measured."""
    rows = [f"{phones} phones, {minutes} min simulated, one idea each", ""]
    rows.append(f"{'request':<12}{'count':>9}{'share':>8}{'CPU ms':>9}{'bytes':>9}")
    total = sum(spent.count for spent in session.spent.values())
    for kind, spent in sorted(session.spent.items(), key=lambda each: -each[1].count):
        size = spent.bytes // spent.count
        rows.append(f"{kind:<12}{spent.count:>9}{spent.count / total:>8.1%}{spent.milliseconds:>9.3f}{size:>9}")
    asked = sum(spent.seconds for spent in session.spent.values())
    rows += ["", f"CPU of the requests: {asked:.1f} s, {asked / (minutes * 60):.1%} of one core during the session"]
    rows.append(f"CPU in all, writing included: {seconds:.1f} s, {seconds / (minutes * 60):.1%} of one core")
    return "\n".join(rows)


def main(phones: int = 300, minutes: int = 4) -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        for session in held(Path(folder), phones):
            begun = process_time()
            played(session, minutes)
            print(table(session, phones, minutes, process_time() - begun))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
