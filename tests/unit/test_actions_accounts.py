"""Accounts: one first administrator, links that work once, the last administrator stays."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from people import EMAILS, PASSWORD, Cast
from sqlalchemy import func, select, update

from livinglab import actions
from livinglab.store import NotFound, Refused, now
from livinglab.store.database import db
from livinglab.store.people import Account, Invitation, Membership


def test_the_first_administrator_is_created_once(people: Cast) -> None:
    with pytest.raises(Refused, match="administrator_exists"):
        actions.create_first_administrator(email="second@example.org", name="Second", password=PASSWORD)


def test_of_four_who_try_at_the_same_moment_one_becomes_administrator(any_laboratory: Flask) -> None:
    def attempt(number: int) -> str:
        with any_laboratory.app_context():
            try:
                actions.create_first_administrator(email=f"n{number}@example.org", name="N", password=PASSWORD)
            except Refused as refused:
                return refused.code
        return "created"

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(attempt, range(4)))
    stored = db.session.scalar(select(func.count(Account.id)))
    assert (outcomes, stored) == (["administrator_exists"] * 3 + ["created"], 1)


def test_a_password_is_never_stored_as_it_is(people: Cast) -> None:
    assert (people.amina.password or "").startswith("$argon2")


def test_a_short_password_is_refused_with_the_length_needed(laboratory: Flask) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_first_administrator(email=EMAILS["amina"], name="Amina", password="short")
    assert refused.value.words("en") == "Choose a password of at least 12 characters."


def test_an_address_belongs_to_one_account_whatever_its_case(people: Cast) -> None:
    with pytest.raises(Refused, match="email_taken"):
        actions.create_account(by=people.amina, email="MARC@example.org", name="Marc")


def test_only_an_administrator_creates_accounts(people: Cast) -> None:
    with pytest.raises(NotFound):
        actions.create_account(by=people.marc, email="new@example.org", name="New")


def test_a_one_time_link_works_once(people: Cast) -> None:
    invited = actions.create_account(by=people.amina, email="new@example.org", name="New")
    actions.choose_password(token=invited.token or "", password=PASSWORD)
    with pytest.raises(NotFound):
        actions.choose_password(token=invited.token or "", password=PASSWORD)


def test_a_link_that_expired_leads_nowhere(people: Cast) -> None:
    invited = actions.create_account(by=people.amina, email="new@example.org", name="New")
    with db.engine.begin() as elsewhere:
        elsewhere.execute(update(Invitation).values(expires_at=now()))
    with pytest.raises(NotFound):
        actions.find_invitation(invited.token or "")


def test_a_new_link_ends_the_earlier_one(people: Cast) -> None:
    invited = actions.create_account(by=people.amina, email="new@example.org", name="New")
    actions.invite_again(by=people.amina, account=invited.account)
    with pytest.raises(NotFound):
        actions.find_invitation(invited.token or "")


def test_choosing_a_password_ends_the_other_sessions(people: Cast) -> None:
    before = people.marc.fs_uniquifier
    invited = actions.invite_again(by=people.amina, account=people.marc)
    assert actions.choose_password(token=invited.token or "", password=PASSWORD).fs_uniquifier != before


def test_a_member_invited_again_changes_role_and_stays_one_member(people: Cast) -> None:
    again = actions.invite_member(
        by=people.amina, project=people.balades, email=EMAILS["rose"], name="Rose", role="manager"
    )
    roles = db.session.scalars(select(Membership.role).where(Membership.account_id == people.rose.id)).all()
    assert (again.token, roles) == (None, ["manager"])


def test_the_last_administrator_stays(people: Cast) -> None:
    with pytest.raises(Refused, match="last_administrator"):
        actions.deactivate_account(by=people.amina, account=people.amina)
