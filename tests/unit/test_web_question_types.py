"""Every type of question has its fields on the respondent's page, and they show a kept answer again as it was sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from forms_by_hand import form
from respondents import Site, open_site

from surveys.question_types import QUESTION_TYPES

SHOWN = tuple(kind for kind, row in QUESTION_TYPES.items() if row.shown)
FORM = (
    "| survey | | | |\n| | type | name | label | parameters | missing_options |\n"
    "| | integer | outings | How many outings? | | |\n"
    + "".join(
        f"| | begin group | {kind} | {kind} | | |\n"
        f"| | {kind}{' ways' if row.takes_choices else ''} | q_{kind} | How? "
        f"| {'start=0 end=5 step=1' if kind == 'range' else ''} | {'dont_know' if row.asked else ''} |\n"
        "| | end group | | | | |\n"
        for kind, row in QUESTION_TYPES.items()
        if row.shown
    )
)
CHOICES = """| choices | | | |
| | list_name | name | label |
| | ways | foot | On foot |
| | ways | bus | By bus |
| | ways | bike | By bike |
"""
LINE = "48.1 -2.1 0 0\n48.2 2.2 0 0\n48.3 2.1 0 0\n48.1 -2.1 0 0"
SENT: dict[str, dict[str, str | list[str]]] = {  # part of the field → what is sent in it
    "text": {"": "Le matin"},
    "integer": {"": "5"},
    "decimal": {"": "2,5"},
    "range": {"": "3"},
    "date": {".day": "31", ".month": "12", ".year": "1950"},
    "time": {"": "14:30"},
    "select_one": {"": "bus"},
    "select_multiple": {"": ["foot", "bike"]},
    "acknowledge": {"": "OK"},
    "rank": {".1": "bus", ".2": "bike", ".3": "foot"},
    "datetime": {".day": "31", ".month": "12", ".year": "1950", ".time": "14:30"},
    "barcode": {"": "3017620422003"},
    "geopoint": {".latitude": "48,8566", ".longitude": "-2,3522"},
    "geotrace": {"": LINE},
    "geoshape": {"": LINE},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("types"), form(FORM + CHOICES))


class Page:
    """The page of one type, for someone newly enrolled who has agreed to take part."""

    def __init__(self, site: Site, kind: str) -> None:
        self.client = site.app.test_client(use_cookies=False)
        self.home = f"/a/{site.new_link()}"
        self.kind = kind
        consent = BeautifulSoup(self.client.get(f"{self.home}/consent").text, "lxml")
        self.client.post(f"{self.home}/consent", data=_hidden(consent))
        self.address = f"{self.home}/questions/t0/{kind}"

    def open(self) -> BeautifulSoup:
        response = self.client.get(self.address, headers={"Accept-Language": "fr"})
        assert response.status_code == 200
        return BeautifulSoup(response.text, "lxml")

    def send(self, fields: dict[str, str | list[str]]) -> int:
        named = {f"q_{self.kind}{part}": value for part, value in fields.items()}
        sent = self.client.post(self.address, data={**_hidden(self.open()), **named})
        self.shown = BeautifulSoup(sent.text, "lxml")
        return sent.status_code


def _hidden(page: BeautifulSoup) -> dict[str, str]:
    return {str(one["name"]): str(one["value"]) for one in page.select("main input[type=hidden]")}


def _filled(page: BeautifulSoup, name: str) -> dict[str, str | list[str]]:
    """What the fields of a question would send: part of the field → its value, or its values."""
    filled: dict[str, list[str]] = {}
    for control in page.select(f"#c-{name} :is(input, textarea, select)"):
        chosen = control.select_one("option[selected]") if control.name == "select" else control
        if control.get("type") in ("radio", "checkbox") and not control.has_attr("checked"):
            continue
        value = _value(chosen)
        if value:
            filled.setdefault(str(control["name"]).removeprefix(name), []).append(value)
    return {part: values if values[1:] else values[0] for part, values in filled.items()}


def _value(control: Tag | None) -> str:
    if control is None:
        return ""
    return control.text.strip("\n") if control.name == "textarea" else str(control.get("value", ""))


@pytest.mark.parametrize("kind", SHOWN)
def test_every_type_with_a_place_on_a_page_is_drawn(site: Site, kind: str) -> None:
    page = Page(site, kind).open()
    first = page.select_one(f"#q-q_{kind}")
    assert (first is not None) == QUESTION_TYPES[kind].asked
    controls = page.select(f"#c-q_{kind} :is(input:not([type=hidden]), textarea, select)")
    labelled = page.select(", ".join(f"label:has(#{one['id']}), label[for={one['id']}]" for one in controls) or "none")
    assert len(labelled) == len(controls)


@pytest.mark.parametrize("kind", [kind for kind in SHOWN if QUESTION_TYPES[kind].variable not in (None, "file")])
def test_a_kept_answer_stands_in_its_fields_as_it_was_sent(site: Site, kind: str) -> None:
    page = Page(site, kind)
    assert page.send(SENT[kind]) == 303
    assert _filled(page.open(), f"q_{kind}") == SENT[kind]


@pytest.mark.parametrize("kind", ["rank", "datetime", "geopoint"])
def test_not_knowing_is_an_answer_to_several_fields_too(site: Site, kind: str) -> None:
    page = Page(site, kind)
    assert page.send({".missing": "dont_know"}) == 303
    assert _filled(page.open(), f"q_{kind}") == {".missing": "dont_know"}


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rank", {".1": "bus", ".2": "bus", ".3": "foot"}),
        ("datetime", {".day": "31", ".month": "12", ".year": "1950"}),
        ("geopoint", {".latitude": "48,8566"}),
    ],
)
def test_what_was_typed_stays_beside_what_to_put_right(
    site: Site, kind: str, fields: dict[str, str | list[str]]
) -> None:
    page = Page(site, kind)
    assert page.send(fields) == 422
    assert _filled(page.shown, f"q_{kind}") == fields
    assert page.shown.select_one(f"#c-q_{kind} fieldset[aria-describedby~=q-q_{kind}-error]") is not None


def test_the_ranks_have_their_ordinals(site: Site) -> None:
    page = Page(site, "rank").open()
    assert [label.text for label in page.select("#c-q_rank .field label")] == ["1er choix", "2e choix", "3e choix"]


def test_a_place_keeps_its_altitude_until_the_person_empties_it(site: Site) -> None:
    measured: dict[str, str | list[str]] = {".latitude": "48,1", ".longitude": "2,1", ".altitude": "35"}
    page = Page(site, "geopoint")
    page.send(measured)
    assert _filled(page.open(), "q_geopoint") == measured
    assert page.send({".latitude": "", ".longitude": ""}) == 303
    assert _filled(page.open(), "q_geopoint") == {}


@pytest.mark.parametrize("name", ["seen", "response", "review", "go", "switch", "remove"])
def test_a_question_may_have_any_name(tmp_path: Path, name: str) -> None:
    rows = ("| survey | | | |", "| | type | name | label |", "| | integer | outings | How many? |")
    asked = form("\n".join((*rows, f"| | text | {name} | What? |")) + "\n")
    site = open_site(tmp_path, asked)
    client, home = site.app.test_client(use_cookies=False), f"/a/{site.new_link()}"
    client.post(f"{home}/consent", data=_hidden(BeautifulSoup(client.get(f"{home}/consent").text, "lxml")))
    page = client.get(f"{home}/questions/t0", follow_redirects=True)
    sent = {**_hidden(BeautifulSoup(page.text, "lxml")), "outings": "3", name: "back"}
    went = client.post(page.request.path, data=sent)
    assert (went.status_code, went.location.rpartition("/a/")[2].split("/")[1]) == (303, "review")
    assert "back" in client.get(f"{home}/review/t0").text
