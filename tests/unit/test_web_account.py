"""The first account, signing in and out, choosing a password."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from desk import Desk
from flask import Flask
from people import EMAILS, PASSWORD, Cast, laboratory_in
from sqlalchemy import func, select

from livinglab import actions
from livinglab.store.database import db, keys
from livinglab.store.people import Account

ANSWERS = {"name": "Amina", "email": "amina@example.org", "password": PASSWORD}


def test_a_fresh_server_leads_to_the_first_account(laboratory: Flask) -> None:
    assert Desk(laboratory).open("/sign-in").path == "/setup"


def test_the_first_account_needs_the_code_the_server_printed(laboratory: Flask) -> None:
    desk = Desk(laboratory)
    page = desk.send(desk.open("/setup"), "create-administrator", {**ANSWERS, "code": "guess"})
    assert (page.status, len(page.errors())) == (422, 1)
    assert db.session.scalar(select(func.count()).select_from(Account)) == 0


def test_a_refused_first_account_keeps_what_was_typed_but_the_password(laboratory: Flask) -> None:
    desk = Desk(laboratory)
    page = desk.send(desk.open("/setup"), "create-administrator", {**ANSWERS, "code": "guess"})
    kept = {field: page.form("create-administrator").select_one(f"#{field}") for field in ("name", "email", "password")}
    assert {name: field.get("value") for name, field in kept.items() if field} == {
        "name": "Amina",
        "email": "amina@example.org",
        "password": None,
    }


def test_the_holder_of_the_code_becomes_administrator_once(laboratory: Flask) -> None:
    desk = Desk(laboratory)
    form = desk.open("/setup")
    assert desk.send(form, "create-administrator", {**ANSWERS, "code": keys().setup_code}).path == "/team"
    late = Desk(laboratory)
    assert late.open("/setup").path == "/sign-in"
    again = late.client.post("/setup", data={**ANSWERS, "email": "other@example.org", "code": keys().setup_code})
    assert again.status_code == 400  # no form was shown, so no proof of origin
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_the_code_in_the_address_fills_the_field(laboratory: Flask) -> None:
    page = Desk(laboratory).open("/setup?code=abc")
    field = page.form("create-administrator").select_one("#code")
    assert field is not None
    assert field["value"] == "abc"


def test_each_server_has_a_code_of_its_own_that_stays(tmp_path: Path) -> None:
    codes = []
    for folder in ("one", "one", "other"):
        with laboratory_in(tmp_path / folder).app_context():
            codes.append(keys().setup_code)
    assert (codes[0] == codes[1], codes[0] == codes[2], len(codes[0])) == (True, False, 32)


def test_an_unknown_address_and_a_wrong_password_get_the_same_words(laboratory: Flask, people: Cast) -> None:
    told = []
    for email in (EMAILS["amina"], EMAILS["marc"], "nobody@example.org"):
        desk = Desk(laboratory)
        page = desk.send(desk.open("/sign-in"), "sign-in", {"email": email, "password": "not the password"})
        told.append((page.status, page.errors()))
    assert told[0] == told[1] == told[2]


def test_an_unknown_address_costs_as_much_work(
    laboratory: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(sys.modules["livinglab.web.account.views"], "hash_password", hashed.append)
    desk = Desk(laboratory)
    desk.send(desk.open("/sign-in"), "sign-in", {"email": "nobody@example.org", "password": PASSWORD})
    assert len(hashed) == 1


def test_signing_in_leads_where_one_was_going(laboratory: Flask, people: Cast) -> None:
    desk = Desk(laboratory)
    wanted = f"/projects/{people.balades.id}"
    page = desk.open(wanted)
    assert page.path == "/sign-in"
    assert desk.send(page, "sign-in", {"email": EMAILS["amina"], "password": PASSWORD}).path == wanted


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
def test_signing_in_never_leads_to_another_site(laboratory: Flask, people: Cast, elsewhere: str) -> None:
    desk = Desk(laboratory)
    form = desk.open("/sign-in").form("sign-in")
    token = form.select_one("[name=csrf_token]")
    assert token is not None
    sent = {"email": EMAILS["amina"], "password": PASSWORD, "next": elsewhere, "csrf_token": token["value"]}
    assert desk.client.post("/sign-in", data=sent).headers["Location"] == "/team"


def test_nothing_set_before_signing_in_survives_it(laboratory: Flask, people: Cast) -> None:
    desk = Desk(laboratory)
    page = desk.open("/sign-in")
    with desk.client.session_transaction() as session:
        session["planted"] = "by someone else"
    desk.send(page, "sign-in", {"email": EMAILS["amina"], "password": PASSWORD})
    with desk.client.session_transaction() as session:
        assert "planted" not in session


def test_an_account_put_aside_no_longer_enters(laboratory: Flask, people: Cast) -> None:
    desk = Desk(laboratory).known_as(people.marc)
    assert desk.open("/team").path == "/team"
    actions.deactivate_account(by=people.amina, account=people.marc)
    assert desk.open("/team").path == "/sign-in"


def test_signing_out_ends_the_session(laboratory: Flask, people: Cast) -> None:
    desk = Desk(laboratory).known_as(people.marc)
    page = desk.send(desk.open("/team"), "sign-out")
    assert (page.path, desk.open("/team").path) == ("/sign-in", "/sign-in")


def test_a_link_to_choose_a_password_works_once(laboratory: Flask, people: Cast) -> None:
    token = actions.invite_again(by=people.amina, account=people.marc).token
    desk = Desk(laboratory)
    page = desk.open(f"/account/password/{token}")
    refused = desk.send(page, "choose-password", {"password": "short"})
    assert (refused.status, len(refused.errors())) == (422, 1)
    assert desk.send(page, "choose-password", {"password": PASSWORD}).path == "/sign-in"
    assert desk.open(f"/account/password/{token}").status == 404
    assert desk.sign_in("marc").open("/team").status == 200
