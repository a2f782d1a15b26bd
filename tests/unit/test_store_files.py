"""Contents of files under many hands and dying processes: what is acknowledged is there, whole, whatever happens."""

from __future__ import annotations

import io
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from media import PDF
from people import Cast, lucie_in, open_study, settings_in

from livinglab import actions
from livinglab.app import create_app
from livinglab.store import NotFound
from livinglab.store.attachments import Attachment, attachments_of
from livinglab.store.database import db
from livinglab.store.files import FileStore, files
from livinglab.store.finding import participant_by_token
from livinglab.store.studies import Study
from livinglab.web.file_answers import file_answer

PATIENCE = 0.5  # seconds: a removal takes a hundredth of it
FORK = multiprocessing.get_context("spawn")


def kept(token: str, response_id: str) -> Attachment:
    who = participant_by_token(token)
    return actions.keep_attachment(by=who, response_id=response_id, source=io.BytesIO(PDF), name="a.pdf")


def die_before_the_commit(_app: Flask, token: str, letter: str) -> list[str]:
    """Links the content into place, and dies with nothing committed."""
    linked = FileStore.place

    def place_then_die(store: FileStore, written: object) -> None:
        linked(store, written)  # type: ignore[arg-type]
        os._exit(9)

    FileStore.place = place_then_die  # type: ignore[method-assign,assignment]
    kept(token, letter * 32)
    return []


def remove_elsewhere(app: Flask, token: str, attachment_id: str, removed: Event) -> None:
    """Removes an attachment from another thread, with a connection of its own."""
    with app.app_context():
        mine = db.session.get_one(Attachment, attachment_id)
        actions.remove_attachment(by=participant_by_token(token), attachment=mine)
        db.session.remove()
    removed.set()


def joined(people: Cast, study: Study) -> str:
    """The link of Paul, in the same study."""
    paul = actions.Newcomer("paul@example.org", "wait")
    return actions.enrol_participants(by=people.marc, study=study, newcomers=[paul])[0].token


def in_another_process(task: Callable[[Flask, str, str], list[str]], folder: Path, token: str, letter: str) -> None:
    """What a process of its own does in the same laboratory; it ends with 1 when something was missing."""
    app = create_app(settings_in(folder))
    with app.app_context():
        os._exit(1 if task(app, token, letter) else 0)


def test_a_content_being_named_is_not_removed_by_who_has_just_given_it_up(
    any_laboratory: Flask, everyone: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(everyone)
    lucie, paul = (lucie_in(study).token, joined(everyone, study))
    removed, linked = Event(), FileStore.place
    given_up = kept(lucie, "a" * 32)
    remover = Thread(target=remove_elsewhere, args=(any_laboratory, lucie, given_up.id, removed))

    def place_while_another_removes(store: FileStore, written: object) -> None:
        linked(store, written)  # type: ignore[arg-type]
        remover.start()
        removed.wait(PATIENCE)  # where the files are held, it cannot be: whoever removes waits for our commit

    monkeypatch.setattr(FileStore, "place", place_while_another_removes)
    named = kept(paul, "b" * 32)
    remover.join()
    assert removed.is_set()
    assert named.path.read_bytes() == PDF


@pytest.mark.slow
def test_a_process_that_dies_before_the_commit_has_acknowledged_nothing(
    laboratory: Flask, people: Cast, tmp_path: Path
) -> None:
    lucie = lucie_in(open_study(people))
    db.session.remove()
    process = FORK.Process(target=in_another_process, args=(die_before_the_commit, tmp_path, lucie.token, "f"))
    process.start()
    process.join()
    assert (process.exitcode, attachments_of("f" * 32)) == (9, [])
    assert actions.sweep_files() == 1
    assert kept(lucie.token, "f" * 32).path.read_bytes() == PDF


def test_a_content_that_is_gone_is_not_found_rather_than_half_shown(laboratory: Flask, people: Cast) -> None:
    attachment = kept(lucie_in(open_study(people)).token, "f" * 32)
    attachment.path.unlink()
    with pytest.raises(NotFound):
        file_answer(attachment)
    assert list(files().folder.glob("new/*")) == []
