"""Votes brought in from Polis: all or nothing, shown before they are stored, and given back equal."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from people import Cast, cast
from sqlalchemy import select
from votes import COMMENTS, VOTES, camps, closed, noise

from analysis.deliberation.polis import read_comments, read_participants
from analysis.deliberation.polis_conversation import read_conversation
from analysis.deliberation.polis_problems import WORDS
from livinglab import actions
from livinglab.actions import Planned
from livinglab.jobs import vote_imports
from livinglab.jobs.desk import settings as settings_of_jobs
from livinglab.store.database import db
from livinglab.store.judgements import snapshot_of
from livinglab.store.moderation import past_of, standings_in
from livinglab.store.sessions import AgendaItem, JudgementEvent, Seat, Session
from livinglab.store.vote_imports import VoteImport

MATRIX = """participant,group-id,n-comments,n-votes,n-agree,n-disagree,7,3,5
ana,0,1,1,0,1,-1,,
bo,1,1,2,1,0,1,0,
cy,,0,0,0,0,,,
"""
WHOLE = {"comments.csv": COMMENTS, "votes.csv": VOTES, "participants-votes.csv": MATRIX}


def _bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in files.items()}


def _zip(files: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"export/{name}", text)
    return packed.getvalue()


def _session(people: Cast) -> Session:
    return actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})


def _stored(people: Cast, files: Mapping[str, bytes], session: Session | None = None) -> AgendaItem:
    conversation, problems = read_conversation(files)
    assert problems == ()
    assert conversation is not None
    handed = actions.hand_in_votes(
        by=people.marc, session=session or _session(people), title={"fr": "Polis"}, language="fr"
    )
    return actions.store_votes(handed=handed, conversation=conversation)


def _rows(files: Mapping[str, str]) -> list[tuple[float, ...]]:
    """The matrix without names: one row of votes per person, columns in order of the statements' words."""
    read, _ = read_participants(files["participants-votes.csv"])
    comments, _ = read_comments(files["comments.csv"])
    assert read is not None
    words = {each.statement: (each.text, place) for place, each in enumerate(comments)}
    order = sorted(range(len(read.matrix.statements)), key=lambda column: words[read.matrix.statements[column]])
    return sorted(tuple(2.0 if v != v else float(v) for v in row) for row in read.matrix.values[:, order])


def test_what_was_decided_there_is_on_record_and_nothing_waits_to_be_read(any_laboratory: Flask) -> None:
    item = _stored(cast(), _bytes(WHOLE))
    counts = standings_in(item.session)
    assert (counts["new"], counts["hidden"], sum(counts.values())) == (0, 1, len(item.contributions))
    [hidden] = [each for each in item.contributions if each.state == "moderated"]
    assert [each.move for each in past_of([hidden.id])[hidden.id]] == ["hidden"]


def test_the_last_vote_counts_and_those_it_replaced_stay_on_record(any_laboratory: Flask) -> None:
    people = cast()
    item = _stored(people, _bytes(WHOLE))
    snapshot = snapshot_of(item)
    assert snapshot is not None
    words = {each.id: each.text for each in item.contributions}
    figures = {words[each["subject"]]: each["figures"] for each in snapshot.result["standings"]}
    assert {text: (each["agree"], each["disagree"], each["passed"]) for text, each in figures.items()} == {
        "Un banc, à l’ombre": (1, 1, 0),
        "Un lampadaire": (0, 0, 1),
    }
    events = db.session.scalars(select(JudgementEvent).order_by(JudgementEvent.sequence)).all()
    assert [each.value for each in events] == [1, 0, -1, 1, -1]
    assert {(each.channel, each.entered_by_id) for each in events} == {("import", people.marc.id)}
    assert [each.at.timestamp() for each in events] == [1.4e9 + 200, 1.4e9 + 200, 1.4e9 + 300, 1.4e9 + 400, 1.4e9 + 500]
    assert db.session.query(Seat).count() == 3
    assert (item.state, item.kind) == ("closed", "statements")


def test_a_rejected_statement_is_kept_hidden_with_its_votes_and_the_team_is_nobody(
    laboratory: Flask, people: Cast
) -> None:
    item = _stored(people, _bytes(WHOLE))
    told = [(each.text, each.state, each.seat_id is None) for each in item.contributions]
    assert told == [
        ("Un banc, à l’ombre", "visible", False),
        ("Un lampadaire", "visible", True),
        ("Du bruit", "moderated", False),
    ]
    assert item.contributions[2].moderation_reason == "Rejeté par les modérateurs de la conversation d’origine."


