"""Learnings and uptakes on their pages: written, reworded, searched, published, taken back; who reads what."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from people import Cast, lucie_in, open_study

from livinglab import actions
from livinglab.store.attachments import named_digests
from livinglab.store.database import db
from livinglab.store.learnings import Learning
from livinglab.store.people import Account
from livinglab.store.personal_signs import signs_in
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, Node, edges_of
from livinglab.store.uptakes import Uptake

WORDS = {
    "title_fr": "Partir du hall rassure",
    "expected_fr": "Que l’itinéraire compte le plus.",
    "seen_fr": "Les départs du hall ont doublé.",
    "meaning_fr": "Le premier pas est social.",
    "next_step": "iterate",
    "next_reason_fr": "Il reste à le vérifier l’hiver.",
    "confidence": "likely",
    "tags": "mobilité, Confiance",
}
UPTAKE = {
    "organisation": "Ville des Tilleuls",
    "helix": "public",
    "adopted_on.day": "5",
    "adopted_on.month": "1",
    "adopted_on.year": "2026",
    "scale": "Trois quartiers, deux ans",
}


@pytest.fixture
def study(laboratory: Flask, people: Cast) -> Study:
    """A study to learn from."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    return open_study(people)


def browser(app: Flask, who: Account) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = who.fs_uniquifier, True
    return client


@pytest.fixture
def marc(laboratory: Flask, people: Cast, study: Study) -> FlaskClient:
    """The manager's browser."""
    return browser(laboratory, people.marc)


def recorded(marc: FlaskClient, study: Study, **changes: str) -> Learning:
    sent = {**WORDS, "sources": f"study:{study.id}", **changes}
    answer = marc.post(f"/projects/{study.project_id}/learnings", data=sent)
    assert answer.status_code == 303, answer.text
    return db.session.get_one(Learning, answer.location.split("/")[-1].split("?")[0])


def published(marc: FlaskClient, learning: Learning) -> None:
    answer = marc.post(f"/learnings/{learning.id}/publish", data={"number": learning.current.number, "checked": "1"})
    assert answer.status_code == 303


def test_a_learning_is_written_down_and_traced_to_its_study(marc: FlaskClient, study: Study) -> None:
    learning = recorded(marc, study)
    edge = Edge(Node("learning", learning.id), "derived_from", Node("study", study.id))
    assert edge in edges_of(study.project_id)
    page = marc.get(f"/learnings/{learning.id}").text
    for words in ("Partir du hall rassure", "Améliorer et tester à nouveau", "C’est probable", "Noté par Marc"):
        assert words in page


def test_a_learning_that_lacks_something_is_shown_again_with_what_to_correct(marc: FlaskClient, study: Study) -> None:
    sent = {**WORDS, "seen_fr": "", "confidence": "", "next_reason_fr": ""}
    answer = marc.post(f"/projects/{study.project_id}/learnings", data=sent)
    assert answer.status_code == 422
    for sentence in ("Dites ce qu’on a vu.", "Dites à quel point vous en êtes sûr.", "Cochez au moins une source."):
        assert sentence in answer.text
    assert "Partir du hall rassure" in answer.text


def test_another_wording_keeps_the_earlier_one(marc: FlaskClient, study: Study) -> None:
    learning = recorded(marc, study)
    sent = {**WORDS, "title_fr": "Partir ensemble rassure", "number": "1", "change": "Vu aussi dehors"}
    assert marc.post(f"/learnings/{learning.id}/revise", data=sent).status_code == 303
    page = marc.get(f"/learnings/{learning.id}").text
    for words in ("Partir ensemble rassure", "Partir du hall rassure", "Vu aussi dehors"):
        assert words in page


def test_of_two_rewordings_at_once_the_second_is_asked_to_read_the_first(marc: FlaskClient, study: Study) -> None:
    learning = recorded(marc, study)
    sent = {**WORDS, "number": "1", "change": "Plus clair"}
    statuses = [marc.post(f"/learnings/{learning.id}/revise", data=sent).status_code for _ in range(2)]
    assert statuses == [303, 409]
    assert len(learning.revisions) == 2


def test_nobody_outside_reads_a_learning_before_it_is_published(
    laboratory: Flask, marc: FlaskClient, study: Study
) -> None:
    learning, stranger = recorded(marc, study), laboratory.test_client()
    assert stranger.get(f"/library/{learning.id}").status_code == 404
    assert "Partir du hall" not in stranger.get("/library").text
    assert marc.post(f"/learnings/{learning.id}/publish", data={"number": "1"}).status_code == 422
    published(marc, learning)
    assert "Partir du hall" in stranger.get("/library").text
    page = stranger.get(f"/library/{learning.id}").text
    assert "Le premier pas est social." in page
    assert "Marc" not in page
    assert study.version.prototype.name not in page
    assert marc.post(f"/learnings/{learning.id}/unpublish").status_code == 303
    assert stranger.get(f"/library/{learning.id}").status_code == 404


