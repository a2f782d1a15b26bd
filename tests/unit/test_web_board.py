"""The public side of a session, asked as a phone without JavaScript and as a polling screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from ballots import dots_given
from flask import Flask, request_started
from flask.testing import FlaskClient
from people import Cast, cast

from livinglab import actions
from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Seat, Session
from livinglab.store.tokens import hashed

JSON_OF_A_PHONE = {"people": None, "ideas": None}


@dataclass
class Meeting:
    """A session with one activity, and whoever asks its pages."""

    app: Flask
    people: Cast
    session: Session
    item: AgendaItem

    def phone(self) -> FlaskClient:
        """A phone that joined."""
        phone = self.app.test_client()
        phone.post("/s/join", data={"code": self.session.code, "pseudonym": ""})
        return phone

    def send(self, phone: FlaskClient, text: str, contribution_id: str = "a" * 32) -> tuple[int, str]:
        """Sends an idea; the status and the page."""
        fields = {"item": self.item.id, "contribution_id": contribution_id, "text": text}
        answer = phone.post(f"/s/{self.session.code}/ideas", data=fields)
        return answer.status_code, answer.text

    def dot(self, phone: FlaskClient, idea: str, count: int) -> tuple[int, str]:
        """Sets dots; the status and the page."""
        fields = {"item": self.item.id, "dots": f"{idea}:{count}"}
        answer = phone.post(f"/s/{self.session.code}/choices", data=fields)
        return answer.status_code, answer.text

    def tag(self, face: str = "") -> str:
        """The tag of the state now."""
        return self.app.test_client().get(self.state(face)).headers["ETag"]

    def state(self, face: str = "") -> str:
        """The address of the state."""
        return f"/s/{self.session.code}/state" + (f"?face={face}" if face else "")

    def polled(self, tag: str, face: str = "") -> int:
        """The status a face gets that already knows this tag."""
        return self.app.test_client().get(self.state(face), headers={"If-None-Match": tag}).status_code


def _meeting(app: Flask, people: Cast) -> Meeting:
    app.config["WTF_CSRF_ENABLED"] = False
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier", "en": "Workshop"})
    item = actions.add_agenda_item(
        by=people.marc,
        session=session,
        planned=actions.Planned(title={"fr": "Idées"}, prompt={"fr": "Que faire ?"}, dots=3),
    )
    return Meeting(app, people, session, item)


@pytest.fixture
def meeting(laboratory: Flask, people: Cast) -> Meeting:
    """On SQLite."""
    return _meeting(laboratory, people)


@pytest.fixture
def meeting_anywhere(any_laboratory: Flask) -> Meeting:
    """On each database."""
    return _meeting(any_laboratory, cast())


@pytest.fixture
def writing(meeting: Meeting) -> Meeting:
    """While people write."""
    actions.start_item(by=meeting.people.marc, item=meeting.item)
    return meeting


@pytest.fixture
def judging(writing: Meeting) -> Meeting:
    """While people place dots on one idea."""
    writing.send(writing.phone(), "Un banc")
    actions.reveal(by=writing.people.marc, item=writing.item)
    return writing


def _ideas() -> list[str]:
    return list(db.session.scalars(db.select(Contribution.text).order_by(Contribution.text)))


def _the_idea() -> str:
    return db.session.scalars(db.select(Contribution.id)).one()


def test_a_code_is_read_in_any_case_and_with_spaces(meeting: Meeting) -> None:
    typed = f" {meeting.session.code[:3].lower()} {meeting.session.code[3:].lower()} "
    answer = meeting.app.test_client().post("/s/join", data={"code": typed})
    assert (answer.status_code, answer.location) == (303, f"/s/{meeting.session.code}")


def test_an_unknown_code_keeps_what_was_typed_and_says_what_to_do(meeting: Meeting) -> None:
    answer = meeting.app.test_client().post("/s/join", data={"code": "ZZZZZZ", "pseudonym": "Lucie"})
    assert answer.status_code == 404
    assert 'value="ZZZZZZ"' in answer.text
    assert 'value="Lucie"' in answer.text
    assert "Vérifiez-le sur l’écran de la salle" in answer.text


def test_the_seat_is_a_cookie_no_script_can_read_and_the_store_keeps_its_hash(meeting: Meeting) -> None:
    answer = meeting.app.test_client().post("/s/join", data={"code": meeting.session.code})
    cookie = answer.headers["Set-Cookie"]
    token, receipt = re.search(r"=([^.;]+)\.([^;]+)", cookie).groups()  # type: ignore[union-attr]  # else the test fails
    seat = db.session.scalars(db.select(Seat)).one()
    assert (seat.token_hash, seat.receipt_hash) == (hashed(token), hashed(receipt))
    assert {"HttpOnly", "SameSite=Lax", "Path=/s/"} <= set(cookie.split("; "))


def test_a_passer_by_gets_the_door_and_not_the_ideas(writing: Meeting) -> None:
    writing.send(writing.phone(), "Un banc")
    page = writing.app.test_client().get(f"/s/{writing.session.code}").text
    assert ('id="join-session"' in page, "Un banc" in page) == (True, False)


def test_a_passer_by_cannot_write(writing: Meeting) -> None:
    assert writing.send(writing.app.test_client(), "Un banc")[0] == 404
    assert _ideas() == []


def test_the_same_idea_sent_twice_is_stored_once(writing: Meeting) -> None:
    phone = writing.phone()
    assert [writing.send(phone, "Un banc")[0] for _ in range(2)] == [303, 303]
    assert _ideas() == ["Un banc"]


def test_the_same_id_with_other_words_is_a_conflict_that_keeps_the_words(writing: Meeting) -> None:
    phone = writing.phone()
    writing.send(phone, "Un banc")
    status, page = writing.send(phone, "Une fontaine")
    assert (status, _ideas()) == (409, ["Un banc"])
    assert "Une fontaine</textarea>" in page


@pytest.mark.parametrize(
    "text", ["🚶🏽‍♀️ marcher", "مقعد قرب السوق", "x" * 5_000, "<script>alert(1)</script>", "{{ 7 * 7 }}"]
)
def test_an_idea_is_kept_as_it_was_written(writing: Meeting, text: str) -> None:
    assert writing.send(writing.phone(), text)[0] == 303
    assert _ideas() == [text]


def test_an_idea_is_never_markup(writing: Meeting) -> None:
    phone = writing.phone()
    writing.send(phone, "<b>gras</b>")
    page = phone.get(f"/s/{writing.session.code}").text
    assert ("<b>gras</b>" in page, "&lt;b&gt;gras&lt;/b&gt;" in page) == (False, True)


def test_an_idea_over_the_limit_is_refused_and_stays_on_the_page(writing: Meeting) -> None:
    text = "é" * 5_001
    status, page = writing.send(writing.phone(), text)
    assert (status, _ideas()) == (422, [])
    assert f"{text}</textarea>" in page
    assert "5000 caractères au plus" in page.replace("\u202f", "")


def test_an_empty_idea_is_asked_for_again(writing: Meeting) -> None:
    status, page = writing.send(writing.phone(), "  \n ")
    assert (status, _ideas()) == (422, [])
    assert "Écrivez quelque chose avant d’envoyer." in page


def test_an_idea_sent_after_the_reveal_is_not_stored_and_its_words_stay(judging: Meeting) -> None:
    status, page = judging.send(judging.phone(), "Trop tard", "b" * 32)
    assert (status, _ideas()) == (422, ["Un banc"])
    assert "data-kept>Trop tard</blockquote>" in page


def test_the_room_counts_ideas_before_the_reveal_and_reads_them_after(writing: Meeting) -> None:
    writing.send(writing.phone(), "Un banc")
    address = f"/s/{writing.session.code}/projection"
    before = writing.app.test_client().get(address).text
    actions.reveal(by=writing.people.marc, item=writing.item)
    after = writing.app.test_client().get(address).text
    assert ("1 contribution reçue" in before, "Un banc" in before, "Un banc" in after) == (True, False, True)


def test_another_persons_idea_is_private_while_people_write(writing: Meeting) -> None:
    writing.send(writing.phone(), "Un banc")
    assert "Un banc" not in writing.phone().get(f"/s/{writing.session.code}").text


def test_placing_dots_again_sets_them_and_never_adds(judging: Meeting) -> None:
    phone = judging.phone()
    assert [judging.dot(phone, _the_idea(), count)[0] for count in (2, 2, 3, 1)] == [303, 303, 303, 303]
    assert [(dots, people) for _, dots, people in dots_given(judging.item)] == [(1, 1)]


def test_the_budget_is_said_and_held(judging: Meeting) -> None:
    phone = judging.phone()
    judging.dot(phone, _the_idea(), 1)
    assert "Il vous reste 2 gommettes sur 3." in phone.get(f"/s/{judging.session.code}").text
    status, page = judging.dot(phone, _the_idea(), 4)
    assert status == 422
    assert "Vous avez 3 gommettes en tout" in page
    assert [dots for _, dots, _ in dots_given(judging.item)] == [1]


@pytest.mark.parametrize("dots", ["", ":", "1", f"{'c' * 32}:1", "-1:-1"])
def test_dots_on_nothing_are_refused_on_the_page(judging: Meeting, dots: str) -> None:
    answer = judging.phone().post(f"/s/{judging.session.code}/choices", data={"item": judging.item.id, "dots": dots})
    assert 'id="place-dots"' in answer.text
    assert db.session.scalars(db.select(JudgementEvent)).all() == []


def test_totals_are_nowhere_before_the_close(judging: Meeting) -> None:
    judging.dot(judging.phone(), _the_idea(), 3)
    other = judging.phone().get(f"/s/{judging.session.code}").text
    room = judging.app.test_client().get(f"/s/{judging.session.code}/projection").text
    assert ("3 gommettes," in other, "3 gommettes," in room) == (False, False)


def test_results_say_dots_and_how_many_people_gave_them(judging: Meeting) -> None:
    phone = judging.phone()
    judging.dot(phone, _the_idea(), 3)
    judging.dot(judging.phone(), _the_idea(), 1)
    actions.close_item(by=judging.people.marc, item=judging.item)
    page = phone.get(f"/s/{judging.session.code}").text
    assert "4 gommettes, de 2 personnes" in page
    assert "2 personnes se sont prononcées." in page


def test_a_hidden_idea_leaves_the_phones_but_its_author_reads_why(writing: Meeting) -> None:
    author = actions.join_session(code=writing.session.code)
    idea = actions.contribute(
        by=author.seat, item=writing.item, contribution_id="d" * 32, text="Un banc", language="fr"
    )
    actions.reveal(by=writing.people.marc, item=writing.item)
    reader, address = writing.phone(), f"/s/{writing.session.code}"
    assert "Un banc" in reader.get(address).text
    actions.moderate_contribution(by=writing.people.marc, contribution=idea, reason="Elle nomme quelqu’un.")
    assert "Un banc" not in reader.get(address).text
    assert "Elle nomme quelqu’un." in reader.get(f"/s/idea/{author.receipt}").text


def test_a_closed_session_thanks_and_lets_nobody_in(meeting: Meeting) -> None:
    phone = meeting.phone()
    actions.close_session(by=meeting.people.marc, session=meeting.session)
    late = meeting.app.test_client().post("/s/join", data={"code": meeting.session.code})
    assert late.status_code == 404
    assert "La séance est terminée" in phone.get(f"/s/{meeting.session.code}").text


def test_a_receipt_leads_to_the_idea_whatever_its_case_and_hyphens(writing: Meeting) -> None:
    seated = actions.join_session(code=writing.session.code)
    actions.contribute(by=seated.seat, item=writing.item, contribution_id="d" * 32, text="Un banc", language="fr")
    typed = "-".join(seated.receipt.lower()[start : start + 4] for start in (0, 4, 8))
    answer = writing.app.test_client().get(f"/s/idea?receipt={typed}", follow_redirects=True)
    assert (answer.status_code, "Un banc" in answer.text) == (200, True)
    assert "Elle n’a pas encore servi à une décision." in answer.text


def test_an_unknown_receipt_says_what_to_do(meeting: Meeting) -> None:
    answer = meeting.app.test_client().get("/s/idea/XXXX")
    assert (answer.status_code, "Vérifiez chaque caractère" in answer.text) == (404, True)


def test_the_state_of_a_phone_tells_the_stage_and_no_counts(writing: Meeting) -> None:
    writing.send(writing.phone(), "Un banc")
    state = writing.app.test_client().get(writing.state()).json
    assert state == {"code": writing.session.code, "stage": "writing", "item": writing.item.id} | JSON_OF_A_PHONE


def test_the_state_of_the_room_counts(writing: Meeting) -> None:
    writing.send(writing.phone(), "Un banc")
    state = writing.app.test_client().get(writing.state("room")).json
    assert (state["people"], state["ideas"]) == (1, 1)


def test_a_poll_without_news_is_answered_304_without_flask(meeting_anywhere: Meeting) -> None:
    tag = meeting_anywhere.tag()
    asked: list[object] = []
    with request_started.connected_to(lambda app, **_: asked.append(app), meeting_anywhere.app):
        assert [meeting_anywhere.polled(tag), asked] == [304, []]
        assert [meeting_anywhere.polled("none"), len(asked)] == [200, 1]


def test_every_stage_is_news_to_a_phone(meeting_anywhere: Meeting) -> None:
    by, item, tags = meeting_anywhere.people.marc, meeting_anywhere.item, [meeting_anywhere.tag()]
    for act in (actions.start_item, actions.reveal, actions.close_item):
        act(by=by, item=item)
        assert meeting_anywhere.polled(tags[-1]) == 200
        tags.append(meeting_anywhere.tag())
    actions.close_session(by=by, session=meeting_anywhere.session)
    assert meeting_anywhere.polled(tags[-1]) == 200
    assert len(set(tags)) == 4


def test_an_idea_is_news_to_the_room_and_not_to_the_phones(meeting_anywhere: Meeting) -> None:
    actions.start_item(by=meeting_anywhere.people.marc, item=meeting_anywhere.item)
    phone = meeting_anywhere.phone()
    tags = {face: meeting_anywhere.tag(face) for face in ("", "room")}
    meeting_anywhere.send(phone, "Un banc")
    assert {face: meeting_anywhere.polled(tag, face) for face, tag in tags.items()} == {"": 304, "room": 200}


def test_someone_who_joins_is_news_to_the_room(meeting: Meeting) -> None:
    tag = meeting.tag("room")
    meeting.phone()
    assert meeting.polled(tag, "room") == 200


def test_a_weakened_or_listed_tag_is_recognised(meeting: Meeting) -> None:
    assert meeting.polled(f'"other", W/{meeting.tag()}') == 304


def test_the_state_of_an_unknown_session_is_not_found(meeting: Meeting) -> None:
    assert meeting.app.test_client().get("/s/ZZZZZZ/state", headers={"If-None-Match": '"x"'}).status_code == 404


def test_no_page_of_a_session_writes_when_it_is_read(judging: Meeting) -> None:
    phone, code = judging.phone(), judging.session.code
    before = judging.tag("room")
    for path in ("", "/projection", "/state"):
        phone.get(f"/s/{code}{path}")
    assert judging.tag("room") == before


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_speaks_both_languages(writing: Meeting, language: str) -> None:
    page = writing.phone().get(f"/s/{writing.session.code}?lang={language}").text
    assert f'<html lang="{language}"' in page
    assert {"fr": "Écrivez vos idées.", "en": "Write your ideas."}[language] in page


def test_joining_may_say_from_which_world_one_comes(meeting: Meeting) -> None:
    for sent, kept in (("citizens", "citizens"), ("", None), ("king", None)):
        meeting.app.test_client().post("/s/join", data={"code": meeting.session.code, "helix": sent})
        newest = db.session.scalars(db.select(Seat).order_by(Seat.created_at.desc()).limit(1)).one()
        assert newest.helix == kept


def test_a_phone_handed_on_shows_nothing_of_who_held_it_before(meeting: Meeting) -> None:
    actions.start_item(by=meeting.people.marc, item=meeting.item)
    phone, page = meeting.phone(), f"/s/{meeting.session.code}"
    meeting.send(phone, "Un banc au soleil")
    note = phone.get(f"{page}/hand-on").text
    receipt = re.search(r'id="receipt">([^<]+)<', note)
    assert receipt
    assert phone.post(f"{page}/hand-on").location == page
    assert "Un banc au soleil" not in phone.get(page).text
    phone.post("/s/join", data={"code": meeting.session.code, "pseudonym": "Nour"})
    after = phone.get(page)
    assert "Un banc au soleil" not in after.text
    assert receipt[1] not in after.text
    assert after.headers["Cache-Control"] == "no-store"  # nor does the browser's "back" show it
    assert "Un banc au soleil" in phone.get(f"/s/idea/{receipt[1]}").text  # who noted the code still follows it


def test_a_passer_by_has_no_phone_to_hand_on(meeting: Meeting) -> None:
    assert meeting.app.test_client().get(f"/s/{meeting.session.code}/hand-on").status_code == 404


def test_a_phone_asks_for_its_own_page_and_learns_the_news_from_the_first_answer(writing: Meeting) -> None:
    phone, address = writing.phone(), f"/s/{writing.session.code}"
    tag = writing.tag()
    assert phone.get(address, headers={"If-None-Match": tag}).status_code == 304
    actions.reveal(by=writing.people.marc, item=writing.item)
    answer = phone.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, writing.tag() == tag) == (200, False)
    assert "ETag" not in answer.headers  # a reload must show this phone's own dots, which the tag does not know


def test_what_is_hidden_after_the_close_leaves_the_results_of_the_phones(judging: Meeting) -> None:
    phone, address = judging.phone(), f"/s/{judging.session.code}"
    actions.close_item(by=judging.people.marc, item=judging.item)
    before = phone.get(address).text
    idea = db.session.get_one(Contribution, _the_idea())
    actions.moderate_contribution(by=judging.people.marc, contribution=idea, reason="Nomme une voisine")
    assert ("Un banc" in before, "Un banc" in phone.get(address).text) == (True, False)
