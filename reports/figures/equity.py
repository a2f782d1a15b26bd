"""Equity gaps: for each declared comparison, the effect in the group and among the others, dot to dot."""

from __future__ import annotations

from analysis.estimators.catalogue import CATALOGUE
from analysis.results import Evidence, Finding
from reports import sentences
from reports.figures.primitives import (
    DIMENSION_INK,
    LINE,
    QUIET,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    broken,
    mark,
    paragraph,
)
from reports.grid import Grid
from reports.numbers import ABSENT, Language, number

WIDTH = 657.0
_PLOT = (222.0, 418.0)
_SAID = (434.0, 223.0)
SIDES = ("group", "others")

WORDS = {
    "group": {"fr": "● groupe déclaré", "en": "● declared group"},
    "others": {"fr": "○ les autres", "en": "○ the others"},
    "zero": {"fr": "0 : pas de différence", "en": "0: no difference"},
    "outcome": {"fr": "Résultat prévu", "en": "Planned outcome"},
    "side": {"fr": "Côté", "en": "Side"},
    "effect": {"fr": "Résultat", "en": "Result"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "gap": {"fr": "Écart", "en": "Gap"},
    "n": {"fr": "n", "en": "n"},
    "figure": {"fr": "Figure", "en": "Figure"},
    "told": {"fr": "{side} : {effect}, de {low} à {high}.", "en": "{side}: {effect}, from {low} to {high}."},
    "alternative": {
        "fr": "Le résultat dans chaque groupe déclaré et chez les autres. {each}",
        "en": "The result in each declared group and among the others. {each}",
    },
}


def gaps(evidence: Evidence) -> tuple[Finding, ...]:
    """The findings about a declared group whose two sides may be shown."""
    return tuple(
        each
        for each in evidence.findings
        if CATALOGUE[each.outcome.estimator].groups and all(f"effect_{side}" in each.estimate.details for side in SIDES)
    )


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """One row per gap: a filled dot for the group, a hollow one for the others, each with its interval, and n."""
    found = gaps(evidence)
    if not found:
        return None
    elements: list[Element] = [
        Label(_PLOT[0], 9, WORDS["group"][language], 10.8, ink=QUIET),
        Label(_PLOT[1], 9, WORDS["others"][language], 10.8, "end", QUIET),
    ]
    y = 22.0
    for finding in found:
        drawn, height = _row(finding, evidence, language, y)
        elements.extend(drawn)
        y += height + 10
    return Drawing(WIDTH, y + 4, tuple(elements), alternative(evidence, language))


def _row(finding: Finding, evidence: Evidence, language: Language, y: float) -> tuple[list[Element], float]:
    label = f"{sentences.label(finding, language)}, {_group(finding, evidence, language)}"
    name = paragraph(0, y + 9, label, 208, size=12, bold=finding.outcome.role == "primary")
    gap = sentences.effect_words(finding, language)
    said: list[Label] = [Label(_SAID[0], y + 9, gap, 12)] if gap else []
    n = f"n\u00a0=\u00a0{number(finding.estimate.n, language)}"
    said.append(Label(sum(_SAID), y + 9, n, 11, "end", QUIET))
    interval = sentences.interval_words(finding, language)
    said += [
        Label(_SAID[0], y + 23 + i * 13, line, 10.8, ink=QUIET)
        for i, line in enumerate(broken(interval, _SAID[1], 10.8))
    ]
    height = max(15.6 * len(name), 14.0 * len({each.y for each in said}), 36.0)
    return [*_dots(finding, y, height), *name, *said], height


def _dots(finding: Finding, y: float, height: float) -> list[Element]:
    details, ink = finding.estimate.details, DIMENSION_INK[finding.outcome.dimension]
    reach = max(abs(details.get(f"{part}_{side}", 0.0)) for side in SIDES for part in ("effect", "low", "high")) or 1.0
    scale = Scale(-reach * 1.06, reach * 1.06, *_PLOT)
    drawn: list[Element] = [Line(scale.at(0), y, scale.at(0), y + height - 2, QUIET, 1, "2 2")]
    ends = [
        (scale.at(details[f"effect_{side}"]), y + height / 2 + shift)
        for side, shift in zip(SIDES, (-7, 7), strict=True)
    ]
    drawn.append(Line(*ends[0], *ends[1], LINE, 2))
    for side, (x, at) in zip(SIDES, ends, strict=True):
        if f"low_{side}" in details:
            drawn.append(Line(scale.at(details[f"low_{side}"]), at, scale.at(details[f"high_{side}"]), at, ink, 1.6))
        drawn.append(mark(x, at, "circle", ink, 5, side == "others"))
    return drawn


def _group(finding: Finding, evidence: Evidence, language: Language) -> str:
    return sentences.speaker(evidence, language).groups.get(finding.outcome.group or "", "")


def alternative(evidence: Evidence, language: Language) -> str:
    """Each gap as a sentence, then the numbers of both sides."""
    by = sentences.speaker(evidence, language)
    told = (
        part
        for finding in gaps(evidence)
        for part in (
            sentences.finding_sentence(finding, by),
            *(_side(_twin(finding, side, evidence, language), language) for side in SIDES),
        )
    )
    return WORDS["alternative"][language].format(each=" ".join(told))


def _side(twin: tuple[str, ...], language: Language) -> str:
    _, _, side, effect, low, high, *_ = twin
    return WORDS["told"][language].format(side=side[:1].upper() + side[1:], effect=effect, low=low, high=high)


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: a row per side, the numbers that were drawn."""
    columns = ("figure", "outcome", "side", "effect", "low", "high", "gap", "n")
    rows = tuple(_twin(finding, side, evidence, language) for finding in gaps(evidence) for side in SIDES)
    return Grid(tuple(WORDS[column][language] for column in columns), rows, (False,) * 3 + (True,) * 5)


def _twin(finding: Finding, side: str, evidence: Evidence, language: Language) -> tuple[str, ...]:
    details = finding.estimate.details
    where = _group(finding, evidence, language) if side == "group" else WORDS["others"][language].removeprefix("○ ")
    values = (details.get(f"{part}_{side}") for part in ("effect", "low", "high"))
    return (
        finding.figure_id,
        sentences.label(finding, language),
        where,
        *(ABSENT if value is None else sentences.bound_words(finding, value, language) for value in values),
        sentences.effect_words(finding, language) or ABSENT,
        number(finding.estimate.n, language),
    )
