"""What the appearance and parameters of a question change on its page, without a script."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from respondents import Site, open_site
from visits import Person

from livinglab.web.participant.widgets import drawing_of
from surveys.questions import Question
from surveys.reading import read_workbook
from surveys.xlsform_writer import workbook_of
from surveys.xlsx_file import to_xlsx

ROWS = """
| select_one ways | likert | likert |
| select_one ways | list | pack |
| select_one ways | horizontal | pack |
| select_one ways | columns | columns |
| select_one ways | columns-3 | columns of-3 |
| select_one ways | columns-20 | columns of-8 |
| select_one ways | columns-pack | pack |
| select_one ways | compact | pack bare |
| select_one ways | compact-4 | columns of-4 bare |
| select_one ways | quickcompact-2 | columns of-2 bare |
| select_one ways | columns-2 no-buttons | columns of-2 bare |
| select_one ways | no-buttons | bare |
| select_one ways | quick | |
| select_multiple ways | columns-2 | columns of-2 |
| range | rating | rating |
| range | | steps |
| range | vertical | |
| range | distress | |
"""
LAYOUTS = [tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in ROWS.strip().splitlines()]
SCALE = "start=1 end=5 step=1"
WRITTEN = """
| | begin group | written | Written | | | |
| | text | area | area? | text-area | | |
| | text | three | three? | | rows=3 | |
| | text | secret | secret? | masked | | |
| | text | site | site? | url | | |
| | text | phone | phone? | numbers | | |
| | integer | people | people? | counter | | |
| | integer | spent | spent? | thousands-sep | | |
| | date | month | month? | month-year | | |
| | date | year | year? | year | | |
| | date | day | day? | ethiopian | | |
| | select_multiple ways | folded | folded? | minimal | | |
| | range | picked | picked? | picker | start=0 end=40 step=1 | |
| | range | health | health? | no-ticks | start=0 end=100 step=1 tick_labelset=hundred | |
| | range | ease | ease? | | start=1 end=3 step=1 tick_labelset=three | |
| | select_one sounds | heard | heard? | | | |
| | end group | | | | | |
"""
FORM = (
    "| survey | | | | | | |\n| | type | name | label | appearance | parameters | media::image |\n"
    "| | integer | outings | How many? | | | |\n| | begin group | laid | Laid out | | | street.svg |\n"
    + "".join(
        f"| | {kind} | q{number} | q? | {words} | {SCALE if kind == 'range' else ''} | |\n"
        for number, (kind, words, *_) in enumerate(LAYOUTS)
    )
    + "| | end group | | | | | |\n"
    + WRITTEN.lstrip()
    + """
