"""What a device answers for a person: where they are, a drawing, a recording, a code, a word of a long list.

The fields stay, and say the answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

import pytest
from flask import Flask, request, request_started
from looks import violations
from media import PDF, photograph
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from respondents import Site, open_site, press, served

from livinglab.store.attachments import Attachment
from livinglab.store.database import db
from livinglab.store.responses import Draft
from surveys.reading import read_workbook

pytestmark = pytest.mark.slow

SURVEY = """
| survey | | | | | | | |
| | type | name | label | appearance | parameters | choice_filter | required |
| | start-geopoint | begun | | | | | |
| | begin group | places | Des lieux | | | | |
| | integer | outings | Combien de sorties ? | | | | |
| | geopoint | home | Où habitez-vous ? | placement-map | capture-accuracy=10 warning-accuracy=50 | | |
| | geotrace | way | Par où passez-vous ? | | | | |
| | geoshape | garden | Où est le jardin ? | | | | |
| | decimal | facing | Vers où regarde le banc ? | bearing | | | |
| | end group | | | | | | |
| | begin group | files | Des fichiers | | | | |
| | image | signed | Votre signature | signature | | | |
| | image | spot | Entourez l’obstacle | annotate | max-pixels=800 | | |
| | image | bench | Une photo du banc | new | max-pixels=600 | | |
| | audio | told | Racontez | | quality=voice-only | | |
| | barcode | code | Le code du banc | | | | |
| | end group | | | | | | |
| | begin group | lists | Des listes | | | | |
| | select_one regions | region | Quelle région ? | minimal | | | |
| | select_one towns | town | Quelle commune ? | autocomplete | | region = ${region} | |
| | select_one towns | born | Où êtes-vous né ? | | | | |
| | select_multiple towns | visited | Où allez-vous ? | | | | |
| | end group | | | | | | |
| | begin group | proofs | Des preuves | | | | |
| | image | wall | Une photo du mur | | | | |
| | file | paper | Un papier | | | | yes |
| | end group | | | | | | |

| choices | | | | |
| | list_name | name | label | region |
| | regions | north | Le Nord | |
| | regions | south | Le Sud | |
"""
NAMES = ("Évreux", "L’Haÿ-les-Roses", "Œuilly", "Saint-Médard", "Bègles")
TOWNS = "".join(
    f"| | towns | t{at} | {NAMES[at % 5]} {at // 5} | {'north' if at < 15 else 'south'} |\n" for at in range(30)
)
CORNERS = ((44.8378, -0.5792), (44.8382, -0.5795), (44.8390, -0.5785))
LETTER: FilePayload = {"name": "mot.pdf", "mimeType": "application/pdf", "buffer": PDF}
PHOTO: FilePayload = {"name": "banc.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(1600, 1200))}
DETECTOR = "window.BarcodeDetector = class { async detect() { return [{ rawValue: '3017620422003' }]; } };"
CONTINUE = "main form .buttons button:first-child"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    questionnaire = read_workbook((SURVEY + TOWNS).encode(), "devices.md").questionnaire
    assert questionnaire is not None
    with served(open_site(tmp_path_factory.mktemp("site"), questionnaire)) as site:
        yield site


@contextmanager
def visiting(
    site: Site,
    browser: Browser,
    code: str = "places",
    *,
    permissions: Sequence[str] = (),
    script: str = "",
    faulty: bool = False,
) -> Iterator[Page]:
    """A page of questions on a phone; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="fr-FR", permissions=[*permissions])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{site.address}/a/{site.new_link()}?lang=fr")
    page.click("main a.button")
    press(page, CONTINUE)
    page.add_init_script(script)
    page.goto(page.url.replace("/places", f"/{code}"))
    expect(page.locator("template")).to_have_count(0)
    yield page
    context.close()
    assert faulty or faults == []


