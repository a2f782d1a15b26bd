"""A writing tool at work: what is said, measured and answered. All of it is invented, and seeded.

Drafting takes fewer minutes with the tool, and review and rework take most of them back: what is left is within the
chance of such a test. People feel the draft and not the rest: they believe they save more. No result is written here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from livinglab.demonstration.scenario import WHO_SPEAKS, WITH_RESEARCHERS, Brought, Person, Scenario, Session, brought
from livinglab.demonstration.scenarios import other_tools
from livinglab.samples import Sample

PROJECT = {
    "title_fr": "Écrire autrement",
    "title_en": "Writing differently",
    "description_fr": (
        "Un service simulé qui répond aux lettres des habitants essaie un assistant d’écriture. "
        "Les outils qu’il ne fournit pas sont demandés à part, dans une étude anonyme."
    ),
    "description_en": (
        "A simulated service that answers residents’ letters tries a writing assistant. "
        "Tools it does not provide are asked about apart, in an anonymous study."
    ),
}
IDEAS = (
    "Un assistant qui propose un brouillon à partir de nos lettres types.",
    "Retrouver la dernière lettre envoyée à la même personne.",
    "Moins de relectures successives avant la signature.",
    "Des phrases plus simples, que les habitants comprennent du premier coup.",
    "Savoir qui, dans la maison, connaît la réponse.",
    "A draft in English when the letter came in English.",
)
HELICES = (*["public"] * 5, "citizens")  # staff, and one resident who writes letters
DECISION = {
    "title": "Essayer un assistant qui rédige un brouillon",
    "reason": "L’idée la plus soutenue. La direction y voit une économie, les agents une aide : il faut mesurer.",
    "dissent": "Deux personnes craignent qu’on juge leur travail à la minute ; les durées ne sont lues qu’en moyenne.",
}
REQUIREMENT = {
    "statement": "Un brouillon à partir de nos lettres types, toujours relu par la personne qui signe.",
    "acceptance_criterion": "Deux minutes de moins par lettre au moins, reprises et relecture comprises.",
}
PROTOTYPE = {
    "name": "Assistant d’écriture",
    "summary": "Un outil qui rédige un brouillon, ouvert et fermé chaque semaine au tirage au sort.",
}
VERSION = {"label": "1", "changes": "Modèles de lettres du service, réponses fermées hors de la messagerie."}
STUDY = {"title_fr": "Assistant d’écriture, vingt semaines", "title_en": "Writing assistant, twenty weeks"}
CONSENT = {
    "text_fr": (
        "Cette étude est **simulée**. Elle demande si un assistant d’écriture fait gagner du temps.\n\n"
        "- Chaque semaine, un tirage au sort ouvre ou ferme l’assistant pour vous.\n"
        "- Deux lettres par semaine sont chronométrées ; personne ne lit vos durées, seulement des moyennes.\n"
        "- Vous répondez deux fois, cinq minutes. Ce que vous utilisez d’autre est demandé à part, anonymement.\n"
        "- Vous pouvez partir quand vous voulez, sans dire pourquoi."
    ),
    "text_en": (
        "This study is **simulated**. It asks whether a writing assistant saves time.\n\n"
        "- Each week a draw opens or closes the assistant for you.\n"
        "- Two letters a week are timed; nobody reads your times, only means.\n"
        "- You answer twice, five minutes. What else you use is asked apart, anonymously.\n"
        "- You can leave whenever you like, without saying why."
    ),
}
LEARNING = {
    "title_fr": "Ce que l’on gagne au brouillon se perd à la relecture (simulé)",
    "title_en": "What the draft saves, review takes back (simulated)",
    "expected_fr": "Que chaque lettre prenne plusieurs minutes de moins.",
    "expected_en": "That each letter would take several minutes less.",
    "seen_fr": "Le rapport compare les minutes mesurées à celles que les agents croient gagner, avec leur intervalle.",
    "seen_en": "The report compares the minutes measured with those staff believe they save, with their intervals.",
    "meaning_fr": "Se sentir plus rapide n’est pas l’être : il faut chronométrer la lettre entière.",
    "meaning_en": "Feeling faster is not being faster: the whole letter must be timed.",
    "next_step": "stop",
    "next_reason_fr": "Les licences ne sont pas reconduites ; les lettres types, elles, sont reprises.",
    "next_reason_en": "The licences are not renewed; the letter templates are kept.",
    "confidence": "likely",
    "tags": "travail, écriture, simulé",
}
REMARKS = (
    {
        "language": "fr",
        "anchor": "limits",
        "text": "L’outil a été fermé **deux jours** pour une panne, la dixième semaine ; ils comptent comme « avec ». "
        "L’usage d’outils non fournis est demandé à part, dans une étude anonyme.",
        "organisation": WHO_SPEAKS,
    },
    {
        "language": "en",
        "anchor": "limits",
        "text": "The tool was down for **two days** in the tenth week; they count as “with”. "
        "The use of tools not provided is asked apart, in an anonymous study.",
        "organisation": WHO_SPEAKS,
    },
)

SEED = 20260112
WEEKS, LETTERS = 20, (1, 3)  # weeks that are drawn; the days of the week on which a letter is timed
FIRST_WEEK = timedelta(weeks=1)  # after the study starts
ABSENT_AFTERWARDS = (7, 18, 29)
WORDS_LEFT = ("Le brouillon est propre, mais je relis tout deux fois.", "Très pratique pour les accusés de réception.")


def _chance(*what: object) -> random.Random:
    return random.Random("-".join(map(str, (SEED, *what))))


def drawn_weeks(number: int) -> tuple[bool, ...]:
    """The weeks with the tool of a person: in each pair of weeks, one is with, drawn by lot."""
    chance = _chance("weeks", number)
    return tuple(state for _ in range(WEEKS // 2) for state in chance.choice(((True, False), (False, True))))


def minutes_of(number: int, week: int, letter: int, *, on: bool) -> Mapping[str, float]:
    """What one letter took: writing, rework, review."""
    own, chance = _chance("person", number), _chance("letter", number, week, letter)
    usual, ease = own.gauss(29.0, 4.5), own.gauss(3.9, 2.4)  # minutes of writing, and what the draft takes off
    writing = chance.gauss(usual - (ease if on else 0.0), 6.5)
    reworked = chance.random() < (0.3 if on else 0.17)
    return {
        "letter": max(4.0, writing),
        "rework_minutes": max(1.0, chance.gauss(8.0, 3.0)) if reworked else 0.0,
        "review_minutes": max(0.5, chance.gauss(2.9, 1.1)) if on else 0.0,
    }


def measured(sample: Sample, people: Sequence[Person], day: date) -> tuple[Brought, ...]:
    """The readings of the service and its costs as they are, the draws and the times of everyone."""
    return (
        brought(sample, "service.csv", day),
        brought(sample, "costs.csv", day),
        brought(sample, "weeks.csv", day, [("start", "end", "subject", "series", "value"), *_weeks(people, day)]),
        brought(sample, "tasks.csv", day, [("start", "clock", "subject", "series", "value"), *_tasks(people, day)]),
    )


def _weeks(people: Sequence[Person], day: date) -> Iterator[tuple[str, ...]]:
    for person in people:
        for week, on in enumerate(drawn_weeks(person.number)):
            start = day + FIRST_WEEK + timedelta(weeks=week)
            yield str(start), str(start + timedelta(weeks=1)), person.pseudonym, "weeks", str(int(on))


def _tasks(people: Sequence[Person], day: date) -> Iterator[tuple[str, ...]]:
    for person in people:
        for week, on in enumerate(drawn_weeks(person.number)):
            for letter, weekday in enumerate(LETTERS):
                start = day + FIRST_WEEK + timedelta(weeks=week, days=weekday)
                clock = f"{9 + (person.number + letter) % 7:02d}:{person.number % 6}0"
                for series, minutes in minutes_of(person.number, week, letter, on=on).items():
                    yield str(start), clock, person.pseudonym, series, f"{minutes:.1f}"


def answers_of(person: Person, wave: str) -> dict[str, object] | None:
    """What this member of staff answers, by question name; None for those who are away at the end."""
    after = wave == "t1"
    if after and person.number in ABSENT_AFTERWARDS:
        return None
    own, chance = _chance("opinion", person.number), _chance(person.number, wave)
    mood, tired = own.gauss(0, 0.7), own.gauss(6.3, 1.4)
    work = {
        item: str(min(5, max(1, round(chance.gauss(middle + mood + (0.1 if after else 0.0), 0.6)))))
        for item, middle in (("agency_how", 3.6), ("agency_say", 2.7), ("agency_pride", 3.7), ("agency_time", 2.6))
    }
    load = str(min(10, max(0, round(chance.gauss(tired - (0.3 if after else 0.0), 1.0)))))
    return {**work, "load": load, **(_afterwards(chance) if after else {})}


def _afterwards(chance: random.Random) -> dict[str, str]:
    believed = round(chance.gauss(6.4, 3.6))
    became = chance.choices(("letters", "overtime", "breath", "nothing"), (0.35, 0.15, 0.2, 0.3))[0]
    return {
        "saved": str(min(25, max(-15, believed))),
        "became": became if believed > 0 else "none",
        "late_errors": "yes" if chance.random() < 0.27 else "no",
        "unease": "yes" if chance.random() < 0.3 else "no",
        "remark": chance.choice(WORDS_LEFT) if chance.random() < 0.15 else "",
    }


def dots_of(number: int) -> tuple[int, ...]:
    """The ideas that person `number` gives a dot each: mostly the draft."""
    return (0, 3, (number * 2 + 1) % len(IDEAS))


SCENARIO = Scenario(
    sample="writing_assistant",
    project=PROJECT,
    session=Session(
        words={"title_fr": "Réunion de service, répondre aux lettres", "title_en": "Team meeting, answering letters"},
        prompt={
            "prompt_fr": "Qu’est-ce qui vous aiderait à répondre mieux et plus vite ?",
            "prompt_en": "What would help you answer better and faster?",
            "dots": "3",
            "planned_minutes": "15",
        },
        ideas=IDEAS,
        helices=HELICES,
        chosen=0,
        dots=dots_of,
    ),
    decision=DECISION,
    requirement=REQUIREMENT,
    prototype=PROTOTYPE,
    version=VERSION,
    study=STUDY,
    consent=CONSENT,
    funders=("Collectivité des Tilleuls (simulée)",),
    analysts=("Équipe du laboratoire (simulée)",),
    participants=36,
    answers=answers_of,
    measured=measured,
    remarks=REMARKS,
    editions=WITH_RESEARCHERS,
    learning=LEARNING,
    companions=(other_tools.FIELDWORK,),
)