| choices | | | | | | |
| | list_name | name | label | image | big-image | audio |
| | ways | foot | On foot | | | |
| | ways | bus | By bus | | | |
| | hundred | 0 | Worst | | | |
| | hundred | 100 | Best | | | |
| | three | 1 | Worst | | | |
| | three | 3 | Best | | | |
| | sounds | bird | Bird | street.svg | large.svg | bird.mp3 |
"""
)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
FILES = {"street.svg": DRAWING, "large.svg": DRAWING, "bird.mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    questionnaire = read_workbook(FORM.encode(), "appearances.md", FILES).questionnaire
    assert questionnaire is not None
    return open_site(tmp_path_factory.mktemp("appearances"), questionnaire, FILES)


@pytest.fixture(scope="module")
def laid(site: Site) -> BeautifulSoup:
    return Person(site).page("questions/t0/laid")


@pytest.fixture(scope="module")
def written(site: Site) -> BeautifulSoup:
    return Person(site).page("questions/t0/written")


@pytest.mark.parametrize("number", range(len(LAYOUTS)), ids=[f"{kind} {words}" for kind, words, *_ in LAYOUTS])
def test_the_appearance_says_how_the_answers_stand(laid: BeautifulSoup, number: int) -> None:
    expected = LAYOUTS[number][2] if len(LAYOUTS[number]) > 2 else ""
    assert " ".join(laid.select_one(f"#c-q{number} fieldset").get("class", [])) == expected  # type: ignore[union-attr]


def values(page: BeautifulSoup, name: str) -> list[str]:
    """The values a question offers, in order."""
    return [str(one["value"]) for one in page.select(f"#c-{name} :is(input, option)[value]") if one["value"]]


def test_an_upright_scale_has_its_highest_step_on_top(laid: BeautifulSoup) -> None:
    assert values(laid, "q16") == ["5", "4", "3", "2", "1"]


def test_stars_are_counted_in_words(laid: BeautifulSoup) -> None:
    names = [words.text for words in laid.select("#c-q14 .choice .apart")]
    assert names == [f"{n} star{'' if n == 1 else 's'} out of 5" for n in range(1, 6)]


def test_the_picture_of_a_group_stands_under_its_title(laid: BeautifulSoup) -> None:
    assert laid.select_one("h1 + .section img")["alt"] == "Picture for the question: Laid out"  # type: ignore[index]


@pytest.mark.parametrize(
    ("selector", "attributes"),
    [
        ("textarea#q-area", {"rows": "5"}),
        ("textarea#q-three", {"rows": "3"}),
        ("input#q-secret", {"class": ["masked"], "autocomplete": "off"}),
        ("input#q-site", {"inputmode": "url"}),
        ("input#q-phone", {"inputmode": "numeric"}),
        ("input#q-people", {"inputmode": "numeric", "data-counter": ""}),
        ("input#q-health", {"data-start": "0", "data-end": "100", "data-step": "1"}),
        ("select#q-picked", {"name": "picked"}),
    ],
)
def test_a_field_is_made_for_what_is_written_in_it(
    written: BeautifulSoup, selector: str, attributes: dict[str, object]
) -> None:
    field = written.select_one(selector)
    assert field is not None
    assert {name: field.get(name) for name in attributes} == attributes


@pytest.mark.parametrize(
    ("appearance", "camera"),
    [
        (("new",), "environment"),
        (("new-rear",), "environment"),
        (("new-front",), "user"),
        (("selfie",), "user"),
        (("front",), "user"),
        (("new", "front"), "user"),
        ((), None),
    ],
)
def test_the_appearance_of_a_photograph_says_which_camera_opens(
    site: Site, appearance: tuple[str, ...], camera: str | None
) -> None:
    with site.app.test_request_context():
        drawing = drawing_of(Question("face", "image", {"en": "You?"}, appearance=appearance))
    assert drawing.attributes["capture"] == camera


@pytest.mark.parametrize(("hint", "mark"), [({}, ""), ({"en": "Sign small."}, None)])
def test_only_our_own_hint_about_files_gives_way_to_a_drawing_pad(
    site: Site, hint: dict[str, str], mark: str | None
) -> None:
    with site.app.test_request_context():
        drawing = drawing_of(Question("signed", "image", {"en": "Sign?"}, hint, appearance=("signature",)))
    assert drawing.attributes["data-file-hint"] == mark


def test_a_page_loads_the_scripts_of_its_widgets_only(written: BeautifulSoup, laid: BeautifulSoup) -> None:
    def loaded(page: BeautifulSoup) -> set[str]:
        return {str(script["src"]).rsplit("/", 1)[-1] for script in page.select("script[src]")}

    assert loaded(written) - loaded(laid) == {"masked.js", "counter.js", "slider.js"}
    assert loaded(laid) - loaded(written) == set()


def test_a_month_or_a_year_is_kept_as_its_first_day(site: Site) -> None:
    person = Person(site)
    person.send("written", {"month.month": "3", "month.year": "2024", "year.year": "1950", "spent": "12500"})
    page = person.page("questions/t0/written")
    assert [str(one["name"]) for one in page.select(":is(#c-month, #c-year) input")] == [
        "month.month",
        "month.year",
        "year.year",
    ]
    assert page.select_one("[name='month.month']")["value"] == "03"  # type: ignore[index]
    assert page.select_one("#q-spent")["value"] == "12\u202f500"  # type: ignore[index]
    person.send("outings", {"outings": "1"})
    person.send("laid", {})
    read = {line.dt.text: line.dd.text for line in person.page("review/t0").select(".facts > div")}  # type: ignore[union-attr]
    assert [read[name] for name in ("month?", "year?", "spent?")] == ["March 2024", "1950", "12500"]


def test_what_is_no_month_or_no_year_is_said(site: Site) -> None:
    page = Person(site).send("written", {"month.month": "13", "month.year": "2024", "year.year": "50"})
    assert [error.text for error in page.select(".question .error")] == [
        "Write a month and a year. For example 12 1950.",
        "Write a year, for example 1950.",
    ]


def test_an_address_kept_is_a_link_and_anything_else_is_none(site: Site) -> None:
    person = Person(site)
    person.send("written", {"site": "https://example.org/a"})
    assert [link["href"] for link in person.page("questions/t0/written").select("#c-site a")] == [
        "https://example.org/a"
    ]
    person.send("written", {"site": "javascript:alert(1)"})
    assert person.page("questions/t0/written").select("#c-site a") == []


def test_a_long_list_is_folded_until_something_in_it_is_chosen(site: Site) -> None:
    person = Person(site)
    assert not person.page("questions/t0/written").select_one("#c-folded details").has_attr("open")  # type: ignore[union-attr]
    person.send("written", {"folded": ["bus"]})
    assert person.page("questions/t0/written").select_one("#c-folded details").has_attr("open")  # type: ignore[union-attr]


def test_a_scale_has_the_words_of_its_ends(written: BeautifulSoup) -> None:
    assert [line.text for line in written.select("#c-health .ticks li")] == ["0 – Worst", "100 – Best"]
    assert [words.text for words in written.select("#c-ease .choice > span")] == ["1 Worst", "2", "3 Best"]


def test_the_sound_and_the_large_picture_of_a_choice_stand_beside_it(written: BeautifulSoup) -> None:
    beside = written.select_one("#c-heard .with-media")
    assert beside is not None
    assert [one.name for one in beside.find_all(["label", "a", "audio"], recursive=False)] == ["label", "a", "audio"]
    assert beside.select_one("a")["href"].endswith("/large.svg")  # type: ignore[union-attr, index]
    assert beside.select_one("audio")["aria-label"] == "Listen: Bird"  # type: ignore[index]


def test_another_calendar_is_reported_once() -> None:
    problems = read_workbook(FORM.encode(), "appearances.md", FILES).problems
    assert [(one.code, one.facts["word"]) for one in problems if one.code == "appearance_calendar"] == [
        ("appearance_calendar", "ethiopian")
    ]


def test_every_appearance_and_parameter_is_written_back_as_it_was() -> None:
    questionnaire = read_workbook(FORM.encode(), "appearances.md", FILES).questionnaire
    assert questionnaire is not None
    again = read_workbook(to_xlsx(workbook_of(questionnaire)), "again.xlsx", FILES).questionnaire
    assert again == questionnaire