def test_what_is_published_stays_as_it_was_previewed(laboratory: Flask, marc: FlaskClient, study: Study) -> None:
    learning = recorded(marc, study)
    published(marc, learning)
    sent = {**WORDS, "title_fr": "Une note interne", "number": "1", "change": "Essai"}
    marc.post(f"/learnings/{learning.id}/revise", data=sent)
    stranger = laboratory.test_client()
    for address in ("/library", f"/library/{learning.id}"):
        page = stranger.get(address).text
        assert "Partir du hall rassure" in page
        assert "Une note interne" not in page
    assert stranger.get("/library?words=interne").text.count("<h2><a") == 0
    answer = marc.post(f"/learnings/{learning.id}/publish", data={"number": "1", "checked": "1"})
    assert answer.status_code == 409


def test_the_preview_warns_of_what_looks_like_personal_data(marc: FlaskClient, study: Study) -> None:
    lucie = lucie_in(study).participant
    seen = f"Mme Durand (06 12 34 56 78, lucie@example.org, 12 rue des Lilas) et {lucie.pseudonym}, dit Marc."
    learning = recorded(marc, study, seen_fr=seen)
    page = marc.get(f"/learnings/{learning.id}/publish").text
    for sign in ("Mme Durand", "06 12 34 56 78", "lucie@example.org", "12 rue des Lilas", lucie.pseudonym, "Marc"):
        assert f'<strong dir="auto">{sign}' in page


def test_figures_and_dates_are_not_taken_for_personal_data() -> None:
    assert signs_in("Entre 2,1 et 9,4 points de plus (n = 1 234, du 5 mars 2026 au 12/04/2026), p = 0,0312.") == ()


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("words=HALL+premier", True),
        ("words=itineraire", True),
        ("words=velo", False),
        ("step=iterate", True),
        ("step=stop", False),
        ("tag=confiance", True),
        ("tag=sommeil", False),
        ("words=hall&step=iterate&tag=mobilit%C3%A9", True),
    ],
)
def test_a_learning_is_found_by_its_words_its_next_step_and_its_theme(
    marc: FlaskClient, study: Study, query: str, *, there: bool
) -> None:
    recorded(marc, study)
    assert ("<h2><a" in marc.get(f"/learnings?{query}").text) is there


def test_another_project_reads_only_what_was_published(
    laboratory: Flask, people: Cast, marc: FlaskClient, study: Study
) -> None:
    learning, ines = recorded(marc, study), browser(laboratory, people.ines)
    g.pop("_login_user")  # the application context of the test outlives the requests of one browser
    assert "Partir du hall" not in ines.get("/learnings").text
    assert ines.get(f"/learnings/{learning.id}").status_code == 404
    actions.publish_learning(by=people.marc, learning=learning, number=1)
    assert "Partir du hall" in ines.get("/learnings").text


def test_an_uptake_keeps_the_document_by_its_digest(marc: FlaskClient, study: Study) -> None:
    sent = {**UPTAKE, "of": f"prototype_version:{study.version_id}"}
    file = (BytesIO(b"%PDF-1.4\ndeliberation"), "délibération.pdf")
    answer = marc.post(f"/projects/{study.project_id}/uptakes", data={**sent, "document": file})
    assert answer.status_code == 303, answer.text
    uptake = db.session.scalars(db.select(Uptake)).one()
    assert uptake.digest in named_digests([str(uptake.digest)])
    actions.sweep_files()
    assert marc.get(f"/uptakes/{uptake.id}/document").data == b"%PDF-1.4\ndeliberation"
    edge = Edge(Node("prototype_version", study.version_id), "taken_up_by", Node("uptake", uptake.id))
    assert edge in edges_of(study.project_id)
    assert "Ville des Tilleuls" in marc.get(f"/versions/{study.version_id}").text


def test_an_uptake_that_lacks_something_is_shown_again(marc: FlaskClient, study: Study) -> None:
    for changes, sentence in (
        ({"adopted_on.month": "13"}, "Donnez une date qui existe"),
        ({"adopted_on.year": "2999"}, "donnez une date passée"),
        ({"helix": ""}, "Choisissez d’où vient l’organisation."),
        ({"of": ""}, "Choisissez ce qui est adopté."),
    ):
        sent = {**UPTAKE, "of": f"prototype_version:{study.version_id}", **changes}
        answer = marc.post(f"/projects/{study.project_id}/uptakes", data=sent)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_the_page_of_the_project_counts_what_the_trace_lacks(marc: FlaskClient, people: Cast, study: Study) -> None:
    actions.close_study(by=people.marc, study=study)
    assert "1 point à reprendre" in marc.get(f"/projects/{study.project_id}").text.replace("\u00a0", " ")
    assert "1 étude close sans enseignement" in marc.get(f"/projects/{study.project_id}/trace").text.replace(
        "\u00a0", " "
    )


def test_who_may_write_is_led_from_a_version_to_its_learning_and_its_uptake(
    laboratory: Flask, people: Cast, marc: FlaskClient, study: Study
) -> None:
    version = f"/versions/{study.version_id}"
    here = f"prototype_version:{study.version_id}"
    offered = [f"learnings/new?source={here}", f"uptakes/new?of={here}"]
    page = marc.get(version).text.replace("%3A", ":")
    assert [one in page for one in offered] == [True, True]
    g.pop("_login_user")
    page = browser(laboratory, people.felix).get(version).text.replace("%3A", ":")
    assert [one in page for one in offered] == [False, False]
