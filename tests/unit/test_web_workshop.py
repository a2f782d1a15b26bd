"""The workshop of a version on its pages: lines kept together, corrected, taken out; files both ways; who may."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from people import Cast, open_study
from PIL import Image
from sqlalchemy import select

from livinglab import actions
from livinglab.store.attachments import named_digests
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.people import Account
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.version_files import VersionFile
from livinglab.store.workshop import WorkshopRecord, history_of, records_of

BOARD = {"item.1": "Planche", "quantity.1": "2", "unit.1": "pièce", "unit_cost.1": "4,50", "unit_mass.1": "3"}
TOLD = {
    "description.1": "Un banc : « assis »\nsous l’arbre",
    "keywords.1": "banc, bois",
    "made.1": "yes",
    "documentation_license.1": "CC-BY-4.0",
    "documentation_home.1": "https://example.org/banc",
}


@pytest.fixture
def version(laboratory: Flask, people: Cast) -> str:
    """The address of a version."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    return f"/versions/{open_study(people).version_id}"


def browser(app: Flask, who: Account) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
    return client


@pytest.fixture
def marc(laboratory: Flask, people: Cast, version: str) -> FlaskClient:
    """The manager's browser."""
    return browser(laboratory, people.marc)


def records() -> list[WorkshopRecord]:
    return list(db.session.scalars(select(WorkshopRecord).order_by(WorkshopRecord.created_at)))


def test_lines_are_kept_together_and_added_up(marc: FlaskClient, version: str) -> None:
    """Two lines in one sending: one audit line, and the cost on the page."""
    more = {"item.3": "Vis", "quantity.3": "10", "unit.3": "pièce"}
    assert marc.post(f"{version}/workshop/material", data={**BOARD, **more}).status_code == 303
    assert [record.values["item"] for record in records()] == ["Planche", "Vis"]
    assert len(db.session.scalars(select(AuditLine).where(AuditLine.verb == "record_material")).all()) == 1
    page = marc.get(f"{version}/workshop").text
    assert "EUR" in page
    assert "Vis" in page
    assert records()[0].values["unit_cost"] == 4.5


def test_one_wrong_line_keeps_none_and_what_was_typed_stays(marc: FlaskClient, version: str) -> None:
    """A number that is none."""
    answer = marc.post(f"{version}/workshop/material", data={**BOARD, "item.2": "Vis", "quantity.2": "dix"})
    assert answer.status_code == 422
    assert 'value="dix"' in answer.text
    assert 'value="Planche"' in answer.text
    assert records() == []


def test_a_correction_stands_in_the_place_of_the_line_which_stays_readable(marc: FlaskClient, version: str) -> None:
    """Corrected once; a second correction of the same line is refused."""
    marc.post(f"{version}/workshop/material", data=BOARD)
    first = records()[0]
    line = f"{version}/workshop/lines/{first.id}"
    assert marc.post(line, data={**BOARD, "quantity.1": "4"}).status_code == 303
    assert marc.post(line, data={**BOARD, "quantity.1": "5"}).status_code >= 400
    owner = (first.project_id, version.rpartition("/")[2], first.kind)
    assert [record.values["quantity"] for record in records_of(*owner)] == [4]
    assert [record.values["quantity"] for record in history_of(*owner)] == [2, 4]


def test_a_line_is_taken_out_with_its_reason_only(marc: FlaskClient, version: str) -> None:
    """No reason, no withdrawal."""
    marc.post(f"{version}/workshop/material", data=BOARD)
    line = f"{version}/workshop/lines/{records()[0].id}/withdrawal"
    assert marc.post(line, data={"reason": " "}).status_code >= 400
    assert marc.post(line, data={"reason": "Saisie deux fois"}).status_code == 303
    assert "Planche" not in marc.get(f"{version}/workshop").text
    assert "Saisie deux fois" in marc.get(f"{version}/workshop/material").text


