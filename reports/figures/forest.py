"""Forest plot: every planned outcome on one page, zero aligned, better to the right, nothing left out."""

from __future__ import annotations

from analysis.results import Evidence, Finding
from reports import sentences
from reports.figures.primitives import (
    DIMENSION_INK,
    LINE,
    QUIET,
    SHAPES,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    arrow,
    broken,
    mark,
    paragraph,
)
from reports.grid import Grid
from reports.numbers import ABSENT, Language, number
from reports.vocabulary import DIMENSIONS, DIRECTIONS, ROLES

WIDTH = 657.0
_NAME, _PLOT, _SAID = (24.0, 184.0), (222.0, 418.0), (434.0, 223.0)  # (start, width or end) of the three columns
_ROW_GAP = 10.0

WORDS = {
    "zero": {"fr": "0 : pas de différence", "en": "0: no difference"},
    "better": {"fr": "mieux", "en": "better"},
    "worse": {"fr": "moins bien", "en": "worse"},
    "band": {
        "fr": "Bande grise : différences trop petites pour être vues avec ce nombre de participants.",
        "en": "Grey band: differences too small to be seen with this number of participants.",
    },
    "scales": {
        "fr": "Une même unité garde la même échelle ; d’une unité à l’autre, les longueurs ne se comparent pas.",
        "en": "One unit keeps one scale; lengths do not compare from one unit to another.",
    },
    "outcome": {"fr": "Résultat prévu", "en": "Planned outcome"},
    "role": {"fr": "Rôle", "en": "Role"},
    "dimension": {"fr": "Dimension", "en": "Dimension"},
    "effect": {"fr": "Effet", "en": "Effect"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "mde": {"fr": "Visible dès", "en": "Visible from"},
    "n": {"fr": "n", "en": "n"},
    "figure": {"fr": "Figure", "en": "Figure"},
    "alternative": {
        "fr": "Tous les résultats prévus, avec leur intervalle. {each}",
        "en": "All planned outcomes, with their intervals. {each}",
    },
}


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """The forest plot of every finding, grouped as the plan ranks them."""
    if not evidence.findings:
        return None
    elements, y = _header(language), 34.0
    for role in ROLES:
        group = [each for each in evidence.findings if each.outcome.role == role]
        if group:
            elements.append(Label(0, y + 10, ROLES[role][language].capitalize(), 11.5, ink=QUIET, bold=True))
            elements.append(Line(0, y + 16, WIDTH, y + 16, LINE, 0.8))
            y += 26
        for finding in group:
            drawn, height = _row(finding, evidence, language, y)
            elements.extend(drawn)
            y += height + _ROW_GAP
    zero = _PLOT[0] + (_PLOT[1] - _PLOT[0]) / 2
    elements.insert(0, Line(zero, 24, zero, y - 4, QUIET, 1, "2 2"))
    elements.extend(_footer(language, y + 10))
    return Drawing(WIDTH, y + 32, tuple(elements), alternative(evidence, language))


def alternative(evidence: Evidence, language: Language) -> str:
    """The finding and the numbers of every row, as sentences."""
    by = sentences.speaker(evidence, language)
    each = " ".join(
        " ".join(filter(None, (sentences.finding_sentence(f, by), _capital(sentences.interval_words(f, language)))))
        for f in evidence.findings
    )
    return WORDS["alternative"][language].format(each=each)


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: one row per finding, the numbers that were drawn."""
    columns = ("figure", "outcome", "dimension", "role", "effect", "low", "high", "mde", "n")
    rows = tuple(_grid_row(finding, language) for finding in evidence.findings)
    return Grid(tuple(WORDS[column][language] for column in columns), rows, (False,) * 4 + (True,) * 5)


def _grid_row(finding: Finding, language: Language) -> tuple[str, ...]:
    estimate = finding.estimate
    return (
        finding.figure_id,
        sentences.label(finding, language),
        DIMENSIONS[finding.outcome.dimension][language],
        ROLES[finding.outcome.role][language],
        sentences.effect_words(finding, language) or ABSENT,
        sentences.value_words(finding, estimate.low, language),
        sentences.value_words(finding, estimate.high, language),
        sentences.value_words(finding, finding.minimal_detectable, language, signed=False),
        number(estimate.n, language),
    )


def _header(language: Language) -> list[Element]:
    start, end = _PLOT
    zero = (start + end) / 2
    return [
        Label(zero, 8, WORDS["zero"][language], 10.8, "middle", QUIET),
        Label(start + 12, 21, WORDS["worse"][language], 10.8, "start", QUIET),
        Label(end - 12, 21, WORDS["better"][language], 10.8, "end", QUIET),
        *arrow(start + 8, 18, start, 18),
        *arrow(end - 8, 18, end, 18),
    ]


def _footer(language: Language, y: float) -> list[Element]:
    return [
        Box(0, y - 8, 14, 9, fill="#e4e1da"),
        Label(20, y, WORDS["band"][language], 10.8, ink=QUIET),
        Label(20, y + 14, WORDS["scales"][language], 10.8, ink=QUIET),
    ]


def _row(finding: Finding, evidence: Evidence, language: Language, y: float) -> tuple[list[Element], float]:
    ink = DIMENSION_INK[finding.outcome.dimension]
    name = paragraph(
        _NAME[0], y + 9, sentences.label(finding, language), _NAME[1], size=12, bold=finding.outcome.role == "primary"
    )
    said = _said(finding, language, y)
    lines = len({label.y for label in said})
    height = max(15.6 * len(name), 14.0 * lines, 26.0)
    middle = y + height / 2 - 1
    elements: list[Element] = [mark(8, y + 5.5, SHAPES[finding.outcome.dimension], ink, 4.5), *name]
    elements.extend(_interval(finding, evidence, language, middle, height))
    elements.extend(said)
    return elements, height


def _interval(finding: Finding, evidence: Evidence, language: Language, y: float, height: float) -> list[Element]:
    estimate = finding.estimate
    sign = 1 if finding.outcome.better == "higher" else -1
    if sentences.saying(finding).contrast == "none" or estimate.effect is None:
        words = DIRECTIONS["refused" if estimate.effect is None else "described"][language]
        centre = (_PLOT[0] + _PLOT[1]) / 2
        width = 140.0
        return [
            Box(centre - width / 2, y - 8, width, 15, fill="#ffffff"),
            Label(centre, y + 3, words, 11, "middle", QUIET),
        ]
    scale = _scale(finding, evidence)
    drawn: list[Element] = []
    if finding.minimal_detectable is not None:
        near, far = scale.at(-finding.minimal_detectable), scale.at(finding.minimal_detectable)
        drawn.append(Box(near, y - height / 2 + 1, far - near, height - 2, fill="#e4e1da"))
        zero = scale.at(0)
        drawn.append(Line(zero, y - height / 2 + 1, zero, y + height / 2 - 1, QUIET, 1, "2 2"))
    ink = DIMENSION_INK[finding.outcome.dimension]
    if estimate.low is not None and estimate.high is not None:
        ends = sorted((scale.at(sign * estimate.low), scale.at(sign * estimate.high)))
        drawn.append(Line(ends[0], y, ends[1], y, ink, 2.2))
        drawn.extend(Line(end, y - 4, end, y + 4, ink, 1.6) for end in ends)
    drawn.append(mark(scale.at(sign * estimate.effect), y, SHAPES[finding.outcome.dimension], ink, 5.5))
    return drawn


def _scale(finding: Finding, evidence: Evidence) -> Scale:
    unit = _unit_key(finding)
    reach = max(
        (
            abs(value)
            for each in evidence.findings
            if _unit_key(each) == unit and sentences.saying(each).contrast != "none"
            for value in (each.estimate.low, each.estimate.high, each.estimate.effect, each.minimal_detectable)
            if value is not None
        ),
        default=1.0,
    )
    return Scale(-(reach or 1.0) * 1.06, (reach or 1.0) * 1.06, *_PLOT)


def _unit_key(finding: Finding) -> str:
    return "%" if sentences.saying(finding).share else finding.outcome.unit.get("en", "")


def _said(finding: Finding, language: Language, y: float) -> list[Label]:
    start, width = _SAID
    effect = sentences.effect_words(finding, language)
    interval = sentences.range_words(finding, language)
    said = [Label(start, y + 9, effect, 12, bold=finding.outcome.role == "primary")] if effect else []
    if finding.estimate.n:
        n = f"n\u00a0=\u00a0{number(finding.estimate.n, language)}"
        said.append(Label(start + width, y + 9, n, 11, "end", QUIET))
    lines = broken(interval, width, 10.8) if interval else ()
    return [*said, *(Label(start, y + 23 + i * 13, line, 10.8, ink=QUIET) for i, line in enumerate(lines))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] + "." if text else ""
