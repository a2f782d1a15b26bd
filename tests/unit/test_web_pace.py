"""Guessing has to wait, longer each time; a village behind one address never does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from desk import forget
from field import Filled, Phone
from flask import Flask
from limits import parse_many
from lxml import etree
from people import PASSWORD, Cast, open_study
from werkzeug.test import TestResponse

from livinglab import actions
from livinglab.actions import attempts
from livinglab.store.consents import consent_texts
from livinglab.store.database import db, now
from livinglab.web import pace
from livinglab.web.pace import PASSWORD_OF_ACCOUNT, Guess

FEW = 6
IN_A_MINUTE = PASSWORD_OF_ACCOUNT.limits[0].amount


@pytest.fixture(autouse=True)
def no_proof_of_origin(laboratory: Flask) -> None:
    """Forms are posted here without their page."""
    laboratory.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few wrong secrets are heard: what is tried is what comes after."""
    for argument, guess in list(pace.BY_ARGUMENT.items()):
        monkeypatch.setitem(pace.BY_ARGUMENT, argument, Guess(guess.name, tuple(parse_many(f"{FEW}/minute"))))
    monkeypatch.setitem(pace.BY_ENDPOINT, "board.join", pace.BY_ARGUMENT["code"])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """What passes between now and what the counts take for now."""
    passed = [timedelta()]
    monkeypatch.setattr(attempts, "now", lambda: now() + passed[0])
    return passed


def ask(app: Flask, path: str, language: str = "en", **cookies: str) -> TestResponse:
    forget()
    client = app.test_client(use_cookies=bool(cookies))
    for name, value in cookies.items():
        client.set_cookie(name, value, path="/s/")
    return client.get(path, headers={"Accept-Language": language})


def signs_in(app: Flask, people: Cast, password: str, language: str = "en") -> TestResponse:
    forget()
    fields = {"email": people.amina.email, "password": password}
    return app.test_client().post("/sign-in", data=fields, headers={"Accept-Language": language})


def too_often(app: Flask, path: str, count: int) -> None:
    for _ in range(count):
        ask(app, path)


@pytest.mark.slow
@pytest.mark.usefixtures("strict")
def test_sixty_phones_behind_one_address_answer_and_none_is_told_to_wait(laboratory: Flask, people: Cast) -> None:
    study = open_study(people)
    device = actions.issue_field_client(by=people.marc, study=study, name="Tablette").token
    links = [
        actions.enrol_participants(by=people.marc, study=study, newcomers=[actions.Newcomer()])[0] for _ in range(60)
    ]
    agreed = consent_texts(study)["fr"].digest
    too_often(laboratory, "/a/a-link-that-was-replaced", FEW)
    pages = {ask(laboratory, f"/a/{link.token}").status_code for link in links}
    codes = [link.participant.pseudonym for link in links]
    sent = [
        Phone(laboratory, device).send(Filled(study.id, code, agreed, instance_id=f"{number:032x}")).status_code
        for number, code in enumerate(codes)
    ]
    assert (pages, set(sent)) == ({200}, {201})


@pytest.mark.slow
def test_three_hundred_phones_join_a_session_from_one_address_with_thirty_typing_errors(
    laboratory: Flask, people: Cast
) -> None:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    client = laboratory.test_client()
    codes = [session.code if number % 10 else "NOSUCH" for number in range(330)]
    answers = [client.post("/s/join", data={"code": code}).status_code for code in codes]
    assert {status: answers.count(status) for status in sorted(set(answers))} == {303: 297, 404: 33}


@pytest.mark.usefixtures("strict")
def test_guessing_a_code_has_to_wait_even_for_the_right_one_but_not_those_who_are_seated(
    laboratory: Flask, people: Cast
) -> None:
    session = actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    seated = actions.join_session(code=session.code)
    too_often(laboratory, "/s/NOSUCH", FEW)
    seat = {f"seat_{session.code}": f"{seated.token}.{seated.receipt}"}
    asked = (ask(laboratory, f"/s/{session.code}"), ask(laboratory, f"/s/{session.code}", **seat))
    assert [answer.status_code for answer in asked] == [429, 200]


