"""The door of field clients: what phones download and send, and how they are answered."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from field import UUID, Filled, Phone
from flask import Flask
from lxml import etree
from people import CONSENT, PLAN, SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import func, select

from livinglab import actions
from livinglab.actions.field_clients import keep_field_form
from livinglab.actions.quarantine import repair_set_aside
from livinglab.store.attachments import WaitingFile, attachments_of, waiting_files
from livinglab.store.consents import consent_texts, in_force
from livinglab.store.database import db
from livinglab.store.field_clients import FieldClient, FieldForm
from livinglab.store.files import FILES, files
from livinglab.store.finding import response_of
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from livinglab.web.incoming import Spool
from surveys.openrosa.documents import md5_of
from surveys.questions import Question

OTHER = "1" * 32
XFORM = b"<h:html/>"


@dataclass(frozen=True)
class Field:
    """An open study, a phone that collects for it, and Lucie, who has a pseudonym."""

    people: Cast
    study: Study
    lucie: Participant
    phone: Phone
    app: Flask
    client_id: str

    def filled(self, **changes: object) -> Filled:
        """Lucie's answers, given after she agreed to the French text."""
        agreed = consent_texts(self.study)["fr"].digest
        return replace(Filled(self.study.id, self.lucie.pseudonym, agreed), **changes)  # type: ignore[arg-type]


@pytest.fixture
def field(laboratory: Flask, people: Cast) -> Field:
    study = open_study(people)
    issued = actions.issue_field_client(by=people.marc, study=study, name="Tablette de Marc")
    lucie = lucie_in(study).participant
    return Field(people, study, lucie, Phone(laboratory, issued.token), laboratory, issued.client.id)


def message(answer: object) -> str:
    """The sentence the phone shows."""
    found = etree.fromstring(answer.data).find("{*}message")  # type: ignore[attr-defined]
    assert found is not None
    return str(found.text)


def responses() -> Sequence[Response]:
    return db.session.scalars(select(Response)).all()


def set_aside() -> Sequence[Quarantine]:
    return db.session.scalars(select(Quarantine).order_by(Quarantine.received_at)).all()


def kept_files(quarantine: Quarantine) -> list[tuple[str, bytes]]:
    """The files that wait beside what was set aside, name and content."""
    return [(file.name, file.path.read_bytes()) for file in waiting_files(quarantine.id)]


def ready_form(field: Field, wave: str = "before") -> FieldForm:
    version = published(field.people)
    form = FieldForm(
        study_id=field.study.id,
        wave=wave,
        version_id=version.id,
        consent_version=1,
        title="Sommeil – Avant",
        form_version="1-abc",
        hash="md5:abc",
        xform=XFORM,
    )
    keep_field_form(form=form)
    return form


# Downloading


def test_the_list_holds_the_forms_that_are_ready(field: Field) -> None:
    form = ready_form(field)
    answer = field.phone.get("/formList")
    listed = etree.fromstring(answer.data)
    assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
    assert (answer.headers["X-OpenRosa-Version"], "Date" in answer.headers) == ("1.0", True)
    assert [(etree.QName(cell).localname, cell.text) for cell in listed[0]] == [
        ("formID", f"study-{field.study.id}-before"),
        ("name", "Sommeil – Avant"),
        ("version", "1-abc"),
        ("hash", "md5:abc"),
        ("downloadUrl", f"http://localhost{field.phone.address}/forms/{form.id}.xml"),
    ]
    assert field.phone.get(listed[0].findtext("{*}downloadUrl")).data == XFORM


def test_the_form_before_stays_in_the_list_until_the_new_one_is_made(field: Field) -> None:
    ready_form(field)
    newer = published(field.people, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=newer)
    (listed,) = etree.fromstring(field.phone.get("/formList").data)
    assert listed.findtext("{*}version") == "1-abc"


def test_a_client_may_ask_about_one_form(field: Field) -> None:
    forms = [ready_form(field, wave.code) for wave in PLAN.waves]
    listed = etree.fromstring(field.phone.get(f"/formList?formID={forms[1].form_id}").data)
    assert [form.findtext("{*}formID") for form in listed] == [forms[1].form_id]


def test_a_study_that_closes_hides_its_forms_and_takes_what_was_filled_in(field: Field) -> None:
    ready_form(field)
    actions.close_study(by=field.people.marc, study=field.study, at_once=False)
    assert len(etree.fromstring(field.phone.get("/formList").data)) == 0
    assert field.phone.send(field.filled()).status_code == 201


