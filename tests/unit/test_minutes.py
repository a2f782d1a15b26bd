"""Minutes of a session: written as it ends and anew when what they say changes; never with words hidden since."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from people import Cast, cast, laboratory_in

from livinglab import actions
from livinglab.activities.marks import Mark
from livinglab.jobs import desk
from livinglab.jobs.minutes import resume_minutes, write, write_minutes_of
from livinglab.jobs.session_minutes import minutes_value
from livinglab.store.attendance import SMALLEST_CELL, told_apart
from livinglab.store.database import db
from livinglab.store.failures import NotAllowed, NotFound, Refused
from livinglab.store.minutes import SessionMinutes, minutes_of, newest_minutes, published_minutes
from livinglab.store.sessions import AgendaItem, Contribution, Session
from reports.minutes.document import document
from reports.minutes.value import dumps
from reports.verification import verify

BENCH, SHUTTLE, RUDE = "a" * 32, "b" * 32, "c" * 32
WORDS = {BENCH: "Des bancs à l’ombre", SHUTTLE: "مقاعد في الظل 🙂", RUDE: "Un mot qui blesse"}


@dataclass(frozen=True)
class Held:
    """A session that has ended, with one activity of ideas and dots."""

    people: Cast
    session: Session
    item: AgendaItem

    def idea(self, identifier: str) -> Contribution:
        return db.session.get_one(Contribution, identifier)

    def states(self) -> list[tuple[int, str, str, bool]]:
        found = minutes_of(self.session)
        return [(each.number, each.language, each.state, each.withdrawn_at is not None) for each in found]


def held(people: Cast, *, closed: bool = True) -> Held:
    marc = people.marc
    session = actions.open_session(by=marc, project=people.balades, title={"fr": "Atelier"}, place="Salle des fêtes")
    planned = actions.Planned(title={"fr": "Idées"}, dots=3, planned_minutes=10)
    item = actions.add_agenda_item(by=marc, session=session, planned=planned)
    actions.start_item(by=marc, item=item)
    seats = [actions.join_session(code=session.code, helix="citizens").seat for _ in range(3)]
    for seat, (identifier, text) in zip(seats, WORDS.items(), strict=True):
        actions.contribute(by=seat, item=item, contribution_id=identifier, text=text, language="fr")
    actions.reveal(by=marc, item=item)
    for seat, dots in zip(seats, (3, 1, 2), strict=True):
        actions.judge(by=seat, item=item, marks=[Mark(BENCH, "dots", dots)])
    actions.close_item(by=marc, item=item)
    if closed:
        actions.close_session(by=marc, session=session)
    return Held(people, session, item)


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A laboratory in the folder the worker finds in its environment."""
    monkeypatch.setenv("LIVINGLAB_DIRECTORY", str(tmp_path))
    _forget()
    app = laboratory_in(tmp_path)
    with app.app_context():
        yield app
    _forget()


def _forget() -> None:
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def written(one: Held) -> None:
    for minutes in minutes_of(one.session):
        write(minutes)


def value(one: Held) -> str:
    return dumps(minutes_value(one.session, "fr", 1, desk.settings()))


def test_minutes_are_due_in_both_languages_when_a_session_ends_and_not_before(everyone: Cast) -> None:
    one = held(everyone, closed=False)
    assert one.states() == []
    actions.close_session(by=everyone.marc, session=one.session)
    assert one.states() == [(1, "fr", "queued", False), (1, "en", "queued", False)]


def test_a_decision_and_its_requirement_before_the_minutes_are_written_ask_for_no_second_version(
    everyone: Cast,
) -> None:
    one = held(everyone)
    decided(one)
    assert [each[0] for each in one.states()] == [1, 1]


def decided(one: Held) -> None:
    marc = one.people.marc
    decision = actions.record_decision(
        by=marc,
        project=one.people.balades,
        title="Six bancs",
        reason="Le plus soutenu",
        dissent="La navette d’abord",
        item=one.item,
        chosen=[one.idea(BENCH)],
    )
    actions.record_requirement(
        by=marc, decision=decision, statement="Un banc", acceptance_criterion="Aucun écart de plus de 220 m"
    )


