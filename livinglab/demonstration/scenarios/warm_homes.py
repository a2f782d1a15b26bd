"""Warm homes: a heating coach, meters read every week, a mistake put right. All of it is invented, and seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from livinglab.demonstration.scenario import (
    WHO_SPEAKS,
    WITH_RESEARCHERS,
    Brought,
    Form,
    Person,
    Scenario,
    Session,
    brought,
)
from livinglab.samples import Rows, Sample

SEED = 20261127
HOMES = 48
BEFORE = (78.2, 84.6, 91.3, 96.8, 98.5, 104.2)  # degree-days of each week before the start, then after
AFTER = (101.4, 97.7, 99.1, 92.6, 95.2, 88.3, 84.1, 79.6, 74.9, 70.2, 63.5, 58.4)
LESS_HEATING = 0.11  # what the coach takes off the heating of a home, once habits are taken
WEEKS_TO_LEARN = 3
PRICE, STANDING = 0.22, 13.5  # € per kWh, € per month
DISPLAY = 0.35  # kWh per week
REPLACED, ABSENT, UNSURE = 5, 11, {2: -3, 20: 6}  # homes; where a reading was unsure, the week
UNREAD = range(4, 9)  # weeks without a reading in the home whose people were away

PROJECT: Form = {
    "title_fr": "Passer l’hiver au chaud",
    "title_en": "A warm winter",
    "description_fr": "Une résidence simulée de 48 logements chauffés à l’électricité.",
    "description_en": "A simulated block of 48 homes heated by electricity.",
}
SESSION: Form = {"title_fr": "Réunion des locataires, salle commune", "title_en": "Tenants’ meeting, common room"}
ACTIVITY: Form = {
    "prompt_fr": "Qu’est-ce qui vous aiderait à avoir chaud sans payer plus ?",
    "prompt_en": "What would help you keep warm without paying more?",
    "dots": "3",
    "planned_minutes": "20",
}
IDEAS = (
    "Quelqu’un qui passe et qui règle les radiateurs avec nous.",
    "Voir ce qu’on consomme, tout de suite, sur un petit écran.",
    "Des rideaux épais pour le salon.",
    "Apprendre à lire le compteur, une fois pour toutes.",
    "Un prêt de boudins de porte dans le hall.",
    "Somebody to ask when the heating makes a strange noise.",
)
HELICES = ("citizens", "citizens", "citizens", "citizens", "public", "citizens")
CHOSEN = 0
DECISION: Form = {
    "title": "Former une voisine comme coach de chauffage, avec un afficheur par logement",
    "reason": "C’est l’idée la plus soutenue ; l’afficheur, deuxième, donne au coach de quoi parler.",
    "dissent": "Deux personnes craignent d’être jugées sur leur consommation : rien n’est montré aux voisins.",
}
REQUIREMENT: Form = {
    "statement": "Deux visites du coach par logement, et un afficheur que l’on peut éteindre.",
    "acceptance_criterion": "Trois kilowattheures de moins par semaine et par logement, sans perte de confort.",
}
PROTOTYPE: Form = {
    "name": "Coach de chauffage",
    "summary": "Une voisine formée, une permanence le jeudi, un afficheur branché sur le compteur.",
}
VERSION: Form = {"label": "1.1", "changes": "Afficheur sans bip la nuit ; fiche de relevé plus grande."}
WORKSHOP: Mapping[str, Form] = {
    "material": {
        "item.1": "Afficheur de compteur",
        "quantity.1": "24",
        "unit.1": "pièce",
        "unit_cost.1": "27",
        "unit_mass.1": "0,12",
    },
    "work": {
        "role.1": "Visites et permanence du coach",
        "hours.1": "30",
        "pay.1": "paid",
        "hourly_cost.1": "31",
    },
    "readiness": {"level.1": "6", "justification.1": "Essayé dans quatre logements pendant un mois."},
}
STUDY: Form = {"title_fr": "Un hiver avec le coach", "title_en": "A winter with the coach"}
CONSENT: Form = {
    "text_fr": (
        "Cette étude est **simulée**. Elle demande si un coach et un afficheur aident à moins consommer.\n\n"
        "- Vous répondez deux fois, cinq minutes à chaque fois ; votre compteur est relevé chaque semaine.\n"
        "- Vos réponses et vos relevés restent au laboratoire, sans votre nom ; votre bailleur ne les voit pas.\n"
        "- Vous pouvez partir quand vous voulez, sans dire pourquoi."
    ),
    "text_en": (
        "This study is **simulated**. It asks whether a coach and a display help people use less.\n\n"
        "- You answer twice, five minutes each time; your meter is read every week.\n"
        "- Your answers and readings stay with the laboratory, without your name; your landlord does not see them.\n"
        "- You can leave whenever you like, without saying why."
    ),
}
WORDS_OF_THE_TEAM: tuple[Form, ...] = (
    {
        "language": "fr",
        "anchor": "limits",
        "text": "Un compteur a été remplacé en cours d’hiver, et un logement est resté vide **cinq semaines**. "
        "Deux relevés douteux ont été corrigés par un second fichier.",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "en",
        "anchor": "limits",
        "text": "One meter was replaced during the winter, and one home stood empty for **five weeks**. "
        "Two unsure readings were put right by a second file.",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "fr",
        "anchor": "resident",
        "text": "La permanence du jeudi continue jusqu’en avril. Gardez l’afficheur si vous le voulez.",
        "organisation": WHO_SPEAKS,
    },
)
LEARNING: Form = {
    "title_fr": "Le chauffage se règle à deux (simulé)",
    "title_en": "Heating is set by two people together (simulated)",
    "expected_fr": "Que l’afficheur suffirait.",
    "expected_en": "That the display would be enough.",
    "seen_fr": "Les locataires parlent des visites, peu de l’écran. Les chiffres et leur intervalle sont au rapport.",
    "seen_en": "Tenants speak of the visits, little of the screen. The figures and their intervals are in the report.",
    "meaning_fr": "L’écran donne un prétexte à la visite ; ce que chacun apporte seul reste à savoir.",
    "meaning_en": "The screen gives a reason to visit; what each brings alone remains to be known.",
    "next_step": "iterate",
    "next_reason_fr": "Essayer les visites sans afficheur, pour savoir ce que chacun apporte.",
    "next_reason_en": "Try the visits without a display, to know what each brings.",
    "confidence": "lead",
    "tags": "énergie, logement, simulé",
}
REMARKS = (
    "La coach a réglé le radiateur de la chambre, c’est mieux.",
    "L’écran clignote la nuit.",
    "J’ai enfin compris mon compteur.",
)


@dataclass(frozen=True)
class Home:
    """A home: what it uses in any case, what each degree-day adds, how far it follows the coach, and its bill."""

    base: float
    slope: float
    follows: float
    warmth: float
    adults: int


def dots_of(number: int) -> tuple[int, ...]:
    """The ideas that tenant `number` gives a dot each: mostly the coach and the display."""
    return (0, 1, (number * 2 + 3) % len(IDEAS)) if number % 3 else (0, 3, 4)


@cache
def home(number: int) -> Home:
    """The home of a number."""
    chance = random.Random(f"{SEED}-home-{number}")
    return Home(
        base=max(12.0, chance.gauss(30, 6)),
        slope=max(0.35, chance.gauss(0.84, 0.19)),
        follows=max(0.0, chance.gauss(LESS_HEATING, 0.06)),
        warmth=chance.gauss(6.3, 1.4),
        adults=chance.choice((1, 1, 2, 2, 2, 3)),
    )


@cache
def used(number: int, arm: str, week: int) -> float:
    """The kWh a home uses in a week; weeks count from the start, those before it are below zero."""
    lived, chance = home(number), random.Random(f"{SEED}-{number}-week-{week}")
    cold = (BEFORE + AFTER)[week + len(BEFORE)]
    learned = min(1.0, (week + 1) / WEEKS_TO_LEARN) if week >= 0 and arm == "coach" else 0.0
    heating = lived.slope * cold * (1 - lived.follows * learned)
    return round(max(5.0, heating * chance.gauss(1, 0.06) + lived.base * chance.gauss(1, 0.07)), 1)


def answers_of(person: Person, wave: str) -> Mapping[str, object] | None:
    """What someone of the home fills in; two in each arm have left by the second wave."""
    if wave == "t1" and person.place % 12 == 5:
        return None
    chance, lived = random.Random(f"{SEED}-{person.number}-{wave}"), home(person.number)
    last = -1 if wave == "t0" else len(AFTER) - 1
    month = sum(used(person.number, person.arm, week) for week in range(last - 3, last + 1)) * 30.4 / 28
    coached = wave == "t1" and person.arm == "coach"
    comfort = chance.gauss(lived.warmth + (0.6 if wave == "t1" else 0.0) + (0.3 if coached else 0.0), 1.0)
    return {
        "adults": str(lived.adults),
        "kwh_week": f"{used(person.number, person.arm, last):.1f}".replace(".", ","),
        "bill_month": f"{month * PRICE + STANDING:.2f}".replace(".", ","),
        "comfort": str(min(10, max(0, round(comfort)))),
        "cold_evenings": str(min(7, max(0, round(chance.gauss(2.2 if wave == "t0" else 1.1, 1.2))))),
        "noise": "yes" if chance.random() < (0.2 if coached else 0.1) else "no",
        "too_cold": "yes" if chance.random() < (0.2 if wave == "t0" else 0.15) else "no",
        "remark": chance.choice(REMARKS) if coached and chance.random() < 0.2 else "",
    }


def measured_in(sample: Sample, people: Sequence[Person], day: date) -> tuple[Brought, ...]:
    """Costs, weather, meters as they were first copied, then the file that corrects them."""
    first, corrected = "releves-hiver.csv", "releves-hiver-corriges.csv"
    return (
        brought(sample, "costs.csv", day),
        brought(sample, "weeks.csv", day, tuple(_weeks(people, day))),
        brought(sample, "meters.csv", day, tuple(_readings(people, day, UNSURE)), filename=first, leave_out=True),
        brought(sample, "meters.csv", day, tuple(_readings(people, day, {})), filename=corrected, corrects=first),
    )


def _weeks(people: Sequence[Person], day: date) -> Iterator[tuple[str, ...]]:
    """The cold of each week, and what all displays used in it: nothing before the start."""
    yield ("start", "end", "series", "value", "unit")
    displays = sum(person.arm == "coach" for person in people) * DISPLAY
    for week, cold in enumerate(BEFORE + AFTER, start=-len(BEFORE)):
        begins, ends = (str(day + timedelta(weeks=each)) for each in (week, week + 1))
        yield (begins, ends, "degree_days", str(cold), "degC.d")
        yield (begins, ends, "kwh_displays", f"{displays if week >= 0 else 0:.1f}", "kWh")


def _readings(people: Sequence[Person], day: date, unsure: Mapping[int, int]) -> Rows:
    """One reading a week for each home, in the order someone walks past the doors."""
    rows: list[tuple[str, ...]] = [("start", "clock", "subject", "series", "value", "unit")]
    for person in people:
        at = 1_000.0 + 371.5 * (person.number * 7 % HOMES)
        for week in range(-len(BEFORE), len(AFTER) + 1):
            if person.number == REPLACED and week == 4:
                at = 0.4
            if not (person.number == ABSENT and week in UNREAD):
                on, said = str(day + timedelta(weeks=week)), f"{at:.1f}{' ?' * (unsure.get(person.number) == week)}"
                rows.append((on, "08:00", person.pseudonym, f"kwh_{person.arm}", said, "kWh"))
            if week < len(AFTER):
                at += used(person.number, person.arm, week)
    return rows


SCENARIO = Scenario(
    sample="warm_homes",
    project=PROJECT,
    session=Session(words=SESSION, prompt=ACTIVITY, ideas=IDEAS, helices=HELICES, chosen=CHOSEN, dots=dots_of),
    decision=DECISION,
    requirement=REQUIREMENT,
    prototype=PROTOTYPE,
    version=VERSION,
    workshop=WORKSHOP,
    study=STUDY,
    consent=CONSENT,
    funders=("Région des Tilleuls (simulée)",),
    analysts=("Équipe du laboratoire (simulée)",),
    participants=HOMES,
    answers=answers_of,
    measured=measured_in,
    remarks=WORDS_OF_THE_TEAM,
    editions=WITH_RESEARCHERS,
    learning=LEARNING,
)
