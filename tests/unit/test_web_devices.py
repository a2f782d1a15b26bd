"""What a page of questions lets its scripts ask of the device, and no other page."""

from __future__ import annotations

import json

import pytest
from respondents import Site, open_site
from visits import Person

from livinglab.web.participant.devices import DEVICES, equip
from livinglab.web.participant.package import package
from livinglab.words import speak
from surveys.reading import read_workbook

SURVEY = """
| survey | | | | |
| | type | name | label | parameters |
| | begin group | numbers | Numbers | |
| | integer | outings | How many outings? | |
| | end group | | | |
| | begin group | places | Places | |
| | geopoint | home | Where? | capture-accuracy=10 |
| | end group | | | |
| | begin group | lists | Lists | |
| | select_one towns | born | Born where? | |
| | select_one regions | region | Which region? | |
| | select_multiple towns | visited | Seen where? | |
| | end group | | | |

| choices | | | |
| | list_name | name | label |
| | regions | north | North |
"""
TOWNS = "".join(f"| | towns | t{at} | Town {at} |\n" for at in range(21))
NOTHING = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=()"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    questionnaire = read_workbook((SURVEY + TOWNS).encode(), "devices.md").questionnaire
    assert questionnaire is not None
    return open_site(tmp_path_factory.mktemp("site"), questionnaire)


def permissions(site: Site, path: str) -> str:
    return site.app.test_client(use_cookies=False).get(path).headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("code", "permitted"),
    [("numbers", NOTHING), ("places", NOTHING.replace("geolocation=()", "geolocation=(self)"))],
)
def test_a_page_may_use_what_its_questions_ask_for(site: Site, code: str, permitted: str) -> None:
    lucie = Person(site)
    lucie.send("numbers", {"outings": "3"})
    assert permissions(site, f"{lucie.home}/questions/t0/{code}") == permitted


def test_other_pages_may_use_nothing(site: Site) -> None:
    assert permissions(site, Person(site).home) == NOTHING


def test_the_whole_form_may_use_what_any_of_its_questions_asks_for(site: Site) -> None:
    assert "geolocation=(self)" in permissions(site, f"{Person(site).home}/form/t0")


def test_a_page_says_what_its_scripts_say_in_its_language_and_nothing_where_there_are_none(site: Site) -> None:
    lucie = Person(site)
    page = lucie.send("numbers", {"outings": "3"})
    assert page.select_one("#device-words") is None
    words = lucie.page("questions/t0/places").select_one("#device-words")
    assert words is not None
    assert json.loads(words.text)["position_use"] == "Use my position"


@pytest.mark.parametrize(("language", "said"), [("ar", "استعمال موقعي"), ("fr-x-falc", "Utiliser ma position")])
def test_scripts_speak_further_languages_and_say_in_ours_what_a_variant_lacks(
    site: Site, language: str, said: str
) -> None:
    with site.app.test_request_context():
        speak(language)
        assert equip(["devices/place"])["position_use"] == said


def test_what_the_device_measured_is_kept_with_the_place(site: Site) -> None:
    measured = {"home.latitude": "44.8378", "home.longitude": "-0.5792", "home.altitude": "12", "home.accuracy": "8"}
    lucie = Person(site)
    lucie.send("numbers", {"outings": "3"})
    lucie.send("places", measured)
    again = lucie.page("questions/t0/places")
    fields = {str(field["name"]): field["value"] for field in again.select("#c-home input")}
    assert fields == measured


def test_a_long_list_is_a_drop_down_to_search_and_a_short_one_is_read(site: Site) -> None:
    page = Person(site).page("questions/t0/lists")
    assert [str(one["id"]) for one in page.select("select[data-search]")] == ["q-born"]
    assert [one.find_parent(class_="question")["id"] for one in page.select("fieldset.many")] == ["c-visited"]  # type: ignore[index]
    assert len(page.select("#c-region input[type=radio]")) == 1


def test_the_scripts_of_a_page_stand_in_what_a_device_keeps(site: Site) -> None:
    with site.app.app_context():
        kept = package().files
    assert {f"form/{module}.js" for module in DEVICES} <= set(kept)
