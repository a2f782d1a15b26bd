"""What is said and written in the simulated lab. All of it is invented."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

TODAY = datetime.now(UTC).date()  # nobody adopts what is not played yet
ADMINISTRATOR = {
    "name": "Amina Diallo (simulée)",
    "email": "amina@tilleuls.example",
    "password": "demonstration-" + secrets.token_urlsafe(9),  # the site is open on this machine: never a known password
}
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
WHO_SPEAKS = "Laboratoire des Tilleuls (simulé)"
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


def grade_of(number: int, said: str) -> str:
    """The grade, from 0 to 5, that resident `number` gives the idea these words hold."""
    idea = next(place for place, words in enumerate(IDEAS) if words in said)
    return str(5 - (number % 3 == 0) if idea == CHOSEN else (number * 2 + idea) % 5)
