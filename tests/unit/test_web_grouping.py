"""The page where the team gathers ideas into themes, and what the room, the results and their author see of it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast

from livinglab import actions
from livinglab.store.grouping import splits_of, themes_of
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem
from livinglab.store.trace import rows_of

BENCH, BENCHES, LAMP = "a" * 32, "b" * 32, "c" * 32
WORDS = {BENCH: "Un banc près du marché", BENCHES: "un banc près du marché !", LAMP: "Une lampe et un arbre"}


@dataclass
class Room:
    """A grouping that runs over three ideas of one person."""

    app: Flask
    people: Cast
    item: AgendaItem
    receipt: str

    def browser(self, who: Account) -> FlaskClient:
        """Somebody signed in."""
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
        return client

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"/items/{self.item.id}/grouping"


@pytest.fixture
def room(laboratory: Flask, people: Cast) -> Room:
    """On SQLite."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    by = people.marc
    session = actions.open_session(by=by, project=people.balades, title={"fr": "Atelier"})
    written = actions.add_agenda_item(by=by, session=session, planned=actions.Planned(title={"fr": "Idées"}))
    planned = actions.Planned(title={"fr": "Thèmes"}, source=written)
    item = actions.add_agenda_item(by=by, session=session, planned=planned, kind="grouping")
    seated = actions.join_session(code=session.code)
    actions.start_item(by=by, item=written)
    for identifier, text in WORDS.items():
        actions.contribute(by=seated.seat, item=written, contribution_id=identifier, text=text, language="fr")
    actions.reveal(by=by, item=written)
    actions.close_item(by=by, item=written)
    actions.start_item(by=by, item=item)
    return Room(laboratory, people, item, seated.receipt)


@pytest.fixture
def marc(room: Room) -> FlaskClient:
    """The manager."""
    return room.browser(room.people.marc)


def _gather(marc: FlaskClient, room: Room, **fields: object) -> int:
    return marc.post(f"{room.page}/gather", data=fields).status_code


def _made(room: Room) -> list[tuple[str, int]]:
    return [(theme.contribution.text, len(theme.members)) for theme in themes_of(room.item)]


def test_what_is_undone_keeps_the_reason_that_was_typed(room: Room) -> None:
    marc = room.browser(room.people.marc)
    marc.post(f"{room.page}/gather", data={"members": [BENCH, BENCHES], "title": "S’asseoir"})
    page = marc.get(f"{room.page}?undo=take_out&member={BENCH}").text
    assert 'value="Regroupement défait pendant la séance"' in page
    sent = {"member": BENCH, "reason": "Ce n’est pas un banc public"}
    assert marc.post(f"{room.page}/take_out", data=sent).status_code == 303
    [mistaken] = [row for row in rows_of(room.people.balades.id) if row.mistaken_at is not None]
    assert mistaken.mistake_reason == "Ce n’est pas un banc public"


def test_an_empty_reason_is_asked_again_beside_what_is_undone(room: Room) -> None:
    marc = room.browser(room.people.marc)
    marc.post(f"{room.page}/gather", data={"members": [BENCH, BENCHES], "title": "S’asseoir"})
    answer = marc.post(f"{room.page}/take_out", data={"member": BENCH, "reason": " "})
    assert (answer.status_code, 'id="undo-reason-error"' in answer.text) == (422, True)
    assert len(themes_of(room.item)[0].members) == 2


def test_the_console_leads_to_the_page_of_a_grouping(room: Room, marc: FlaskClient) -> None:
    assert room.page in marc.get(f"/sessions/{room.item.session_id}").text


def test_ticked_ideas_go_into_a_new_theme_then_into_one_that_is_there(room: Room, marc: FlaskClient) -> None:
    assert _gather(marc, room, members=[BENCH], title="S’asseoir") == 303
    theme = themes_of(room.item)[0].contribution.id
    assert _gather(marc, room, members=[BENCHES], title="", theme=theme) == 303
    assert _made(room) == [("S’asseoir", 2)]
    assert marc.post(f"{room.page}/take_out", data={"member": BENCH}).status_code == 303
    assert marc.post(f"{room.page}/dissolve", data={"theme": theme}).status_code == 303
    assert _made(room) == []


