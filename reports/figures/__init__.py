"""Pictures: one row per kind. Each draws itself, says what it shows in words, and has a table twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.results import Evidence
from reports.figures import attrition, equity, flow, forest, run_chart, sites, trace
from reports.figures.primitives import Drawing
from reports.grid import Grid
from reports.numbers import Language


@dataclass(frozen=True)
class Figure:
    """A kind of picture: `draw` gives None when the evidence holds nothing to show."""

    title: Mapping[str, str]
    draw: Callable[[Evidence, Language], Drawing | None]
    grid: Callable[[Evidence, Language], Grid]


FIGURES: Mapping[str, Figure] = {
    "trace": Figure({"fr": "De l’idée aux figures", "en": "From the idea to the figures"}, trace.draw, trace.grid),
    "flow": Figure({"fr": "Parcours des participants", "en": "Flow of participants"}, flow.draw, flow.grid),
    "attrition": Figure(
        {"fr": "Réponses à chaque vague", "en": "Answers at each wave"}, attrition.draw, attrition.grid
    ),
    "equity": Figure({"fr": "Écarts d’équité", "en": "Equity gaps"}, equity.draw, equity.grid),
    "sites": Figure({"fr": "Lieu par lieu", "en": "Site by site"}, sites.draw, sites.grid),
    "run_chart": Figure(
        {"fr": "Mesures, période par période", "en": "Measurements, period by period"}, run_chart.draw, run_chart.grid
    ),
    "forest": Figure({"fr": "Tous les résultats prévus", "en": "All planned outcomes"}, forest.draw, forest.grid),
}