def answers(site: Site) -> dict[str, object]:
    """What the last person to come has answered so far."""
    with site.app.app_context():
        draft = db.session.scalars(db.select(Draft).order_by(Draft.started_at.desc())).first()
        return dict(draft.answers) if draft else {}


def kept_file(site: Site, question: str) -> tuple[str, Image.Image | None]:
    """The media type of the file last kept for a question, and the picture it is."""
    with site.app.app_context():
        of_question = db.select(Attachment).where(Attachment.question == question)
        kept = db.session.scalars(of_question.order_by(Attachment.created_at.desc())).first()
        assert kept is not None
        return kept.media_type, Image.open(kept.path) if kept.media_type.startswith("image/") else None


def stand(page: Page, latitude: float, longitude: float, accuracy: float) -> None:
    page.context.set_geolocation({"latitude": latitude, "longitude": longitude, "accuracy": accuracy})


def test_a_place_is_where_the_device_is_and_its_accuracy_is_said(site: Site, browser: Browser) -> None:
    with visiting(site, browser, permissions=["geolocation"]) as page:
        stand(page, *CORNERS[0], 8)
        page.click("text=Utiliser ma position")
        status = page.locator("#c-home [role=status]")
        expect(status).to_have_text("Position notée, à 8\u00a0m près.")
        assert page.input_value("#q-home") == "44,8378"
        press(page, CONTINUE)
        assert answers(site)["home"] == "44.8378 -0.5792 0 8"


def test_a_poor_position_is_kept_on_demand_and_said_to_be_poor(site: Site, browser: Browser) -> None:
    with visiting(site, browser, permissions=["geolocation"]) as page:
        stand(page, *CORNERS[0], 250)
        page.click("text=Utiliser ma position")
        page.click("text=Garder cette position")
        expect(page.locator("#c-home [role=status]")).to_contain_text("mais à 250\u00a0m près seulement")
        page.fill("#q-home", "44,9")
        press(page, CONTINUE)
        assert answers(site)["home"] == "44.9 -0.5792 0 0"


def test_who_refuses_is_told_to_write_the_place(site: Site, browser: Browser) -> None:
    with visiting(site, browser) as page:
        page.click("text=Utiliser ma position")
        expect(page.locator("#c-home [role=status]")).to_contain_text("ou écrivez le lieu")
        expect(page.locator("#c-home button:visible")).to_be_enabled()


def test_a_way_and_an_area_grow_point_by_point(site: Site, browser: Browser) -> None:
    with visiting(site, browser, permissions=["geolocation"]) as page:
        for question in ("way", "garden"):
            for number, (latitude, longitude) in enumerate(CORNERS, start=1):
                stand(page, latitude, longitude, 4)
                page.locator(f"#c-{question}").get_by_text("Ajouter un point").click()
                expect(page.locator(f"#c-{question} li")).to_have_count(number)
        expect(page.locator("#c-way")).to_contain_text("3 points, 169\u00a0m de long.")
        expect(page.locator("#c-garden")).to_contain_text("contour fermé : 2\u202f812\u00a0m², 314\u00a0m de tour.")
        assert page.locator("#c-garden .sketch").count() == 1
        assert violations(page) == []
        page.locator("#c-way li button").first.press("Enter")
        expect(page.locator("#c-way li")).to_have_count(2)
        press(page, CONTINUE)
        assert answers(site)["way"] == "44.8382 -0.5795 0 4;44.839 -0.5785 0 4"
        assert str(answers(site)["garden"]).count(";") == 3


def test_a_walk_is_followed_until_told_to_stop(site: Site, browser: Browser) -> None:
    with visiting(site, browser, permissions=["geolocation"]) as page:
        way = page.locator("#c-way")
        for number, (latitude, longitude) in enumerate(CORNERS[::2], start=1):
            stand(page, latitude, longitude, 4)
            way.get_by_text("Suivre ma marche").click()
            expect(way.locator("li")).to_have_count(number)
            way.get_by_text("Arrêter le suivi").click()
            expect(way.get_by_text("Suivre ma marche")).to_be_focused()


