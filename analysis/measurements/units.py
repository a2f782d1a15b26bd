"""The units that measurements, costs and parameters may carry, and what converts into what. A closed list.

Closed on purpose: what is not in it is refused with the list, where a general library would read "mn" as a milli-newton
or "t" as a temperature and go on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit: what it measures, how many of the dimension's first unit it is, and how people also write it."""

    symbol: str
    dimension: str
    factor: float
    aliases: tuple[str, ...] = ()


class UnlikeUnits(ValueError):
    """Two units that measure different things, or that nobody knows."""


ROWS = (
    Unit("kWh", "energy", 1, ("kw.h", "kw·h", "kilowattheure", "kilowattheures", "kilowatt-hour")),
    Unit("Wh", "energy", 0.001, ("w.h", "wattheure")),
    Unit("MWh", "energy", 1000),
    Unit("GWh", "energy", 1_000_000),
    Unit("MJ", "energy", 1 / 3.6),
    Unit("GJ", "energy", 1000 / 3.6),
    Unit("m3", "volume", 1, ("m³", "m^3", "metre cube", "metres cubes", "cubic metre", "cubic metres")),
    Unit("l", "volume", 0.001, ("litre", "litres", "liter", "liters")),
    Unit("ml", "volume", 0.000001, ("millilitre", "millilitres")),
    Unit("kg", "mass", 1, ("kilo", "kilos", "kilogramme", "kilogrammes", "kilogram", "kilograms")),
    Unit("g", "mass", 0.001, ("gramme", "grammes", "gram", "grams")),
    Unit("t", "mass", 1000, ("tonne", "tonnes")),
    Unit("min", "time", 1, ("mn", "minute", "minutes", "mins")),
    Unit("s", "time", 1 / 60, ("sec", "seconde", "secondes", "second", "seconds")),
    Unit("h", "time", 60, ("heure", "heures", "hour", "hours", "hr", "hrs")),
    Unit("d", "time", 1440, ("j", "jour", "jours", "day", "days")),
    Unit("month", "calendar", 1, ("mois", "months")),
    Unit("year", "calendar", 12, ("an", "ans", "annee", "annees", "years", "yr")),
    Unit("km", "length", 1, ("kilometre", "kilometres", "kilometer", "kilometers")),
    Unit("m", "length", 0.001, ("metre", "metres", "meter", "meters")),
    Unit("m2", "area", 1, ("m²", "m^2", "metre carre", "metres carres")),
    Unit("degC", "temperature", 1, ("°c", "celsius")),
    Unit("degC.d", "degree days", 1, ("°c.j", "dju", "hdd", "degre-jour", "degres-jours", "degree day", "degree days")),
    Unit("GB", "data", 1, ("go", "gigaoctet", "gigaoctets")),
    Unit("MB", "data", 0.001, ("mo", "megaoctet", "megaoctets")),
    Unit("kgCO2e", "emissions", 1, ("kg co2e", "kgco2eq", "kg co2 eq", "kg eq. co2", "kgeqco2")),
    Unit("gCO2e", "emissions", 0.001, ("g co2e", "gco2eq", "g eq. co2")),
    Unit("tCO2e", "emissions", 1000, ("t co2e", "tco2eq", "t eq. co2")),
    Unit("count", "count", 1, ("nb", "nombre", "number", "fois", "times", "unite", "unites", "unit", "units", "piece")),
    Unit("person", "people", 1, ("personne", "personnes", "people", "participant", "participants", "persons")),
    Unit("ratio", "share", 1, ("rapport", "1")),
    Unit("percent", "share", 0.01, ("%", "pourcent", "pour cent", "per cent", "pourcentage")),
    Unit("EUR", "EUR", 1, ("€", "euro", "euros")),
    Unit("USD", "USD", 1, ("us$", "us dollar", "us dollars")),
    Unit("GBP", "GBP", 1, ("£",)),
    Unit("CHF", "CHF", 1),
    Unit("CAD", "CAD", 1),
    Unit("XOF", "XOF", 1, ("fcfa",)),
    Unit("MAD", "MAD", 1),
    Unit("TND", "TND", 1),
)
UNITS: Mapping[str, Unit] = {unit.symbol: unit for unit in ROWS}
CURRENCIES = tuple(unit.symbol for unit in ROWS if unit.symbol == unit.dimension)


def plain(text: str) -> str:
    """A title or a unit as it is compared: no capitals, no accents, single spaces."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\s_]+", " ", bare).strip()


SPELLINGS: Mapping[str, str] = {
    plain(spelling): unit.symbol for unit in ROWS for spelling in (unit.symbol, *unit.aliases)
}


def known_unit(text: str) -> str | None:
    """The symbol of a unit however it is written; "EUR/kWh" is one unit over another; None when nobody knows it."""
    parts = [SPELLINGS.get(plain(part)) for part in text.split("/")]
    if len(parts) > 2 or None in parts:
        return None
    return "/".join(part for part in parts if part)


def dimension(unit: str) -> str:
    """What a unit measures, by its symbol: "energy", "EUR/energy"."""
    return "/".join(UNITS[part].dimension if part in UNITS else part for part in unit.split("/"))


def converted(value: float, unit: str, into: str) -> float:
    """The same quantity in another unit, by their symbols. Raises UnlikeUnits."""
    if unit == into:
        return value
    above, below = _factors(unit, into)
    return value * above / below


def _factors(unit: str, into: str) -> tuple[float, float]:
    ours, theirs = unit.split("/"), into.split("/")
    pairs = list(zip(ours, theirs, strict=False))
    if len(ours) != len(theirs) or any(one not in UNITS or other not in UNITS for one, other in pairs):
        raise UnlikeUnits(f"{unit} is not {into}")
    if any(UNITS[one].dimension != UNITS[other].dimension for one, other in pairs):
        raise UnlikeUnits(f"{unit} is not {into}")
    above, below = UNITS[ours[0]].factor, UNITS[theirs[0]].factor
    if len(ours) == 2:
        above, below = above * UNITS[theirs[1]].factor, below * UNITS[ours[1]].factor
    return above, below
