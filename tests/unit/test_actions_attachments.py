"""Attachments: kept whole under their content, named once, gone when nothing names them, refused before answers are."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import current_app
from media import MP3, PDF, film, photograph, points_bomb
from people import SLEEP, Cast, lucie_in, open_study, published

from livinglab import actions
from livinglab.actions.attachments import UNSENT_AFTER
from livinglab.store import OPERATOR, NotFound, Refused
from livinglab.store.attachments import UNKNOWN_TYPE, Attachment, attachments_of, own_attachment, questionnaire_files
from livinglab.store.database import db, now
from livinglab.store.failures import Full
from livinglab.store.files import FILES, FileStore, files
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.studies import Participant
from surveys.questionnaire import Questionnaire

DRAFT = "d" * 32
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture
def lucie(people: Cast) -> Participant:
    """Lucie, who takes part in an open study."""
    return lucie_in(open_study(people)).participant


@pytest.fixture
def resident(everyone: Cast) -> Participant:
    """Lucie too, on each database: for what the store promises."""
    return lucie_in(open_study(everyone)).participant


def kept(by: Participant, content: bytes, name: str = "photo.jpg", **more: object) -> Attachment:
    values = {"response_id": DRAFT, "question": "photo", **more}
    return actions.keep_attachment(by=by, source=io.BytesIO(content), name=name, **values)  # type: ignore[arg-type]


def contents() -> set[str]:
    """What the folder of files holds, whole or half-written."""
    return {path.name for path in files().folder.rglob("*") if path.is_file()}


def test_a_file_is_kept_whole_under_its_digest(resident: Participant) -> None:
    attachment = kept(resident, PDF, "lettre.pdf")
    assert attachment.path.read_bytes() == PDF
    assert (attachment.name, attachment.size, attachment.media_type) == ("lettre.pdf", len(PDF), "application/pdf")
    assert contents() == {attachment.digest.removeprefix("sha256:")}


def test_the_position_in_a_photograph_is_never_stored(lucie: Participant) -> None:
    attachment = kept(lucie, photograph(position=True))
    assert b"Exif" not in attachment.path.read_bytes()
    assert len(contents()) == 1


def test_the_position_in_a_film_is_never_stored(lucie: Participant) -> None:
    attachment = kept(lucie, film(), "film.mp4", accepts={"video"})
    assert b"+48.8566" not in attachment.path.read_bytes()
    assert len(contents()) == 1


def test_the_same_file_sent_again_is_the_same_attachment(resident: Participant) -> None:
    assert kept(resident, PDF, "a.pdf").id == kept(resident, PDF, "a.pdf").id
    assert len(attachments_of(DRAFT)) == 1


def test_files_of_the_same_name_are_all_kept(resident: Participant) -> None:
    names = [kept(resident, content, "image.jpg").name for content in (photograph(), photograph(size=(9, 9)))]
    assert names == ["image.jpg", "image (2).jpg"]


def test_two_questions_with_the_same_file_each_have_their_own(lucie: Participant) -> None:
    first, second = (kept(lucie, PDF, "a.pdf", question=question) for question in ("one", "two"))
    assert (first.name, second.name) == ("a.pdf", "a (2).pdf")
    actions.remove_attachment(by=lucie, attachment=first)
    assert second.path.read_bytes() == PDF


def test_the_name_says_what_the_content_is(lucie: Participant) -> None:
    assert kept(lucie, PDF, "../../photo\u202egpj.html").name == "photogpj.pdf"


@pytest.mark.parametrize(
    ("content", "accepts", "code"),
    [
        (b"<html><script>1</script></html>", {"document"}, "file_not_taken"),
        (b"<svg onload='alert(1)'/>", {"image"}, "image_not_taken"),
        (PDF, {"image"}, "image_not_taken"),
        (photograph(), {"audio", "video"}, "sound_not_taken"),
        (MP3, {"video"}, "film_not_taken"),
        (points_bomb(), {"image"}, "image_too_large"),
        (photograph()[:-200], {"image"}, "file_damaged"),
        (film()[:-20], {"video"}, "file_damaged"),
    ],
)
def test_what_a_question_does_not_take_is_refused_and_leaves_nothing(
    lucie: Participant, content: bytes, accepts: set[str], code: str
) -> None:
    assert refusal(lucie, content, accepts=accepts) == code
    assert (contents(), attachments_of(DRAFT)) == (set(), [])


def test_a_door_that_cannot_ask_again_keeps_what_it_does_not_know(lucie: Participant) -> None:
    attachment = kept(lucie, b"<svg/>", "dessin.svg", as_sent=True)
    assert (attachment.name, attachment.media_type) == ("dessin.svg", UNKNOWN_TYPE)
    assert attachment.path.read_bytes() == b"<svg/>"


def test_a_file_beyond_the_limit_is_refused_with_the_limit(lucie: Participant) -> None:
    with limits(largest=len(PDF)):
        assert refusal(lucie, PDF + b" ") == "file_too_large"
        kept(lucie, PDF, "a.pdf")
    assert len(contents()) == 1


def test_the_files_of_a_response_have_a_limit_together(lucie: Participant) -> None:
    with limits(most=len(PDF) * 2):
        kept(lucie, PDF, "a.pdf")
        assert refusal(lucie, PDF + b"%" * len(PDF)) == "files_too_large"
        kept(lucie, PDF, "a.pdf", question="other")


def test_a_disk_that_is_nearly_full_refuses_files_and_still_takes_answers(lucie: Participant) -> None:
    with limits(least_free=2, free=lambda _folder: 1), pytest.raises(Full):
        kept(lucie, PDF)
    assert contents() == set()


def test_a_disk_that_fills_up_while_writing_keeps_nothing(lucie: Participant, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Full):
        kept(lucie, PDF)
    monkeypatch.undo()
    assert (contents(), attachments_of(DRAFT)) == (set(), [])


def test_nobody_sees_or_adds_to_the_files_of_another(lucie: Participant) -> None:
    attachment = kept(lucie, PDF)
    newcomer = actions.Newcomer("paul@example.org", "wait")
    (paul,) = actions.enrol_participants(by=OPERATOR, study=lucie.study, newcomers=[newcomer])
    with pytest.raises(NotFound):
        kept(paul.participant, PDF)
    with pytest.raises(NotFound):
        own_attachment(paul.participant, attachment.id)
    with pytest.raises(NotFound):
        actions.remove_attachment(by=paul.participant, attachment=attachment)


def test_removing_a_file_removes_its_content(lucie: Participant) -> None:
    actions.remove_attachment(by=lucie, attachment=kept(lucie, PDF))
    assert contents() == set()


def test_leaving_takes_away_the_files_of_what_was_not_sent(lucie: Participant, people: Cast) -> None:
    actions.save_draft(by=lucie, wave="before", response_id=DRAFT, version=published(people), answers={}, language="fr")
    kept(lucie, PDF)
    actions.withdraw_participant(by=lucie, participant=lucie)
    assert (contents(), attachments_of(DRAFT)) == (set(), [])


def test_erasing_takes_away_every_file_but_not_what_another_person_sent_too(resident: Participant) -> None:
    newcomer = actions.Newcomer("paul@example.org", "wait")
    (paul,) = actions.enrol_participants(by=OPERATOR, study=resident.study, newcomers=[newcomer])
    kept(resident, PDF, response_id="a" * 32)
    kept(resident, photograph(), response_id="a" * 32)
    shared = kept(paul.participant, PDF, response_id="b" * 32)
    actions.withdraw_participant(by=resident, participant=resident, erase=True)
    assert contents() == {shared.digest.removeprefix("sha256:")}


def test_who_has_left_adds_nothing(lucie: Participant) -> None:
    actions.withdraw_participant(by=lucie, participant=lucie)
    assert refusal(lucie, PDF) == "participant_withdrawn"


def test_what_crashes_left_behind_is_swept_and_nothing_else(resident: Participant) -> None:
    forgotten = kept(resident, PDF, "forgotten.pdf")
    wanted = kept(resident, photograph(), response_id="f" * 32)
    forgotten.received_at = now() - UNSENT_AFTER - timedelta(minutes=1)
    db.session.commit()
    store = files()
    (store.folder / "ab").mkdir(exist_ok=True)
    (store.folder / "ab" / ("ab" * 32)).write_bytes(b"linked, never named")
    abandoned = store.folder / "new" / ("0" * 32)
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    assert actions.sweep_files() == 3
    assert contents() == {wanted.digest.removeprefix("sha256:")}
    assert actions.sweep_files() == 0


def test_a_process_killed_before_the_commit_leaves_only_what_a_sweep_removes(
    lucie: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = FileStore.place

    def place_then_die(store: FileStore, written: object) -> None:
        linked(store, written)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(FileStore, "place", place_then_die)
    with pytest.raises(KeyboardInterrupt):
        kept(lucie, PDF)
    monkeypatch.undo()
    assert (len(contents()), attachments_of(DRAFT)) == (1, [])
    assert actions.sweep_files() == 1
    assert kept(lucie, PDF).path.read_bytes() == PDF


def refusal(by: Participant, content: bytes, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        kept(by, content, **more)
    assert refused.value.words("fr")
    return refused.value.code


@contextmanager
def limits(**changes: object) -> Iterator[None]:
    """Other limits, or another disk, for a while."""
    usual = files()
    current_app.extensions[FILES] = replace(usual, **changes)  # type: ignore[arg-type]
    yield
    current_app.extensions[FILES] = usual


ILLUSTRATED = replace(SLEEP, files={"bench.png": "", "map.svg": ""}, tables={"streets.csv": ()})


def test_a_questionnaire_that_awaits_files_is_stored_and_cannot_be_served(people: Cast) -> None:
    study = open_study(people)
    version = published(people, ILLUSTRATED)
    with pytest.raises(Refused) as refused:
        actions.assign_questionnaire(by=people.marc, study=study, wave="before", version=version)
    assert refused.value.words("en") == (
        "This questionnaire awaits 3 files: bench.png, map.svg, streets.csv. Add them, then choose the new version."
    )


def test_the_files_a_questionnaire_refers_to_are_kept_as_they_are(people: Cast) -> None:
    given = {"bench.png": photograph("PNG", position=True), "map.svg": SVG, "streets.csv": b"name,label\na,A\n"}
    version = stored(people, ILLUSTRATED, {**given, "other.png": photograph("PNG")})
    kept_files = questionnaire_files(version)
    assert {name: file.path.read_bytes() for name, file in kept_files.items()} == given
    types = {name: file.media_type for name, file in kept_files.items()}
    assert types == {"bench.png": "image/png", "map.svg": "image/svg+xml", "streets.csv": "text/plain"}
    assert len(contents()) == 3


def test_a_file_that_comes_later_joins_a_version_that_is_already_there(people: Cast) -> None:
    first = stored(people, ILLUSTRATED, {})
    again = stored(people, ILLUSTRATED, {"map.svg": SVG})
    assert first.id == again.id
    assert list(questionnaire_files(first)) == ["map.svg"]
    assert actions.sweep_files() == 0


def stored(people: Cast, content: Questionnaire, given: dict[str, bytes]) -> QuestionnaireVersion:
    return actions.store_questionnaire(
        by=people.marc, project=people.balades, content=content, filename="a.md", source=b"", files=given
    )
