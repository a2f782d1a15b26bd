"""The respondent's pages, asked as a browser without JavaScript asks them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gzip import compress
from pathlib import Path
from typing import TypeVar

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from forms_by_hand import form, survey
from respondents import CONSENT, Site, open_site
from sqlalchemy import event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from werkzeug.test import TestResponse

from livinglab.actions.participants import withdraw_participant
from livinglab.actions.studies import close_study
from livinglab.store.actors import OPERATOR
from livinglab.store.consents import Consent
from livinglab.store.database import db
from livinglab.store.finding import participant_by_token
from livinglab.store.questionnaires import QuestionnaireVersion
from livinglab.store.responses import Draft, Response
from livinglab.store.studies import Participant
from livinglab.web.participant.cards import cards
from livinglab.web.participant.sheet import Sheet

PAGE_1 = "questions/t0/going_out"
PAGE_2 = "questions/t0/confidence"
PAGE_3 = "questions/t0/words"
REVIEW = "review/t0"


Kept = TypeVar("Kept", Response, Draft, Consent)


@dataclass
class Respondent:
    """Someone with a personal link and a browser that keeps no cookie."""

    site: Site
    token: str
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.site.app.test_client(use_cookies=False)

    def get(self, path: str = "") -> TestResponse:
        return self.client.get(self.address(path), headers={"Accept-Language": "fr"})

    def post(self, path: str, fields: dict[str, object]) -> TestResponse:
        return self.client.post(self.address(path), data=fields, headers={"Accept-Language": "fr"})

    def address(self, path: str) -> str:
        return f"/a/{self.token}/{path}".rstrip("/")

    def fill(self, path: str, **answers: object) -> TestResponse:
        """Opens a page and sends it with its hidden fields."""
        return self.post(path, {**hidden(self.get(path)), **answers})

    def agree(self) -> TestResponse:
        return self.fill("consent")

    def answer_all(self) -> None:
        self.agree()
        self.fill(PAGE_1, outings="5")
        self.fill(PAGE_2, alone="4", ease="7")
        self.fill(PAGE_3, remark="Merci")

    def rows(self, kind: type[Kept]) -> list[Kept]:
        with self.site.app.app_context():
            whose = participant_by_token(self.token).id
            return list(db.session.scalars(select(kind).where(kind.participant_id == whose)))


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def hidden(response: TestResponse) -> dict[str, object]:
    return {str(one["name"]): one["value"] for one in soup(response).select("main input[type=hidden]")}


def words(response: TestResponse, selector: str) -> str:
    found = soup(response).select_one(selector)
    return " ".join(found.get_text(" ", strip=True).split()) if isinstance(found, Tag) else ""


def path_of(response: TestResponse) -> str:
    """The end of where a redirection leads, after the secret."""
    return response.headers["Location"].split("/", 3)[3]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return open_site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def respondent(site: Site) -> Respondent:
    return Respondent(site, site.new_link())


@pytest.fixture
def closed(respondent: Respondent) -> Iterator[Respondent]:
    """Someone enrolled in the study, which is closed for one test."""
    site = respondent.site
    with site.app.app_context():
        close_study(by=OPERATOR, study=site.study, at_once=True)
    yield respondent
    with site.app.app_context():
        site.study.state = "open"
        db.session.commit()


def test_no_question_is_shown_before_the_consent(respondent: Respondent) -> None:
    assert path_of(respondent.get(PAGE_1)) == "consent"


def test_no_answer_is_kept_before_the_consent(respondent: Respondent) -> None:
    assert path_of(respondent.post(PAGE_1, {"outings": "5", "~response": "r" * 32, "~seen": "0"})) == "consent"
    assert respondent.rows(Draft) == []


def test_the_consent_is_kept_with_the_very_text_that_was_shown(respondent: Respondent) -> None:
    respondent.agree()
    respondent.agree()
    with respondent.site.app.app_context():
        kept = db.session.scalars(
            select(Consent).where(Consent.participant_id == participant_by_token(respondent.token).id)
        ).all()
        assert [(one.text.text, one.text.language, one.text.version) for one in kept] == [(CONSENT["fr"], "fr", 1)]


def test_a_consent_to_a_text_of_another_study_is_refused(respondent: Respondent) -> None:
    assert respondent.post("consent", {"text": "0" * 32}).status_code == 404
    assert respondent.rows(Consent) == []


def test_after_the_consent_comes_the_first_page(respondent: Respondent) -> None:
    assert path_of(respondent.agree()) == "questions/t0"
    assert path_of(respondent.get("questions/t0")) == PAGE_1


def test_a_page_says_where_one_is(respondent: Respondent) -> None:
    respondent.agree()
    assert words(respondent.get(PAGE_1), ".over") == "Balades partagées · Page 1 sur 3"


def test_an_error_keeps_what_was_typed_and_leads_to_the_field(respondent: Respondent) -> None:
    respondent.agree()
    again = respondent.fill(PAGE_1, outings="beaucoup")
    page = soup(again)
    assert again.status_code == 422
    assert words(again, "title").startswith("Erreur")
    assert [(link["href"], link.get_text()) for link in page.select(".summary a")] == [
        ("#q-outings", "Combien de fois êtes-vous sorti à pied ? Écrivez un nombre entier, par exemple 3.")
    ]
    field_again = page.select_one("#q-outings")
    assert field_again is not None
    assert (field_again["value"], field_again["aria-invalid"]) == ("beaucoup", "true")
    assert page.select_one(".summary[autofocus][tabindex='-1']") is not None


def test_a_question_that_appears_is_asked_before_going_on(respondent: Respondent) -> None:
    respondent.agree()
    assert path_of(respondent.fill(PAGE_1, outings="12")) == PAGE_1 + "?more=1#q-with_someone"
    assert path_of(respondent.fill(PAGE_1, outings="12", with_someone="yes")) == PAGE_2


def test_i_do_not_know_is_an_answer_where_the_questionnaire_allows_it(respondent: Respondent) -> None:
    respondent.agree()
    assert path_of(respondent.fill(PAGE_1, **{"outings.missing": "dont_know"})) == PAGE_2
    assert path_of(respondent.fill(PAGE_2, alone="missing:declined", ease="7")) == PAGE_3
    [draft] = respondent.rows(Draft)
    assert (draft.answers["outings"], draft.answers["alone"]) == ({"missing": "dont_know"}, {"missing": "declined"})
    shown = soup(respondent.get(PAGE_2)).select_one("#q-alone-declined")
    assert shown is not None
    assert shown.has_attr("checked")


def test_an_answer_stays_text_inside_a_later_label(site: Site, respondent: Respondent) -> None:
    respondent.agree()
    respondent.fill(PAGE_1, outings="5")
    respondent.fill(PAGE_2, alone="4", ease="7")
    assert "Après 5 sorties" in words(respondent.get(PAGE_3), "main")


def test_markup_in_an_answer_is_shown_as_it_was_typed(respondent: Respondent) -> None:
    respondent.answer_all()
    respondent.fill(PAGE_3, remark="<script>alert(1)</script> {{ 7 * 7 }} ${outings}")
    review = respondent.get(REVIEW)
    assert "<script>alert(1)</script> {{ 7 * 7 }} ${outings}" in words(review, "main")
    assert soup(review).select("main script") == []


def test_what_was_answered_stands_there_when_one_comes_back(respondent: Respondent) -> None:
    respondent.agree()
    respondent.fill(PAGE_1, outings="5")
    respondent.fill(PAGE_2, alone="4", ease="7")
    respondent.fill(
        PAGE_3, spent="12,5", **{"born.day": "3", "born.month": "4", "born.year": "1950"}, leaves_at="14:30"
    )
    page = soup(respondent.get(PAGE_3))
    values = {one["id"]: one["value"] for one in page.select("main input:not([type])")}
    assert values == {
        "q-spent": "12,5",
        "q-born": "03",
        "q-born-month": "04",
        "q-born-year": "1950",
        "q-leaves_at": "14:30",
    }


def test_an_unfinished_questionnaire_resumes_at_the_first_page_not_seen(respondent: Respondent) -> None:
    respondent.agree()
    respondent.fill(PAGE_1, outings="5")
    assert words(respondent.get(), "main .button") == "Continuer où j’en étais"
    assert path_of(respondent.get("questions/t0")) == PAGE_2
    assert path_of(respondent.get(REVIEW)) == "questions/t0"


def test_going_back_keeps_what_was_typed_and_asks_for_nothing(respondent: Respondent) -> None:
    respondent.agree()
    respondent.fill(PAGE_1, outings="5")
    assert path_of(respondent.fill(PAGE_2, ease="7", **{"~go": "back"})) == PAGE_1
    [draft] = respondent.rows(Draft)
    assert (draft.answers["ease"], "alone" in draft.answers) == (7, False)


def test_changing_the_language_keeps_what_was_typed(respondent: Respondent) -> None:
    respondent.agree()
    form = {**hidden(respondent.get(PAGE_1)), "outings": "beaucoup", "~switch": "en"}
    english = respondent.post(PAGE_1 + "?lang=en", form)
    field_again = soup(english).select_one("html[lang=en] #q-outings")
    assert field_again is not None
    assert (english.status_code, field_again["value"]) == (200, "beaucoup")


def test_without_cookies_the_language_stays_in_the_address(respondent: Respondent) -> None:
    respondent.agree()
    sent = respondent.post(PAGE_1 + "?lang=en", {**hidden(respondent.get(PAGE_1)), "outings": "5"})
    assert path_of(sent) == PAGE_2 + "?lang=en"


def test_answers_are_reviewed_then_sent_then_read_again(respondent: Respondent) -> None:
    respondent.answer_all()
    review = respondent.get(REVIEW)
    assert words(review, "h1") == "Relire mes réponses"
    assert len(soup(review).select("a.change")) == 10
    assert path_of(respondent.fill(REVIEW)) == "answers/t0?sent=1"
    assert words(respondent.get("answers/t0?sent=1"), "h1") == "Merci, c’est envoyé"
    [response] = respondent.rows(Response)
    assert (response.answers["outings"], response.answers["remark"], response.language) == (5, "Merci", "fr")
    assert respondent.rows(Draft) == []


def test_a_change_from_the_review_leads_back_to_it(respondent: Respondent) -> None:
    respondent.answer_all()
    opened = respondent.get(PAGE_1 + "?review=1")
    assert path_of(respondent.post(PAGE_1, {**hidden(opened), "outings": "6"})) == REVIEW


def test_a_change_that_asks_a_new_question_leads_to_it_before_the_review(respondent: Respondent) -> None:
    respondent.answer_all()
    opened = respondent.get(PAGE_1 + "?review=1")
    respondent.post(PAGE_1, {**hidden(opened), "outings": "20"})
    assert path_of(respondent.get(REVIEW)) == "questions/t0"
    assert path_of(respondent.get("questions/t0")) == PAGE_1


def test_sending_twice_stores_one_row_and_shows_the_same_receipt(respondent: Respondent) -> None:
    respondent.answer_all()
    form = hidden(respondent.get(REVIEW))
    assert path_of(respondent.post(REVIEW, form)) == "answers/t0?sent=1"
    assert path_of(respondent.post(REVIEW, form)) == "answers/t0?sent=1"
    assert len(respondent.rows(Response)) == 1


def test_a_page_sent_again_after_sending_changes_nothing(respondent: Respondent) -> None:
    respondent.answer_all()
    form = {**hidden(respondent.get(PAGE_1)), "outings": "9"}
    respondent.fill(REVIEW)
    assert path_of(respondent.post(PAGE_1, form)) == "answers/t0"
    [response] = respondent.rows(Response)
    assert response.answers["outings"] == 5


def test_a_double_click_on_continue_keeps_one_draft(respondent: Respondent) -> None:
    respondent.agree()
    form = {**hidden(respondent.get(PAGE_1)), "outings": "5"}
    assert [path_of(respondent.post(PAGE_1, form)) for _ in range(2)] == [PAGE_2, PAGE_2]
    assert len(respondent.rows(Draft)) == 1


def test_two_tabs_never_overwrite_each_other_silently(respondent: Respondent) -> None:
    respondent.agree()
    first, second = hidden(respondent.get(PAGE_1)), hidden(respondent.get(PAGE_1))
    respondent.post(PAGE_1, {**first, "outings": "5"})
    clash = respondent.post(PAGE_1, {**second, "outings": "8"})
    assert clash.status_code == 409
    assert [dd.get_text(" ", strip=True) for dd in soup(clash).select("dd")] == ["Ici\u00a0: 8", "Déjà gardé\u00a0: 5"]
    assert respondent.rows(Draft)[0].answers["outings"] == 5
    assert path_of(respondent.post(PAGE_1, hidden(clash))) == PAGE_2
    assert respondent.rows(Draft)[0].answers["outings"] == 8


def test_a_full_disk_keeps_everything_on_the_page(respondent: Respondent) -> None:
    respondent.agree()
    respondent.fill(PAGE_1, outings="5")
    form = {**hidden(respondent.get(PAGE_2)), "alone": "4", "ease": "7"}
    with full_disk(respondent.site):
        failed = respondent.post(PAGE_2, form)
    chosen = [str(one["id"]) for one in soup(failed).select("input[checked]")]
    assert (failed.status_code, failed.headers["Retry-After"], chosen) == (503, "5", ["q-alone-4", "q-ease-8"])
    assert path_of(respondent.post(PAGE_2, hidden(failed) | {"alone": "4", "ease": "7"})) == PAGE_3


def test_a_review_older_than_the_answers_is_shown_again_instead_of_sent(respondent: Respondent) -> None:
    respondent.answer_all()
    form = hidden(respondent.get(REVIEW))
    respondent.fill(PAGE_1, outings="6")
    assert respondent.post(REVIEW, form).status_code == 409
    assert respondent.rows(Response) == []


def test_the_public_link_makes_one_person_of_two_clicks(site: Site) -> None:
    client = site.app.test_client(use_cookies=False)
    door = client.get(f"/e/{site.open_token}")
    before = _participants(site)
    sent = [client.post(f"/e/{site.open_token}", data=hidden(door)) for _ in range(2)]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    assert _participants(site) == before + 1


def test_preferring_not_to_take_part_keeps_nothing(site: Site) -> None:
    client = site.app.test_client(use_cookies=False)
    before = _participants(site)
    back = soup(client.get(f"/e/{site.open_token}")).select_one("main a.button")
    assert back is not None
    assert words(client.get(str(back["href"])), "h1") == "C’est noté"
    assert _participants(site) == before


def test_leaving_takes_two_clicks_and_ends_the_link(respondent: Respondent) -> None:
    respondent.answer_all()
    link = soup(respondent.get()).select_one("a[href$='/leave']")
    assert link is not None
    left = respondent.post("leave", {"answers": "erase"})
    assert words(respondent.client.get(left.headers["Location"]), "h1") == "Vous avez quitté l’étude"
    assert respondent.get().status_code == 404


def test_erasing_on_leaving_erases_what_was_sent(respondent: Respondent) -> None:
    respondent.answer_all()
    respondent.fill(REVIEW)
    [response] = respondent.rows(Response)
    respondent.post("leave", {"answers": "erase"})
    with respondent.site.app.app_context():
        assert db.session.get(Response, response.id) is None


@pytest.mark.parametrize("path", ["", "consent", PAGE_1, REVIEW, "leave", "answers/t0", "my-consent"])
def test_an_unknown_link_says_what_to_do(site: Site, path: str) -> None:
    unknown = Respondent(site, "x" * 27).get(path)
    assert (unknown.status_code, words(unknown, "h1")) == (404, "Ce lien ne mène à aucune page")


def test_a_withdrawn_link_says_what_to_do(site: Site, respondent: Respondent) -> None:
    with site.app.app_context():
        person = participant_by_token(respondent.token)
        withdraw_participant(by=OPERATOR, participant=person)
    assert words(respondent.get(), "h1") == "Ce lien ne mène à aucune page"


def test_a_closed_study_says_so_and_takes_no_answer(closed: Respondent) -> None:
    assert words(closed.get(), ".lead").startswith("L’étude est terminée")
    assert closed.post(PAGE_1, {"outings": "5"}).status_code == 303
    assert closed.rows(Draft) == []


def test_another_site_cannot_send_for_the_person(respondent: Respondent) -> None:
    address = respondent.address("leave")
    sent = respondent.client.post(address, data={"answers": "erase"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    assert respondent.get().status_code == 200


def test_a_page_leaks_neither_its_address_nor_itself(respondent: Respondent) -> None:
    headers = respondent.get().headers
    assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert "Set-Cookie" not in headers


def test_reading_changes_nothing(respondent: Respondent) -> None:
    respondent.agree()
    for path in ("", PAGE_1, PAGE_2, "my-consent", "leave"):
        respondent.get(path)
    assert respondent.rows(Draft) == []


def test_the_first_page_with_all_it_loads_weighs_less_than_forty_kilobytes(
    respondent: Respondent,
) -> None:
    respondent.agree()
    page = respondent.get(PAGE_1)
    loaded = {link["href"] for link in soup(page).select("link[rel=stylesheet], link[rel=modulepreload]")}
    assert {script["src"] for script in soup(page).select("script[src]")} <= loaded
    assert soup(page).select("img, iframe") == []
    files = [respondent.client.get(path, headers={"Accept-Encoding": "gzip"}).data for path in loaded]
    assert sum(len(body) for body in (compress(page.data), *files)) < 40_000


@contextmanager
def full_disk(site: Site) -> Iterator[None]:
    """SQLite refuses every write, as it does when the disk is full."""

    def refuse(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute("PRAGMA query_only = ON")

    def allow(connection: DBAPIConnection, *_: object) -> None:
        connection.cursor().execute("PRAGMA query_only = OFF")

    with site.app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", refuse)
    event.listen(engine, "checkin", allow)
    yield
    event.remove(engine, "checkout", refuse)
    event.remove(engine, "checkin", allow)


def _participants(site: Site) -> int:
    with site.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Participant)) or 0


HOUSEHOLD = form(
    survey(
        "text | street | Quelle rue ? |",
        "integer | outings | Combien de sorties ? |",
        "begin repeat | person | Une personne |",
        "text | who | Qui ? | yes",
        "integer | age | Quel âge a ${who} ? |",
        "end repeat",
        columns="type | name | label | required",
    )
)


@pytest.fixture
def neighbour(tmp_path: Path) -> Respondent:
    """Someone asked about the people of their household."""
    site = open_site(tmp_path, HOUSEHOLD)
    return Respondent(site, site.new_link())


def test_people_are_added_changed_and_removed_without_a_script(neighbour: Respondent) -> None:
    neighbour.agree()
    assert path_of(neighbour.fill("questions/t0/street", street="des Lilas", outings="3")) == "questions/t0/person"
    assert path_of(neighbour.fill("questions/t0/person", **{"~go": "add"})) == "questions/t0/person~1~person"
    assert neighbour.fill("questions/t0/person~1~person", age="4").status_code == 422
    assert path_of(neighbour.fill("questions/t0/person~1~person", who="Ana", age="40")) == "questions/t0/person"
    assert path_of(neighbour.fill("questions/t0/person", **{"~go": "add"})) == "questions/t0/person~2~person"
    neighbour.fill("questions/t0/person~2~person", who="Bo", age="9")
    assert "Quel âge a Bo ?" in words(neighbour.get("questions/t0/person~2~person"), "main")
    listed = words(neighbour.get("questions/t0/person"), "main ol")
    assert ("Ana, 40" in listed, "Bo, 9" in listed) == (True, True)
    neighbour.fill("questions/t0/person", **{"~remove": "1"})
    assert path_of(neighbour.fill("questions/t0/person")) == "review/t0"
    read = words(neighbour.get("review/t0"), "main")
    assert ("Ana" in read, "Quel âge a Bo ?" in read) == (False, True)
    neighbour.fill("review/t0")
    with neighbour.site.app.app_context():
        (response,) = db.session.scalars(select(Response)).all()
        assert response.answers == {"street": "des Lilas", "outings": 3, "person": [{"who": "Bo", "age": 9}]}


def test_the_list_shows_what_was_typed_and_removes_only_who_is_in_it(neighbour: Respondent) -> None:
    neighbour.agree()
    neighbour.fill("questions/t0/street", street="des Lilas", outings="3")
    for who in ("Ana & Bo", "<b>Zoé</b>"):
        path = path_of(neighbour.fill("questions/t0/person", **{"~go": "add"}))
        neighbour.fill(path, who=who, age="40")
    neighbour.fill("questions/t0/person", remove="-1")
    listed = words(neighbour.get("questions/t0/person"), "main ol")
    assert ("Ana & Bo, 40" in listed, "<b>Zoé</b>, 40" in listed) == (True, True)


def test_two_tabs_that_change_the_list_of_people_lose_nobody(neighbour: Respondent) -> None:
    neighbour.agree()
    neighbour.fill("questions/t0/street", street="des Lilas", outings="3")
    stale = hidden(neighbour.get("questions/t0/person"))
    neighbour.fill("questions/t0/person", **{"~go": "add"})
    neighbour.fill("questions/t0/person~1~person", who="Ana", age="40")
    assert path_of(neighbour.post("questions/t0/person", {**stale, "~remove": "1"})) == "questions/t0/person"
    assert "Ana, 40" in words(neighbour.get("questions/t0/person"), "main ol")


def test_the_team_previews_what_stands_in_a_repeat(neighbour: Respondent) -> None:
    with neighbour.site.app.test_request_context():
        version = db.session.scalars(select(QuestionnaireVersion)).one()
        sheet = Sheet("preview", "", version, {}, 0, None)
        drawn = [card.name for page in version.content.pages() for card in cards(sheet, page, {})]
    assert drawn == ["street", "outings", "who", "age"]
