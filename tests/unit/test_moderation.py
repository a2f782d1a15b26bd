"""Moderation: every move is kept with its reason, its author can ask, and words come back wherever they had been."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast
from sqlalchemy import select

from livinglab import actions
from livinglab.store import OPERATOR, Conflict, NotAllowed, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.grouping import themes_of
from livinglab.store.moderation import ModerationEvent, Sought, past_of, sought_in, standings_in
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Contribution, Session

BENCH, LAMP = "a" * 32, "b" * 32


@dataclass
class Room:
    """Two ideas of one person in an activity that writes; Amina and Marc moderate."""

    app: Flask
    people: Cast
    item: AgendaItem
    receipt: str

    def idea(self, identifier: str = BENCH) -> Contribution:
        return db.session.get_one(Contribution, identifier)

    @property
    def session(self) -> Session:
        return self.item.session

    @property
    def queue(self) -> str:
        return f"/sessions/{self.session.id}/moderation"

    def browser(self, who: Account) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
        return client

    def told_to_author(self, language: str = "fr") -> str:
        page = self.app.test_client().get(f"/s/idea/{self.receipt}", headers={"Accept-Language": language}).text
        return page.replace("\u00a0", " ").replace("\u202f", " ")


def room_in(app: Flask, people: Cast) -> Room:
    app.config["WTF_CSRF_ENABLED"] = False
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    item = actions.add_agenda_item(by=people.marc, session=session, planned=actions.Planned({"fr": "Idées"}))
    actions.start_item(by=people.marc, item=item)
    author = actions.join_session(code=session.code)
    for identifier, text in ((BENCH, "Un banc pour Été"), (LAMP, "Une lampe")):
        actions.contribute(by=author.seat, item=item, contribution_id=identifier, text=text, language="fr")
    return Room(app, people, item, author.receipt)


@pytest.fixture
def room(laboratory: Flask, people: Cast) -> Room:
    """On SQLite."""
    return room_in(laboratory, people)


@pytest.fixture
def anywhere(any_laboratory: Flask, everyone: Cast) -> Room:
    """On SQLite and on PostgreSQL."""
    return room_in(any_laboratory, everyone)


def hide(room: Room, by: Account | None = None, reason: str = "Nomme une voisine") -> Contribution:
    return actions.moderate_contribution(by=by or room.people.marc, contribution=room.idea(), reason=reason)


def test_every_move_is_an_event_and_an_audit_line(anywhere: Room) -> None:
    marc, idea = anywhere.people.marc, anywhere.idea()
    actions.read_contribution(by=marc, contribution=idea)
    actions.moderate_contribution(by=anywhere.people.amina, contribution=idea, code="may_hurt")
    actions.restore_contribution(by=marc, contribution=idea, code="read_again", reason="Vu à deux")
    told = [(each.move, each.code, each.words, each.who) for each in past_of([idea.id])[idea.id]]
    assert told == [
        ("read", "own", "", marc.name),
        ("hidden", "may_hurt", "", anywhere.people.amina.name),
        ("restored", "read_again", "Vu à deux", marc.name),
    ]
    lines = db.session.scalars(
        select(AuditLine.verb).where(AuditLine.object_id == idea.id).order_by(AuditLine.sequence)
    )
    assert list(lines) == ["contribute", "read_contribution", "moderate_contribution", "restore_contribution"]


def test_the_second_of_two_facilitators_is_told_and_nothing_moves(anywhere: Room) -> None:
    hide(anywhere)
    with pytest.raises(Conflict, match="hidden_already") as told:
        hide(anywhere, anywhere.people.amina, "Une insulte")
    assert told.value.values == {"name": anywhere.people.marc.name}
    assert anywhere.idea().moderation_reason == "Nomme une voisine"
    with pytest.raises(Conflict, match="hidden_already"):
        actions.read_contribution(by=anywhere.people.amina, contribution=anywhere.idea())


def test_the_same_form_sent_twice_hides_once(room: Room) -> None:
    hide(room)
    hide(room)
    assert len(db.session.scalars(select(ModerationEvent)).all()) == 1


def test_what_was_restored_is_not_restored_again(room: Room) -> None:
    hide(room)
    actions.restore_contribution(by=room.people.marc, contribution=room.idea(), reason="Relu")
    with pytest.raises(Conflict, match="restored_already"):
        actions.restore_contribution(by=room.people.amina, contribution=room.idea(), reason="Relu aussi")


def test_a_reason_is_needed_and_must_be_one_of_the_list(room: Room) -> None:
    with pytest.raises(Refused, match="text_missing"):
        hide(room, reason=" ")
    with pytest.raises(Refused, match="moderation_reason_unknown"):
        actions.moderate_contribution(by=room.people.marc, contribution=room.idea(), code="ugly")
    assert room.idea().state == "visible"


def test_only_who_runs_sessions_moderates_and_under_a_name(room: Room) -> None:
    with pytest.raises(NotAllowed):
        hide(room, room.people.rose)
    with pytest.raises(Refused, match="moderation_needs_account"):
        actions.moderate_contribution(by=OPERATOR, contribution=room.idea(), reason="Motif")


def test_restored_words_come_back_to_their_theme_and_to_what_took_them_over(anywhere: Room) -> None:
    by, item = anywhere.people.marc, anywhere.item
    planned = actions.Planned({"fr": "Thèmes"}, source=item)
    grouping = actions.add_agenda_item(by=by, session=anywhere.session, planned=planned, kind="grouping")
    actions.reveal(by=by, item=item)
    actions.close_item(by=by, item=item)
    actions.start_item(by=by, item=grouping)
    theme = actions.make_theme(by=by, item=grouping, title="S’asseoir", members=[BENCH, LAMP], language="fr")
    phone = anywhere.app.test_client()
    phone.post("/s/join", data={"code": anywhere.session.code})
    address = f"/s/{anywhere.session.code}"
    hide(anywhere)
    assert "Un banc pour" not in phone.get(address).text
    actions.restore_contribution(by=by, contribution=anywhere.idea(), code="read_again")
    assert "Un banc pour" in phone.get(address).text
    [known] = themes_of(grouping)
    assert ([each.id for each in known.readable], known.contribution.id) == ([BENCH, LAMP], theme.id)


def test_what_is_restored_counts_in_the_lists_of_the_team(anywhere: Room) -> None:
    def listed(standing: str) -> list[str]:
        return list(sought_in(anywhere.session, Sought(standing)))

    assert (listed("new"), standings_in(anywhere.session)) == ([BENCH, LAMP], {"new": 2, "shown": 0, "hidden": 0})
    actions.read_contribution(by=anywhere.people.marc, contribution=anywhere.idea(LAMP))
    hide(anywhere)
    assert (listed("new"), listed("shown"), listed("hidden")) == ([], [LAMP], [BENCH])
    assert list(sought_in(anywhere.session, Sought(words="ÉTÉ"))) == [BENCH]


@pytest.mark.parametrize(
    ("language", "why", "ask"),
    [("fr", "On peut y reconnaître", "Pour en parler"), ("en", "can be recognised", "To talk about it")],
)
def test_the_author_reads_why_in_their_language_and_whom_to_ask(room: Room, language: str, why: str, ask: str) -> None:
    actions.moderate_contribution(by=room.people.marc, contribution=room.idea(), code="names_someone")
    page = room.told_to_author(language)
    assert (why in page, ask in page, room.people.marc.name in page) == (True, True, True)
    actions.restore_contribution(by=room.people.marc, contribution=room.idea(), code="author_explained")
    path = re.findall(r'class="path">(.*?)</ol>', room.told_to_author(language), re.DOTALL)
    assert [why in each for each in path] == [True]


def test_hiding_from_the_queue_leads_back_to_the_same_list(room: Room) -> None:
    marc = room.browser(room.people.marc)
    page = marc.get(f"{room.queue}?standing=new&words=banc")
    assert ("Un banc" in page.text, "Une lampe" in page.text) == (True, False)
    [address] = re.findall(rf'id="hide-{BENCH}" href="([^"]+)"', page.text)
    sent = {"code": "names_someone", "standing": "new", "words": "banc"}
    answer = marc.post(address.replace("&amp;", "&").partition("?")[0], data=sent)
    assert answer.location.startswith(f"{room.queue}?done=hidden&standing=new&words=banc")
    assert "Un banc" in marc.get(f"{room.queue}?standing=hidden").text


def test_a_form_without_a_reason_is_asked_again_with_what_was_typed(room: Room) -> None:
    marc = room.browser(room.people.marc)
    answer = marc.post(f"/contributions/{BENCH}/moderate", data={"code": "", "reason": ""})
    assert (answer.status_code, "Choisissez un motif" in answer.text) == (422, True)


def test_who_comes_second_reads_who_was_first_and_what_was_done(room: Room) -> None:
    hide(room)
    answer = room.browser(room.people.amina).post(f"/contributions/{BENCH}/moderate", data={"code": "may_hurt"})
    assert (answer.status_code, f"{room.people.marc.name} vient de masquer" in answer.text) == (409, True)
    assert "Nomme une voisine" in answer.text


def test_the_ticked_ideas_are_read_in_one_go(room: Room) -> None:
    marc = room.browser(room.people.marc)
    assert marc.get(f"{room.queue}?standing=new&tick=1").text.count(" checked") == 2
    answer = marc.post(room.queue, data={"ticked": [BENCH, LAMP], "standing": "new"})
    assert answer.location == f"{room.queue}?read=2&standing=new"
    assert standings_in(room.session) == {"new": 0, "shown": 2, "hidden": 0}


def test_reading_what_somebody_hid_meanwhile_leaves_it_hidden_and_says_who(room: Room) -> None:
    hide(room, room.people.amina)
    answer = room.browser(room.people.marc).post(room.queue, data={"ticked": [BENCH, LAMP]})
    assert (answer.status_code, f"{room.people.amina.name} vient de masquer" in answer.text) == (409, True)
    assert standings_in(room.session) == {"new": 0, "shown": 1, "hidden": 1}


def test_nothing_ticked_and_ideas_of_another_session_change_nothing(room: Room) -> None:
    other = actions.open_session(by=room.people.marc, project=room.people.balades, title={"fr": "Autre"})
    marc = room.browser(room.people.marc)
    for sent in ({}, {"ticked": [BENCH]}):
        assert marc.post(f"/sessions/{other.id}/moderation", data=sent).status_code == 422
    assert db.session.scalars(select(ModerationEvent)).all() == []


def test_a_reader_of_the_project_sees_the_history_and_no_buttons(room: Room) -> None:
    hide(room)
    page = room.browser(room.people.rose).get(f"{room.queue}?standing=hidden").text
    assert ("masquée par" in page, 'id="restore-' in page) == (True, False)


def test_the_console_says_how_many_are_to_be_read_and_shows_forty_at_most(room: Room) -> None:
    seat = actions.join_session(code=room.session.code).seat
    for number in range(45):
        actions.contribute(
            by=seat, item=room.item, contribution_id=f"{number:032x}", text=f"Idée {number}", language="fr"
        )
    page = room.browser(room.people.marc).get(f"/sessions/{room.session.id}").text
    assert (page.count('id="hide-'), "47 idées à lire" in page.replace("\u00a0", " ")) == (40, True)
    queue = room.browser(room.people.marc).get(f"{room.queue}?page=2").text
    assert queue.count('id="hide-') == 7


def reading_first(room: Room) -> Contribution:
    """The activity shows words once they are read, and somebody writes one more idea."""
    actions.read_first(by=room.people.marc, item=room.item, first=True)
    seat = actions.join_session(code=room.session.code).seat
    words = {"contribution_id": "c" * 32, "text": "Un arbre", "language": "fr"}
    return actions.contribute(by=seat, item=room.item, **words)


def test_words_wait_until_somebody_of_the_team_has_read_them(anywhere: Room) -> None:
    tree = reading_first(anywhere)
    actions.reveal(by=anywhere.people.marc, item=anywhere.item)
    phone, address = anywhere.app.test_client(), f"/s/{anywhere.session.code}"
    phone.post("/s/join", data={"code": anywhere.session.code})
    assert ("Un arbre" in phone.get(address).text, "Une lampe" in phone.get(address).text) == (False, True)
    actions.read_contribution(by=anywhere.people.marc, contribution=tree)
    assert "Un arbre" in phone.get(address).text


def test_the_author_of_what_waits_is_told(room: Room) -> None:
    actions.read_first(by=room.people.marc, item=room.item, first=True)
    phone = room.app.test_client()
    phone.post("/s/join", data={"code": room.session.code})
    sent = {"item": room.item.id, "contribution_id": "c" * 32, "text": "Un arbre"}
    phone.post(f"/s/{room.session.code}/ideas", data=sent)
    assert "quelqu’un de l’équipe les aura lus" in phone.get(f"/s/{room.session.code}").text


def test_what_waits_is_counted_on_the_console(room: Room) -> None:
    reading_first(room)
    page = room.browser(room.people.marc).get(f"/sessions/{room.session.id}").text
    assert ("Une idée attend que vous la lisiez" in page, "Une idée n’est pas lue" in page) == (True, True)


def test_what_waits_still_waits_when_the_rule_is_lifted(room: Room) -> None:
    reading_first(room)
    answer = room.browser(room.people.marc).post(f"/items/{room.item.id}/show-at-once")
    assert answer.location.endswith("done=shown_at_once")
    assert room.idea("c" * 32).state == "waiting"


def test_the_results_say_what_nobody_read(room: Room) -> None:
    reading_first(room)
    for step in (actions.reveal, actions.close_item):
        step(by=room.people.marc, item=room.item)
    assert "Une idée n’a pas été lue" in room.browser(room.people.marc).get(f"/items/{room.item.id}/results").text


def test_what_was_hidden_or_unread_when_it_was_taken_over_comes_back_there_too(anywhere: Room) -> None:
    by, item = anywhere.people.marc, anywhere.item
    planned = actions.Planned({"fr": "Choisir"}, source=item)
    chosen = actions.add_agenda_item(by=by, session=anywhere.session, planned=planned, kind="majority_judgment")
    tree = reading_first(anywhere)
    hide(anywhere)
    for step in (actions.reveal, actions.close_item):
        step(by=by, item=item)
    actions.start_item(by=by, item=chosen)
    assert [each.id for each in chosen.subjects] == [LAMP]
    actions.restore_contribution(by=by, contribution=anywhere.idea(), code="read_again")
    actions.read_contribution(by=by, contribution=tree)
    assert {each.id for each in chosen.subjects} == {BENCH, LAMP, tree.id}


def test_reading_first_is_planned_with_the_activity(room: Room) -> None:
    marc = room.browser(room.people.marc)
    planned = {"kind": "ideas", "prompt_fr": "Et puis ?", "planned_minutes": "5", "dots": "3", "asks_writing": "1"}
    marc.post(f"/sessions/{room.session.id}/items", data={**planned, "writing_shown": "1", "reads_first": "1"})
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.position == 2)).one()
    assert item.reads_first
    assert 'name="reads_first" value="1" id="reads_first" checked' in marc.get(f"/items/{item.id}/correct").text


def test_a_sheet_of_paper_waits_like_a_phone_and_may_be_typed_again(room: Room) -> None:
    actions.read_first(by=room.people.marc, item=room.item, first=True)
    [paper] = actions.seat_on_paper(by=room.people.marc, session=room.session, sheets=1)
    words = {"contribution_id": "d" * 32, "text": "Un kiosque", "language": "fr", "entered_by": room.people.marc}
    typed = actions.contribute(by=paper.seat, item=room.item, **words)
    assert typed.state == "waiting"
    actions.retype_words(by=room.people.marc, seat=paper.seat, item=room.item, reason="Tapée une deuxième fois")
    assert [each.move for each in past_of([typed.id])[typed.id]] == ["hidden"]
