"""What was set aside: the team sees why, puts it right, gives it to a person, accepts or rejects it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk, Page
from field import UUID, Filled, Phone
from flask import Flask
from media import photograph
from people import SLEEP, Cast, lucie_in, open_study, published
from sqlalchemy import select

from livinglab import actions
from livinglab.actions.quarantine import repair_set_aside
from livinglab.actions.waiting_files import files_follow, keep_waiting_file, prepared_files
from livinglab.store.attachments import attachments_of
from livinglab.store.audit import AuditLine
from livinglab.store.consents import consent_texts, in_force
from livinglab.store.database import db, transaction
from livinglab.store.failures import Busy, Refused
from livinglab.store.files import files
from livinglab.store.finding import response_of
from livinglab.store.responses import Quarantine, Response
from livinglab.store.studies import Participant, Study
from surveys.questions import Group, Question

OTHER = "1" * 32
WRONG = {"hours": "a lot", "rested": "yes", "remark": "Bien"}


@dataclass(frozen=True)
class Field:
    """An open study, Marc at his desk, a phone in the field, and Lucie."""

    people: Cast
    study: Study
    lucie: Participant
    phone: Phone
    marc: Desk

    def send(self, files: dict[str, bytes] | None = None, **changes: object) -> Quarantine:
        """What was set aside of Lucie's answers, changed like this."""
        agreed = consent_texts(self.study)["fr"].digest
        filled = replace(Filled(self.study.id, self.lucie.pseudonym, agreed), **changes)  # type: ignore[arg-type]
        self.phone.send(filled, files)
        return db.session.scalars(select(Quarantine).order_by(Quarantine.received_at.desc())).first()  # type: ignore[return-value]

    def page(self, quarantine: Quarantine) -> Page:
        """Its page."""
        return self.marc.open(f"/set-aside/{quarantine.id}")


@pytest.fixture
def field(laboratory: Flask, people: Cast) -> Field:
    study = open_study(people)
    issued = actions.issue_field_client(by=people.marc, study=study, name="Tablette")
    phone = Phone(laboratory, issued.token)
    return Field(people, study, lucie_in(study).participant, phone, Desk(laboratory).known_as(people.marc))


def stored() -> list[Response]:
    return list(db.session.scalars(select(Response).order_by(Response.received_at)))


def files_on_disk() -> set[Path]:
    """Every content kept."""
    return set(files().folder.glob("[0-9a-f][0-9a-f]/*"))


