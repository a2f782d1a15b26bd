"""A session of the simulated lab: ideas with dots, then the first of them graded, by people on their phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from livinglab.demonstration.scenario import Session
from livinglab.demonstration.visitor import Visitor
from livinglab.demonstration.waiting import without_query


@dataclass(frozen=True)
class Held:
    """Addresses: of the console, of the frozen result, and of what became of the idea that is chosen."""

    console: str
    results: str
    idea: str


def hold_session(team: Visitor, site: str, project: str, session: Session) -> Held:
    """The whole session, from its opening to the result of its last activity."""
    team.open(f"{project}/sessions")
    team.send(session.words, form="open-session")
    console = without_query(team.address)
    team.open(f"{console}/items/new/ideas")
    team.send(session.prompt, form="add-item")
    team.send(form="start-item")
    code = team.found(r"/s/([A-Z0-9]+)")
    phones = [_join(site, code, number, session) for number in range(len(session.ideas))]
    for phone, idea in zip(phones, session.ideas, strict=True):
        phone.send({"text": idea}, form="contribute")
    team.open(console)
    team.send(form="reveal")
    for number, phone in enumerate(phones):
        _place_dots(phone, number, session)
    team.open(console)
    team.send(form="close-item")
    if session.priorities is not None:
        _grade_the_first(team, console, phones, session)
    author = phones[session.chosen]
    return Held(console, without_query(team.address), urljoin(site, f"/s/idea/{author.text('#receipt')}"))


def _grade_the_first(team: Visitor, console: str, phones: Sequence[Visitor], session: Session) -> None:
    """The most supported ideas go on to majority judgment; everyone grades each of them."""
    ideas = without_query(team.address).split("/")[-2]
    team.open(f"{console}/items/new/majority_judgment")
    team.send({**(session.priorities or {}), "source": ideas}, form="add-item")
    team.send(form="start-item")
    for number, phone in enumerate(phones):
        phone.open(without_query(phone.address))
        rows = {row.get_text(" ", strip=True): row for row in phone.page.select("form#judge li[id^=idea-]")}
        grades = {
            str(row.select("input[type=radio]")[0]["name"]): _grade(number, said, session) for said, row in rows.items()
        }
        phone.send(grades, form="judge")
    team.open(console)
    team.send(form="close-item")


def _grade(number: int, said: str, session: Session) -> str:
    idea = next(place for place, words in enumerate(session.ideas) if words in said)
    return session.grade(number, idea) if session.grade else ""


def _join(site: str, code: str, number: int, session: Session) -> Visitor:
    phone = Visitor(site)
    phone.open("/s/")
    named = f"Habitant {number + 1}" if number % 2 else ""
    phone.send({"code": code, "pseudonym": named, "helix": session.helices[number]}, form="join-session")
    return phone


def _place_dots(phone: Visitor, number: int, session: Session) -> None:
    phone.open(without_query(phone.address))
    for idea in session.dots(number):
        phone.press_beside(session.ideas[idea], "more-", form="place-dots")
