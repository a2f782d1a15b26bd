"""A study of the simulated lab: from its questionnaires and its plan to the answers of the last wave."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from analysis import plan_json
from analysis.plan import Plan
from livinglab.demonstration.measuring import bring_in
from livinglab.demonstration.scenario import LANGUAGE, Fieldwork, Person, brought
from livinglab.demonstration.visitor import Unexpected, Upload, Visitor
from livinglab.samples import samples

HANDS = 4  # as many people answer at once as the server has threads
MOST_PAGES = 20
ENGLISH_EVERY = 8  # one in so many reads English


def planned(work: Fieldwork, day: date) -> Plan:
    """The plan of the sample for a study that starts on a day, with who funds and who analyses."""
    plan = plan_json.loads(samples()[work.sample].plan(day, LANGUAGE))
    return replace(plan, funders=work.funders, analysts=work.analysts)


def prepare_study(team: Visitor, study: str, work: Fieldwork, day: date) -> tuple[tuple[Person, str], ...]:
    """Questionnaires, plan, lock, consent, participants, measurements, opening; each person with their link.

    In an anonymous study, that link is everyone's.
    """
    sample, plan = samples()[work.sample], planned(work, day)
    team.open(f"{study}/plan")
    team.send({"plan_file": Upload("plan.json", plan_json.dumps(plan).encode())}, form="import-plan")
    for asked in sample.questionnaires:
        team.open(f"{study}/questionnaires")
        team.send({"workbook": Upload(asked.file, asked.content)}, form="upload-questionnaire")
        team.open(f"{study}/questionnaires")
        team.choose_first([f"wave-{wave}" for wave in asked.waves], form="assign-questionnaire")
    cited = [each.file for each in sample.sheets if each.kind == "parameter_sheet"]
    bring_in(team, study, sample, [brought(sample, file, day) for file in cited])
    team.open(f"{study}/plan/lock")
    team.send(form="lock-plan")
    team.open(f"{study}/consent/edit")
    team.send(work.consent, form="publish-consent")
    links = _at_the_door(team, study, work) if sample.anonymous else _enrolled(team, study, plan, work)
    bring_in(team, study, sample, work.measured(sample, [person for person, _ in links], day))
    team.open(study)
    team.send(form="open-study")
    return links


def open_door(team: Visitor, study: str) -> str:
    """The study's public link."""
    team.open(study)
    team.send(form="issue-open-link")
    return team.found(r"(https?://[^/]+/e/[^/?]+)")


def _at_the_door(team: Visitor, study: str, work: Fieldwork) -> tuple[tuple[Person, str], ...]:
    """People whom nobody enrols, all of them with the same link."""
    door = open_door(team, study)
    return tuple((Person(number, "", number, "", _language(number)), door) for number in range(work.participants))


def _enrolled(team: Visitor, study: str, plan: Plan, work: Fieldwork) -> tuple[tuple[Person, str], ...]:
    team.open(f"{study}/participants")
    drawn = {"arm": "random"} if len(plan.arms) > 1 else {}
    team.send({"count": str(work.participants), **drawn}, form="enrol-participants")
    return _links(team, plan, work.participants)


def _language(number: int) -> str:
    return "en" if number % ENGLISH_EVERY == ENGLISH_EVERY - 1 else "fr"


def _links(team: Visitor, plan: Plan, enrolled: int) -> tuple[tuple[Person, str], ...]:
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in team.page.select("#links tbody tr")]
    if len(rows) != enrolled:
        raise Unexpected(f"{team.address} shows {len(rows)} links instead of {enrolled}.")
    codes = {arm.label[LANGUAGE]: arm.code for arm in plan.arms}
    found: list[tuple[Person, str]] = []
    for number, (pseudonym, label, link) in enumerate(rows):
        arm = codes.get(label, "")
        place = sum(person.arm == arm for person, _ in found)
        found.append((Person(number, arm, place, pseudonym, _language(number)), link))
    return tuple(found)


def answer_all(site: str, links: Sequence[tuple[Person, str]], work: Fieldwork, day: date) -> None:
    """Everyone answers the waves they stay for."""
    waves = [wave.code for wave in sorted(planned(work, day).waves, key=lambda each: each.order)]
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda pair: _answer_waves(site, pair, waves, work), links))


def _answer_waves(site: str, who: tuple[Person, str], waves: Sequence[str], work: Fieldwork) -> None:
    """One person: consent once, then each wave, page by page."""
    person, link = who
    phone = Visitor(site, language=person.language)
    for wave in waves:
        answers = work.answers(person, wave)
        if answers is None:
            return
        phone.open(link)
        if not phone.has_form("consent"):  # their own page; behind the public link the consent comes first
            phone.follow(r"/(consent|questions/)")
        if phone.has_form("consent"):
            phone.send(form="consent")
        for _ in range(MOST_PAGES):
            if phone.has_form("send"):
                break
            phone.send(phone.known_fields(answers, form="page"), form="page")
        else:
            raise Unexpected(f"{phone.address} does not lead to the end of the questionnaire.")
        phone.send(form="send")
