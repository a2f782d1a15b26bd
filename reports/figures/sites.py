"""Forest by site: the difference in each site, the mean over sites, and what another site may expect."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.estimators.catalogue import CATALOGUE
from analysis.results import Evidence, Finding
from reports import sentences
from reports.figures.primitives import (
    DIMENSION_INK,
    LINE,
    QUIET,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    mark,
    paragraph,
)
from reports.grid import Grid
from reports.numbers import ABSENT, Language, number

WIDTH = 657.0
_PLOT = (150.0, 470.0)
_SAID = 484.0

WORDS = {
    "site": {"fr": "Lieu {number}", "en": "Site {number}"},
    "mean": {"fr": "Moyenne", "en": "Mean"},
    "another": {"fr": "Un autre lieu", "en": "Another site"},
    "row": {"fr": "Lieu", "en": "Site"},
    "outcome": {"fr": "Résultat prévu", "en": "Planned outcome"},
    "effect": {"fr": "Différence", "en": "Difference"},
    "low": {"fr": "De", "en": "From"},
    "high": {"fr": "À", "en": "To"},
    "n": {"fr": "n", "en": "n"},
    "told": {"fr": "{name} : {effect}, de {low} à {high}.", "en": "{name}: {effect}, from {low} to {high}."},
    "told_range": {"fr": "{name} : de {low} à {high}.", "en": "{name}: from {low} to {high}."},
    "alternative": {
        "fr": "La différence dans chaque lieu, avec son intervalle. {each}",
        "en": "The difference in each site, with its interval. {each}",
    },
}
Bounds = tuple[str, float | None, float | None, float | None]  # name, effect, low, high


def shown(evidence: Evidence) -> tuple[Finding, ...]:
    """The findings over several sites."""
    found = (each for each in evidence.findings if CATALOGUE[each.outcome.estimator].sites)
    return tuple(each for each in found if any(code.startswith("site.") for code in each.estimate.details))


def rows_of(finding: Finding, language: Language) -> tuple[Bounds, ...]:
    """Every site, then the mean, then another site."""
    details, estimate = finding.estimate.details, finding.estimate
    numbers = [code.split(".")[1] for code in details if code.startswith("site.") and code.endswith(".effect")]
    sites: list[Bounds] = [
        (
            WORDS["site"][language].format(number=each),
            details[f"site.{each}.effect"],
            details.get(f"site.{each}.low"),
            details.get(f"site.{each}.high"),
        )
        for each in numbers
    ]
    sites.append((WORDS["mean"][language], estimate.effect, estimate.low, estimate.high))
    if "prediction_low" in details:
        sites.append((WORDS["another"][language], None, details["prediction_low"], details["prediction_high"]))
    return tuple(sites)


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """One block per outcome: a row per site, the mean filled, the prediction as a band."""
    found = shown(evidence)
    if not found:
        return None
    elements: list[Element] = []
    y = 4.0
    for finding in found:
        n = f"n\u00a0=\u00a0{number(finding.estimate.n, language)}"
        elements.extend(
            paragraph(0, y + 9, f"{sentences.label(finding, language)}, {n}", WIDTH - 8, size=12, bold=True)
        )
        y += 22
        drawn, y = block(rows_of(finding, language), finding, language, y)
        elements.extend(drawn)
    return Drawing(WIDTH, y + 4, tuple(elements), alternative(evidence, language))


def block(rows: Sequence[Bounds], finding: Finding, language: Language, y: float) -> tuple[list[Element], float]:
    """A line per row on one scale, in the unit of the finding; the mean filled and thicker, a prediction as a band."""
    reach = max((abs(value) for _, *values in rows for value in values if value is not None), default=1.0) or 1.0
    scale, ink = Scale(-reach * 1.05, reach * 1.05, *_PLOT), DIMENSION_INK[finding.outcome.dimension]
    drawn: list[Element] = [Line(scale.at(0), y, scale.at(0), y + 18 * len(rows), QUIET, 1, "2 2")]
    for name, effect, low, high in rows:
        middle, whole = y + 8, name == WORDS["mean"][language]
        drawn.append(Label(0, y + 12, name, 11, bold=whole))
        if low is not None and high is not None and effect is None:
            drawn.append(Box(scale.at(low), middle - 3, scale.at(high) - scale.at(low), 6, fill=LINE))
        elif low is not None and high is not None:
            drawn.append(Line(scale.at(low), middle, scale.at(high), middle, ink, 2.4 if whole else 1.4))
        if effect is not None:
            drawn.append(mark(scale.at(effect), middle, "square" if whole else "circle", ink, 5, not whole))
        drawn.append(Label(_SAID, y + 12, _said(finding, effect, low, high, language), 10.8, ink=QUIET))
        y += 18
    return drawn, y + 8


def _said(finding: Finding, effect: float | None, low: float | None, high: float | None, language: Language) -> str:
    bare = [sentences.value_words(finding, value, language) for value in (effect, low, high)]
    if effect is None:
        return f"[{bare[1]} ; {bare[2]}]"
    return bare[0] if low is None else f"{bare[0]} [{bare[1]} ; {bare[2]}]"


def alternative(evidence: Evidence, language: Language) -> str:
    """Each finding as a sentence, then every line with its interval."""
    by = sentences.speaker(evidence, language)
    sentence = " ".join(sentences.finding_sentence(finding, by) for finding in shown(evidence))
    lines = (
        WORDS["told" if effect != ABSENT else "told_range"][language].format(
            name=name, effect=effect, low=low, high=high
        )
        for _, name, effect, low, high, _n in grid(evidence, language).rows
    )
    return WORDS["alternative"][language].format(each=" ".join((sentence, *lines)))


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: a row per site, the numbers that were drawn."""
    columns = tuple(WORDS[column][language] for column in ("outcome", "row", "effect", "low", "high", "n"))
    rows = tuple(
        (
            sentences.label(finding, language),
            name,
            *(ABSENT if value is None else sentences.bound_words(finding, value, language) for value in values),
            number(finding.estimate.n, language),
        )
        for finding in shown(evidence)
        for name, *values in rows_of(finding, language)
    )
    return Grid(columns, rows, (False, False, True, True, True, True))