def finished(one: Held) -> None:
    for each in newest_minutes(one.session):
        actions.begin_minutes(minutes=each)
        actions.finish_minutes(minutes=each, digest="d", path="/nowhere.pdf", sha256="0" * 64, pages=1)


def test_a_decision_after_the_minutes_asks_for_a_version_and_keeps_the_older(everyone: Cast) -> None:
    one = held(everyone)
    finished(one)
    decided(one)
    assert [(number, state) for number, _, state, _ in one.states()] == [
        (2, "queued"),
        (2, "queued"),
        (1, "done"),
        (1, "done"),
    ]
    assert all(each.readable for each in minutes_of(one.session) if each.number == 1)


def test_words_hidden_after_the_end_withdraw_what_shows_them(everyone: Cast) -> None:
    one = held(everyone)
    finished(one)
    actions.publish_minutes(by=everyone.marc, session=one.session, number=1)
    assert len(published_minutes(one.session)) == 2
    actions.moderate_contribution(by=everyone.marc, contribution=one.idea(RUDE), reason="Blessant")
    assert [(number, state, gone) for number, _, state, gone in one.states()] == [
        (2, "queued", False),
        (2, "queued", False),
        (1, "done", True),
        (1, "done", True),
    ]
    assert published_minutes(one.session) == []


def test_words_hidden_while_the_minutes_are_written_withdraw_them_before_they_appear(everyone: Cast) -> None:
    one = held(everyone)
    [french, english] = minutes_of(one.session)
    actions.begin_minutes(minutes=french)
    actions.moderate_contribution(by=everyone.marc, contribution=one.idea(RUDE), reason="Blessant")
    actions.finish_minutes(minutes=french, digest="d", path="/nowhere.pdf", sha256="0" * 64, pages=1)
    assert (french.state, french.readable) == ("done", False)
    assert (english.state, english.withdrawn_at) == ("queued", None)
    assert [each.number for each in newest_minutes(one.session)] == [2, 2]


def test_words_brought_back_stand_in_a_new_version(everyone: Cast) -> None:
    one = held(everyone)
    actions.moderate_contribution(by=everyone.marc, contribution=one.idea(RUDE), reason="Blessant")
    finished(one)
    actions.restore_contribution(by=everyone.marc, contribution=one.idea(RUDE), reason="Relu")
    assert [each.state for each in newest_minutes(one.session)] == ["queued", "queued"]
    assert all(each.readable for each in minutes_of(one.session) if each.state == "done")


def test_only_what_is_ready_is_published_and_only_by_the_team(everyone: Cast) -> None:
    one = held(everyone)
    with pytest.raises(Refused) as refusal:
        actions.publish_minutes(by=everyone.marc, session=one.session, number=1)
    assert refusal.value.code == "minutes_not_ready"
    finished(one)
    with pytest.raises(NotFound):
        actions.publish_minutes(by=everyone.ines, session=one.session, number=1)
    with pytest.raises(NotAllowed):
        actions.publish_minutes(by=everyone.felix, session=one.session, number=1)
    actions.publish_minutes(by=everyone.marc, session=one.session, number=1)
    actions.unpublish_minutes(by=everyone.marc, session=one.session)
    assert published_minutes(one.session) == []


def test_a_newer_version_is_not_published_with_the_older(everyone: Cast) -> None:
    one = held(everyone)
    finished(one)
    actions.publish_minutes(by=everyone.marc, session=one.session, number=1)
    decided(one)
    finished(one)
    assert {each.number for each in published_minutes(one.session)} == {1}
    actions.publish_minutes(by=everyone.marc, session=one.session, number=2)
    assert {each.number for each in published_minutes(one.session)} == {2}


def test_minutes_are_not_asked_for_again_while_the_session_goes_on(everyone: Cast) -> None:
    one = held(everyone, closed=False)
    with pytest.raises(Refused):
        actions.ask_for_minutes_again(by=everyone.marc, session=one.session)


