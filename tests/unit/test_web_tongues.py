"""A questionnaire in several languages, as respondents choose among them, without a script."""

from __future__ import annotations

import pytest
from bs4 import Tag
from respondents import Site
from test_web_participant import Respondent, soup, words
from tongues import AGREEMENTS, open_tongues

from livinglab.store.consents import Consent, ConsentText
from livinglab.store.database import db
from livinglab.store.responses import Draft, Response

PAGE_1 = "questions/t0/outings_page"
PAGE_2 = "questions/t0/feeling_page"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_tongues(tmp_path_factory.mktemp("site"))


@pytest.fixture
def respondent(site: Site) -> Respondent:
    return Respondent(site, site.new_link())


def said_in(tag: Tag | None) -> tuple[object, object]:
    """The language of an element as the page says it, and its direction: its own, or that of what it stands in."""
    assert tag is not None
    speaking = tag if tag.has_attr("lang") else tag.find_parent(lang=True)
    assert isinstance(speaking, Tag)
    return speaking["lang"], speaking.get("dir")


def test_every_door_offers_the_languages_of_the_questionnaire_by_their_own_names(respondent: Respondent) -> None:
    names = ["Français", "English", "العربية", "Українська", "Facile à lire et à comprendre"]
    open_door = respondent.client.get(f"/e/{respondent.site.open_token}", headers={"Accept-Language": "fr"})
    assert [one.get_text() for one in soup(open_door).select(".languages li")] == names
    for path in ("", "consent"):
        assert [one.get_text() for one in soup(respondent.get(path)).select(".languages li")] == names
    respondent.agree()
    assert [one.get_text() for one in soup(respondent.get(PAGE_1)).select(".languages li")] == names


def test_a_page_in_arabic_is_arabic_and_reads_from_right_to_left(respondent: Respondent) -> None:
    respondent.agree()
    page = soup(respondent.get(f"{PAGE_1}?lang=ar"))
    assert page.html is not None
    assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
    assert [one.get_text(strip=True) for one in page.select("#page .buttons button")] == ["متابعة", "رجوع"]
    assert said_in(page.select_one("label[for=q-outings]")) == ("ar", "rtl")


def test_words_that_are_missing_are_those_of_the_default_language_and_say_so(respondent: Respondent) -> None:
    respondent.agree()
    page = soup(respondent.get(f"{PAGE_1}?lang=uk"))
    assert page.html is not None
    assert page.html["lang"] == "fr", "the interface does not speak Ukrainian: it speaks what the browser asks for"
    assert said_in(page.select_one("label[for=q-outings]")) == ("uk", "ltr")
    assert said_in(page.select_one("label[for=q-since], #c-since legend")) == ("fr", "ltr")
    assert said_in(page.select_one("#c-nickname .optional")) == ("fr", "ltr")


def test_words_of_the_page_inside_a_question_say_their_own_language(respondent: Respondent) -> None:
    respondent.agree()
    sent = respondent.fill(f"{PAGE_1}?lang=uk", outings="many")
    assert words(sent, "#q-outings-error") == "Écrivez un nombre entier, par exemple 3."
    assert said_in(soup(sent).select_one("#q-outings-error span")) == ("fr", "ltr")


def test_what_is_to_be_put_right_is_said_in_the_language_chosen(respondent: Respondent) -> None:
    respondent.agree()
    wrong = respondent.fill(f"{PAGE_1}?lang=ar", outings="")
    assert words(wrong, "#q-outings-error") == "أجيبوا عن هذا السؤال."
    assert words(wrong, ".summary h2") == "إجابة واحدة تحتاج إلى مراجعة"
    easy = respondent.fill(f"{PAGE_1}?lang=fr-x-falc", outings="")
    assert words(easy, "#q-outings-error") == "Il faut répondre à cette question."


def test_easy_french_is_easy_to_the_last_button_and_falls_back_to_french(respondent: Respondent) -> None:
    respondent.agree()
    page = soup(respondent.get(f"{PAGE_1}?lang=fr-x-falc"))
    assert page.html is not None
    assert page.html["lang"] == "fr-x-falc"
    assert page.body is not None
    assert page.body["class"] == ["easy"]
    shown = [page.select_one(selector) for selector in ("h1", "#c-since legend", ".kept")]
    assert [one.get_text(" ", strip=True) for one in shown if one] == [
        "Sortir",
        "Depuis quand habitez-vous ici ? (vous pouvez ne pas répondre)",
        "Vos réponses seront gardées. Vous pourrez arrêter. Vous pourrez revenir plus tard.",
    ]


def test_changing_the_language_keeps_everything_typed(respondent: Respondent) -> None:
    respondent.agree()
    changed = respondent.fill(f"{PAGE_1}?lang=ar", outings="7", nickname="ليلى", **{"~switch": "ar"})
    page = soup(changed)
    assert [one["value"] for one in page.select("#q-outings, #q-nickname")] == ["7", "ليلى"]
    assert respondent.rows(Draft) == []


def test_the_language_chosen_is_kept_with_the_consent_and_the_answers(respondent: Respondent) -> None:
    respondent.fill("consent?lang=ar")
    respondent.fill(f"{PAGE_1}?lang=ar", outings="7", nickname="Laïla")
    respondent.fill(f"{PAGE_2}?lang=ar", alone="3")
    assert [draft.language for draft in respondent.rows(Draft)] == ["ar"]
    review = respondent.get("review/t0?lang=ar")
    assert words(review, "h1") == "مراجعة إجاباتي"
    respondent.fill("review/t0?lang=fr-x-falc")
    with respondent.site.app.app_context():
        agreed = db.session.get(ConsentText, respondent.rows(Consent)[0].text_id)
    assert agreed is not None
    assert agreed.text == AGREEMENTS["ar"]
    assert [response.language for response in respondent.rows(Response)] == ["fr-x-falc"]


def test_the_consent_is_read_in_the_language_chosen_else_in_the_nearest(respondent: Respondent) -> None:
    shown = {code: words(respondent.get(f"consent?lang={code}"), "main .panel") for code in (*AGREEMENTS, "uk")}
    assert shown == {**AGREEMENTS, "uk": AGREEMENTS["fr"]}


def test_a_browser_that_speaks_arabic_is_answered_in_arabic(respondent: Respondent) -> None:
    arabic = respondent.client.get(respondent.address(""), headers={"Accept-Language": "ar-MA,ar;q=0.9,fr;q=0.5"})
    assert soup(arabic).select_one("html[lang=ar][dir=rtl]")


def test_a_language_nobody_offers_is_not_spoken_nor_carried_on(respondent: Respondent) -> None:
    page = soup(respondent.get("?lang=de"))
    assert page.html is not None
    assert page.html["lang"] == "fr"
    assert not [one["href"] for one in page.select("a[href]") if "lang=de" in one["href"]]