def table(page: Page) -> list[list[str]]:
    """The answers as the page lists them."""
    rows = page.soup.select("#answers tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_the_study_says_that_something_waits(field: Field) -> None:
    field.send(participant="P-NOBODY")
    assert "1 submission set aside awaits the team" in field.marc.open(f"/studies/{field.study.id}").words
    listed = field.marc.open(f"/studies/{field.study.id}/set-aside")
    assert "Nobody in this study has this code" in listed.words
    assert "unknown; code written: “P-NOBODY”" in listed.words


def test_the_answers_stand_as_given_beside_what_is_wrong_with_them(field: Field) -> None:
    page = field.page(field.send(answers=WRONG))
    assert table(page) == [
        ["How many hours did you sleep?", "a lot", "Write a whole number, for example 3."],
        ["Are you rested?", "Yes", ""],
        ["A remark?", "Bien", ""],
    ]
    assert page.soup.select_one("#repair input[name=hours]")["value"] == "a lot"  # type: ignore[index]


def test_a_wrong_answer_is_put_right_with_the_card_of_its_question_then_accepted(field: Field) -> None:
    kept = field.send(answers=WRONG)
    page = field.marc.send(field.page(kept), "repair", {"hours": "7"})
    assert ("accept-form" in page.forms(), table(page)[0][1]) == (True, "a lot Corrected: 7")
    done = field.marc.send(page, "accept-form")
    (response,) = stored()
    assert "The answers have joined the study." in done.words
    assert (response.id, response.participant_id, response.channel) == (UUID, field.lucie.id, "field_client")
    assert response.answers == {"hours": 7, "rested": "yes", "remark": "Bien"}
    assert (kept.outcome, kept.content["answers"]["hours"], b"a lot" in (kept.original or b"")) == (
        "accepted",
        "a lot",
        True,
    )


def test_a_correction_that_does_not_hold_is_shown_again(field: Field) -> None:
    page = field.marc.send(field.page(field.send(answers=WRONG)), "repair", {"hours": "seven"})
    assert ("repair" in page.forms(), "accept-form" in page.forms()) == (True, False)
    assert page.soup.select_one("#repair input[name=hours]")["value"] == "seven"  # type: ignore[index]


def test_accepting_is_refused_while_something_is_wrong(field: Field) -> None:
    kept = field.send(answers=WRONG)
    with pytest.raises(Refused):
        actions.accept_set_aside(by=field.people.marc, quarantine=kept)
    assert (stored(), kept.outcome) == ([], None)


def test_someone_unknown_is_named_by_the_team_and_gets_consent_and_files(field: Field) -> None:
    kept = field.send({"photo.bin": b"\x00picture"}, participant="Lucy?")
    page = field.marc.send(field.page(kept), "person", {"code": field.lucie.pseudonym.lower()})
    field.marc.send(page, "accept-form")
    (response,) = stored()
    consent = in_force(field.lucie)
    assert consent is not None
    assert (response.participant_id, consent.channel, response.consent_id) == (
        field.lucie.id,
        "field_client",
        consent.id,
    )
    assert [file.name for file in attachments_of(response.id)] == ["photo.bin"]


def test_the_files_of_other_answers_under_the_same_id_follow_them_under_their_own(field: Field) -> None:
    field.send({"photo.jpg": photograph()})
    kept = field.send({"photo.jpg": photograph(size=(90, 48))}, answers={"hours": "5"})
    page = field.page(kept)
    (link,) = page.soup.select("dl.facts li a")
    handed = field.marc.open(str(link["href"])).answer
    assert (handed.data, handed.content_type) == (photograph(size=(90, 48)), "application/octet-stream")
    field.marc.send(page, "accept-form", {"replace": "1"})
    current = response_of(field.lucie, "before")
    assert current is not None
    assert (kept.became_id, current.id != UUID) == (current.id, True)
    assert [(file.name, file.media_type) for file in attachments_of(current.id)] == [("photo.jpg", "image/jpeg")]
    assert len(attachments_of(UUID)) == 1
    assert files_on_disk() == {file.path for file in (*attachments_of(UUID), *attachments_of(current.id))}
    assert [line.get_text() for line in field.page(kept).soup.select("dl.facts li bdi")] == ["photo.jpg"]


def test_a_file_that_comes_while_the_team_accepts_is_left_out_of_nothing(field: Field) -> None:
    kept = field.send({"a.bin": b"\x00a"}, answers=WRONG)
    repair_set_aside(by=field.people.marc, quarantine=kept, answers={**WRONG, "hours": 7})
    with prepared_files(kept) as ready:
        keep_waiting_file(quarantine=kept, source=BytesIO(b"\x00b"), name="b.bin")
        with pytest.raises(Busy), transaction():
            files_follow(kept, Response(id=UUID), ready)
    accepted = actions.accept_set_aside(by=field.people.marc, quarantine=kept)
    with pytest.raises(Busy):
        keep_waiting_file(quarantine=kept, source=BytesIO(b"\x00c"), name="c.bin")
    assert [file.name for file in attachments_of(accepted.id)] == ["a.bin", "b.bin"]


def test_a_code_nobody_has_is_refused_with_a_sentence(field: Field) -> None:
    page = field.marc.send(field.page(field.send(participant="Lucy?")), "person", {"code": "Lucy"})
    assert (page.status, page.errors()) == (
        422,
        ["Nobody in this study has this code. Check it in the list of participants."],
    )


def test_a_second_response_replaces_the_first_only_when_the_team_says_so(field: Field) -> None:
    field.send()
    kept = field.send(answers={"hours": "5"}, instance_id=OTHER)
    refused = field.marc.send(field.page(kept), "accept-form")
    assert (refused.status, len(stored())) == (409, 1)
    field.marc.send(refused, "accept-form", {"replace": "1"})
    current = response_of(field.lucie, "before")
    assert current is not None
    assert (current.id, current.revises_id, current.answers["hours"]) == (OTHER, UUID, 5)


def test_answers_in_a_repeat_are_put_right_one_person_after_the_other(field: Field) -> None:
    household = replace(
        SLEEP,
        form_id="household",
        questions=(*SLEEP.questions, Question("age", "integer", {"en": "How old?"}, groups=("person",))),
        groups=(Group("person", {"en": "Person"}, repeat=True),),
    )
    version = published(field.people, household)
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=version)
    ages = "".join(f"<person><age>{age}</age></person>" for age in ("7", "old", "older"))
    page = field.page(field.send(questionnaire=household, raw=ages))
    assert ["Person 2 – How old?", "old", "Write a whole number, for example 3."] in table(page)
    for age in ("72", "75"):
        page = field.marc.send(page, "repair", {"age": age})
    field.marc.send(page, "accept-form")
    assert stored()[0].answers["person"] == [{"age": 7}, {"age": 72}, {"age": 75}]