def test_what_was_said_and_decided_stands_in_the_minutes(worker: Flask) -> None:
    one = held(cast())
    decided(one)
    made = minutes_value(one.session, "fr", 1, desk.settings())
    [activity], [decision] = made.activities, made.decisions
    assert (made.place, made.people, made.roles, made.tongues) == ("Salle des fêtes", 3, (), ("français",))
    assert {word.text for word in activity.words} == set(WORDS.values())
    assert activity.frozen is not None
    assert activity.frozen.result.people == 3
    assert (decision.activity, decision.dissent, decision.rests_on) == (
        1,
        "La navette d’abord",
        activity.frozen.result_digest,
    )
    assert [option.text for option in decision.options if option.chosen] == [WORDS[BENCH]]
    assert decision.requirements[0].criterion == "Aucun écart de plus de 220 m"


def test_hidden_words_are_nowhere_in_the_minutes_nor_in_what_is_attached(worker: Flask) -> None:
    one = held(cast())
    decided(one)
    assert WORDS[RUDE] in value(one)
    actions.moderate_contribution(by=one.people.marc, contribution=one.idea(RUDE), reason="Blessant")
    made = minutes_value(one.session, "fr", 1, desk.settings())
    assert WORDS[RUDE] not in dumps(made)
    printed = "\n".join(said.text for said in document(made).said())
    assert "[mots masqués par l’équipe]" in printed
    assert "1 contribution a été masquée" in printed


@pytest.mark.slow
def test_a_session_that_ended_gives_two_pdf_that_verify(worker: Flask) -> None:
    one = held(cast())
    decided(one)
    write_minutes_of.call_local(one.session.id)
    db.session.expire_all()
    found = minutes_of(one.session)
    assert [(each.language, each.state, each.failure) for each in found] == [("fr", "done", None), ("en", "done", None)]
    for each in found:
        checked = verify(Path(each.path or ""))
        assert (checked.exit_code, checked.lines("en")[0]) == (0, "Figure R1, Idées: holds (class A).")
        with pikepdf.open(each.path or "") as pdf:
            assert str(pdf.Root.Lang) == each.language


def test_a_defect_leaves_failed_minutes_that_can_be_asked_for_again(
    worker: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = held(cast())

    def broken(_minutes: SessionMinutes) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(sys.modules["livinglab.jobs.minutes"], "_write", broken)
    written(one)
    assert {each.failure for each in minutes_of(one.session)} == {"minutes_fault"}
    assert list((tmp_path / "reports").glob("*")) == []
    actions.ask_for_minutes_again(by=one.people.marc, session=one.session)
    assert [each.state for each in newest_minutes(one.session)] == ["queued", "queued"]


def test_minutes_left_by_a_stopped_worker_are_asked_for_again(worker: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    one = held(cast())
    actions.begin_minutes(minutes=minutes_of(one.session)[0])
    queued: list[str] = []
    monkeypatch.setattr(sys.modules["livinglab.jobs.minutes"], "write_minutes_of", queued.append)
    resume_minutes()
    assert queued == [one.session.id]


@given(st.dictionaries(st.sampled_from(["", "citizens", "public", "private", "academia"]), st.integers(0, 12)))
def test_no_capacity_under_five_people_can_be_had_by_subtraction(people: dict[str, int]) -> None:
    """The slow judge: what is told, with the total, never leaves a rest of one to four people who said something."""
    told = dict(told_apart(people))
    assert all(told[code] == people[code] >= SMALLEST_CELL for code in told)
    rest = sum(people.values()) - sum(told.values())
    small = [code for code, n in people.items() if code and 0 < n < SMALLEST_CELL]
    assert not small or rest >= SMALLEST_CELL or not told


def test_as_many_capacities_are_told_as_may_be() -> None:
    assert told_apart({"citizens": 8, "public": 6}) == [("citizens", 8), ("public", 6)]
    assert told_apart({"citizens": 8, "public": 6, "private": 2}) == [("citizens", 8)]
    assert told_apart({"citizens": 8, "private": 2, "": 4}) == [("citizens", 8)]
    assert told_apart({"citizens": 3}) == []
