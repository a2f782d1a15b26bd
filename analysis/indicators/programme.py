"""What programmes ask for by code. The platform lists the cases it can document; the rest is for the team to show.

A code is whole once the team recorded what its fiche asks besides: the countries of partners, the size of a business,
the end of the project.
Nothing recorded, the cases are candidates, as they were before anything could be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analysis.indicators.counts import Sorted, tally, unfinished
from analysis.indicators.facts import SIZES, Case, FieldTest, ProjectFacts, UptakeSeen
from analysis.indicators.readings import Found, State

COUNTRIES = 2  # at least, that developed a pilot action together
SMES = SIZES[:3]


def pilot_actions(facts: ProjectFacts) -> Found:
    """RCO84: field tests implemented and finalised; developed by partners of two countries, once partners are known."""
    state: State = "counted" if facts.partners else "candidates"
    return tally(((Case("study", test.id), unfinished(test) or _alone(test, facts)) for test in facts.tests), state)


def solutions_taken_up(facts: ProjectFacts) -> Found:
    """RCR104: prototypes adopted with a document of the adopter; a solution adopted twice is one solution. During the
    project or within one year of its end, once that end is known; neither legal nor administrative."""
    return tally(_solutions(facts), "counted" if facts.ends_on else "candidates")


def enterprises_innovating(facts: ProjectFacts) -> Found:
    """RCR03: businesses that adopted a prototype with their document, each once; SMEs with a product on its market or a
    process in use, once the size of one is known."""
    known = any(uptake.size for uptake in facts.uptakes if not _not_an_adopter(uptake))
    return tally(_businesses(facts, known), "counted" if known else "candidates")


def not_collected(facts: ProjectFacts) -> Found:
    """For what the platform does not record."""
    return Found("not_collected")


def _alone(test: FieldTest, facts: ProjectFacts) -> str:
    """Why a field test was not developed jointly, as far as partners are known."""
    if not facts.partners:
        return ""
    countries = {partner.country for partner in facts.partners if test.id in partner.tests}
    if len(countries) >= COUNTRIES:
        return ""
    return "one_country" if countries else "no_partner_named"


def _solutions(facts: ProjectFacts) -> Iterator[Sorted]:
    """Each adopted prototype is a case; so is each uptake that counts none."""
    seen: set[str] = set()
    for uptake in facts.uptakes:
        reason = _not_taken_up(uptake) or _out_of_time(uptake.on, facts)
        if not reason and seen.issuperset(uptake.prototypes):
            reason = "solution_counted_already"
        if reason:
            yield Case("uptake", uptake.id), reason
            continue
        for prototype in uptake.prototypes:
            if prototype not in seen:
                seen.add(prototype)
                yield Case("prototype", prototype), ""


def _not_taken_up(uptake: UptakeSeen) -> str:
    if not uptake.prototypes:
        return "nothing_built"
    if not uptake.documented:
        return "no_document"
    return "legal_solution" if uptake.legal else ""


def _out_of_time(on: date, facts: ProjectFacts) -> str:
    """Why an uptake is out of the time the programme counts, as far as the dates of the project are known."""
    if facts.ends_on is None:
        return ""
    if facts.starts_on is not None and on < facts.starts_on:
        return "before_the_project"
    return "" if on <= a_year_after(facts.ends_on) else "a_year_after_the_end"


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February after a 29."""
    leaps = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leaps else day.day)


def _businesses(facts: ProjectFacts, known: bool) -> Iterator[Sorted]:
    seen: set[str] = set()
    for uptake in facts.uptakes:
        reason = _not_an_adopter(uptake) or (_not_innovating(uptake) if known else "")
        if not reason and uptake.organisation in seen:
            reason = "organisation_counted_already"
        if not reason:
            seen.add(uptake.organisation)
        yield Case("uptake", uptake.id), reason


def _not_an_adopter(uptake: UptakeSeen) -> str:
    if uptake.helix != "private":
        return "not_a_business"
    if not uptake.prototypes:
        return "nothing_built"
    return "" if uptake.documented else "no_document"


def _not_innovating(uptake: UptakeSeen) -> str:
    if not uptake.size:
        return "size_unknown"
    if uptake.size not in SMES:
        return "not_an_sme"
    return "" if uptake.introduced else "not_introduced"