def test_a_readiness_level_needs_its_justification_and_keeps_the_earlier_ones(marc: FlaskClient, version: str) -> None:
    """Two levels, one in force."""
    address = f"{version}/workshop/readiness"
    assert marc.post(address, data={"level.1": "4"}).status_code == 422
    for level in "45":
        marc.post(address, data={"level.1": level, "justification.1": "Essai au labo"})
    first, second = records()
    assert (second.values["level"], second.replaces_id) == ("5", first.id)


def test_a_bill_of_materials_goes_out_and_comes_back_the_same(marc: FlaskClient, version: str) -> None:
    """Export, then import: the same values twice."""
    marc.post(f"{version}/workshop/material", data=BOARD)
    file = marc.get(f"{version}/materials.csv")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    answer = marc.post(f"{version}/materials", data={"file": (BytesIO(file.data), "bom.csv")})
    assert answer.status_code == 303
    first, second = records()
    assert first.values == second.values


@pytest.mark.parametrize(
    "content",
    [
        "item;quantity;unit\nVis;10;pièce\nBois;beaucoup;kg\n".encode(),
        b"item,quantity,unit,colour\nVis,1,p,red\n",
        b"item,quantity,unit\n",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_a_file_with_one_problem_is_not_taken_in_at_all(marc: FlaskClient, version: str, content: bytes) -> None:
    """The whole file or nothing."""
    answer = marc.post(f"{version}/materials", data={"file": (BytesIO(content), "bom.csv")})
    assert answer.status_code == 422
    assert records() == []


def test_the_manifest_has_the_lines_and_names_of_the_specification(marc: FlaskClient, version: str) -> None:
    """Each value is JSON, so YAML 1.2."""
    assert marc.get(f"{version}/okh.yml").status_code == 404
    assert marc.post(f"{version}/workshop/know_how", data=TOLD).status_code == 303
    marc.post(f"{version}/files", data={"picture": (BytesIO(b"%PDF-1.4 plan"), "plan.pdf")})
    declaration, start, *lines = marc.get(f"{version}/okh.yml").text.splitlines()
    assert (declaration, start) == ("%Open Know-How Manifest 1.0", "---")
    read = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in lines)}
    assert read["description"] == TOLD["description.1"]
    assert (read["keywords"], read["made"]) == (["banc", "bois"], True)
    assert read["license"] == {"documentation": "CC-BY-4.0"}
    (kept,) = db.session.scalars(select(VersionFile))
    assert read["file-digests"] == [{"path": "plan.pdf", "digest": kept.digest, "title": ""}]
    assert read["documentation-home"] == "https://example.org/banc"


def test_who_only_reads_sees_the_sums_and_no_form(
    laboratory: Flask, people: Cast, marc: FlaskClient, version: str
) -> None:
    """A funder reads; a member of another project finds nothing."""
    marc.post(f"{version}/workshop/material", data=BOARD)
    g.pop("_login_user")  # the application context of the test outlives the requests of one browser
    felix = browser(laboratory, people.felix)
    assert "<form" not in felix.get(f"{version}/workshop").text.partition("<main")[2]
    assert felix.post(f"{version}/workshop/material", data=BOARD).status_code == 403
    g.pop("_login_user")
    assert browser(laboratory, people.ines).get(f"{version}/workshop").status_code == 404


def test_every_form_opens_and_versions_compare(marc: FlaskClient, version: str) -> None:
    """One page for each kind of record."""
    for kind in ("material", "run", "work", "factor", "know_how", "story", "readiness"):
        assert marc.get(f"{version}/workshop/{kind}").status_code == 200
    assert marc.get(f"{version}/workshop/nothing").status_code == 404
    marc.post(f"{version}/workshop/work", data={"role.1": "Bois", "hours.1": "3", "pay.1": "volunteer"})
    project = records()[0].project_id
    assert version in marc.get(f"/projects/{project}/versions").text


