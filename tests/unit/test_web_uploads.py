"""Files sent with a page: kept at once, whatever else is wrong; shown to their owner only; never lost nor doubled."""

from __future__ import annotations

import errno
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from media import MP3, PDF, photograph
from respondents import BENCH, Site, open_site
from werkzeug.test import TestResponse

from livinglab.store.attachments import attachments_of
from livinglab.store.files import FILES, files
from livinglab.store.finding import draft_of, participant_by_token, response_of
from livinglab.web import incoming

PAGE = "questions/t0/seen"


class Phone:
    """A respondent's browser without scripts: it keeps no cookie, and sends the form it was shown."""

    def __init__(self, site: Site) -> None:
        self.site, self.token = site, site.new_link()
        self.client: FlaskClient = site.app.test_client(use_cookies=False)

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"/a/{self.token}/{path}", headers={"Accept-Language": "fr"})

    def send(self, path: str = PAGE, **given: object) -> TestResponse:
        """Opens a page and sends its form, with these fields changed; a pair is a file: content and name."""
        return self.send_shown(self.get(path), path, **given)

    def send_shown(self, shown: TestResponse, path: str = PAGE, **given: object) -> TestResponse:
        data: dict[str, object] = {**typed(shown)}
        for field, value in given.items():
            data[field.replace("__", ".")] = (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        return self.client.post(f"/a/{self.token}/{path}", data=data, headers={"Accept-Language": "fr"})

    def kept(self) -> dict[str, str]:
        """The files of the draft, or of what was sent: name → type."""
        with self.site.app.app_context():
            who = participant_by_token(self.token)
            held = draft_of(who, "t0") or response_of(who, "t0")
            return {one.name: one.media_type for one in attachments_of(held.id)} if held else {}

    def answers(self) -> dict[str, object]:
        with self.site.app.app_context():
            who = participant_by_token(self.token)
            held = draft_of(who, "t0") or response_of(who, "t0")
            return dict(held.answers) if held else {}


def typed(shown: TestResponse) -> dict[str, object]:
    fields = soup(shown).select("form[method=post] input[name]")
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in fields
        if field.get("type") not in ("file", "checkbox", "radio")
    }