@pytest.mark.usefixtures("strict")
def test_who_guessed_too_often_reads_what_to_do_and_when(laboratory: Flask, people: Cast) -> None:
    too_often(laboratory, "/a/nothing", FEW)
    french, english = (ask(laboratory, "/a/nothing", language) for language in ("fr", "en"))
    assert [answer.status_code for answer in (french, english)] == [429, 429]
    assert "Trop d’essais depuis cette connexion. Rien n’est perdu" in french.text
    assert "Too many attempts from this connection. Nothing is lost: wait" in english.text
    assert 0 < int(english.headers["Retry-After"]) <= 61


@pytest.mark.usefixtures("strict")
def test_a_form_that_has_to_wait_is_sent_again_as_it_was(laboratory: Flask, people: Cast) -> None:
    actions.open_session(by=people.marc, project=people.balades, title={"fr": "Atelier"})
    too_often(laboratory, "/s/NOSUCH", FEW)
    answer = laboratory.test_client().post("/s/join", data={"code": "NOSUCH", "pseudonym": "Zoé"})
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert (answer.status_code, fields["code"], fields["pseudonym"]) == (429, "NOSUCH", "Zoé")


@pytest.mark.usefixtures("strict")
def test_each_door_answers_in_its_own_form(laboratory: Flask, people: Cast) -> None:
    too_often(laboratory, "/a/nothing", FEW)
    field = Phone(laboratory, "nothing").get("/formList")
    queue = laboratory.test_client().post("/a/nothing/form/before/submission", headers={"X-Response-Id": "1" * 32})
    said = etree.fromstring(field.data).findtext("{*}message")
    assert (field.status_code, field.headers["X-OpenRosa-Version"], str(said)[:18]) == (
        429,
        "1.0",
        "Too many attempts ",
    )
    assert queue.json is not None
    assert (queue.status_code, queue.json["state"], "Retry-After" in queue.headers) == (429, "later", True)


def test_a_wrong_password_is_heard_five_times_a_minute_then_not_even_the_right_one(
    laboratory: Flask, people: Cast, clock: list[timedelta]
) -> None:
    wrong = [signs_in(laboratory, people, "wrong").status_code for _ in range(IN_A_MINUTE)]
    waits = signs_in(laboratory, people, PASSWORD)
    clock[0] = timedelta(minutes=2)
    assert (set(wrong), waits.status_code, signs_in(laboratory, people, PASSWORD).status_code) == ({422}, 429, 302)
    assert "Too many attempts" in waits.text


def test_each_wait_is_longer_than_the_last(laboratory: Flask, people: Cast, clock: list[timedelta]) -> None:
    waits = []
    for _ in range(4):
        for _ in range(IN_A_MINUTE):
            answer = signs_in(laboratory, people, "wrong")
        waits.append(int(signs_in(laboratory, people, "wrong").headers["Retry-After"]))
        clock[0] += timedelta(seconds=waits[-1] + 1)
    assert ([wait <= 62 for wait in waits], waits[3] > 3000) == ([True, True, True, False], True)
    assert answer.status_code == 422


def test_whose_account_is_guessed_does_not_keep_a_colleague_out(laboratory: Flask, people: Cast) -> None:
    for _ in range(IN_A_MINUTE + 1):
        signs_in(laboratory, people, "wrong")
    forget()
    fields = {"email": people.marc.email, "password": "wrong"}
    assert laboratory.test_client().post("/sign-in", data=fields).status_code == 422


def test_what_is_counted_cannot_be_turned_back_into_an_address_or_an_account(laboratory: Flask, people: Cast) -> None:
    signs_in(laboratory, people, "wrong")
    kept = list(db.session.scalars(db.select(attempts.Attempts.key)))
    assert ([len(key) for key in kept], any("127.0.0.1" in key or "amina" in key for key in kept)) == ([64] * 6, False)
