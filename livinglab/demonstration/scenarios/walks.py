"""Accompanied walks in a neighbourhood: what is said, written and answered. All of it is invented, and seeded."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime

from livinglab.demonstration.scenario import WHO_SPEAKS, WHOLE, Person, Scenario, Session

TODAY = datetime.now(UTC).date()  # nobody adopts what is not played yet
PROJECT = {
    "title_fr": "Bien vieillir aux Tilleuls",
    "title_en": "Ageing well in Les Tilleuls",
    "description_fr": "Un quartier simulé, pour montrer la plateforme de bout en bout.",
    "description_en": "A simulated neighbourhood, to show the platform from end to end.",
}
SESSION = {"title_fr": "Atelier de quartier, salle des Tilleuls", "title_en": "Neighbourhood workshop, Tilleuls hall"}
ACTIVITY = {
    "prompt_fr": "Qu’est-ce qui vous aiderait à sortir plus souvent à pied ?",
    "prompt_en": "What would help you go out on foot more often?",
    "dots": "3",
    "planned_minutes": "20",
}
IDEAS = (
    "Sortir à plusieurs, à heure fixe : seule, je n’ose plus.",
    "Un banc entre la pharmacie et le marché.",
    "Savoir avant de partir si le trottoir est en travaux.",
    "Que quelqu’un passe me chercher la première fois.",
    "Une carte des toilettes ouvertes.",
    "Des feux qui laissent le temps de traverser.",
    "Un carnet avec les balades de la semaine, dans le hall.",
    "A walk where people speak slowly, so I can practise my French.",
)
HELICES = (*["citizens"] * 6, "public", "")  # in what capacity each of them comes, where they say it
CHOSEN = 0
PRIORITIES = {
    "prompt_fr": "Par laquelle commencer ?",
    "prompt_en": "Which one first?",
    "planned_minutes": "15",
    "carry_most": "5",
}
DECISION = {
    "title": "Essayer des balades accompagnées, chaque semaine",
    "reason": "C’est la mieux jugée des cinq les plus soutenues, et deux autres idées vont dans le même sens.",
    "dissent": "Trois personnes préfèrent commencer par les bancs ; elles craignent un groupe trop rapide.",
}
REQUIREMENT = {
    "statement": "Une balade accompagnée par semaine, annoncée dans chaque hall.",
    "acceptance_criterion": "Au moins dix balades en douze semaines ; confiance en hausse d’un point sur 20.",
}
PROTOTYPE = {"name": "Carnet de balades", "summary": "Un carnet affiché dans les halls et une accompagnatrice formée."}
VERSION = {"label": "0.2", "changes": "Rythme plus lent, départ du hall, rappel par téléphone la veille."}
WORKSHOP: Mapping[str, Mapping[str, str]] = {
    "material": {
        "item.1": "Panneau de départ, contreplaqué",
        "quantity.1": "2",
        "unit.1": "pièce",
        "unit_cost.1": "18,50",
        "unit_mass.1": "3,2",
        "material.1": "contreplaqué",
        "origin.1": "Menuiserie du quartier",
        "item.2": "Gilet de marche",
        "quantity.2": "12",
        "unit.2": "pièce",
        "unit_cost.2": "6",
        "item.3": "Carnet d’itinéraires",
        "quantity.3": "40",
        "unit.3": "pièce",
        "origin.3": "Imprimé à la mairie",
    },
    "run": {
        "machine.1": "Découpe laser",
        "minutes.1": "35",
        "energy.1": "0,6",
        "scrap.1": "0,9",
        "material.1": "contreplaqué",
    },
    "work": {
        "role.1": "Conception des itinéraires",
        "hours.1": "14",
        "pay.1": "paid",
        "hourly_cost.1": "32",
        "role.2": "Accompagnement des essais",
        "hours.2": "22",
        "pay.2": "volunteer",
    },
    "readiness": {
        "level.1": "5",
        "justification.1": "Essayé pendant deux semaines avec six habitants, depuis le hall.",
    },
}
STUDY = {"title_fr": "Balades partagées, printemps", "title_en": "Shared walks, spring"}
CONSENT = {
    "text_fr": (
        "Cette étude est **simulée**. Elle demande si des balades accompagnées aident à sortir à pied.\n\n"
        "- Vous répondez trois fois, dix minutes à chaque fois.\n"
        "- Vos réponses restent au laboratoire, sans votre nom.\n"
        "- Vous pouvez partir quand vous voulez, sans dire pourquoi."
    ),
    "text_en": (
        "This study is **simulated**. It asks whether accompanied walks help people go out on foot.\n\n"
        "- You answer three times, ten minutes each time.\n"
        "- Your answers stay with the laboratory, without your name.\n"
        "- You can leave whenever you like, without saying why."
    ),
}
LEARNING = {
    "title_fr": "Un départ fixe, depuis le hall, fait sortir (simulé)",
    "title_en": "A fixed departure, from the hall, gets people out (simulated)",
    "expected_fr": "Que l’itinéraire et les bancs comptent le plus.",
    "expected_en": "That the route and the benches would matter most.",
    "seen_fr": "Les habitants parlent surtout de partir à plusieurs. Les chiffres et leur intervalle sont au rapport.",
    "seen_en": "Residents mostly speak of leaving together. The figures, with their intervals, are in the report.",
    "meaning_fr": "Le premier pas est social : il se prépare dans le hall, pas sur le trottoir.",
    "meaning_en": "The first step is social: it is prepared in the hall, not on the pavement.",
    "next_step": "adopt",
    "next_reason_fr": "Un bailleur voisin veut l’essayer dans ses propres halls.",
    "next_reason_en": "A neighbouring landlord wants to try it in its own halls.",
    "confidence": "likely",
    "tags": "mobilité, lien social, simulé",
}
WORDS_OF_THE_TEAM = (
    {
        "language": "fr",
        "anchor": "limits",
        "text": "La pluie a annulé **2 balades sur 12**. Les personnes inscrites le savaient par leur hall.\n\n"
        "- Le mardi a rassemblé le plus de monde\n- Trois personnes sont venues avec un déambulateur",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "en",
        "anchor": "limits",
        "text": "Rain cancelled **2 walks in 12**. Those enrolled read of it in their hall.\n\n"
        "- Tuesdays drew the most people\n- Three people came with a walker",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "fr",
        "anchor": "resident",
        "text": "Nous continuons au printemps. Dites-nous dans votre hall ce qu’il faut changer.",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "en",
        "anchor": "resident",
        "text": "We go on in spring. Tell us in your hall what should change.",
        "organisation": WHO_SPEAKS,
    },
)
UPTAKE = {
    "organisation": "Office du logement des Tilleuls (simulé)",
    "helix": "public",
    "adopted_on.day": str(TODAY.day),
    "adopted_on.month": str(TODAY.month),
    "adopted_on.year": str(TODAY.year),
    "scale": "Douze halls, une saison.",
}
UPTAKE_DOCUMENT = (
    "courrier-simule.txt",
    "Courrier simulé. L’office met en place un départ fixe chaque semaine dans douze halls.".encode(),
)


def dots_of(number: int) -> tuple[int, ...]:
    """The ideas that resident `number` gives a dot each: mostly the walks."""
    return (0, 3, (number * 5 + 1) % len(IDEAS)) if number % 3 else (1, 6, 0)


def grade_of(number: int, idea: int) -> str:
    """The grade, from 0 to 5, that resident `number` gives an idea."""
    return str(5 - (number % 3 == 0) if idea == CHOSEN else (number * 2 + idea) % 5)


SEED = 20261124
LEAVES = {3: "t1", 7: "t2"}  # last digit of the place in the arm → first wave not answered: as many in each arm
GAIN = {"t0": 0.0, "t1": 0.45, "t2": 0.6}  # what the walks add to each item of confidence, in points of 5
# In tenths of an arm: the lot decides who, never how many, so that no count comes out too small to be published.
WITH_SOMEONE = {"carnet": 6, "attente": 4}  # once the walks have begun; before, as where there are none
TROUBLE = {"carnet": 4, "attente": 3}
ALONE = 5
TROUBLES = (
    "J’ai eu mal au genou deux jours.",
    "J’étais très fatiguée le lendemain.",
    "J’ai trébuché sur le trottoir en travaux.",
    "Le groupe allait trop vite, j’ai eu peur de rester derrière.",
)
REMARKS = (
    "Merci pour les balades du mardi.",
    "Il manque un banc près de la pharmacie.",
    "Je préfère le matin, il y a moins de voitures.",
    "Mon voisin m’a accompagnée, c’était agréable.",
)


def answers_of(person: Person, wave: str) -> dict[str, object] | None:
    """The form fields this resident fills in at a wave, by question name; None once they have left."""
    if wave >= LEAVES.get(person.place % 10, "t9"):
        return None
    vigour = random.Random(f"{SEED}-{person.number}").gauss(0, 1)
    chance = random.Random(f"{SEED}-{person.number}-{wave}")
    walks = GAIN[wave] if person.arm == "carnet" else 0.0
    outings = max(0, round(chance.gauss(3.2 + 1.6 * vigour + 2.5 * walks, 1.2)))
    answers = {
        "outings": str(outings),
        "walked_with": "yes" if _is_among(WITH_SOMEONE[person.arm if walks else "attente"], person, 7) else "no",
        "car_trips": str(max(0, round(chance.gauss(6.5 - vigour - 2.2 * walks, 2.0)))),
        "transport_cost": f"{max(0.0, chance.gauss(14.0 - 1.5 * walks, 7.0)):.2f}".replace(".", ","),
        "ease": str(min(10, max(0, round(chance.gauss(5.5 + 1.2 * vigour + walks, 1.3))))),
        "remark": chance.choice(REMARKS) if chance.random() < 0.15 else "",
    }
    if outings == 0:
        del answers["walked_with"]
    scored = {**answers, **_confidence(chance, vigour, walks), "obstacles": _obstacles(chance, walks)}
    return {**scored, **(_about(person, vigour) if wave == "t0" else _trouble(chance, person))}


def _is_among(tenths: int, person: Person, step: int) -> bool:
    """Whether a resident is among so many tenths of their arm, in an order of its own for each step."""
    return person.place * step % 10 < tenths


def _about(person: Person, vigour: float) -> dict[str, str]:
    chance = random.Random(f"{SEED}-{person.number}-about")
    age = chance.gauss(77 - 3 * vigour, 6)
    band = "under_75" if age < 75 else "75_to_84" if age < 85 else "85_and_over"
    return {"age_band": band, "household": "alone" if _is_among(ALONE, person, 9) else "with_others"}


def _trouble(chance: random.Random, person: Person) -> dict[str, str]:
    if not _is_among(TROUBLE[person.arm], person, 3):
        return {"trouble": "no"}
    return {"trouble": "yes", "trouble_what": chance.choice(TROUBLES)}


def _confidence(chance: random.Random, vigour: float, walks: float) -> dict[str, str]:
    def agreement(middle: float) -> str:
        return str(min(5, max(1, round(chance.gauss(middle, 0.75)))))

    return {
        "conf_alone": agreement(3.1 + 0.6 * vigour + walks),
        "conf_far": agreement(3.0 + 0.6 * vigour + walks),
        "conf_fall": agreement(3.2 - 0.6 * vigour - walks),
        "conf_people": agreement(2.6 + 0.4 * vigour + 1.5 * walks),
    }


def _obstacles(chance: random.Random, walks: float) -> list[str]:
    likely = {"weather": 0.4, "alone": 0.5 - 0.5 * walks, "pavement": 0.35, "tired": 0.3}
    return [name for name, share in likely.items() if chance.random() < share]


SCENARIO = Scenario(
    sample="walks",
    project=PROJECT,
    session=Session(
        words=SESSION,
        prompt=ACTIVITY,
        ideas=IDEAS,
        helices=HELICES,
        chosen=CHOSEN,
        dots=dots_of,
        priorities=PRIORITIES,
        grade=grade_of,
    ),
    decision=DECISION,
    requirement=REQUIREMENT,
    prototype=PROTOTYPE,
    version=VERSION,
    workshop=WORKSHOP,
    study=STUDY,
    consent=CONSENT,
    funders=("Fondation des Tilleuls (simulée)",),
    analysts=("Équipe du laboratoire (simulée)",),
    participants=64,
    answers=answers_of,
    remarks=WORDS_OF_THE_TEAM,
    editions=WHOLE,
    learning=LEARNING,
    uptake=UPTAKE,
    uptake_document=UPTAKE_DOCUMENT,
)
