"""Flow of participants: who was allocated, who answered at each wave, who left."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.results import Cell, Evidence
from reports.figures.primitives import ACTION, INK, LINE, QUIET, WASH, Box, Drawing, Element, Label, Line, arrow, broken
from reports.grid import Grid
from reports.labels import arm_label, wave_label
from reports.numbers import Language, number, percent

WIDTH = 657.0
WORDS = {
    "total": {"fr": "{n} participants inscrits", "en": "{n} participants enrolled"},
    "agreed": {"fr": "{n} personnes ont donné leur accord", "en": "{n} people agreed to take part"},
    "randomised": {"fr": "{n} participants tirés au sort", "en": "{n} participants randomised"},
    "allocated": {"fr": "{n} attribués à ce groupe", "en": "{n} allocated to this arm"},
    "answered": {"fr": "{n} ont répondu ({share})", "en": "{n} answered ({share})"},
    "lost": {
        "fr": "sans réponse : {silent} · retirés : {withdrawn}",
        "en": "no answer: {silent} · withdrawn: {withdrawn}",
    },
    "arm": {"fr": "Groupe", "en": "Arm"},
    "wave": {"fr": "Vague", "en": "Wave"},
    "column_allocated": {"fr": "Attribués", "en": "Allocated"},
    "column_answered": {"fr": "Ont répondu", "en": "Answered"},
    "column_share": {"fr": "Part", "en": "Share"},
    "column_withdrawn": {"fr": "Retirés", "en": "Withdrawn"},
    "column_silent": {"fr": "Sans réponse", "en": "No answer"},
    "alternative": {"fr": "Parcours des participants. {each}", "en": "Flow of participants. {each}"},
    "alternative_arm": {
        "fr": "{arm} : {n} attribués ; ont répondu : {waves}.",
        "en": "{arm}: {n} allocated; answered: {waves}.",
    },
    "alternative_no_arm": {
        "fr": "{arm} : {n} inscrits ; ont répondu : {waves}.",
        "en": "{arm}: {n} enrolled; answered: {waves}.",
    },
    "alternative_agreed": {
        "fr": "{arm} : {n} personnes ont donné leur accord ; ont répondu : {waves}.",
        "en": "{arm}: {n} people agreed to take part; answered: {waves}.",
    },
    "everyone": {"fr": "Tout le monde", "en": "Everyone"},
    "without_arm": {"fr": "Sans groupe", "en": "Without an arm"},
}


@dataclass(frozen=True)
class Step:
    """One arm at one wave; without a code, whoever has none."""

    arm: str
    wave: str
    allocated: int
    answered: int
    withdrawn: int

    @property
    def silent(self) -> int:
        """Allocated, still in the study, and without an answer at this wave."""
        return max(0, self.allocated - self.answered - self.withdrawn)


def steps(evidence: Evidence) -> tuple[Step, ...]:
    """The flow table read as steps, arms and waves in the plan's order."""
    table = next((each for each in evidence.tables if each.kind == "flow"), None)
    if table is None:
        return ()
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    read = [
        Step(str(r["arm"] or ""), str(r["wave"]), *(_count(r[c]) for c in ("allocated", "answered", "withdrawn")))
        for r in rows
    ]
    waves = {wave.code: wave.order for wave in evidence.plan.waves}
    arms = [arm.code for arm in evidence.plan.arms]
    place = {code: i for i, code in enumerate(arms)}
    return tuple(sorted(read, key=lambda step: (place.get(step.arm, len(arms)), waves.get(step.wave, 0))))


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """A column per arm, a box per wave, those lost written beside the arrow. One arm is everyone: no box above it."""
    found = steps(evidence)
    if not found:
        return None
    arms = list(dict.fromkeys(step.arm for step in found))
    if len(arms) == 1:
        alone, bottom = _column(evidence, language, list(found), 0.0, WIDTH, 1.0)
        return Drawing(WIDTH, bottom + 2, tuple(alone), alternative(evidence, language))
    total = sum(next(s.allocated for s in found if s.arm == arm) for arm in arms)
    key = "randomised" if evidence.plan.design == "randomised" else "total"
    elements: list[Element] = [
        Box(WIDTH / 2 - 130, 1, 260, 28, fill=WASH, ink=ACTION, stroke=1.2, radius=4),
        Label(WIDTH / 2, 19.5, WORDS[key][language].format(n=number(total, language)), 12, "middle", INK, True),
    ]
    column = WIDTH / len(arms)
    bottom = 0.0
    for place, arm in enumerate(arms):
        drawn, bottom = _column(evidence, language, [s for s in found if s.arm == arm], place * column, column, 52.0)
        elements.extend(_split(place * column + column * 0.36, WIDTH / 2))
        elements.extend(drawn)
    return Drawing(WIDTH, bottom + 2, tuple(elements), alternative(evidence, language))


