"""What programmes ask for by code. The platform lists the cases it can document; the rest is for the team to show."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.indicators.counts import Sorted, tally, unfinished
from analysis.indicators.facts import Case, ProjectFacts
from analysis.indicators.readings import Found


def pilot_actions(facts: ProjectFacts) -> Found:
    """RCO84: field tests implemented and finalised."""
    return tally(((Case("study", test.id), unfinished(test)) for test in facts.tests), "candidates")


def solutions_taken_up(facts: ProjectFacts) -> Found:
    """RCR104: prototypes adopted with a document of the adopter; a solution adopted twice is one solution."""
    return tally(_solutions(facts), "candidates")


def enterprises_innovating(facts: ProjectFacts) -> Found:
    """RCR03: businesses that adopted a prototype with their document, each once."""
    return tally(_businesses(facts), "candidates")


def not_collected(facts: ProjectFacts) -> Found:
    """For what the platform does not record."""
    return Found("not_collected")


def _solutions(facts: ProjectFacts) -> Iterator[Sorted]:
    """Each adopted prototype is a case; so is each uptake that counts none."""
    seen: set[str] = set()
    for uptake in facts.uptakes:
        if not uptake.prototypes:
            yield Case("uptake", uptake.id), "nothing_built"
        elif not uptake.documented:
            yield Case("uptake", uptake.id), "no_document"
        elif seen.issuperset(uptake.prototypes):
            yield Case("uptake", uptake.id), "solution_counted_already"
        for prototype in uptake.prototypes if uptake.documented else ():
            if prototype not in seen:
                seen.add(prototype)
                yield Case("prototype", prototype), ""


def _businesses(facts: ProjectFacts) -> Iterator[Sorted]:
    seen: set[str] = set()
    for uptake in facts.uptakes:
        reason = ""
        if uptake.helix != "private":
            reason = "not_a_business"
        elif not uptake.prototypes:
            reason = "nothing_built"
        elif not uptake.documented:
            reason = "no_document"
        elif uptake.organisation in seen:
            reason = "organisation_counted_already"
        else:
            seen.add(uptake.organisation)
        yield Case("uptake", uptake.id), reason
