"""Simulated residents: who they are and what they answer at each wave. Invented, and seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass

SEED = 20261124
RESIDENTS = 64
LEAVES = {3: "t1", 7: "t2"}  # last digit of the place in the arm → first wave not answered: as many in each arm
GAIN = {"t0": 0.0, "t1": 0.45, "t2": 0.6}  # what the walks add to each item of confidence, in points of 5
REMARKS = (
    "Merci pour les balades du mardi.",
    "Il manque un banc près de la pharmacie.",
    "Je préfère le matin, il y a moins de voitures.",
    "Mon voisin m’a accompagnée, c’était agréable.",
)


@dataclass(frozen=True)
class Resident:
    """One simulated resident: an inclination to go out, the arm the study gave them, their place in it."""

    number: int
    arm: str
    place: int
    vigour: float
    language: str

    def answers_at(self, wave: str) -> bool:
        """Whether the resident still takes part at this wave (once gone, gone)."""
        return wave < LEAVES.get(self.place % 10, "t9")

    def answers(self, wave: str) -> dict[str, object]:
        """The form fields this resident fills at a wave, by question name."""
        chance = random.Random(f"{SEED}-{self.number}-{wave}")
        walks = GAIN[wave] if self.arm == "carnet" else 0.0
        outings = max(0, round(chance.gauss(3.2 + 1.6 * self.vigour + 2.5 * walks, 1.2)))
        answers = {
            "outings": str(outings),
            "walked_with": "yes" if chance.random() < 0.3 + 0.6 * walks else "no",
            "car_trips": str(max(0, round(chance.gauss(6.5 - self.vigour - 2.2 * walks, 2.0)))),
            "transport_cost": f"{max(0.0, chance.gauss(14.0 - 1.5 * walks, 7.0)):.2f}".replace(".", ","),
            "ease": str(min(10, max(0, round(chance.gauss(5.5 + 1.2 * self.vigour + walks, 1.3))))),
            "remark": chance.choice(REMARKS) if chance.random() < 0.15 else "",
        }
        if outings == 0:
            del answers["walked_with"]
        return {**answers, **self._confidence(chance, walks), "obstacles": self._obstacles(chance, walks)}

    def _confidence(self, chance: random.Random, walks: float) -> dict[str, str]:
        def agreement(middle: float) -> str:
            return str(min(5, max(1, round(chance.gauss(middle, 0.75)))))

        return {
            "conf_alone": agreement(3.1 + 0.6 * self.vigour + walks),
            "conf_far": agreement(3.0 + 0.6 * self.vigour + walks),
            "conf_fall": agreement(3.2 - 0.6 * self.vigour - walks),
            "conf_people": agreement(2.6 + 0.4 * self.vigour + 1.5 * walks),
        }

    def _obstacles(self, chance: random.Random, walks: float) -> list[str]:
        likely = {"weather": 0.4, "alone": 0.5 - 0.5 * walks, "pavement": 0.35, "tired": 0.3}
        return [name for name, share in likely.items() if chance.random() < share]


def resident(number: int, arm: str, place: int) -> Resident:
    """The resident of this number, placed in this arm; every eighth one reads English."""
    vigour = random.Random(f"{SEED}-{number}").gauss(0, 1)
    return Resident(number=number, arm=arm, place=place, vigour=vigour, language="en" if number % 8 == 7 else "fr")
