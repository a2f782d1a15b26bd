"""What goes wrong in a session: each trouble has a defined result, and nothing is lost. The table is in the guide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast
from sqlalchemy import func, insert, select

from livinglab import actions
from livinglab.actions import Seated
from livinglab.activities.marks import dots
from livinglab.store import Refused, database
from livinglab.store.database import db
from livinglab.store.judgements import marks_of, snapshot_of
from livinglab.store.moderation import past_of
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, ResultSnapshot, Seat, Session
from livinglab.web.board.stages import seconds_left, shown_item

BENCH, LAMP = "a" * 32, "b" * 32


@dataclass
class Meeting:
    """A session with an activity that writes, and one person in it."""

    app: Flask
    people: Cast
    session: Session
    item: AgendaItem
    lucie: Seated

    def write(self, text: str, identifier: str = BENCH) -> Contribution:
        words = {"contribution_id": identifier, "text": text, "language": "fr"}
        return actions.contribute(by=self.lucie.seat, item=self.item, **words)

    def do(self, *verbs: str) -> None:
        for verb in verbs:
            getattr(actions, verb)(by=self.people.marc, item=self.item)

    def browser(self, who: Account) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
        return client

    @property
    def console(self) -> str:
        return f"/sessions/{self.session.id}"


def meeting_in(app: Flask, people: Cast) -> Meeting:
    app.config["WTF_CSRF_ENABLED"] = False
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    planned = actions.Planned({"fr": "Idées"}, dots=3, planned_minutes=10)
    item = actions.add_agenda_item(by=people.marc, session=session, planned=planned)
    actions.start_item(by=people.marc, item=item)
    return Meeting(app, people, session, item, actions.join_session(code=session.code))


@pytest.fixture
def meeting(laboratory: Flask, people: Cast) -> Meeting:
    """On SQLite."""
    return meeting_in(laboratory, people)


@pytest.fixture
def anywhere(any_laboratory: Flask, everyone: Cast) -> Meeting:
    """On SQLite and on PostgreSQL."""
    return meeting_in(any_laboratory, everyone)


class Clock:
    """The clock of the server, which somebody moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moved = timedelta()
        clock = self

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz) + clock.moved

        monkeypatch.setattr(database, "datetime", Moved)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_a_vote_on_a_closed_activity_is_refused_and_the_result_does_not_move(anywhere: Meeting) -> None:
    anywhere.write("Un banc")
    anywhere.do("reveal", "close_item")
    before = snapshot_of(anywhere.item)
    with pytest.raises(Refused, match="judging_is_over"):
        actions.judge(by=anywhere.lucie.seat, item=anywhere.item, marks=dots({BENCH: 1}))
    assert (snapshot_of(anywhere.item), db.session.scalar(select(func.count(JudgementEvent.sequence)))) == (before, 0)


@pytest.mark.parametrize(
    "words",
    ["🌳👩🏽‍🦽 un arbre", "مقعد بالقرب من السوق", "ספסל ליד השוק, קו 12", "e\u0301te\u0301", "\u202eabc\u202c", "👍"],
)
def test_emoji_and_right_to_left_words_are_kept_as_they_were_written(anywhere: Meeting, words: str) -> None:
    anywhere.write(words)
    anywhere.do("reveal")
    phone = anywhere.app.test_client()
    phone.post("/s/join", data={"code": anywhere.session.code})
    for address in (f"/s/{anywhere.session.code}", f"/s/{anywhere.session.code}/projection"):
        assert words in phone.get(address).text
    anywhere.do("close_item")
    assert db.session.get_one(Contribution, BENCH).text == words


def test_an_empty_session_closes_and_its_pages_say_what_to_do(meeting: Meeting) -> None:
    meeting.do("reveal", "close_item")
    actions.close_session(by=meeting.people.marc, session=meeting.session)
    marc = meeting.browser(meeting.people.marc)
    for address in (meeting.console, f"{meeting.console}/moderation", f"/items/{meeting.item.id}/results"):
        assert marc.get(address).status_code == 200
    assert "Personne n’a encore écrit" in marc.get(f"{meeting.console}/moderation").text
    snapshot = snapshot_of(meeting.item)
    assert (snapshot.result["people"], snapshot.result["standings"]) == (0, [])  # type: ignore[union-attr]


def test_an_activity_that_takes_over_nothing_does_not_start(meeting: Meeting) -> None:
    meeting.do("reveal", "close_item")
    planned = actions.Planned({"fr": "Choisir"}, source=meeting.item)
    kind = "majority_judgment"
    after = actions.add_agenda_item(by=meeting.people.marc, session=meeting.session, planned=planned, kind=kind)
    with pytest.raises(Refused, match="nothing_to_judge_yet"):
        actions.start_item(by=meeting.people.marc, item=after)
    assert (after.state, meeting.session.current_item) == ("planned", None)


def test_when_the_only_participant_leaves_their_words_and_votes_stay(meeting: Meeting) -> None:
    phone, address = meeting.app.test_client(), f"/s/{meeting.session.code}"
    phone.post("/s/join", data={"code": meeting.session.code})
    sent = {"item": meeting.item.id, "contribution_id": BENCH, "text": "Un banc"}
    phone.post(f"{address}/ideas", data=sent)
    meeting.do("reveal")
    seat = db.session.get_one(Contribution, BENCH).seat
    assert seat is not None
    actions.judge(by=seat, item=meeting.item, marks=dots({BENCH: 2}))
    phone.delete_cookie(f"seat_{meeting.session.code}", path="/s/")
    assert "Un banc" not in phone.get(address).text  # the door, with the code filled in
    meeting.do("close_item")
    [standing] = snapshot_of(meeting.item).result["standings"]  # type: ignore[union-attr]
    assert (standing["subject"], standing["figures"]["dots"]) == (BENCH, 2)


