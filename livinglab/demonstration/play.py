"""The simulated living lab, played through the site's own pages: from an idea on a phone to a PDF.

What passes: the administrator founds the laboratory; residents write ideas, share out dots, then grade the five most
supported; the team decides from that frozen result, states a requirement, releases a version, plans and locks a study;
residents answer three waves; the site writes the reports; the team writes down what it learned, publishes it, and
records who adopted it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from livinglab.demonstration import scenario
from livinglab.demonstration.residents import RESIDENTS, Resident, resident
from livinglab.demonstration.visitor import Unexpected, Upload, Visitor

HERE = Path(__file__).parent
WAVES = ("t0", "t1", "t2")
HANDS = 4  # as many residents answer at once as the server has threads
EDITIONS = {
    "fr": ("funder", "fr"),
    "en": ("funder", "en"),
    "researchers.fr": ("researcher", "fr"),
    "researchers.en": ("researcher", "en"),
    "residents.fr": ("resident", "fr"),
    "residents.en": ("resident", "en"),
}
MOST_PAGES = 20
REPORT_SECONDS = 300

Say = Callable[[str], None]


@dataclass(frozen=True)
class Played:
    """Where things are once the lab was played: addresses, and reports by language."""

    project: str
    study: str
    session: str
    door: str
    learning: str
    idea: str
    reports: dict[str, str]


def play(site: str, setup_code: str, folder: Path, say: Say) -> Played:
    """Plays the whole scenario on an empty site; the reports are written into the folder. Raises Unexpected."""
    team = Visitor(site)
    say("found")
    project = found_laboratory(team, setup_code)
    say("session")
    session, results, idea = hold_session(team, site, project)
    say("chain")
    study = build_chain(team, project, results)
    say("study")
    links = prepare_study(team, study)
    say("answers")
    answer_all(site, links)
    say("report")
    for words in scenario.WORDS_OF_THE_TEAM:
        team.open(f"{study}/remarks")
        team.send(words, form="write-remark")
    reports = {name: produce_report(team, study, *EDITIONS[name], folder / f"balades.{name}.pdf") for name in EDITIONS}
    say("learning")
    learning = learn_and_hand_over(team, project, study)
    return Played(project, study, session, open_door(team, study), learning, idea, reports)


def found_laboratory(team: Visitor, setup_code: str) -> str:
    """The first administrator and the project; the project's address."""
    team.open("/setup")
    team.send({"code": setup_code, **scenario.ADMINISTRATOR}, form="create-administrator")
    team.open("/projects/new")
    team.send(scenario.PROJECT, form="create-project")
    return team.address


def hold_session(team: Visitor, site: str, project: str) -> tuple[str, str, str]:
    """Ideas with dots, then the first of them graded, by residents on their phones.

    The addresses of the console, of the results, and of what became of the idea that is chosen.
    """
    team.open(f"{project}/sessions")
    team.send(scenario.SESSION, form="open-session")
    console = _without_query(team.address)
    team.open(f"{console}/items/new/ideas")
    team.send(scenario.ACTIVITY, form="add-item")
    team.send(form="start-item")
    code = team.found(r"/s/([A-Z0-9]+)")
    phones = [_join(site, code, number) for number in range(len(scenario.IDEAS))]
    for phone, idea in zip(phones, scenario.IDEAS, strict=True):
        phone.send({"text": idea}, form="contribute")
    team.open(console)
    team.send(form="reveal")
    for number, phone in enumerate(phones):
        _place_dots(phone, number)
    team.open(console)
    team.send(form="close-item")
    _grade_the_first(team, console, _without_query(team.address), phones)
    author = phones[scenario.CHOSEN]
    return console, _without_query(team.address), urljoin(site, f"/s/idea/{author.text('#receipt')}")


def _grade_the_first(team: Visitor, console: str, ideas: str, phones: Sequence[Visitor]) -> None:
    """The most supported ideas go on to majority judgment; every resident grades each of them."""
    team.open(f"{console}/items/new/majority_judgment")
    team.send({**scenario.PRIORITIES, "source": ideas.split("/")[-2]}, form="add-item")
    team.send(form="start-item")
    for number, phone in enumerate(phones):
        phone.open(_without_query(phone.address))
        rows = {row.get_text(" ", strip=True): row for row in phone.page.select("form#judge li[id^=idea-]")}
        grades = {
            row.select("input[type=radio]")[0]["name"]: scenario.grade_of(number, said) for said, row in rows.items()
        }
        phone.send({str(name): grade for name, grade in grades.items()}, form="judge")
    team.open(console)
    team.send(form="close-item")


def _join(site: str, code: str, number: int) -> Visitor:
    phone = Visitor(site)
    phone.open("/s/")
    named = f"Habitant {number + 1}" if number % 2 else ""
    phone.send({"code": code, "pseudonym": named, "helix": scenario.HELICES[number]}, form="join-session")
    return phone


def _place_dots(phone: Visitor, number: int) -> None:
    phone.open(_without_query(phone.address))
    for idea in scenario.dots_of(number):
        phone.press_beside(scenario.IDEAS[idea], "more-", form="place-dots")