def alternative(evidence: Evidence, language: Language) -> str:
    """The counts of every arm and wave, as sentences."""
    found = steps(evidence)
    without_arm = "alternative_agreed" if evidence.facts.anonymous else "alternative_no_arm"
    each = " ".join(
        WORDS["alternative_arm" if arm else without_arm][language].format(
            arm=_named(evidence, arm, language),
            n=number(group[0].allocated, language),
            waves=", ".join(
                f"{number(s.answered, language)} ({wave_label(evidence, s.wave, language)})" for s in group
            ),
        )
        for arm in dict.fromkeys(step.arm for step in found)
        if (group := [s for s in found if s.arm == arm])
    )
    return WORDS["alternative"][language].format(each=each)


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: arm, wave, allocated, answered, share, withdrawn, silent."""
    keys = ("arm", "wave", *(f"column_{k}" for k in ("allocated", "answered", "share", "withdrawn", "silent")))
    rows = tuple(
        (
            _named(evidence, s.arm, language),
            wave_label(evidence, s.wave, language),
            number(s.allocated, language),
            number(s.answered, language),
            _share(s, language),
            number(s.withdrawn, language),
            number(s.silent, language),
        )
        for s in steps(evidence)
    )
    return Grid(tuple(WORDS[key][language] for key in keys), rows, (False, False) + (True,) * 5)


@dataclass(frozen=True)
class Reached:
    """How many were allocated, and how many answered at the last wave of the flow."""

    wave: str
    allocated: int
    answered: int


def reached(evidence: Evidence) -> Reached | None:
    """The totals over arms at the last wave; None without a flow table."""
    found = steps(evidence)
    if not found:
        return None
    last = found[-1].wave
    at_last = [step for step in found if step.wave == last]
    return Reached(last, sum(step.allocated for step in at_last), sum(step.answered for step in at_last))


def _named(evidence: Evidence, arm: str, language: Language) -> str:
    """The name of an arm; of those who have none, everyone where the plan has no arms."""
    if arm:
        return arm_label(evidence, arm, language)
    return WORDS["without_arm" if evidence.plan.arms else "everyone"][language]


def _column(
    evidence: Evidence, language: Language, group: list[Step], x: float, width: float, top: float
) -> tuple[list[Element], float]:
    centre, box = x + width * 0.36, min(width * 0.64, 230.0)
    name = broken(_named(evidence, group[0].arm, language), box - 16, 12, True)
    height = 24.0 + 14 * len(name)
    elements: list[Element] = [Box(centre - box / 2, top, box, height, ink=ACTION, stroke=1.2, radius=4)]
    elements.extend(Label(centre, top + 17 + i * 14, line, 12, "middle", INK, True) for i, line in enumerate(name))
    key = "allocated" if group[0].arm else "agreed" if evidence.facts.anonymous else "total"
    allocated = WORDS[key][language].format(n=number(group[0].allocated, language))
    elements.append(Label(centre, top + 17 + len(name) * 14, allocated, 11.5, "middle"))
    y = top + height
    for step in group:
        elements.extend(_wave(evidence, language, step, centre, box, y))
        y += 54
    return elements, y


def _wave(evidence: Evidence, language: Language, step: Step, centre: float, box: float, y: float) -> list[Element]:
    answered = WORDS["answered"][language].format(n=number(step.answered, language), share=_share(step, language))
    lost = WORDS["lost"][language].format(
        silent=number(step.silent, language), withdrawn=number(step.withdrawn, language)
    )
    notes: list[Element] = [Label(centre + 9, y + 13, lost, 10.8, ink=QUIET)] if step.silent or step.withdrawn else []
    return [
        *arrow(centre, y, centre, y + 20),
        *notes,
        Box(centre - box / 2, y + 20, box, 34, ink=LINE, radius=4),
        Label(centre, y + 33.5, wave_label(evidence, step.wave, language), 10.8, "middle", QUIET),
        Label(centre, y + 47, answered, 12, "middle"),
    ]


def _split(x: float, middle: float) -> list[Element]:
    return [Line(middle, 29, middle, 40, QUIET, 1.2), Line(middle, 40, x, 40, QUIET, 1.2), *arrow(x, 40, x, 52)]


def _share(step: Step, language: Language) -> str:
    return percent(step.answered / step.allocated if step.allocated else None, language)


def _count(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int | float) else 0