@pytest.mark.parametrize("kept", [("votes.csv",), ("participants-votes.csv",), ("votes.csv", "participants-votes.csv")])
def test_what_was_exported_comes_back_equal(laboratory: Flask, people: Cast, kept: tuple[str, ...]) -> None:
    """Statements and the votes of each, people without their numbers: the same before and after."""
    item = closed(people.marc, people.balades, [*camps(8), *noise(7)], [None] * 15)
    actions.moderate_contribution(by=people.marc, contribution=item.subjects[3], reason="Hors sujet")
    before = actions.export_votes(by=people.marc, item=item)
    brought = {name: before[name] for name in ("comments.csv", *kept)}
    after = actions.export_votes(by=people.marc, item=_stored(people, _bytes(brought)))
    assert _rows(after) == _rows(before)
    assert [(c.text, c.moderated, c.agrees, c.disagrees) for c in read_comments(after["comments.csv"])[0]] == [
        (c.text, c.moderated, c.agrees, c.disagrees) for c in read_comments(before["comments.csv"])[0]
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from((1, 0, -1)), st.integers(0, 9)),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=60)
def test_the_votes_of_a_record_are_those_a_slow_reader_keeps(given_votes: list[tuple[int, int, int, int]]) -> None:
    comments = COMMENTS.partition("\n")[0] + "\n" + "".join(f"1,,{n},p0,0,0,1,Énoncé {n}\n" for n in range(4))
    lines = [f"{at},,{statement},p{person},{vote}\n" for person, statement, vote, at in given_votes]
    record, problems = read_conversation(
        _bytes(
            {"comments.csv": comments, "votes.csv": "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(lines)}
        )
    )
    assert problems == ()
    assert record is not None
    slow: dict[tuple[int, int], tuple[int, int]] = {}
    for person, statement, vote, at in given_votes:
        before = slow.get((person, statement))
        if before is None or at >= before[0]:
            slow[person, statement] = (at, vote)
    found = {(each.vote.person, each.vote.statement): each.vote.value for each in record.votes}
    assert found == {(f"p{person}", str(statement)): vote for (person, statement), (_, vote) in slow.items()}
    assert record.superseded == len(given_votes) - len(slow)


BROKEN = {
    "file_missing": {"votes.csv": VOTES},
    "votes_missing": {"comments.csv": COMMENTS},
    "statement_unknown": {"comments.csv": COMMENTS, "votes.csv": VOTES.replace(",,5,cy", ",,99,cy")},
    "statement_without_words": {**WHOLE, "comments.csv": COMMENTS.replace("Un lampadaire", "")},
    "statement_too_long": {**WHOLE, "comments.csv": COMMENTS.replace("Un lampadaire", "x" * 5001)},
    "vote_differs": {**WHOLE, "participants-votes.csv": MATRIX.replace("0,1,-1,,", "0,1,1,,")},
    "not_a_vote": {**WHOLE, "votes.csv": VOTES.replace("cy,-1", "cy,5")},
}


@pytest.mark.parametrize("code", BROKEN)
def test_with_one_problem_nothing_is_taken(code: str) -> None:
    found, problems = read_conversation(_bytes(BROKEN[code]))
    assert (found, [each.code for each in problems]) == (None, [code])
    assert all(each.what(language) and each.remedy(language) for each in problems for language in ("fr", "en"))


def test_a_difference_is_told_with_its_file_its_row_and_its_column() -> None:
    _, (problem,) = read_conversation(_bytes(BROKEN["vote_differs"]))
    assert (problem.file, problem.row, problem.column, problem.value) == ("participants-votes.csv", 2, "7", "1")


def test_files_that_cannot_be_opened_are_told() -> None:
    broken = _zip(WHOLE)[:-30] + b"PK\x05\x06" + b"\0" * 18
    latin = {"comments.csv": COMMENTS.encode("latin-1", "replace"), "votes.csv": VOTES.encode()}
    latin["comments.csv"] = COMMENTS.replace("’", "'").encode("latin-1")
    twice = {"comments.csv": COMMENTS.encode(), "1/comments.csv": COMMENTS.encode(), "votes.csv": VOTES.encode()}
    codes = [[each.code for each in read_conversation(files)[1]] for files in (latin, twice, {"a.zip": broken})]
    assert codes[:2] == [["file_not_utf8"], ["file_twice"]]
    assert codes[2]
    assert {code for some in codes for code in some} <= set(WORDS)


@pytest.mark.parametrize("name", ["votes (1).csv", "2024-01-05-votes.csv", "VOTES.CSV"])
def test_browsers_and_exports_change_names_a_little(name: str) -> None:
    record, problems = read_conversation({"x/comments.csv": COMMENTS.encode(), name: VOTES.encode()})
    assert (problems, record is None) == ((), False)


def test_the_names_of_a_newer_export_are_known_and_its_other_files_passed_over() -> None:
    files = {"comments": COMMENTS, "votes": VOTES, "participant-votes": MATRIX, "comment-groups": "comment-id\n7\n"}
    packed = _zip({f"2025-08-29-0002-7btrabcujr-{name}.csv": text for name, text in files.items()})
    assert read_conversation({"export.zip": packed}) == read_conversation(_bytes(WHOLE))


# Through the pages, with the job done as the worker does it.


@pytest.fixture
def marc(laboratory: Flask, people: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """Marc in a browser; the job keeps its files where the site does."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    settings_of_jobs.cache_clear()
    pages = sys.modules["livinglab.web.facilitator.votes_import"]  # its package names the blueprint, not the room
    monkeypatch.setattr(pages, "ask_for_import", vote_imports.step)
    monkeypatch.setattr(vote_imports, "ask_for_readings", lambda item_id: None)
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    yield client
    settings_of_jobs.cache_clear()


def _send(client: FlaskClient, session: Session, files: Mapping[str, bytes], **fields: str) -> str:
    sent = [(io.BytesIO(content), name) for name, content in files.items()]
    answer = client.post(
        f"/sessions/{session.id}/votes/import", data={"files": sent, **fields}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_what_will_be_stored_is_shown_before_it_is(marc: FlaskClient, people: Cast, tmp_path: Path) -> None:
    session = _session(people)
    page = _send(marc, session, {"export.zip": _zip(WHOLE)}, title="Place du marché")
    shown = marc.get(page, headers={"Accept-Language": "en"}).text
    figures = {
        "People": 3,
        "Statements": 3,
        "of which rejected, kept hidden": 1,
        "Votes": 5,
        "of which changed later": 1,
    }
    assert [name for name, n in figures.items() if f"<dt>{name}</dt><dd>{n}</dd>" not in shown] == []
    assert (db.session.query(JudgementEvent).count(), db.session.query(Seat).count()) == (0, 0)
    assert marc.post(f"{page}/store").status_code == 303
    assert db.session.query(JudgementEvent).count() == 5
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.session_id == session.id)).one()
    assert (item.title, item.state) == ({"fr": "Place du marché"}, "closed")
    assert f"/items/{item.id}/results" in marc.get(page).text
    assert list((tmp_path / "vote-imports").glob("*")) == []
    assert marc.post(f"{page}/store").status_code == 422  # pressed twice, stored once


def test_a_planned_activity_still_empty_may_take_the_votes(marc: FlaskClient, people: Cast) -> None:
    session = _session(people)
    plan = Planned({"fr": "Énoncés"}, {"fr": "Êtes-vous d’accord ?"}, asks_writing=False)
    item = actions.add_agenda_item(by=people.marc, session=session, planned=plan, kind="statements")
    page = _send(marc, session, _bytes(WHOLE), activity=item.id)
    marc.post(f"{page}/store")
    db.session.refresh(item)
    assert (item.state, len(item.contributions), len(session.items)) == ("closed", 3, 1)


def test_an_activity_that_started_meanwhile_takes_nothing(marc: FlaskClient, people: Cast) -> None:
    session = _session(people)
    item = actions.add_agenda_item(
        by=people.marc, session=session, planned=Planned({"fr": "Énoncés"}), kind="statements"
    )
    page = _send(marc, session, _bytes(WHOLE), activity=item.id)
    actions.start_item(by=people.marc, item=item)
    answer = marc.post(f"{page}/store", headers={"Accept-Language": "en"})
    assert (answer.status_code, "can no longer take these votes" in answer.text) == (422, True)
    assert db.session.query(JudgementEvent).count() == 0


def test_what_is_wrong_is_listed_with_its_place_and_nothing_is_stored(marc: FlaskClient, people: Cast) -> None:
    page = marc.get(
        _send(marc, _session(people), _bytes(BROKEN["vote_differs"])), headers={"Accept-Language": "en"}
    ).text
    assert ("Nothing was stored" in page, "is not the last one of votes.csv" in page) == (True, True)
    assert db.session.query(JudgementEvent).count() == 0


def test_votes_that_are_stored_stay_stored_when_what_follows_fails(
    marc: FlaskClient, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(item_id: str) -> None:
        raise OSError("the queue cannot be written")

    monkeypatch.setattr(vote_imports, "ask_for_readings", full)
    page = _send(marc, _session(people), _bytes(WHOLE))
    marc.post(f"{page}/store")
    handed = db.session.scalars(select(VoteImport)).one()
    assert (handed.state, handed.refusal, db.session.query(JudgementEvent).count()) == ("done", None, 5)


def test_files_let_go_are_erased(marc: FlaskClient, people: Cast, tmp_path: Path) -> None:
    page = _send(marc, _session(people), _bytes(WHOLE))
    assert len(list((tmp_path / "vote-imports").glob("*"))) == 1
    assert marc.post(f"{page}/let-go").status_code == 303
    assert list((tmp_path / "vote-imports").glob("*")) == []
    assert "the files are erased" in marc.get(page, headers={"Accept-Language": "en"}).text


def test_no_file_no_import(marc: FlaskClient, people: Cast) -> None:
    answer = marc.post(f"/sessions/{_session(people).id}/votes/import", data={}, headers={"Accept-Language": "en"})
    assert (answer.status_code, "Choose the files of the export." in answer.text) == (422, True)
    assert db.session.query(VoteImport).count() == 0


def test_an_unknown_statement_is_told_once_where_it_first_stands() -> None:
    twice = VOTES.replace(",,5,cy", ",,99,cy") + "1400000600000,,99,bo,1\n"
    _, problems = read_conversation(_bytes({"comments.csv": COMMENTS, "votes.csv": twice}))
    assert [(each.file, each.row, each.column, each.value) for each in problems] == [
        ("votes.csv", 6, "comment-id", "99")
    ]
