"""The vault: sealed, apart, forgotten on demand."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from flask import Flask
from people import Cast, lucie_in, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.store.database import db, keys
from livinglab.store.vault import Contact, SealedContact, contact_of, seal, unseal

KEY, OTHER_KEY = bytes(32), bytes([1]) * 32
LUCIE = Contact("Lucie", "lucie@example.org", "0600000000")


def test_a_contact_opens_with_its_key() -> None:
    assert unseal(KEY, "lucie", seal(KEY, "lucie", LUCIE)) == LUCIE


@pytest.mark.parametrize(("key", "owner"), [(OTHER_KEY, "lucie"), (KEY, "someone else")])
def test_a_wrong_key_or_a_moved_row_does_not_open(key: bytes, owner: str) -> None:
    with pytest.raises(InvalidTag):
        unseal(key, owner, seal(KEY, "lucie", LUCIE))


def test_the_same_contact_is_never_sealed_alike() -> None:
    assert seal(KEY, "lucie", LUCIE) != seal(KEY, "lucie", LUCIE)


def test_contacts_live_in_a_database_of_their_own(laboratory: Flask) -> None:
    assert (list(db.metadatas["vault"].tables), "sealed_contact" in db.metadatas[None].tables) == (
        ["sealed_contact"],
        False,
    )


def test_the_team_keeps_a_contact_and_the_vault_holds_it_sealed(everyone: Cast) -> None:
    lucie = lucie_in(open_study(everyone)).participant
    actions.keep_contact(by=everyone.marc, participant=lucie, contact=LUCIE)
    sealed = db.session.scalars(select(SealedContact.sealed)).one()
    assert (contact_of(keys().vault_key, lucie.id), b"Lucie" in sealed) == (LUCIE, False)


def test_an_erased_participant_has_no_contact(everyone: Cast) -> None:
    lucie = lucie_in(open_study(everyone)).participant
    actions.keep_contact(by=everyone.marc, participant=lucie, contact=LUCIE)
    actions.withdraw_participant(by=everyone.marc, participant=lucie, erase=True)
    assert contact_of(keys().vault_key, lucie.id) is None