def test_a_facilitator_who_reloads_or_presses_twice_does_each_step_once(meeting: Meeting) -> None:
    marc = meeting.browser(meeting.people.marc)
    meeting.write("Un banc")
    steps = [
        marc.post(f"/items/{meeting.item.id}/{step}").status_code for step in ("reveal", "reveal", "close", "close")
    ]
    assert steps == [303, 422, 303, 422]
    assert [marc.get(meeting.console).status_code for _ in range(2)] == [200, 200]
    assert db.session.scalar(select(func.count(ResultSnapshot.id))) == 1


def test_of_two_facilitators_the_second_reads_what_the_first_did(meeting: Meeting) -> None:
    meeting.write("Un banc")
    meeting.do("reveal")
    second = meeting.browser(meeting.people.amina).post(f"/items/{meeting.item.id}/reveal")
    assert (second.status_code, 'role="alert"' in second.text) == (422, True)
    assert meeting.item.state == "judging"


def test_five_thousand_ideas_keep_every_page_bounded(meeting: Meeting) -> None:
    seat: Seat = meeting.lucie.seat
    rows = [
        {
            "id": f"{n:032x}",
            "item_id": meeting.item.id,
            "seat_id": seat.id,
            "text": f"Idée {n:04} {n * n}",
            "language": "fr",
        }
        for n in range(5_000)
    ]
    db.session.execute(insert(Contribution), rows)
    db.session.commit()
    planned = actions.Planned({"fr": "Thèmes"}, source=meeting.item)
    grouping = actions.add_agenda_item(
        by=meeting.people.marc, session=meeting.session, planned=planned, kind="grouping"
    )
    marc = meeting.browser(meeting.people.marc)
    pages = [marc.get(meeting.console), marc.get(f"{meeting.console}/moderation?standing=new")]
    meeting.do("reveal", "close_item")
    pages.append(marc.get(f"/items/{meeting.item.id}/results"))
    actions.start_item(by=meeting.people.marc, item=grouping)
    pages.append(marc.get(f"/items/{grouping.id}/grouping?page=50"))
    assert [page.status_code for page in pages] == [200] * 4
    assert max(len(page.data) for page in pages) < 250_000
    assert "Voir les" in pages[2].text
    assert (len(grouping.subjects), pages[3].text.count('name="members"')) == (5_000, 100)


def test_a_clock_set_back_keeps_the_order_of_what_closed(anywhere: Meeting, clock: Clock) -> None:
    anywhere.write("Un banc")
    anywhere.do("reveal", "close_item")
    first = snapshot_of(anywhere.item)
    clock.moved = -timedelta(hours=2)
    planned = actions.Planned({"fr": "Suite"}, source=anywhere.item)
    after = actions.add_agenda_item(
        by=anywhere.people.marc, session=anywhere.session, planned=planned, kind="majority_judgment"
    )
    for verb in (actions.start_item, actions.close_item):
        verb(by=anywhere.people.marc, item=after)
    assert shown_item(anywhere.session) is after
    anywhere.do("reopen_item", "close_item")
    assert shown_item(anywhere.session) is anywhere.item
    last = snapshot_of(anywhere.item)
    assert last is not None
    assert first is not None
    assert (last.id != first.id, last.created_at > first.created_at) == (True, True)


def test_a_clock_set_back_makes_no_duration_negative(anywhere: Meeting, clock: Clock) -> None:
    anywhere.write("Un banc")
    anywhere.do("reveal", "pause_item")
    clock.moved = -timedelta(hours=2)
    assert seconds_left(anywhere.item) == pytest.approx(600, abs=60)
    anywhere.do("resume_item")
    assert seconds_left(anywhere.item) == 600
    anywhere.do("close_item")
    item = anywhere.item
    moments = [item.started_at, item.revealed_at, item.closed_at]
    assert moments == sorted(set(moments))  # type: ignore[type-var]  # none is missing
    assert item.paused_seconds >= 0
    clock.moved = timedelta()
    assert "-" not in _minutes_told(anywhere)


def _minutes_told(meeting: Meeting) -> str:
    page = meeting.browser(meeting.people.marc).get(meeting.console).text
    return page[page.index('id="agenda-table"') :].split("</tr>")[1].split('<td class="number">')[2][:3]


def test_the_last_vote_counts_by_its_place_not_by_the_clock(anywhere: Meeting, clock: Clock) -> None:
    anywhere.write("Un banc")
    anywhere.do("reveal")
    actions.judge(by=anywhere.lucie.seat, item=anywhere.item, marks=dots({BENCH: 3}))
    clock.moved = -timedelta(days=1)
    actions.judge(by=anywhere.lucie.seat, item=anywhere.item, marks=dots({BENCH: 1}))
    [mark] = marks_of(anywhere.item, anywhere.lucie.seat).values()
    assert mark.value == 1
    anywhere.do("close_item")
    assert snapshot_of(anywhere.item).result["standings"][0]["figures"]["dots"] == 1  # type: ignore[union-attr]


def test_what_moderation_did_keeps_its_order_when_the_clock_is_set_back(anywhere: Meeting, clock: Clock) -> None:
    idea = anywhere.write("Un banc")
    actions.moderate_contribution(by=anywhere.people.marc, contribution=idea, code="may_hurt")
    clock.moved = -timedelta(days=1)
    actions.restore_contribution(by=anywhere.people.marc, contribution=idea, code="read_again")
    assert [each.move for each in past_of([idea.id])[idea.id]] == ["hidden", "restored"]
