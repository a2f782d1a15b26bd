"""What programmes ask of an adopter: said by the team once the uptake is recorded, changed with a reason only."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.indicators.facts import INNOVATIONS, SIZES
from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.corrections import UptakeCorrection
from livinglab.store.database import db, lock
from livinglab.store.failures import Conflict, Refused
from livinglab.store.uptakes import Uptake
from livinglab.words.countries import is_country


@dataclass(frozen=True)
class Adopter:
    """What is said of an adopter, as the columns of `Uptake`: "" or False where nothing is."""

    country: str = ""
    size: str = ""
    introduced: str = ""
    legal_solution: bool = False


def describe_adopter(*, by: Member, uptake: Uptake, adopter: Adopter, reason: str = "") -> Uptake:
    """Its country, the size of a business and what it introduced, whether the solution is legal or administrative.

    What was said before changes with a reason only, and stays to be read; filling in a blank needs none. Raises
    Refused, Conflict when nothing would change.
    """
    require_known(uptake.helix, adopter)
    why = texts.optional_text(reason, texts.LONG)
    with team_action(by, "describe_adopter", uptake) as act:
        lock(uptake)
        before = said_of(uptake)
        if before == adopter:
            raise Conflict("adopter_unchanged")
        if any(getattr(before, name) not in ("", False, getattr(adopter, name)) for name in vars(before)):
            if not why:
                raise Refused("adopter_changed_without_reason")
            kept = UptakeCorrection(uptake_id=uptake.id, reason=why, corrected_by_id=account_id(by), **vars(before))
            db.session.add(kept)
        uptake.adopter_country, uptake.legal_solution = adopter.country, adopter.legal_solution
        uptake.adopter_size, uptake.adopter_introduced = adopter.size, adopter.introduced
        act.on(uptake)
    return uptake


def said_of(uptake: Uptake) -> Adopter:
    """What is said of the adopter now."""
    return Adopter(uptake.adopter_country, uptake.adopter_size, uptake.adopter_introduced, uptake.legal_solution)


def require_known(helix: str, adopter: Adopter) -> None:
    """Raises Refused for what is not in the lists, or a size given to what is not a business."""
    if adopter.country and not is_country(adopter.country):
        raise Refused("country_missing")
    if helix != "private" and (adopter.size or adopter.introduced):
        raise Refused("adopter_not_a_business")
    if adopter.size not in ("", *SIZES) or adopter.introduced not in ("", *INNOVATIONS):
        raise Refused("adopter_unknown")