def test_an_element_the_questionnaire_does_not_know_stays_in_the_original(field: Field) -> None:
    kept = field.send(raw="<shoe>42</shoe>")
    page = field.page(kept)
    assert "/shoe" in page.words
    field.marc.send(page, "accept-form")
    assert (stored()[0].answers, b"<shoe>42</shoe>" in (kept.original or b"")) == (
        {"hours": 7, "rested": "yes", "remark": "Bien"},
        True,
    )


def test_answers_to_another_version_of_the_wave_are_checked_against_it(field: Field) -> None:
    newer = published(field.people, replace(SLEEP, version="2"))
    actions.assign_questionnaire(by=field.people.marc, study=field.study, wave="before", version=newer)
    kept = field.send(participant="Lucy?")
    page = field.page(kept)
    page = field.marc.send(page, "person", {"code": field.lucie.pseudonym, "version": newer.id})
    field.marc.send(page, "accept-form")
    assert stored()[0].version_id == newer.id


def test_a_rejection_needs_its_reason_and_keeps_what_was_sent(field: Field) -> None:
    kept = field.send(participant="P-NOBODY")
    without = field.marc.send(field.page(kept), "reject")
    assert (without.status, without.errors()) == (422, ["Write something: this field is empty."])
    field.marc.send(without, "reject", {"note": "Essai de l’appareil"})
    assert (kept.outcome, kept.note, kept.original is not None, stored()) == (
        "rejected",
        "Essai de l’appareil",
        True,
        [],
    )
    assert field.page(kept).forms() == ["sign-out"]


def test_what_is_settled_is_settled_once(field: Field) -> None:
    kept = field.send(participant="P-NOBODY")
    page = field.page(kept)
    field.marc.send(page, "reject", {"note": "Essai"})
    again = field.marc.send(page, "reject", {"note": "Encore"})
    assert (again.status, kept.note) == (409, "Essai")


def test_the_original_is_handed_out_byte_for_byte(field: Field) -> None:
    kept = field.send(participant="P-NOBODY")
    answer = field.marc.open(f"/set-aside/{kept.id}/original.xml").answer
    assert (answer.data, answer.headers["Content-Disposition"]) == (
        kept.original,
        f"attachment; filename={UUID}.xml",
    )


def test_every_step_leaves_a_line_in_the_audit(field: Field) -> None:
    kept = field.send(answers=WRONG)
    page = field.marc.send(field.page(kept), "repair", {"hours": "7"})
    field.marc.send(page, "accept-form")
    verbs = list(db.session.scalars(select(AuditLine.verb).order_by(AuditLine.sequence)))
    assert verbs[-3:] == ["quarantine_submission", "repair_set_aside", "accept_set_aside"]


def test_the_answers_of_someone_who_erased_theirs_go_with_them(field: Field) -> None:
    field.send({"photo.bin": b"\x00picture"}, answers=WRONG)
    actions.withdraw_participant(by=field.people.marc, participant=field.lucie, erase=True)
    assert (list(db.session.scalars(select(Quarantine))), files_on_disk()) == ([], set())


def test_a_device_is_added_with_a_code_shown_once_then_revoked(field: Field) -> None:
    page = field.marc.open(f"/studies/{field.study.id}/field-clients")
    issued = field.marc.send(page, "issue-client", {"name": "Tablette de Rose"})
    address = issued.soup.select_one("#address")
    assert address is not None
    assert issued.soup.select_one("svg") is not None
    assert address.get_text().startswith("http://localhost/field/")
    listed = field.marc.open(f"/studies/{field.study.id}/field-clients")
    assert address.get_text() not in listed.words
    revoke = next(form for form in listed.forms() if form.startswith("revoke-"))
    assert "opens nothing any more" in field.marc.send(listed, revoke).words