def test_the_files_of_a_form_are_listed_with_their_hashes_and_served_as_they_are(field: Field) -> None:
    with_table = replace(
        SLEEP,
        form_id="towns",
        questions=(*SLEEP.questions, Question("town", "select_one", {"fr": "Ville"}, choices="villes é.csv")),
        tables={"villes é.csv": ({"name": "lyon", "label": "Lyon"},)},
    )
    version = published(field.people, with_table)
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=version)
    form = ready_form(field)
    form.version_id = version.id
    db.session.commit()
    listed = etree.fromstring(field.phone.get("/formList").data)
    (file,) = etree.fromstring(field.phone.get(listed.findtext("*/{*}manifestUrl")).data)
    content = field.phone.get(file.findtext("{*}downloadUrl")).data
    assert (file.findtext("{*}filename"), content) == ("villes é.csv", b"label,name\nLyon,lyon\n")
    assert file.findtext("{*}hash") == md5_of(content)


def test_a_secret_that_opens_nothing_is_forbidden_rather_than_asked_for_a_password(field: Field) -> None:
    stranger = Phone(field.app, "nothing")
    assert [stranger.get("/formList").status_code, stranger.head().status_code] == [403, 403]
    answer = stranger.send(field.filled())
    assert (answer.status_code, answer.content_type, responses()) == (403, "text/xml; charset=utf-8", [])


def test_a_revoked_device_neither_reads_nor_sends(field: Field) -> None:
    client = db.session.get_one(FieldClient, field.client_id)
    actions.revoke_field_client(by=field.people.marc, client=client)
    assert (field.phone.get("/formList").status_code, field.phone.send(field.filled()).status_code) == (403, 403)


def test_the_form_of_another_study_is_not_found(field: Field) -> None:
    form = ready_form(field)
    elsewhere = actions.plan_study(by=field.people.marc, version=field.study.version, title={"fr": "Autre"})
    other = actions.issue_field_client(by=field.people.marc, study=elsewhere, name="Autre")
    assert Phone(field.app, other.token).get(f"/forms/{form.id}.xml").status_code == 404


# Sending


def test_a_client_learns_where_to_send_and_how_much(field: Field) -> None:
    answer = field.phone.head()
    assert (answer.status_code, answer.headers["X-OpenRosa-Accept-Content-Length"]) == (204, "66584576")
    assert answer.headers["Location"] == f"http://localhost{field.phone.address}/submission"


def test_answers_are_stored_with_the_consent_of_the_field(field: Field) -> None:
    answer = field.phone.send(field.filled())
    (stored,) = responses()
    consent = in_force(field.lucie)
    assert (answer.status_code, message(answer)) == (201, "Answers received. Thank you.")
    assert (stored.id, stored.wave, stored.channel, stored.language) == (UUID, "before", "field_client", "fr")
    assert stored.answers == {"hours": 7, "rested": "yes", "remark": "Bien"}
    assert stored.finished_at.isoformat() == "2026-11-24T09:30:00+00:00"
    assert consent is not None
    assert (consent.channel, consent.text.language, stored.consent_id) == ("field_client", "fr", consent.id)


def test_the_phone_is_answered_in_its_language(field: Field) -> None:
    french = Phone(field.app, field.phone.address.rpartition("/")[2], "fr-FR,fr;q=0.9")
    assert message(french.send(field.filled())) == "Réponses reçues. Merci."


def test_the_same_submission_again_is_acknowledged_and_stored_once(field: Field) -> None:
    answers = [field.phone.send(field.filled()).status_code for _ in range(3)]
    assert (answers, len(responses()), set_aside()) == ([201, 201, 201], 1, [])


def test_a_retry_of_what_is_stored_is_acknowledged_though_the_study_closed_meanwhile(field: Field) -> None:
    field.phone.send(field.filled())
    actions.close_study(by=field.people.marc, study=field.study)
    assert field.phone.send(field.filled()).status_code == 201


def test_the_same_id_with_other_answers_is_a_conflict_and_both_are_kept(field: Field) -> None:
    field.phone.send(field.filled())
    other = field.filled(answers={"hours": "4"})
    assert [field.phone.send(other).status_code for _ in range(2)] == [409, 409]
    (kept,) = set_aside()
    assert (responses()[0].answers["hours"], kept.reason, kept.original) == (7, "response_differs", other.xml)


