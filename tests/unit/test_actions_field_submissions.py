"""Submissions of the field at the same moment: each is stored once, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from field import UUID, Filled
from flask import Flask
from people import Cast, lucie_in, open_study
from sqlalchemy import func, select

from livinglab import actions
from livinglab.store.consents import Consent, consent_texts
from livinglab.store.database import db
from livinglab.store.field_clients import FieldClient
from livinglab.store.responses import Quarantine, Response

RETRIES = 20


@pytest.mark.parametrize(("known", "stored"), [(True, (1, 1, 0)), (False, (0, 0, 1))])
def test_twenty_retries_at_once_are_acknowledged_and_stored_once(
    everyone: Cast, any_laboratory: Flask, known: bool, stored: tuple[int, int, int]
) -> None:
    study = open_study(everyone)
    device = actions.issue_field_client(by=everyone.marc, study=study, name="Tablette").client
    code = lucie_in(study).participant.pseudonym if known else "P-NOBODY"
    xml = Filled(study.id, code, consent_texts(study)["fr"].digest).xml

    def send(_: int) -> str:
        with any_laboratory.app_context():
            client = db.session.get_one(FieldClient, device.id)
            return actions.accept_field_submission(by=client, xml=xml).response_id

    with ThreadPoolExecutor(RETRIES) as threads:
        acknowledged = list(threads.map(send, range(RETRIES)))
    db.session.rollback()  # what was read before the threads is a picture of that moment
    counts = tuple(db.session.scalar(select(func.count()).select_from(one)) for one in (Response, Consent, Quarantine))
    assert (acknowledged, counts) == ([UUID] * RETRIES, stored)