TURNED = """alpha => dispatchEvent(
  new DeviceOrientationEvent("deviceorientationabsolute", { alpha, beta: 0, gamma: 0, absolute: true })
)"""


def test_a_direction_is_read_from_the_compass_or_written_in_degrees(site: Site, browser: Browser) -> None:
    with visiting(site, browser) as page:
        card = page.locator("#c-facing")
        card.get_by_role("button", name="Utiliser la boussole").click()
        expect(card.locator("[role=status]")).to_have_text("La boussole cherche le nord…")
        page.evaluate(TURNED, 90)
        expect(card.locator(".device > p").first).to_contain_text("270° pour l’instant")
        assert violations(page) == []
        card.get_by_role("button", name="Noter cette direction").press("Enter")
        expect(card.locator("[role=status]")).to_have_text("Direction notée : 270°.")
        expect(page.locator("#q-facing")).to_have_value("270")
        expect(card.get_by_role("button", name="Utiliser la boussole")).to_be_focused()
        page.fill("#q-facing", "361")
        page.click(CONTINUE)
        expect(card.locator(".error")).to_contain_text("de 0 à 360 degrés")
        page.fill("#q-facing", "12,5")
        press(page, CONTINUE)
        assert answers(site)["facing"] == 12.5


def test_a_device_without_a_compass_says_what_to_write(site: Site, browser: Browser) -> None:
    with visiting(site, browser) as page:
        page.clock.install()
        page.get_by_role("button", name="Utiliser la boussole").click()
        page.clock.run_for(5_000)
        expect(page.locator("#c-facing [role=status]")).to_contain_text("Écrivez la direction en degrés")
        expect(page.get_by_role("button", name="Utiliser la boussole")).to_be_enabled()