def soup(shown: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(shown.text, "lxml")


def contents(app: Flask) -> int:
    with app.app_context():
        return sum(path.is_file() for path in files().folder.rglob("*"))


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    """Someone who has agreed and sees the page."""
    phone = Phone(open_site(tmp_path, BENCH))
    phone.send("consent")
    return phone


def test_the_page_asks_for_files_as_a_browser_sends_them(phone: Phone) -> None:
    page = soup(phone.get(PAGE))
    assert page.select_one("form#page")["enctype"] == "multipart/form-data"  # type: ignore[index]
    photo, sound = (page.select_one(f"input[name={name}]") for name in ("photo", "sound"))
    assert photo is not None
    assert sound is not None
    assert photo["accept"] == "image/jpeg,image/png,image/webp,image/gif"
    hints = [str(hint.text) for hint in page.select(".hint")]
    assert hints == ["Un fichier de 50 Mo au plus.", "Un fichier de 50 Mo au plus."]
    assert (sound["accept"], sound["capture"]) == ("audio/*", "environment")


def test_a_file_is_kept_and_becomes_the_answer(phone: Phone) -> None:
    answer = phone.send(photo=(photograph(size=(2000, 1500), position=True), "IMG_1.JPG"), outings="12")
    assert answer.status_code == 303
    assert phone.answers() == {"photo": "IMG_1.JPG", "sound": {"missing": "blank"}, "outings": 12}
    assert phone.kept() == {"IMG_1.JPG": "image/jpeg"}


def test_a_file_survives_an_error_elsewhere_on_the_page(phone: Phone) -> None:
    wrong = phone.send(photo=(photograph(), "banc.jpg"), outings="douze")
    assert wrong.status_code == 422
    page = soup(wrong)
    assert page.select_one(".kept-file bdi").text == "banc.jpg"  # type: ignore[union-attr]
    assert len(page.select(".summary li")) == 1
    assert phone.send_shown(wrong, outings="12").status_code == 303
    assert phone.answers()["photo"] == "banc.jpg"


def test_a_file_that_cannot_be_kept_is_said_and_the_rest_of_the_page_is_kept(phone: Phone) -> None:
    wrong = phone.send(photo=(b"<svg onload='alert(1)'/>", "banc.jpg"), outings="12")
    assert wrong.status_code == 422
    assert [line.text for line in soup(wrong).select(".summary li")] == [
        "Photographiez le banc. Ce fichier n’est pas une image que nous pouvons lire. "
        "Choisissez une photo JPEG, PNG, WebP ou GIF."
    ]
    assert phone.answers()["outings"] == 12
    assert contents(phone.site.app) == 0


def test_a_file_refused_leaves_the_one_kept_before(phone: Phone) -> None:
    phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    wrong = phone.send(photo=(PDF, "autre.pdf"))
    assert wrong.status_code == 422
    assert phone.answers()["photo"] == "banc.jpg"
    assert phone.kept() == {"banc.jpg": "image/jpeg"}


def test_a_new_file_takes_the_place_of_the_old_one(phone: Phone) -> None:
    phone.send(photo=(photograph(), "image.jpg"), outings="12")
    phone.send(photo=(photograph(size=(10, 10)), "image.jpg"))
    assert phone.answers()["photo"] == "image (2).jpg"
    assert phone.kept() == {"image (2).jpg": "image/jpeg"}
    assert contents(phone.site.app) == 1


def test_a_file_is_removed_when_asked(phone: Phone) -> None:
    phone.send(sound=(MP3, "rue.mp3"), photo=(photograph(), "banc.jpg"), outings="12")
    phone.send(sound__remove="1")
    assert phone.answers()["sound"] == {"missing": "blank"}
    assert phone.kept() == {"banc.jpg": "image/jpeg"}
    assert contents(phone.site.app) == 1


def test_going_back_and_changing_the_language_keep_the_file(phone: Phone) -> None:
    shown = phone.get(PAGE)
    english = phone.send_shown(shown, photo=(photograph(), "banc.jpg"), **{"~switch": "en"})
    assert soup(english).select_one(".kept-file bdi").text == "banc.jpg"  # type: ignore[union-attr]
    phone.send_shown(english, sound=(MP3, "rue.mp3"), **{"~go": "back"})
    assert set(phone.kept()) == {"banc.jpg", "rue.mp3"}


def test_a_page_sent_twice_keeps_its_file_once(phone: Phone) -> None:
    shown = phone.get(PAGE)
    for _ in range(2):
        phone.send_shown(shown, photo=(photograph(), "banc.jpg"), outings="12")
    assert phone.kept() == {"banc.jpg": "image/jpeg"}


def test_two_tabs_with_two_files_lose_neither_until_the_person_has_chosen(phone: Phone) -> None:
    shown = phone.get(PAGE)
    phone.send_shown(shown, photo=(photograph(), "un.jpg"), outings="12")
    conflict = phone.send_shown(shown, photo=(photograph(size=(10, 10)), "deux.jpg"), outings="12")
    assert conflict.status_code == 409
    assert set(phone.kept()) == {"un.jpg", "deux.jpg"}
    phone.send_shown(conflict)
    assert phone.answers()["photo"] == "deux.jpg"
    phone.send("review/t0")
    assert phone.kept() == {"deux.jpg": "image/jpeg"}


def test_the_file_is_read_back_before_and_after_sending(phone: Phone) -> None:
    phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    for path in ("review/t0", "answers/t0"):
        read = soup(phone.get(path))
        picture = read.select_one("dd a img")
        assert picture is not None
        assert phone.client.get(str(picture["src"])).mimetype == "image/webp"
        link = picture.find_parent("a")
        assert link is not None
        assert phone.client.get(str(link["href"])).mimetype == "image/jpeg"
        phone.send("review/t0")


def test_a_file_is_shown_as_what_it_is_and_can_do_nothing(phone: Phone) -> None:
    phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    address = str(soup(phone.get(PAGE)).select_one(".kept-file a")["href"])  # type: ignore[index]
    headers = phone.client.get(address).headers
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == "inline; filename=banc.jpg"


def test_another_person_cannot_see_it(phone: Phone) -> None:
    phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    address = str(soup(phone.get(PAGE)).select_one(".kept-file a")["href"])  # type: ignore[index]
    stranger = Phone(phone.site)
    assert stranger.client.get(address.replace(phone.token, stranger.token)).status_code == 404


def test_a_form_cut_short_is_refused_and_changes_nothing(phone: Phone) -> None:
    phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    before = phone.answers()
    begun = b'--b\r\nContent-Disposition: form-data; name="outings"\r\n\r\n13\r\n--b\r\n'
    body = begun + b'Content-Disposition: form-data; name="photo"; filename="x.jpg"\r\n\r\n\xff\xd8\xff'
    cut = phone.client.post(f"/a/{phone.token}/{PAGE}", data=body, content_type="multipart/form-data; boundary=b")
    assert cut.status_code == 400
    assert phone.answers() == before
    assert contents(phone.site.app) == 1


def test_a_full_disk_refuses_the_file_and_keeps_the_answers(phone: Phone) -> None:
    app = phone.site.app
    app.extensions[FILES] = replace(app.extensions[FILES], least_free=2, free=lambda _folder: 1)
    wrong = phone.send(photo=(photograph(), "banc.jpg"), outings="12")
    assert wrong.status_code == 422
    assert "Le serveur n’a plus de place pour les fichiers." in soup(wrong).select_one(".summary").text  # type: ignore[union-attr]
    assert phone.answers()["outings"] == 12


def test_a_film_of_any_size_takes_no_answer_and_no_other_file_along(phone: Phone) -> None:
    shown = phone.get(PAGE)
    phone.site.app.config["MAX_CONTENT_LENGTH"] = 2 * incoming.IN_MEMORY
    film = bytes(3 * incoming.IN_MEMORY)
    wrong = phone.send_shown(shown, photo=(film, "film.mp4"), sound=(MP3, "voix.mp3"), outings="12")
    assert wrong.status_code == 422
    assert "Ce fichier est trop lourd" in soup(wrong).select_one(".summary").text  # type: ignore[union-attr]
    assert phone.answers() == {"sound": "voix.mp3", "outings": 12}
    assert phone.kept() == {"voix.mp3": "audio/mpeg"}


def test_a_disk_that_fills_up_on_the_way_takes_no_answer_along(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_spool: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    shown = phone.get(PAGE)
    monkeypatch.setattr(incoming.Spool, "rollover", full)
    large = photograph() + bytes(2 * incoming.IN_MEMORY)
    wrong = phone.send_shown(shown, photo=(large, "banc.jpg"), outings="12")
    assert wrong.status_code == 422
    assert "Le serveur n’a plus de place pour les fichiers." in soup(wrong).select_one(".summary").text  # type: ignore[union-attr]
    assert phone.answers()["outings"] == 12


def test_a_file_and_a_refusal_to_answer_are_not_both_an_answer(phone: Phone) -> None:
    wrong = phone.send(photo=(photograph(), "banc.jpg"), outings="12", photo__missing="declined")
    assert wrong.status_code == 422
    assert phone.kept() == {"banc.jpg": "image/jpeg"}