def test_the_files_of_other_answers_are_kept_with_them_and_not_with_the_first(field: Field) -> None:
    field.phone.send(field.filled(), {"photo.bin": b"\x00first"})
    other = field.filled(answers={"hours": "4"})
    sent = [field.phone.send(other, {"photo.bin": b"\x00second"}).status_code for _ in range(2)]
    late = field.phone.send(other, {"late.bin": b"\x00late"})
    (kept,) = set_aside()
    assert [*sent, late.status_code] == [409, 409, 409]
    assert kept_files(kept) == [("photo.bin", b"\x00second"), ("late.bin", b"\x00late")]
    assert [file.path.read_bytes() for file in attachments_of(UUID)] == [b"\x00first"]


def test_a_phone_whose_other_answers_the_team_accepted_is_acknowledged_and_its_late_files_follow(field: Field) -> None:
    field.phone.send(field.filled())
    other = field.filled(answers={"hours": "4"})
    field.phone.send(other, {"a.bin": b"\x00a"})
    actions.accept_set_aside(by=field.people.marc, quarantine=set_aside()[0], replace=True)
    answer = field.phone.send(other, {"b.bin": b"\x00b"})
    current = response_of(field.lucie, "before")
    assert current is not None
    assert (answer.status_code, current.id != UUID, current.answers["hours"]) == (201, True, 4)
    assert [file.name for file in attachments_of(current.id)] == ["a.bin", "b.bin"]
    assert (attachments_of(UUID), list(db.session.scalars(select(WaitingFile)))) == ([], [])


def test_a_file_that_does_not_fit_is_refused_and_the_answers_are_there_for_the_next_try(field: Field) -> None:
    store = files()
    field.app.extensions[FILES] = replace(store, largest=4)
    refused = field.phone.send(field.filled(participant="P-NOBODY"), {"film.bin": b"\x00long"})
    field.app.extensions[FILES] = store
    again = field.phone.send(field.filled(participant="P-NOBODY"), {"film.bin": b"\x00long"})
    (kept,) = set_aside()
    assert (refused.status_code, again.status_code, kept_files(kept)) == (413, 202, [("film.bin", b"\x00long")])