def test_a_theme_without_title_keeps_the_ticks_and_says_what_to_do(room: Room, marc: FlaskClient) -> None:
    answer = marc.post(f"{room.page}/gather", data={"members": [LAMP], "title": " "})
    assert (answer.status_code, f'id="member-{LAMP}" checked' in answer.text) == (422, True)
    assert "Donnez un titre au nouveau thème" in answer.text


def test_the_second_facilitator_is_told_what_the_first_did(room: Room, marc: FlaskClient) -> None:
    _gather(marc, room, members=[BENCH], title="S’asseoir")
    answer = marc.post(f"{room.page}/gather", data={"members": [BENCH], "title": "Autre"})
    assert answer.status_code == 409
    assert "est déjà dans un thème ou partagée" in answer.text


def test_ideas_that_look_alike_are_suggested_until_waved_aside(room: Room, marc: FlaskClient) -> None:
    assert "Cocher les deux" in marc.get(room.page).text
    assert "Cocher les deux" not in marc.get(f"{room.page}?aside={BENCH}-{BENCHES}").text
    assert marc.get(f"{room.page}?tick={BENCH}&tick={BENCHES}").text.count(" checked") == 2
    assert _made(room) == []


def test_an_idea_is_split_one_part_per_line_and_comes_back(room: Room, marc: FlaskClient) -> None:
    assert 'form id="split"' in marc.get(f"{room.page}?split={LAMP}").text
    marc.post(f"{room.page}/split", data={"contribution": LAMP, "parts": "Une lampe\nUn arbre"})
    assert [len(split.parts) for split in splits_of(room.item)] == [2]
    marc.post(f"{room.page}/rejoin", data={"contribution": LAMP})
    assert splits_of(room.item) == ()


def test_words_are_looked_for_in_a_long_list(room: Room, marc: FlaskClient) -> None:
    page = marc.get(f"{room.page}?q=LAMPE").text
    assert (f"member-{LAMP}" in page, f"member-{BENCH}" in page) == (True, False)


def test_a_stranger_finds_no_grouping(room: Room) -> None:
    assert room.browser(room.people.ines).get(room.page).status_code == 404


def test_whoever_only_reads_has_nothing_to_press(room: Room) -> None:
    reader = room.browser(room.people.felix)
    assert 'form id="gather"' not in reader.get(room.page).text
    assert reader.post(f"{room.page}/gather", data={"members": [BENCH], "title": "X"}).status_code == 403


def test_the_room_and_the_results_show_themes_with_their_members(room: Room, marc: FlaskClient) -> None:
    _gather(marc, room, members=[BENCH, BENCHES], title="S’asseoir")
    wall = room.app.test_client().get(f"/s/{room.item.session.code}/projection").text
    assert ("S’asseoir" in wall, "2 idées" in wall, WORDS[BENCH] in wall) == (True, True, False)
    marc.post(f"/items/{room.item.id}/close")
    results = marc.get(f"/items/{room.item.id}/results").text
    assert ("S’asseoir" in results, WORDS[BENCH] in results) == (True, True)


def test_a_hidden_member_is_read_nowhere_in_its_theme(room: Room, marc: FlaskClient) -> None:
    _gather(marc, room, members=[BENCH, LAMP], title="S’asseoir")
    marc.post(f"/contributions/{LAMP}/moderate", data={"reason": "Un nom"})
    marc.post(f"/items/{room.item.id}/close")
    assert WORDS[LAMP] not in marc.get(f"/items/{room.item.id}/results").text


def test_whoever_wrote_it_reads_that_it_was_gathered_into_a_theme(room: Room, marc: FlaskClient) -> None:
    _gather(marc, room, members=[BENCH], title="S’asseoir")
    page = room.app.test_client().get(f"/s/idea/{room.receipt}").text
    assert ("rassemblée dans un thème" in page, WORDS[BENCH] in page) == (True, True)
