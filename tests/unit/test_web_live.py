"""What a page of questions carries for its script, and what all of it weighs."""

from __future__ import annotations

import json
from dataclasses import replace
from gzip import compress
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from respondents import OUTINGS, Site, open_site

from livinglab.web.participant import live
from surveys.expressions.parser import parse
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question

REQUIRED = parse("true()")


def thirty_questions() -> Questionnaire:
    """Thirty questions of every common type with logic, twenty of them on the first page."""
    kinds = ("integer", "select_one", "text", "select_multiple", "date", "decimal")
    listed = {"ways": tuple(Choice(f"w{number}", {"fr": f"Par le moyen numéro {number}"}) for number in range(6))}
    asked = tuple(_question(number, kinds[number % len(kinds)]) for number in range(30))
    return replace(OUTINGS, questions=asked, groups=(), choices=listed)


def _question(number: int, kind: str) -> Question:
    return Question(
        f"q{number}" if number else "outings",
        kind,
        {"fr": f"Voici la question numéro {number} sur vos habitudes de la semaine ?"},
        {"fr": "Une précision utile pour répondre."},
        required=REQUIRED,
        relevant=parse(f"${{outings}} > {number % 3}") if number else None,
        constraint=parse(". >= 0 and . < 100") if kind in ("integer", "decimal") else None,
        constraint_message={"fr": "Écrivez un nombre de 0 à 99."},
        choices="ways" if kind.startswith("select") else None,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("site"), thirty_questions())


def first_page(site: Site) -> bytes:
    """The first page of questions of someone new who consents."""
    client, address = site.app.test_client(), f"/a/{site.new_link()}"
    consent = BeautifulSoup(client.get(f"{address}/consent").text, "lxml")
    client.post(f"{address}/consent", data={one["name"]: one["value"] for one in consent.select("main input")})
    return client.get(f"{address}/questions/t0/outings").data


def test_thirty_questions_with_all_the_first_page_loads_weigh_less_than_forty_kilobytes(site: Site) -> None:
    page = first_page(site)
    links = BeautifulSoup(page, "lxml").select("link[rel=stylesheet], link[rel=modulepreload]")
    client = site.app.test_client()
    served = [client.get(str(link["href"]), headers={"Accept-Encoding": "gzip"}) for link in links]
    assert {(file.status_code, file.headers["Content-Encoding"]) for file in served} == {(200, "gzip")}
    assert len(links) > 5
    assert len(compress(page)) + sum(len(file.data) for file in served) < 40_000


def test_every_module_a_page_preloads_is_one_it_imports_and_the_other_way_round(site: Site, checkout: Path) -> None:
    """One that is forgotten costs a round trip; one too many costs its bytes."""
    links = BeautifulSoup(first_page(site), "lxml").select("link[rel=modulepreload]")
    static = checkout / "livinglab" / "web"
    begun = ("form/page.js", "form/carrier.js", "offline/written.js")  # the last is what the carrier begins with
    waiting = [static / "static" / name for name in begun]
    imported = set[Path]()
    while waiting:
        module = waiting.pop()
        imported.add(module)
        lines = [line for line in module.read_text(encoding="utf-8").splitlines() if line.startswith("import ")]
        found = {(module.parent / line.split('"')[1]).resolve() for line in lines}
        waiting += found - imported
    assert {static / str(link["href"]).strip("/") for link in links} == imported


def test_what_is_not_asked_yet_waits_out_of_sight(site: Site) -> None:
    page = BeautifulSoup(first_page(site), "lxml")
    cards = page.find_all(class_="question")
    assert [card["id"] for card in cards if not card.find_parent("template")] == ["c-outings"]
    assert len(cards) == 20


def test_the_script_is_given_the_form_of_the_page_as_data(site: Site) -> None:
    data = BeautifulSoup(first_page(site), "lxml").select_one("script#live")
    assert data is not None
    assert data["type"] == "application/json"
    given = json.loads(data.text)
    assert given["questions"] == ["outings", *(f"q{number}" for number in range(1, 20))]
    assert given["words"]["required"] == "Répondez à cette question."


def test_a_page_that_would_need_too_much_is_left_to_the_server(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_BYTES", 100)
    page = BeautifulSoup(first_page(site), "lxml")
    assert [str(script["src"]) for script in page.select("script")] == ["/static/form/carrier.js"]
