"""What votes on statements say further: begun when the activity closes, computed by a job, frozen, computed again."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from people import Cast, cast
from votes import STATEMENTS, TWO, camps, closed, noise, read

from analysis import frozen_json
from analysis.deliberation.readings import capacities_of, opinions_of
from analysis.deliberation.record import record_of
from livinglab import actions
from livinglab.activities.marks import Mark
from livinglab.jobs import vote_readings
from livinglab.jobs.recomputing import recompute_session
from livinglab.jobs.session_minutes import minutes_value
from livinglab.settings import from_environment
from livinglab.store.database import db
from livinglab.store.minutes import minutes_of
from livinglab.store.sessions import AgendaItem, Helix, JudgementEvent


def _page(app: Flask, people: Cast, item: AgendaItem, language: str = "en") -> str:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client.get(f"/items/{item.id}/results?lang={language}", headers={"Accept-Language": language}).text


def test_random_votes_say_no_stable_groups_from_the_phone_to_the_page(any_laboratory: Flask) -> None:
    people = cast()
    item = closed(people.marc, people.balades, noise(45), [None] * 45)
    assert "The groups are being computed" in _page(any_laboratory, people, item)
    found = read(item)["opinions"]
    assert found.result is not None
    assert (found.state, found.result["sizes"], "no_structure" in found.result["reasons"]) == ("done", [], True)
    for page in (
        _page(any_laboratory, people, item),
        any_laboratory.test_client().get(f"/s/{item.session.code}/projection", headers={"Accept-Language": "en"}).text,
    ):
        assert "No stable opinion groups." in page
        assert "no more alike than if they had been shuffled" in page


def test_two_camps_are_found_with_what_sets_them_apart_and_what_they_share(laboratory: Flask, people: Cast) -> None:
    item = closed(people.marc, people.balades, camps(48), [None] * 48)
    found = read(item)["opinions"]
    assert found.result is not None
    assert (found.result["reasons"], found.result["sizes"]) == ([], [32, 16])
    text = {each.id: each.text for each in item.subjects}
    sides = {text[each["statement"]]: each["side"] for each in found.result["statements"] if each["side"]}
    assert sides == {STATEMENTS[10]: "agreed", STATEMENTS[11]: "rejected"}
    apart = {(each["group"], text[each["statement"]]) for each in found.result["apart"]}
    assert apart
    assert not {words for _, words in apart} & {STATEMENTS[10], STATEMENTS[11]}
    page = _page(laboratory, people, item)
    assert ("Group A" in page, "32 people" in page, "agrees more than the others" in page) == (True, True, True)


def test_capacities_are_compared_as_soon_as_the_activity_closes(laboratory: Flask, people: Cast) -> None:
    helices: list[Helix | None] = [*["citizens"] * 6, *["public"] * 5, *["private"] * 2, None]
    votes = [[1, 1 if helix != "public" else -1, -1] for helix in helices]
    item = closed(people.marc, people.balades, votes, helices)
    found = read(item)["capacities"]
    assert found.result is not None
    assert (found.result["compared"], found.result["small"]) == ({"citizens": 6, "public": 5}, ["private"])
    text = {each.id: each.text for each in item.subjects}
    assert {text[each["statement"]]: each["side"] for each in found.result["statements"]} == {
        STATEMENTS[0]: "agreed",
        STATEMENTS[1]: "",
        STATEMENTS[2]: "rejected",
    }
    page = _page(laboratory, people, item)
    assert "Compared: Residents, patients, associations (6), Public service or local authority (5)." in page
    assert "not shown on their own: Business." in page


@pytest.mark.parametrize(
    ("helices", "sentence"),
    [([None] * 6, "nobody said in what capacity"), ([*["citizens"] * 5, "public"], "at least two of five people")],
)
def test_a_comparison_refused_says_why(
    laboratory: Flask, people: Cast, helices: list[Helix | None], sentence: str
) -> None:
    item = closed(people.marc, people.balades, [[1, -1]] * 6, helices)
    page = _page(laboratory, people, item)
    assert (sentence in page, "6 people voted on enough statements; it takes 40." in page) == (True, True)


def test_what_is_frozen_holds_no_person_and_is_computed_again_from_the_database(
    laboratory: Flask, people: Cast
) -> None:
    item = closed(people.marc, people.balades, camps(42), [TWO[person % 2] for person in range(42)])
    found = read(item)
    seats = {each.seat_id for each in db.session.scalars(db.select(JudgementEvent))}
    kept = json.dumps([each.result for each in found.values()])
    assert [seat for seat in seats if seat in kept] == []
    again = recompute_session(item.session)
    assert [(each.method, each.input_holds, each.result_holds) for each in again] == [
        ("statements", True, True),
        ("capacities", True, True),
        ("opinions", True, True),
    ]
    assert all(each.holds for each in again)


def test_a_vote_changed_in_the_database_is_seen_and_a_later_one_is_not_an_error(
    laboratory: Flask, people: Cast
) -> None:
    item = closed(people.marc, people.balades, camps(42), [TWO[person % 2] for person in range(42)])
    read(item)
    actions.reopen_item(by=people.marc, item=item)
    seat = actions.join_session(code=item.session.code).seat
    actions.judge(by=seat, item=item, marks=[Mark(item.subjects[0].id, "opinion", 1)])
    assert all(each.holds for each in recompute_session(item.session))
    first = db.session.scalars(db.select(JudgementEvent).order_by(JudgementEvent.sequence)).first()
    assert first is not None
    first.value = -(first.value or 0)
    db.session.flush()
    assert [each.input_holds for each in recompute_session(item.session)] == [False, False, False]


def test_votes_that_are_no_longer_those_of_the_closing_are_not_read(laboratory: Flask, people: Cast) -> None:
    item = closed(people.marc, people.balades, noise(45), [None] * 45)
    event = db.session.scalars(db.select(JudgementEvent).where(JudgementEvent.value == 1)).first()
    assert event is not None
    event.value = -1
    db.session.commit()
    assert read(item)["opinions"].state == "failed"
    assert "The groups could not be computed" in _page(laboratory, people, item)


def test_what_failed_is_computed_again_when_the_team_asks(
    laboratory: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    laboratory.config["WTF_CSRF_ENABLED"] = False
    item = closed(people.marc, people.balades, noise(45), [None] * 45)
    with monkeypatch.context() as broken:
        broken.setattr(vote_readings, "read_alone", lambda *_: 1 / 0)
        assert read(item)["opinions"].state == "failed"
    assert 'id="read-again"' in _page(laboratory, people, item)
    asked: list[str] = []
    monkeypatch.setattr(sys.modules["livinglab.web.facilitator.decisions"], "ask_for_readings", asked.append)
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    assert client.post(f"/items/{item.id}/readings").status_code == 303
    assert (asked, read(item)["opinions"].state) == ([item.id], "done")


def test_no_order_and_no_name_changes_a_reading() -> None:
    votes = camps(60)
    orders: tuple[Callable[[int], str], ...] = (lambda n: f"p{n:03d}", lambda n: f"q{(n * 37) % 60:03d}")
    records = [
        record_of(
            STATEMENTS,
            {
                (name(n), words): vote
                for n, row in enumerate(votes)
                for words, vote in zip(STATEMENTS, row, strict=True)
            },
            {name(n): TWO[n % 2] for n in range(60)},
        )
        for name in orders
    ]
    assert records[0] == records[1]
    assert opinions_of(records[0]) == opinions_of(records[1])
    assert capacities_of(records[0]) == capacities_of(records[1])


def test_minutes_carry_both_readings_and_are_written_anew_when_groups_come_after_the_end(
    any_laboratory: Flask,
) -> None:
    people = cast()
    helices: list[Helix | None] = ["citizens" if n % 2 else "public" for n in range(45)]
    item = closed(people.marc, people.balades, noise(45), helices)
    actions.close_session(by=people.marc, session=item.session)
    for each in minutes_of(item.session):
        actions.finish_minutes(minutes=each, digest="0" * 64, path="/nowhere.pdf", sha256="0" * 64, pages=1)
    before = minutes_value(item.session, "fr", 1, from_environment({}))
    read(item)
    after = minutes_value(item.session, "fr", 2, from_environment({}))
    states = [[(one.kind, one.state) for one in said.activities[0].frozen.readings] for said in (before, after)]  # type: ignore[union-attr]  # it is closed
    assert states == [
        [("capacities", "done"), ("opinions", "waiting")],
        [("capacities", "done"), ("opinions", "done")],
    ]
    assert [(each.number, each.state) for each in minutes_of(item.session)].count((2, "queued")) == 2
    for one in after.activities[0].frozen.readings:  # type: ignore[union-attr]  # it is closed
        assert frozen_json.digest(one.result) == one.result_digest
