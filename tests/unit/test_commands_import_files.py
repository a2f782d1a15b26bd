"""`lab.py import-data`: files come in with the answers that name them, cleaned as any other; all of it or nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from flask import Flask
from forms_by_hand import form
from media import PDF, photograph
from people import Cast, published, twin_studies
from PIL import Image
from sqlalchemy import func, select

from livinglab import actions
from livinglab.commands.import_data import take_in
from livinglab.installation.sentences import LANGUAGE_VARIABLE
from livinglab.store.attachments import Attachment
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.files import files
from livinglab.store.responses import Response
from livinglab.store.studies import Study

HOUSE = form("""
| survey | | | |
|---|---|---|---|
| | type | name | label |
| | integer | hours | Hours? |
| | image | front | The house |
| | text | remark | Remark? |
| | begin repeat | person | A person |
| | file | note | A note |
| | end repeat | | |
""")
MAIN = "participant,wave,front,remark\np1,before,files/p1-before-house.jpg,files/p1-before-note.pdf\n"
PERSON = "participant,wave,instance,note\np1,before,1,\np1,before,2,files/p1-before-note.pdf\n"
WITH_A_PLACE = photograph(position=True)
SENT = {"files/p1-before-house.jpg": WITH_A_PLACE, "files/p1-before-note.pdf": PDF}


@pytest.fixture
def studies(laboratory: Flask, people: Cast) -> tuple[Study, Study]:
    """Two open studies that ask the same."""
    version = published(people, HOUSE)
    return twin_studies(people, {"before": version, "after": version})


def archive(sent: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("answers.csv", MAIN)
        packed.writestr("person.csv", PERSON)
        for name, content in sent.items():
            packed.writestr(name, content)
    return file.getvalue()


def exported(people: Cast, study: Study) -> dict[str, bytes]:
    with zipfile.ZipFile(actions.export_answers(by=people.marc, study=study)) as taken:
        return {name: taken.read(name) for name in taken.namelist()}


def kept() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(Attachment).order_by(Attachment.name))
    return [(row.name, row.question, row.place) for row in rows]


def test_files_are_kept_where_they_were_asked_and_only_there(people: Cast, studies: tuple[Study, Study]) -> None:
    assert take_in(studies[0], archive(SENT), "a.zip", new_participants=True) == 0
    answers = db.session.scalars(select(Response)).one().answers
    assert answers["front"] == "house.jpg"
    assert answers["remark"] == "files/p1-before-note.pdf"  # what a text says stays what it says
    assert answers["person"][1]["note"] == "note.pdf"
    assert kept() == [("house.jpg", "front", ""), ("note.pdf", "note", "person~2")]


def test_a_photograph_taken_in_no_longer_says_where_it_was_taken(people: Cast, studies: tuple[Study, Study]) -> None:
    assert Image.open(io.BytesIO(WITH_A_PLACE)).getexif()
    take_in(studies[0], archive(SENT), "a.zip", new_participants=True)
    picture = db.session.scalars(select(Attachment).where(Attachment.question == "front")).one()
    assert dict(Image.open(picture.path).getexif()) == {}


def test_what_is_exported_with_its_files_is_taken_in_with_them(people: Cast, studies: tuple[Study, Study]) -> None:
    first, second = studies
    take_in(first, archive(SENT), "a.zip", new_participants=True)
    taken = actions.export_answers(by=people.marc, study=first).read()
    assert take_in(second, taken, "answers.zip", new_participants=True) == 0
    held, again = exported(people, first), exported(people, second)
    names = [sorted(name.partition("-before-")[2] for name in one if "/" in name) for one in (held, again)]
    assert names == [["house.jpg", "note.pdf"]] * 2
    notes = [content for one in (held, again) for name, content in one.items() if name.endswith("note.pdf")]
    assert notes == [PDF, PDF]


def test_a_file_that_did_not_come_is_told_and_its_name_is_kept(
    people: Cast, studies: tuple[Study, Study], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    source = archive({"files/p1-before-house.jpg": WITH_A_PLACE})
    assert take_in(studies[0], source, "a.zip", new_participants=True) == 0
    said = capsys.readouterr().out
    assert said.count("names a file that is not in the archive") == 1
    answers = db.session.scalars(select(Response)).one().answers
    assert (answers["front"], answers["person"][1]["note"]) == ("house.jpg", "p1-before-note.pdf")


def test_a_file_too_large_keeps_everything_out(people: Cast, studies: tuple[Study, Study]) -> None:
    with pytest.raises(Refused, match="file_too_large"):
        take_in(
            studies[0],
            archive({**SENT, "files/p1-before-note.pdf": b"%PDF-1.7 " + bytes(files().largest)}),
            "a.zip",
            new_participants=True,
        )
    stored = (db.session.scalar(select(func.count(Response.id))), kept(), [*(files().folder / "new").iterdir()])
    assert stored == (0, [], [])
