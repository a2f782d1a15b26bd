"""How long the pages of a session take when 500, then 5,000 ideas are in one activity: seconds, queries, size.

    .venv/bin/python bench/many_ideas.py [ideas …]

One process, SQLite, in a folder of its own; the ideas are drawn from a vocabulary of invented words, one in ten a near
repetition, so that suggestions have something to find. The first grouping page computes what looks alike; the second
one is what a facilitator meets afterwards.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from flask import Flask, g
from people import Cast, cast, laboratory_in
from sqlalchemy import event, insert

from livinglab import actions
from livinglab.activities.marks import dots
from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, Contribution

SOUNDS = ("ba", "lo", "ri", "ten", "mou", "sar", "pli", "von", "gue", "di", "char", "nel", "fo", "lis", "que", "tra")


@dataclass
class Step:
    """What one step took."""

    name: str
    seconds: float
    queries: int
    octets: int


def sentences(count: int) -> Iterator[str]:
    """Ideas as people write them; one in ten repeats an earlier one with a slip."""
    draw, said = random.Random(7), []
    vocabulary = ["".join(draw.choices(SOUNDS, k=draw.randint(1, 3))) for _ in range(800)]
    for _ in range(count):
        if said and draw.random() < 0.1:
            yield f"{draw.choice(said)} !"
            continue
        said.append(" ".join(draw.choices(vocabulary, k=draw.randint(5, 14))))
        yield said[-1]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The queries made meanwhile."""
    made: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        made.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield made
    event.remove(engine, "before_cursor_execute", note)


def timed(name: str, act: Callable[[], object]) -> Step:
    """One step, from a session that remembers nothing."""
    db.session.expire_all()
    with counted() as made:
        start = time.perf_counter()
        done = act()
        seconds = time.perf_counter() - start
    octets = len(done.data) if hasattr(done, "data") else 0
    return Step(name, seconds, len(made), octets)


def written(people: Cast, count: int) -> tuple[AgendaItem, AgendaItem]:
    """An activity with that many ideas of 60 people, and a grouping that will take it over."""
    by = people.marc
    session = actions.open_session(by=by, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(by=by, session=session, planned=actions.Planned({"fr": "Idées"}, dots=3))
    planned = actions.Planned({"fr": "Thèmes"}, source=item)
    grouping = actions.add_agenda_item(by=by, session=session, planned=planned, kind="grouping")
    actions.start_item(by=by, item=item)
    seats = [actions.join_session(code=session.code).seat for _ in range(60)]
    rows = [
        {"id": f"{number:032x}", "item_id": item.id, "seat_id": seats[number % 60].id, "text": words, "language": "fr"}
        for number, words in enumerate(sentences(count))
    ]
    db.session.execute(insert(Contribution), rows)
    db.session.commit()
    return item, grouping


def steps(app: Flask, people: Cast, count: int) -> Iterator[Step]:
    """What a facilitator and a phone do, in order."""
    item, grouping = written(people, count)
    by, session = people.marc, item.session
    team, phone = app.test_client(), app.test_client()
    with team.session_transaction() as held:
        held["_user_id"], held["_fresh"] = by.fs_uniquifier, True
    phone.post("/s/join", data={"code": session.code})

    def get(client: object, address: str) -> Callable[[], object]:
        def read() -> object:
            g.pop("_login_user", None)  # one application context for all: it would remember the reader before
            answer = client.get(address)  # type: ignore[attr-defined]
            assert answer.status_code == 200, (address, answer.status_code)
            return answer

        return read

    console, wall, page = f"/sessions/{session.id}", f"/s/{session.code}/projection", f"/s/{session.code}"
    writer = actions.join_session(code=session.code).seat
    words = {"contribution_id": "f" * 32, "text": "Un banc", "language": "fr"}
    yield timed("send one more idea", lambda: actions.contribute(by=writer, item=item, **words))
    yield timed("console, writing", get(team, console))
    yield timed("moderation, first page", get(team, f"{console}/moderation?standing=new"))
    yield timed("moderation, by words", get(team, f"{console}/moderation?words=fontaine"))
    yield timed("reveal", lambda: actions.reveal(by=by, item=item))
    yield timed("phone, choosing", get(phone, page))
    yield timed("room’s screen", get(phone, wall))
    seat = actions.join_session(code=session.code).seat
    yield timed("give dots", lambda: actions.judge(by=seat, item=item, marks=dots({f"{1:032x}": 2})))
    yield timed("close", lambda: actions.close_item(by=by, item=item))
    yield timed("results, team", get(team, f"/items/{item.id}/results"))
    yield timed("results, phone", get(phone, page))
    yield timed("start the grouping", lambda: actions.start_item(by=by, item=grouping))
    yield timed("grouping page, first", get(team, f"/items/{grouping.id}/grouping"))
    yield timed("grouping page, again", get(team, f"/items/{grouping.id}/grouping"))
    members = [f"{number:032x}" for number in range(20)]
    theme = {"title": "Thème", "members": members, "language": "fr"}
    yield timed("a theme of 20", lambda: actions.make_theme(by=by, item=grouping, **theme))  # type: ignore[arg-type]
    yield timed("grouping page, after", get(team, f"/items/{grouping.id}/grouping"))
    yield timed("close the grouping", lambda: actions.close_item(by=by, item=grouping))
    told = {"title": "Bancs", "reason": "Vu", "project": people.balades, "item": item, "chosen": []}
    yield timed("record a decision", lambda: actions.record_decision(by=by, **told))  # type: ignore[arg-type]


def main() -> None:
    """The table, a column group per number of ideas."""
    asked = [int(each) for each in sys.argv[1:]] or [500, 5_000]
    measured: dict[int, list[Step]] = {}
    for count in asked:
        with tempfile.TemporaryDirectory() as folder:
            app = laboratory_in(Path(folder))
            app.config["WTF_CSRF_ENABLED"] = False
            with app.app_context():
                measured[count] = list(steps(app, cast(), count))
                for engine in db.engines.values():
                    engine.dispose()
    print("| step | " + " | ".join(f"{count} ideas: s · queries · KB" for count in asked) + " | ratio |")
    print("|---|" + "--:|" * (len(asked) + 1))
    for row in zip(*measured.values(), strict=True):
        cells = " | ".join(f"{one.seconds:.2f} · {one.queries} · {one.octets // 1024}" for one in row)
        print(f"| {row[0].name} | {cells} | {row[-1].seconds / max(row[0].seconds, 1e-9):.1f} |")


if __name__ == "__main__":
    main()
