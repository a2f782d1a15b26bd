"""Who still answers at each wave, arm by arm."""

from __future__ import annotations

from itertools import pairwise

from analysis.results import Evidence
from reports.figures import flow
from reports.figures.primitives import ACTION, LINE, QUIET, Drawing, Element, Label, Line, Scale, broken, mark
from reports.grid import Grid
from reports.labels import arm_label, wave_label
from reports.numbers import Language, percent

WIDTH, HEIGHT = 657.0, 160.0
_NAMES = 496.0
WORDS = {
    "alternative": {
        "fr": "Part des participants qui répondent à chaque vague. {each}",
        "en": "Share of participants who answer at each wave. {each}",
    },
    "axis": {"fr": "ont répondu", "en": "answered"},
}


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """A line per arm from the first to the last wave, filled marks for the intervention, hollow for the comparison."""
    found = flow.steps(evidence)
    waves = list(dict.fromkeys(step.wave for step in found))
    if len(waves) < 2 or (len(waves) == 2 and len({step.arm for step in found}) == 1):
        return None  # one line between two points: the flow has said it
    across = {wave: 70 + i * (400.0 / (len(waves) - 1)) for i, wave in enumerate(waves)}
    up = Scale(0, 1, HEIGHT - 30, 14)
    elements: list[Element] = []
    for share in (0.0, 0.5, 1.0):
        elements.append(Line(56, up.at(share), 484, up.at(share), LINE, 0.8))
        elements.append(Label(48, up.at(share) + 3.5, percent(share, language), 10.8, "end", QUIET))
    elements.extend(
        Label(x, HEIGHT - 12, wave_label(evidence, wave, language), 11, "middle", QUIET) for wave, x in across.items()
    )
    ends = []
    for arm in dict.fromkeys(step.arm for step in found):
        points = [
            (across[s.wave], up.at(s.answered / s.allocated if s.allocated else 0)) for s in found if s.arm == arm
        ]
        hollow = any(a.code == arm and a.role == "comparison" for a in evidence.plan.arms)
        elements.extend(_path(points, hollow))
        last = [s for s in found if s.arm == arm][-1]
        answered = percent(last.answered / last.allocated if last.allocated else None, language)
        words = f"{arm_label(evidence, arm, language)} {answered}"
        ends.append((points[-1][1], words))
    elements.extend(_ends(ends, up.at(0)))
    return Drawing(WIDTH, HEIGHT, tuple(elements), alternative(evidence, language))


def alternative(evidence: Evidence, language: Language) -> str:
    """The shares of every arm and wave, as sentences."""
    return WORDS["alternative"][language].format(each=flow.alternative(evidence, language).partition(". ")[2])


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin is the flow's: the same counts."""
    return flow.grid(evidence, language)


def _path(points: list[tuple[float, float]], hollow: bool) -> list[Element]:
    lines: list[Element] = [Line(*a, *b, ACTION, 1.6, "5 3" if hollow else "") for a, b in pairwise(points)]
    return [*lines, *(mark(x, y, "circle", ACTION, 4.5, hollow) for x, y in points)]


def _ends(ends: list[tuple[float, str]], lowest: float) -> list[Element]:
    """The name of each line at its end: pushed down where two would touch, raised where they would leave the axis."""
    placed: list[tuple[float, str]] = []
    free = -20.0
    for wanted, words in sorted(ends):
        for line in broken(words, WIDTH - _NAMES, 11.5):
            free = max(wanted + 3.5, free + 14)
            placed.append((free, line))
    raised = max(0.0, free - lowest - 3.5)
    return [Label(_NAMES, y - raised, line, 11.5) for y, line in placed]
