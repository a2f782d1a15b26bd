"""Votes on statements: two camps, noise, and the activity they are given in."""

from __future__ import annotations

import random

from livinglab import actions
from livinglab.actions import Planned
from livinglab.activities.marks import Mark
from livinglab.jobs import vote_readings
from livinglab.store.judgements import snapshot_of
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Helix
from livinglab.store.vote_readings import VoteReading, readings_of

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1400000000000,,7,ana,1,0,1,"Un banc, à l’ombre"
1400000000000,,3,0,0,0,0,Un lampadaire
1400000100000,,5,bo,0,0,-1,Du bruit
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1400000300000,,7,ana,-1
1400000200000,,7,ana,1
1400000200000,,3,bo,0
1400000400000,,7,bo,1
1400000500000,,5,cy,-1
"""
STATEMENTS = tuple(f"Énoncé {number}" for number in range(12))
TWO: tuple[Helix, ...] = ("citizens", "public")


def closed(by: Account, project: Project, votes: list[list[int]], helices: list[Helix | None]) -> AgendaItem:
    """A closed activity where person i voted votes[i]."""
    session = actions.open_session(by=by, project=project, title={"fr": "Atelier"})
    plan = Planned({"fr": "Énoncés"}, asks_writing=False)
    item = actions.add_agenda_item(
        by=by, session=session, planned=plan, kind="statements", proposals=STATEMENTS[: len(votes[0])]
    )
    actions.start_item(by=by, item=item)
    subjects = sorted(item.subjects, key=lambda each: STATEMENTS.index(each.text))
    for said, helix in zip(votes, helices, strict=True):
        seat = actions.join_session(code=session.code, helix=helix).seat
        actions.judge(
            by=seat,
            item=item,
            marks=[Mark(one.id, "opinion", vote) for one, vote in zip(subjects, said, strict=True)],
        )
    return actions.close_item(by=by, item=item)


def read(item: AgendaItem) -> dict[str, VoteReading]:
    """The readings of an item, those that wait computed as the job does."""
    snapshot = snapshot_of(item)
    assert snapshot is not None
    for reading in readings_of(snapshot):
        vote_readings.compute(reading.id)
    return {each.kind: each for each in readings_of(snapshot)}


def noise(people: int, statements: int = 12) -> list[list[int]]:
    drawn = random.Random(7)
    return [[drawn.choice((1, 0, -1)) for _ in range(statements)] for _ in range(people)]


def camps(people: int) -> list[list[int]]:
    """Two camps, of two thirds and one third, that differ on all statements but the last two, with one slip each."""
    rows = []
    for person in range(people):
        side = -1 if person % 3 else 1
        row = [side] * 5 + [-side] * 5 + [1, -1]
        row[person % 10] = -row[person % 10]
        rows.append(row)
    return rows