def test_what_was_never_recorded_is_not_said_to_be_left_out(marc: FlaskClient, version: str) -> None:
    """Nothing recorded, and not counted, are two things."""
    assert "<dd>not counted" not in marc.get(f"{version}/workshop?lang=en").text
    marc.post(f"{version}/workshop/material", data={"item.1": "Vis", "quantity.1": "10", "unit.1": "pièce"})
    page = marc.get(f"{version}/workshop?lang=en").text
    assert page.count("<dd>not counted") == 2  # the cost of the screws, and their footprint


def test_a_file_is_kept_once_under_its_digest_and_never_swept(marc: FlaskClient, version: str) -> None:
    """Given twice, kept once; handed out inert."""
    for status in (303, 409):
        answer = marc.post(f"{version}/files", data={"picture": (BytesIO(b"%PDF-1.4 plan"), "plan.pdf")})
        assert (answer.status_code >= 400) == (status >= 400)
    (kept,) = db.session.scalars(select(VersionFile))
    assert named_digests([kept.digest]) == {kept.digest}
    answer = marc.get(f"{version}/files/{kept.id}")
    assert answer.data == b"%PDF-1.4 plan"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_photograph_without_words_is_refused(marc: FlaskClient, version: str) -> None:
    """What those who cannot see it hear is asked for."""
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    for words, kept in (("", 0), ("Le banc sous l’arbre", 1)):
        marc.post(f"{version}/files", data={"picture": (BytesIO(picture.getvalue()), "banc.png"), "words": words})
        assert len(db.session.scalars(select(VersionFile)).all()) == kept


def test_the_story_is_told_a_question_at_a_time_and_read_on_the_version(marc: FlaskClient, version: str) -> None:
    first = marc.post(f"{version}/story/1", data={"answer": "Un banc"})
    assert (first.status_code, first.location) == (303, f"{version}/story/2")
    skipped = marc.post(f"{version}/story/2", data={"answer": "  "})
    stopped = marc.post(f"{version}/story/3", data={"answer": "L’assise", "stop": "1"})
    assert (skipped.location, stopped.location) == (f"{version}/story/3", f"{version}#story")
    page = marc.get(version).text
    assert ("Un banc" in page, "L’assise" in page, f"{version}/story/2" in page) == (True, True, True)
    assert "Un banc" in marc.get(f"{version}/story/1").text
    assert [len(record.values) for record in records()] == [1, 2]  # what was skipped is no record


def test_an_answer_never_takes_away_another_given_meanwhile(marc: FlaskClient, version: str, people: Cast) -> None:
    opened = marc.get(f"{version}/story/1").text
    marc.post(f"{version}/story/12", data={"answer": "Une semaine au square"})
    assert "Une semaine au square" not in opened
    last = marc.post(f"{version}/story/13", data={"answer": "D’autres squares"})
    marc.post(f"{version}/story/1", data={"answer": "Un banc"})
    assert last.location == f"{version}#story"
    assert records()[-1].values == {
        "does": "Un banc",
        "evaluated": "Une semaine au square",
        "implications": "D’autres squares",
    }
    lines = db.session.scalars(select(AuditLine).where(AuditLine.verb == "record_story")).all()
    assert len(lines) == 3


def test_there_is_no_question_beyond_the_last(marc: FlaskClient, version: str) -> None:
    assert [marc.get(f"{version}/story/{step}").status_code for step in (0, 13, 14)] == [404, 200, 404]
    assert marc.post(f"{version}/story/14", data={"answer": "x"}).status_code == 404


def photograph(ink: str = "red") -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (640, 480), ink).save(made, "PNG")
    made.seek(0)
    return made


def give(marc: FlaskClient, version: str, ink: str = "red", words: str = "Le banc") -> VersionFile:
    answer = marc.post(f"{version}/files", data={"picture": (photograph(ink), "banc.png"), "words": words})
    assert answer.status_code == 303
    return list(db.session.scalars(select(VersionFile).order_by(VersionFile.created_at)))[-1]


