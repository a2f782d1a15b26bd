"""The door as ODK Collect's source speaks to it (tests/collect.py); no device was tried."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from collect import Collect, NotOpenRosa, Shown
from field import UUID, Filled
from flask import Flask
from people import SLEEP, Cast, lucie_in, open_study, published

from livinglab import actions
from livinglab.actions.field_clients import keep_field_form
from livinglab.store.attachments import attachments_of
from livinglab.store.consents import consent_texts
from livinglab.store.database import db
from livinglab.store.field_clients import FieldForm
from livinglab.store.responses import waiting_of
from livinglab.store.studies import Participant, Study
from surveys.openrosa.documents import md5_of
from surveys.questions import Question

XFORM = "<h:html><h:title>L’été</h:title></h:html>".encode()
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Field:
    """An open study with a form of one file, Lucie, and a phone with Collect."""

    app: Flask
    people: Cast
    study: Study
    lucie: Participant
    collect: Collect

    def filled(self, **changes: object) -> bytes:
        """Lucie's answers."""
        agreed = consent_texts(self.study)["fr"].digest
        return replace(Filled(self.study.id, self.lucie.pseudonym, agreed), **changes).xml  # type: ignore[arg-type]


@pytest.fixture
def field(laboratory: Flask, people: Cast) -> Field:
    study = open_study(people)
    token = actions.issue_field_client(by=people.marc, study=study, name="Téléphone").token
    return Field(laboratory, people, study, lucie_in(study).participant, Collect(laboratory, f"/field/{token}"))


def test_it_downloads_the_list_the_form_and_its_files_and_checks_each_hash(field: Field) -> None:
    towns = replace(
        SLEEP,
        form_id="towns",
        questions=(*SLEEP.questions, Question("town", "select_one", {"fr": "Ville"}, choices="villes é.csv")),
        tables={"villes é.csv": ({"name": "lyon", "label": "Lyon"},)},
    )
    version = published(field.people, towns)
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=version)
    keep_field_form(
        form=FieldForm(
            study_id=field.study.id,
            wave="before",
            version_id=version.id,
            consent_version=1,
            title="Sommeil",
            form_version="1",
            hash=md5_of(XFORM),
            xform=XFORM,
        )
    )
    (listed,) = field.collect.forms()
    assert field.collect.form(listed) == XFORM
    assert field.collect.media(listed) == {"villes é.csv": b"label,name\nLyon,lyon\n"}


def test_it_sends_where_the_head_request_says_and_shows_our_sentence(field: Field) -> None:
    assert field.collect.send(field.filled(), [("été.jpg", b"\x00a")]) == Shown(True, "Réponses reçues. Merci.")
    assert [file.name for file in attachments_of(UUID)] == ["été.jpg"]


def test_it_says_no_language_and_is_answered_in_that_of_whoever_added_the_device(field: Field) -> None:
    field.people.marc.language = "en"
    db.session.commit()
    assert field.collect.send(field.filled()) == Shown(True, "Answers received. Thank you.")


def test_the_largest_post_it_makes_of_the_size_we_say_is_taken(field: Field) -> None:
    """It counts its files, not what a multipart form adds around each of them."""
    most = field.app.config["MAX_CONTENT_LENGTH"] = 4 * MEGABYTE
    field.collect.send(field.filled())
    size = (field.collect.told - len(field.filled())) // 90
    files = [(f"photograph-{number:03d}-of-a-household.jpg", bytes([number]) * size) for number in range(91)]
    shown = field.collect.send(field.filled(), files)
    assert (shown, len(attachments_of(UUID))) == (Shown(True, "Réponses reçues. Merci."), 91)
    assert most - MEGABYTE <= field.collect.told < most


def test_what_is_set_aside_counts_as_sent_with_the_reason_shown(field: Field) -> None:
    shown = field.collect.send(field.filled(participant="P-NOBODY"), [("a.jpg", b"\x00a")])
    assert (shown.sent, shown.message[:33], waiting_of(field.study.id)) == (
        True,
        "Réponses reçues et mises de côté.",
        1,
    )


def test_what_is_refused_stays_on_the_phone_with_our_sentence_and_not_the_words_of_a_status(field: Field) -> None:
    field.collect.send(field.filled())
    refused = [
        field.collect.send(field.filled(answers={"hours": "4"})),
        field.collect.send(field.filled(wave="never")),
        field.collect.send(
            field.filled(instance_id="1" * 32).replace(b'version="1-abc"', b'version="1" encrypted="yes"')
        ),
        field.collect.send(b"<data"),
    ]
    assert [shown.sent for shown in refused] == [False] * 4
    assert [shown.message for shown in refused if shown.message[:3].isdigit()] == []


def test_an_address_that_opens_nothing_says_so_and_never_asks_for_a_password(field: Field) -> None:
    stranger = Collect(field.app, "/field/nothing")
    with pytest.raises(NotOpenRosa, match="403"):
        stranger.forms()
    shown = stranger.send(field.filled())
    assert (shown.sent, shown.message[:3].isdigit()) == (False, False)