@pytest.mark.parametrize("code", ["{0}", "P-NOBODY"])
def test_a_file_the_disk_filled_up_under_is_not_kept_in_part_and_comes_again(
    field: Field, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def fill_up(spool: Spool, chunk: bytes) -> int:
        spool.full = spool.full or chunk.startswith(b"\x00film")
        return len(chunk) if spool.full else tempfile.SpooledTemporaryFile.write(spool, chunk)

    filled = field.filled(participant=code.format(field.lucie.pseudonym))
    with monkeypatch.context() as patched:
        patched.setattr(Spool, "write", fill_up)
        refused = field.phone.send(filled, {"film.bin": b"\x00film"})
    again = field.phone.send(filled, {"film.bin": b"\x00film"})
    kept = [file.path.read_bytes() for file in (*attachments_of(UUID), *db.session.scalars(select(WaitingFile)))]
    assert (refused.status_code, again.status_code in (201, 202), kept) == (503, True, [b"\x00film"])


def test_a_post_larger_than_what_is_kept_is_answered_in_the_words_of_the_door(field: Field) -> None:
    field.app.config["MAX_CONTENT_LENGTH"] = 100
    answer = field.phone.send(field.filled())
    assert (answer.status_code, message(answer)[:22], responses()) == (413, "What was sent is too l", [])


def test_no_file_of_a_form_this_study_never_asked_is_left_on_the_disk(field: Field) -> None:
    answer = field.phone.send(field.filled(wave="never"), {"a.bin": b"\x00a"})
    assert (answer.status_code, list(files().folder.rglob("*"))) == (404, [])


def test_an_edit_becomes_a_revision(field: Field) -> None:
    field.phone.send(field.filled())
    answer = field.phone.send(field.filled(answers={"hours": "8"}, instance_id=OTHER, deprecated_id=UUID))
    current = response_of(field.lucie, "before")
    assert current is not None
    assert (answer.status_code, current.id, current.revises_id, len(responses())) == (201, OTHER, UUID, 2)


def test_a_second_submission_that_is_no_edit_is_set_aside(field: Field) -> None:
    field.phone.send(field.filled())
    answer = field.phone.send(field.filled(instance_id=OTHER))
    assert (answer.status_code, [one.reason for one in set_aside()]) == (202, ["already_answered"])


@pytest.mark.parametrize("code", ["{0}", " {0} ", "lucie@example.org"])
def test_a_participant_is_found_by_pseudonym_or_by_what_the_team_calls_them(field: Field, code: str) -> None:
    written = code.format(field.lucie.pseudonym.lower())
    assert field.phone.send(field.filled(participant=written)).status_code == 201
    assert responses()[0].participant_id == field.lucie.id


def test_answers_of_someone_unknown_are_set_aside_whole_with_their_files(field: Field) -> None:
    filled = field.filled(participant="P-NOBODY")
    answer = field.phone.send(filled, {"été.jpg": b"picture"})
    (kept,) = set_aside()
    assert (answer.status_code, message(answer)[:31]) == (202, "Answers received and set aside.")
    assert (kept.reason, kept.participant_id, kept.wave) == ("participant_unknown", None, "before")
    assert (kept.original, kept.content["answers"]["hours"]) == (filled.xml, 7)
    assert kept_files(kept) == [("été.jpg", b"picture")]


def test_what_is_set_aside_is_acknowledged_again_and_kept_once(field: Field) -> None:
    filled = field.filled(participant="P-NOBODY")
    answers = [field.phone.send(filled, {"a.jpg": b"1"}).status_code for _ in range(2)]
    assert (answers, len(set_aside()), len(waiting_files(set_aside()[0].id))) == ([202, 202], 1, 1)


def test_answers_that_do_not_hold_are_set_aside_as_they_were_given(field: Field) -> None:
    answer = field.phone.send(field.filled(answers={"hours": "a lot", "rested": "perhaps"}))
    (kept,) = set_aside()
    assert (answer.status_code, kept.reason, kept.participant_id) == (202, "answers_to_put_right", field.lucie.id)
    assert kept.content["answers"] == {"hours": "a lot", "rested": "perhaps"}


def test_an_element_no_question_explains_sets_the_submission_aside(field: Field) -> None:
    field.phone.send(field.filled(raw="<shoe>42</shoe>"))
    (kept,) = set_aside()
    assert (kept.reason, kept.content["unknown"]) == ("elements_unknown", ["/shoe"])


def test_without_agreement_nothing_is_stored_and_the_phone_keeps_the_form(field: Field) -> None:
    for participant in (field.lucie.pseudonym, "P-NOBODY"):
        answer = field.phone.send(field.filled(consent="", participant=participant))
        assert (answer.status_code, message(answer)[:20]) == (409, "Nothing was stored: ")
    assert (responses(), set_aside()) == ([], [])


def test_someone_who_agreed_before_need_not_agree_again(field: Field) -> None:
    before = actions.give_consent(by=field.lucie, consent_text=consent_texts(field.study)["en"])
    assert field.phone.send(field.filled(consent="")).status_code == 201
    assert responses()[0].consent_id == before.id


def test_answers_of_someone_who_has_left_are_not_stored(field: Field) -> None:
    actions.withdraw_participant(by=field.people.marc, participant=field.lucie)
    assert (field.phone.send(field.filled()).status_code, responses(), set_aside()) == (409, [], [])


def test_a_closed_study_takes_nothing(field: Field) -> None:
    actions.close_study(by=field.people.marc, study=field.study)
    assert (field.phone.send(field.filled()).status_code, responses(), set_aside()) == (409, [], [])


def test_a_form_or_a_version_the_study_never_asked_is_not_found(field: Field) -> None:
    never = replace(SLEEP, version="2")
    for filled in (field.filled(wave="never"), field.filled(questionnaire=never), field.filled(study_id="0" * 32)):
        assert field.phone.send(filled).status_code == 404


def test_answers_to_a_replaced_version_are_still_accepted(field: Field) -> None:
    newer = published(field.people, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=newer)
    assert field.phone.send(field.filled()).status_code == 201


def test_agreement_to_an_earlier_consent_text_is_recorded_as_such(field: Field) -> None:
    filled = field.filled()
    actions.publish_consent(by=field.people.marc, study=field.study, text={"fr": "J’accepte tout.", "en": "All."})
    assert field.phone.send(filled).status_code == 201
    consent = in_force(field.lucie)
    assert consent is not None
    assert consent.text.text == CONSENT["fr"]


def test_large_submissions_come_in_several_posts_and_every_file_is_kept(field: Field) -> None:
    first = field.phone.send(field.filled(), {"a.bin": b"\x00one"}, **{"*isIncomplete*": "yes"})
    second = field.phone.send(field.filled(), {"b.bin": b"\x00two"})
    again = field.phone.send(field.filled(), {"b.bin": b"\x00two"})
    assert [answer.status_code for answer in (first, second, again)] == [201, 201, 201]
    assert message(first) == "Received in part: the rest is expected."
    assert ([file.name for file in attachments_of(UUID)], len(responses())) == (["a.bin", "b.bin"], 1)


def test_the_parts_of_what_is_set_aside_are_kept_together_whoever_accepts_it_meanwhile(field: Field) -> None:
    filled = field.filled(answers={"hours": "a lot", "rested": "yes"})
    field.phone.send(filled, {"a.bin": b"\x00a"}, **{"*isIncomplete*": "yes"})
    (kept,) = set_aside()
    field.phone.send(filled, {"b.bin": b"\x00b"}, **{"*isIncomplete*": "yes"})
    repair_set_aside(by=field.people.marc, quarantine=kept, answers={"hours": 7, "rested": "yes"})
    actions.accept_set_aside(by=field.people.marc, quarantine=kept)
    last = field.phone.send(filled, {"b.bin": b"\x00b", "c.bin": b"\x00c"})
    assert last.status_code == 201
    assert [file.name for file in attachments_of(UUID)] == ["a.bin", "b.bin", "c.bin"]


def test_a_file_may_stand_before_the_xml_in_a_post(field: Field) -> None:
    parts = {"a.bin": (BytesIO(b"\x00a"), "a.bin"), "xml_submission_file": (BytesIO(field.filled().xml), "a.xml")}
    field.app.test_client(use_cookies=False).post(f"{field.phone.address}/submission", data=parts)
    assert [file.name for file in attachments_of(UUID)] == ["a.bin"]


def test_what_comes_after_a_rejection_is_kept_beside_what_was_rejected(field: Field) -> None:
    filled = field.filled(participant="P-NOBODY")
    field.phone.send(filled, {"a.bin": b"\x00a"}, **{"*isIncomplete*": "yes"})
    (kept,) = set_aside()
    actions.reject_set_aside(by=field.people.marc, quarantine=kept, note="Essai")
    answer = field.phone.send(filled, {"b.bin": b"\x00b"})
    assert (answer.status_code, kept_files(kept)) == (202, [("a.bin", b"\x00a"), ("b.bin", b"\x00b")])


def test_encrypted_forms_are_refused_with_a_sentence(field: Field) -> None:
    xml = field.filled().xml.replace(b'version="1-abc"', b'version="1-abc" encrypted="yes"')
    answer = field.phone.send(xml)
    assert (answer.status_code, message(answer)[:35]) == (400, "Encrypted forms are not accepted he")


@pytest.mark.parametrize("xml", [b"", b"<data", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///x'>]><a id='b'>&b;</a>"])
def test_what_is_no_submission_is_a_bad_request(field: Field, xml: bytes) -> None:
    assert (field.phone.send(xml).status_code, responses(), set_aside()) == (400, [], [])


def test_a_post_that_was_cut_stores_nothing(field: Field) -> None:
    body = (
        b"--x\r\nContent-Disposition: form-data; name=xml_submission_file; filename=a.xml\r\n\r\n" + field.filled().xml
    )
    answer = field.app.test_client().post(
        f"{field.phone.address}/submission",
        data=body[: len(body) // 2],
        content_type="multipart/form-data; boundary=x",
    )
    assert (answer.status_code, responses()) == (400, [])


def test_the_door_sets_no_cookie_and_asks_for_no_proof_of_origin(field: Field) -> None:
    field.app.config["WTF_CSRF_ENABLED"] = True
    answer = field.phone.send(field.filled())
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (201, False)


def test_a_date_of_another_age_is_not_judged(field: Field) -> None:
    xml = re.sub(rb"2026-11-24T10:(20|30)", rb"1970-01-01T00:\1", field.filled().xml)
    assert field.phone.send(xml).status_code == 201
    assert responses()[0].started_at.year in (1969, 1970)


def test_every_wave_is_a_form_of_its_own(field: Field) -> None:
    for number, wave in enumerate(PLAN.waves):
        field.phone.send(field.filled(wave=wave.code, instance_id=str(number) * 32))
    assert [(one.wave) for one in responses()] == ["before", "after"]
    assert db.session.scalar(select(func.count(Quarantine.id))) == 0
