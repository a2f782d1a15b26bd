"""The pages of a project beside its chain: dates, partners, an adopter, two versions, its studies side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from threading import Thread

import pytest
from answered import answered
from looks import looked_at
from media import photograph
from people import PLAN, Cast, cast, laboratory_in, published, twin_studies
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from team_browser import signed_in
from werkzeug.serving import make_server

from livinglab import actions
from livinglab.actions import Adopter
from livinglab.actions.harms import Told
from livinglab.actions.version_files import keep_version_file
from livinglab.jobs import desk
from livinglab.jobs.comparisons import compare_studies
from livinglab.jobs.reports import write_report
from livinglab.store.database import db
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.studies import Study
from livinglab.store.trace import Node
from livinglab.store.uptakes import Uptake

pytestmark = pytest.mark.slow

LONG = "Communauté d’agglomération des Tilleuls-sur-Vidourle et de la Vaunage"
WIDTHS = (320, 360, 1280)


@dataclass(frozen=True)
class Site:
    """A site whose project has partners, an adopter, two versions and two reported studies; one has nothing yet."""

    address: str
    project: str
    empty: str
    pages: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIVINGLAB_DIRECTORY", str(folder))
        for remembered in (desk.desk, desk.settings):
            remembered.cache_clear()
        app = laboratory_in(folder)
        with app.app_context():
            people = cast()
            reports = _reported(people)
            pages = _pages(people)
            project, empty = (f"/projects/{each.id}" for each in (people.balades, people.elsewhere))
            db.session.remove()
        for report in reports:
            write_report.call_local(report)
        compare_studies.call_local(project.rpartition("/")[2])
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(f"http://127.0.0.1:{server.server_port}", project, empty, pages)
        server.shutdown()
    for remembered in (desk.desk, desk.settings):
        remembered.cache_clear()


def _reported(people: Cast) -> list[str]:
    """The reports of two studies that asked the same, to be written."""
    twins = twin_studies(people, dict.fromkeys([wave.code for wave in PLAN.waves], published(people)))
    return [
        actions.request_report(by=people.marc, study=answered(people, study, study.id[:8]), language="en").id
        for study in twins
    ]


def _pages(people: Cast) -> dict[str, str]:
    project = f"/projects/{people.balades.id}"
    _partners(people)
    dates = {"by": people.marc, "project": people.balades, "starts_on": date(2024, 3, 1)}
    actions.date_project(**dates, ends_on=date(2026, 2, 28))  # type: ignore[arg-type]  # as named
    actions.date_project(**dates, ends_on=date(2026, 12, 31), reason="Avenant n° 1")  # type: ignore[arg-type]  # as named
    first, second = _versions(people)
    return {
        "project": project,
        "dates": f"{project}/dates",
        "partners": f"{project}/partners",
        "adopter": f"/uptakes/{_adopter(people, first).id}",
        "new uptake": f"{project}/uptakes/new",
        "indicator": f"{project}/indicators/RCR104",
        "two versions": f"{project}/versions?first={first.id}&second={second.id}",
        "side by side": f"{project}/comparison",
        **_harms(people),
    }


def _harms(people: Cast) -> dict[str, str]:
    """The pages of a study where unwanted effects were noted, and of one where none was."""
    noted, bare = db.session.scalars(select(Study).where(Study.project_id == people.balades.id)).all()
    fall = Told(date(2026, 1, 5), LONG, "serious", "perhaps", "relative", "Rampe posée", PLAN.arms[0].code)
    recorded = [actions.record_harm(by=people.marc, study=noted, told=fall) for _ in range(2)]
    actions.withdraw_harm(by=people.marc, harm=recorded[-1], reason="Noté deux fois")
    return {name: f"/studies/{study.id}/unwanted-effects" for name, study in (("harms", noted), ("no harm", bare))}


def _partners(people: Cast) -> None:
    recorded = [
        actions.record_partner(
            by=people.marc, project=people.balades, organisation=name, country=country, helix="public"
        )
        for name, country in ((LONG, "FR"), ("Namur", "BE"), ("Erreur", "GB"))
    ]
    actions.withdraw_partner(by=people.marc, partner=recorded[-1], reason="Noté deux fois")


def _versions(people: Cast) -> tuple[PrototypeVersion, PrototypeVersion]:
    """One with a photograph, both with what they weigh."""
    prototype = actions.register_prototype(by=people.marc, project=people.balades, name="Banc")
    first, second = (
        actions.release_version(by=people.marc, prototype=prototype, label=label, changes=changes)
        for label, changes in (("1.0", "Premier banc, en pin"), ("2.0", "Plus léger, et démontable sans outil"))
    )
    keep_version_file(by=people.marc, version=first, source=BytesIO(photograph()), name="banc.jpg", words="Le banc")
    wood = {"name": "bois", "per": "kg", "value": "0,5", "low": "0,4", "high": "0,7", "source": "R", "year": "2026"}
    actions.record_lines(by=people.marc, version=first, kind="factor", lines=[wood])
    for version, mass in ((first, "10"), (second, "4")):
        board = {"item": "Planche", "quantity": "1", "unit": "pièce", "unit_mass": mass, "material": "bois"}
        actions.record_lines(by=people.marc, version=version, kind="material", lines=[board])
    return first, second


def _adopter(people: Cast, version: PrototypeVersion) -> Uptake:
    uptake = actions.record_uptake(
        by=people.marc,
        project=people.balades,
        of=Node("prototype_version", version.id),
        organisation="Bancs et Compagnie",
        helix="private",
        adopted_on=date(2026, 1, 5),
        scale="Trois quartiers",
        document=BytesIO(b"%PDF-1.4 words"),
        document_name="courrier.pdf",
    )
    said = Adopter("FR", "micro", "product")
    actions.describe_adopter(by=people.marc, uptake=uptake, adopter=said)
    changed = Adopter("FR", "small", "product")
    return actions.describe_adopter(by=people.marc, uptake=uptake, adopter=changed, reason="Effectif relu avec elle")


def _unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_fits(browser: Browser, site: Site, width: int, language: str) -> None:
    page = signed_in(browser, site.address, width, language)
    wrong = []
    bare = [f"{site.empty}/{name}" for name in ("dates", "partners", "versions", "comparison", "uptakes/new")]
    for address in (*site.pages.values(), *bare):
        page.goto(address)
        _unfolded(page)
        wrong += looked_at((page,))
    page.context.close()
    assert wrong == []


def test_what_is_refused_is_said_and_accessible_too(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 360, "fr")
    page.goto(f"{site.empty}/partners")
    page.click("#add-partner button")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("Choisissez le pays")
    wrong = looked_at((page,))
    page.goto(site.pages["dates"])
    page.fill("#ends_on-year", "2027")
    page.click("#date-project button")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("Dites pourquoi la date change")
    wrong += looked_at((page,))
    page.goto(site.pages["adopter"])
    page.click("summary")
    page.select_option("#country", "BE")
    page.click("#describe-adopter button")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("Dites pourquoi vous changez")
    expect(page.locator("#country")).to_have_value("BE")
    wrong += looked_at((page,))
    page.context.close()
    assert wrong == []


def test_dates_and_a_partner_are_recorded_by_keyboard_without_a_script(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 360, "fr", scripts=False)
    page.goto(site.empty)
    page.get_by_role("link", name="Noter les dates du projet").focus()
    page.keyboard.press("Enter")
    page.locator("#starts_on").focus()
    for typed in ("1", "3", "2024", "28", "2", "2026"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Les dates du projet sont notées")
    page.goto(f"{site.empty}/partners")
    page.locator("#organisation").focus()
    page.keyboard.type("Namur")
    page.keyboard.press("Tab")
    page.keyboard.type("Belg")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Le partenaire est noté")
    expect(page.locator("#partners")).to_contain_text("Belgique")
    page.context.close()


def test_an_unwanted_effect_is_noted_without_a_script_and_what_lacks_is_said(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 360, "fr", scripts=False)
    page.goto(site.pages["no harm"])
    expect(page.locator("main")).to_contain_text("Rien n’a été signalé")
    page.click("#report-harm button")
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("Écrivez un jour qui existe")
    for part, typed in (("", "5"), ("-month", "1"), ("-year", "2026")):
        page.fill(f"#happened_on{part}", typed)
    page.fill("#what", "Une chute dans l’escalier")
    page.fill("#done", "Rampe posée")
    page.check("input[name=seriousness][value=slight]")
    page.check("input[name=relation][value=unknown]")
    page.select_option("#reporter", "relative")
    page.click("#report-harm button")
    expect(page.locator("[role=status]")).to_contain_text("Le signalement est noté")
    expect(page.locator("#harms")).to_contain_text("Une chute dans l’escalier")
    page.context.close()


def test_two_versions_are_chosen_by_keyboard_without_a_script(browser: Browser, site: Site) -> None:
    page = signed_in(browser, site.address, 360, "fr", scripts=False)
    page.goto(f"{site.project}/versions")
    page.locator("#first").focus()
    for typed in ("Banc 1", "Banc 2"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pair-title")).to_be_visible()
    page.context.close()