def build_chain(team: Visitor, project: str, results: str) -> str:
    """Decision, requirement, prototype, version, study; the study's address."""
    team.open(results)
    team.tick("chosen", beside=scenario.IDEAS[scenario.CHOSEN])
    team.send(scenario.DECISION, form="record-decision")
    team.send(scenario.REQUIREMENT, form="record-requirement")
    team.send(scenario.PROTOTYPE, form="register-prototype")
    team.send(scenario.VERSION, form="release-version")
    _tell_workshop(team, _without_query(team.address))
    team.send(scenario.STUDY, form="plan-study")
    return _without_query(team.address)


def _tell_workshop(team: Visitor, version: str) -> None:
    for kind, lines in scenario.WORKSHOP.items():
        team.open(f"{version}/workshop/{kind}")
        team.send(lines, form=f"workshop-{kind}")
    team.open(version)


def prepare_study(team: Visitor, study: str) -> tuple[tuple[Resident, str], ...]:
    """Questionnaire, plan, lock, consent, participants, opening; each resident with their link."""
    team.open(f"{study}/questionnaires")
    workbook = Upload("balades.md", (HERE / "balades.md").read_bytes())
    team.send({"workbook": workbook}, form="upload-questionnaire")
    team.open(f"{study}/plan")
    team.send({"plan_file": Upload("plan.json", (HERE / "plan.json").read_bytes())}, form="import-plan")
    team.open(f"{study}/questionnaires")
    team.choose_last({f"wave-{wave}" for wave in WAVES}, form="assign-questionnaire")
    team.open(f"{study}/plan/lock")
    team.send(form="lock-plan")
    team.open(f"{study}/consent/edit")
    team.send(scenario.CONSENT, form="publish-consent")
    team.open(f"{study}/participants")
    team.send({"count": str(RESIDENTS), "arm": "random"}, form="enrol-participants")
    links = _links(team)
    team.open(study)
    team.send(form="open-study")
    return links


def _links(team: Visitor) -> tuple[tuple[Resident, str], ...]:
    rows = [row.get_text(" ", strip=True) for row in team.page.select("tbody tr")]
    found = [re.search(r"https?://\S+/a/\S+", row) for row in rows]
    arms = ["carnet" if "Carnet" in row else "attente" for row in rows]
    links = [match.group() for match in found if match]
    if len(links) != RESIDENTS:
        raise Unexpected(f"{team.address} shows {len(links)} links instead of {RESIDENTS}.")
    places = [arms[:number].count(arm) for number, arm in enumerate(arms)]
    return tuple((resident(number, arms[number], places[number]), link) for number, link in enumerate(links))


def answer_all(site: str, links: Sequence[tuple[Resident, str]]) -> None:
    """Every resident answers the waves they stay for."""
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda pair: answer_waves(site, *pair), links))


def answer_waves(site: str, person: Resident, link: str) -> None:
    """One resident: consent once, then each wave, page by page."""
    phone = Visitor(site, language=person.language)
    for wave in WAVES:
        if not person.answers_at(wave):
            return
        phone.open(link)
        phone.follow(r"/(consent|questions/)")
        if phone.has_form("consent"):
            phone.send(form="consent")
        _fill_pages(phone, person.answers(wave))


def _fill_pages(phone: Visitor, answers: dict[str, object]) -> None:
    for _ in range(MOST_PAGES):
        if phone.has_form("send"):
            phone.send(form="send")
            return
        phone.send(phone.known_fields(answers, form="page"), form="page")
    raise Unexpected(f"{phone.address} does not lead to the end of the questionnaire.")


def produce_report(team: Visitor, study: str, audience: str, language: str, file: Path) -> str:
    """Asks for the report, waits for the job, and keeps the file; its path."""
    team.open(f"{study}/reports")
    team.send({"audience": audience, "language": language}, form="produce-report")
    report = _without_query(team.address)
    _wait_for(team, report)
    file.write_bytes(team.download(f"{report}/report.pdf"))
    return str(file)


def learn_and_hand_over(team: Visitor, project: str, study: str) -> str:
    """What was learned, published after its preview, and the organisation that adopts it; the public page's address."""
    team.open(f"{project}/learnings/new?source=study:{study.rsplit('/', 1)[-1]}")
    team.send(scenario.LEARNING, form="record-learning")
    learning = _without_query(team.address)
    team.open(f"{learning}/publish")
    team.send({"checked": "1"}, form="publish-learning")
    public = urljoin(learning, team.found(r"(/library/\w+)"))
    team.open(f"{project}/uptakes/new?of=learning:{learning.rsplit('/', 1)[-1]}")
    team.send({**scenario.UPTAKE, "document": Upload(*scenario.UPTAKE_DOCUMENT)}, form="record-uptake")
    return public


def open_door(team: Visitor, study: str) -> str:
    """The study's public link: whoever watches the demonstration may answer on their own phone."""
    team.open(study)
    team.send(form="issue-open-link")
    return team.found(r"(https?://[^/]+/e/[^/?]+)")


def _wait_for(team: Visitor, report: str) -> None:
    end = time.monotonic() + REPORT_SECONDS
    while time.monotonic() < end:
        state = team.json(f"{report}/progress.json")["state"]
        if state == "done":
            return
        if state == "failed":
            raise Unexpected(f"{report} failed.")
        time.sleep(0.5)
    raise Unexpected(f"{report} was not written within {REPORT_SECONDS} seconds.")


def _without_query(address: str) -> str:
    return address.split("?")[0].split("#")[0]