def draw(page: Page, canvas: Locator, *points: tuple[float, float]) -> None:
    """A line over a canvas, in parts of its width and height."""
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    places = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def test_a_signature_is_drawn_undone_and_sent_as_a_picture(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        card, canvas = page.locator("#c-signed"), page.locator("#c-signed canvas")
        expect(card.locator(".hint")).to_have_text(["Ou choisissez une image sur cet appareil :"])
        draw(page, canvas, (0.1, 0.6), (0.9, 0.4))
        draw(page, canvas, (0.1, 0.1), (0.2, 0.1))
        page.set_viewport_size({"width": 780, "height": 360})
        card.get_by_text("Effacer le dernier trait").click()
        expect(card.locator("[role=status]")).to_contain_text("Votre signature partira")
        assert violations(page) == []
        press(page, CONTINUE)
        media_type, picture = kept_file(site, "signed")
        assert picture is not None
        assert (media_type, picture.size) == ("image/png", (1200, 480))
        grey = picture.convert("L")
        assert grey.crop((0, 0, 1200, 100)).getextrema() == (255, 255)  # the line undone
        assert grey.crop((400, 200, 800, 320)).getextrema()[0] < 100


def test_a_name_typed_is_a_signature_and_can_be_taken_back(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        page.get_by_label("ou écrivez votre nom").fill("Lucie Morel")
        expect(page.locator("#c-signed [role=status]")).to_contain_text("Votre signature partira")
        page.locator("#c-signed").get_by_text("Tout effacer").click()
        expect(page.locator("#c-signed [role=status]")).to_have_text("Tout est effacé.")
        assert page.locator("#q-signed").evaluate("one => one.files.length") == 0


def test_one_draws_over_a_photograph_and_over_the_one_kept(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        page.set_input_files("#q-spot", PHOTO)
        draw(page, page.locator("#c-spot canvas"), (0.1, 0.25), (0.9, 0.25))
        expect(page.locator("#c-spot [role=status]")).to_contain_text("Votre dessin partira")
        press(page, CONTINUE)
        media_type, picture = kept_file(site, "spot")
        assert picture is not None
        assert (media_type, picture.size) == ("image/jpeg", (800, 600))
        page.go_back()
        page.click("text=Dessiner sur l’image gardée")
        expect(page.locator("#c-spot canvas")).to_be_visible()


def test_a_photograph_is_made_smaller_before_it_is_sent_and_shown(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        page.set_input_files("#q-bench", PHOTO)
        expect(page.locator("#c-bench [role=status]")).to_contain_text("Photo réduite de")
        expect(page.locator("#c-bench canvas")).to_have_count(1)
        assert page.locator("#q-bench").evaluate("one => one.files[0].size") < len(PHOTO["buffer"])
        press(page, CONTINUE)
        _, picture = kept_file(site, "bench")
        assert picture is not None
        assert picture.size == (600, 450)


def test_a_file_too_large_is_named_so_before_it_travels(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        page.locator("#q-bench").evaluate("one => { one.dataset.limit = '1000' }")
        page.set_input_files("#q-bench", PHOTO)
        expect(page.locator("#c-bench [role=status]")).to_contain_text("et la limite est de 1 ko")
        assert page.locator("#q-bench").evaluate("one => one.files.length") == 0


def test_a_voice_is_recorded_heard_and_sent(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files", permissions=["microphone"]) as page:
        page.click("text=Enregistrer ma voix")
        expect(page.locator("#c-told")).to_contain_text("0:01")
        page.click("text=Arrêter l’enregistrement")
        expect(page.locator("#c-told audio")).to_be_visible()
        expect(page.get_by_text("Enregistrer à nouveau")).to_be_focused()
        press(page, CONTINUE)
        assert kept_file(site, "told")[0] == "video/webm"


def test_who_refuses_the_microphone_chooses_a_file(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files") as page:
        page.click("text=Enregistrer ma voix")
        expect(page.locator("#c-told [role=status]").first).to_contain_text("ou choisissez un fichier")


def test_a_code_is_read_by_the_camera_where_the_browser_can(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files", permissions=["camera"], script=DETECTOR) as page:
        page.click("text=Lire le code avec l’appareil photo")
        expect(page.locator("#c-code [role=status]")).to_have_text("Code lu : 3017620422003. Vérifiez-le.")
        expect(page.locator("#c-code video")).to_be_hidden()
        press(page, CONTINUE)
        assert answers(site)["code"] == "3017620422003"


def test_a_code_is_typed_where_the_browser_cannot_read_it(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "files", script="delete window.BarcodeDetector") as page:
        expect(page.locator("#c-code button")).to_have_count(0)


def test_a_long_list_is_searched_whatever_the_accents_by_keyboard(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "lists") as page:
        page.locator("#q-born").press_sequentially("hay les")
        expect(page.locator("#c-born [role=status]")).to_have_text("6 réponses trouvées.")
        assert violations(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.locator("#q-born").get_attribute("aria-activedescendant") == "q-born-options-1"
        page.keyboard.press("Enter")
        expect(page.locator("#q-born")).to_have_value("L’Haÿ-les-Roses 1")
        press(page, CONTINUE)
        assert answers(site)["born"] == "t6"


def test_what_is_not_in_the_list_is_said_and_answers_nothing(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "lists") as page:
        page.locator("#q-born").press_sequentially("oeuilly 2")
        page.keyboard.press("Tab")
        expect(page.locator("#q-born")).to_have_value("Œuilly 2")
        page.fill("#q-born", "Venise")
        page.keyboard.press("Tab")
        expect(page.locator("#c-born [role=status]")).to_contain_text("« Venise » n’est pas dans la liste")
        press(page, CONTINUE)
        assert answers(site)["born"] == {"missing": "blank"}


def test_a_searched_list_follows_the_answer_it_depends_on(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "lists") as page:
        page.select_option("#q-region", "north")
        page.fill("#q-town", "begles 2")
        page.keyboard.press("Enter")
        expect(page.locator("#q-town")).to_have_value("Bègles 2")
        page.select_option("#q-region", "south")
        expect(page.locator("#q-town")).to_have_value("")
        page.fill("#q-town", "begles")
        expect(page.locator("#c-town [role=option]")).to_have_text(["Bègles 3", "Bègles 4", "Bègles 5"])


def test_many_boxes_are_searched_and_those_ticked_stay_in_sight(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "lists") as page:
        page.fill("#c-visited-search", "saint medard 3")
        page.locator("#c-visited .choice:visible").check()
        page.fill("#c-visited-search", "œuilly 5")
        expect(page.locator("#c-visited .choice:visible")).to_have_text(["Saint-Médard 3", "Œuilly 5"])
        expect(page.locator("#c-visited .ticked")).to_have_text("1 réponse cochée : Saint-Médard 3.")
        page.keyboard.press("Enter")
        press(page, CONTINUE)
        assert answers(site)["visited"] == ["t18"]


def test_without_a_script_a_long_list_is_a_drop_down(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/a/{site.new_link()}?lang=fr")
    page.click("main a.button")
    press(page, CONTINUE)
    page.goto(page.url.replace("/places", "/lists"))
    page.select_option("#q-born", "t6")
    page.check("#c-visited >> text=Bègles 0")
    press(page, CONTINUE)
    assert (answers(site)["born"], answers(site)["visited"]) == ("t6", ["t4"])
    context.close()


def noise() -> FilePayload:
    """A photograph too heavy to be gone at once."""
    picture = BytesIO()
    Image.effect_noise((1000, 700), 90).save(picture, "png")
    return {"name": "mur.png", "mimeType": "image/png", "buffer": picture.getvalue()}


def test_files_that_do_not_arrive_stay_on_the_page(site: Site, browser: Browser) -> None:
    with visiting(site, browser, "proofs", faulty=True) as page:
        page.set_input_files("#q-wall", noise())
        page.set_input_files("#q-paper", LETTER)
        page.route("**/questions/**", lambda route: route.abort())
        press(page, CONTINUE)
        expect(page.locator("#page > .device [role=status]")).to_contain_text("Rien n’est perdu")
        page.unroute("**/questions/**")
        press(page, CONTINUE)
        expect(page.locator("h1")).not_to_have_text("Des preuves")
        assert kept_file(site, "wall")[0] == "image/png"


def test_what_the_server_finds_wrong_is_shown_without_sending_a_large_file_again(site: Site, browser: Browser) -> None:
    large: list[bool] = []

    def weigh(_app: Flask, **_: object) -> None:
        if request.method == "POST" and "/questions/" in request.path:
            large.append((request.content_length or 0) > 300_000)

    with request_started.connected_to(weigh, site.app), visiting(site, browser, "proofs", faulty=True) as page:
        page.set_input_files("#q-wall", noise())
        press(page, CONTINUE)
        expect(page.locator("#c-paper .error")).to_be_visible()
        expect(page.locator("#c-wall .kept-file bdi")).to_have_text("mur.png")
    assert large == [True, False]


def test_where_one_starts_is_given_by_a_button_and_can_be_taken_back(site: Site, browser: Browser) -> None:
    with visiting(site, browser, permissions=["geolocation"]) as page:
        stand(page, *CORNERS[0], 8)
        page.click("text=Donner ma position")
        page.click("text=Ne plus la donner")
        expect(page.locator("[data-start] [role=status]")).to_have_text("Votre position ne sera pas envoyée.")
        page.click("text=Donner ma position")
        expect(page.locator("[data-start] [role=status]")).to_contain_text("Position notée")
        assert violations(page) == []
        press(page, CONTINUE)
        assert answers(site)["begun"] == "44.8378 -0.5792 0 8"
        page.go_back()
        expect(page.locator("[data-start]")).to_have_count(0)