def test_a_photograph_is_shown_small_and_another_file_is_not(marc: FlaskClient, version: str) -> None:
    kept = give(marc, version)
    small = marc.get(f"{version}/files/{kept.id}/thumbnail")
    with Image.open(BytesIO(small.data)) as picture:
        assert (small.mimetype, max(picture.size) < 640) == ("image/webp", True)
    assert f"/files/{kept.id}/thumbnail" in marc.get(f"{version}/workshop").text
    marc.post(f"{version}/files", data={"picture": (BytesIO(b"%PDF-1.4 plan"), "plan.pdf")})
    (plan,) = db.session.scalars(select(VersionFile).where(VersionFile.media_type == "application/pdf"))
    assert marc.get(f"{version}/files/{plan.id}/thumbnail").status_code == 404


def test_a_file_taken_out_leaves_the_pages_and_stays_kept_and_can_come_back(marc: FlaskClient, version: str) -> None:
    kept = give(marc, version)
    identifier, digest, address = kept.id, kept.digest, f"{version}/files/{kept.id}/withdrawal"
    assert marc.post(address, data={"reason": " "}).status_code == 422
    assert marc.post(address, data={"reason": "Un visage"}).status_code == 303
    page = marc.get(f"{version}/workshop").text
    assert f"/files/{identifier}/thumbnail" not in page
    assert "Un visage" in page
    assert "Redonner le même fichier le remet" in page
    assert marc.post(address, data={"reason": "Encore"}).status_code == 409
    marc.post(f"{version}/workshop/know_how", data=TOLD)
    assert "file-digests" not in marc.get(f"{version}/okh.yml").text
    assert named_digests([digest]) == {digest}
    assert marc.get(f"{version}/files/{identifier}").status_code == 200
    back = give(marc, version, words="Le banc, sans personne")
    assert (back.id, back.words, back.withdrawn_at) == (identifier, "Le banc, sans personne", None)
    lines = db.session.scalars(select(AuditLine.verb).where(AuditLine.object_id == identifier))
    assert list(lines) == ["keep_version_file", "take_out_version_file", "keep_version_file"]


def test_two_versions_stand_side_by_side_with_their_photographs_and_footprints(
    marc: FlaskClient, people: Cast, version: str
) -> None:
    found = db.session.get_one(PrototypeVersion, version.rpartition("/")[2])
    other = actions.release_version(
        by=people.marc, prototype=found.prototype, label="2.0", changes="Plus léger", requirements=[]
    )
    address = f"/projects/{found.project_id}/versions?first={found.id}&second={other.id}"
    alone = marc.get(address).text
    assert "Aucune photo de cette version" in alone
    assert "ne peuvent pas être dessinées ensemble" in alone
    wood = {"name.1": "bois", "per.1": "kg", "value.1": "0,5", "low.1": "0,4", "high.1": "0,7", "source.1": "R"}
    marc.post(f"{version}/workshop/factor", data={**wood, "year.1": "2026"})
    for place, mass in ((version, "10"), (f"/versions/{other.id}", "4")):
        board = {"item.1": "Planche", "quantity.1": "1", "unit.1": "pièce", "unit_mass.1": mass, "material.1": "bois"}
        marc.post(f"{place}/workshop/material", data=board)
    give(marc, version)
    page = marc.get(address).text
    assert 'alt="Le banc"' in page
    assert "Plus léger" in page
    said = page.replace("\u00a0", " ").replace("\u202f", " ")
    assert "<svg" in said.partition('id="pair"')[2]
    assert "5,00 kgCO2e" in said
    assert "2,00 kgCO2e" in said
    assert "ne disent pas laquelle émet moins" in page
    same = marc.get(f"/projects/{found.project_id}/versions?first={found.id}&second={found.id}").text
    assert 'id="pair"' not in same
