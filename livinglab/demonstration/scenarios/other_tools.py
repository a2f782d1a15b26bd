"""Tools not provided, asked apart: what staff answer when nothing joins it to the rest. All is invented, and seeded.

Who answers here is drawn without regard to who is who in the pilot: nobody, not even this file, could join them.
"""

from __future__ import annotations

import random

from livinglab.demonstration.scenario import WHO_SPEAKS, Fieldwork, Person
from livinglab.samples import samples

SIMULATED = {"fr": "Cette étude est **simulée**.", "en": "This study is **simulated**."}
SEED = 20260602
USES = {"none": 0.55, "write": 0.23, "read": 0.1, "search": 0.08, "other": 0.04}


def answers_of(person: Person, wave: str) -> dict[str, object]:
    """What someone answers, by question name."""
    chance = random.Random(f"{SEED}-{person.number}-{wave}")
    return {"other_tools": chance.choices(tuple(USES), tuple(USES.values()))[0]}


LIMITS = {
    "fr": "Étude **anonyme** : on ne sait ni qui a répondu, ni qui ne l’a pas fait, ni si on l’a fait deux fois.",
    "en": "An **anonymous** study: nobody knows who answered, who did not, or whether someone answered twice.",
}
REMARKS = tuple(
    {"language": code, "anchor": "limits", "text": said, "organisation": WHO_SPEAKS} for code, said in LIMITS.items()
)

FIELDWORK = Fieldwork(
    sample="other_tools",
    study={"title_fr": "Outils non fournis, sondage anonyme", "title_en": "Tools not provided, an anonymous poll"},
    consent={f"text_{code}": f"{said}\n\n{samples()['other_tools'].consent[code]}" for code, said in SIMULATED.items()},
    funders=("Collectivité des Tilleuls (simulée)",),
    analysts=("Équipe du laboratoire (simulée)",),
    participants=29,
    answers=answers_of,
    remarks=REMARKS,
)
