"""The trace: the way from an idea to the figures of this report."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from analysis.results import Evidence, TraceNode
from reports.figures.primitives import (
    ACTION,
    INK,
    LINE,
    QUIET,
    WASH,
    Box,
    Drawing,
    Element,
    Label,
    arrow,
    broken,
    paragraph,
)
from reports.grid import Grid
from reports.numbers import Language, date, quoted
from reports.vocabulary import Words, words_of

WIDTH = 657.0
KINDS: Mapping[str, Words] = {
    "need": {"fr": "Besoin", "en": "Need"},
    "idea": {"fr": "Idée", "en": "Idea"},
    "decision": {"fr": "Décision", "en": "Decision"},
    "requirement": {"fr": "Exigence", "en": "Requirement"},
    "prototype": {"fr": "Prototype", "en": "Prototype"},
    "version": {"fr": "Version", "en": "Version"},
    "prototype_version": {"fr": "Version", "en": "Version"},
    "study": {"fr": "Étude", "en": "Study"},
    "figure": {"fr": "Figures", "en": "Figures"},
}
WORDS = {
    "figures": {"fr": "Figures {ids} de ce rapport", "en": "Figures {ids} of this report"},
    "kind": {"fr": "Étape", "en": "Step"},
    "label": {"fr": "Nom", "en": "Name"},
    "on": {"fr": "Date", "en": "Date"},
    "quote": {"fr": "Mots d’un participant", "en": "A participant’s words"},
    "alternative": {
        "fr": "Le chemin de l’idée aux figures, dans l’ordre. {each}",
        "en": "The way from the idea to the figures, in order. {each}",
    },
}
_RAIL, _TEXT, _DATE = 13.0, 140.0, 657.0


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """One row per step on a vertical rail; the last row names the figures."""
    nodes = evidence.facts.trace_nodes
    if not nodes:
        return None
    elements: list[Element] = []
    y, places = 6.0, []
    for node in nodes:
        drawn, height = _step(node, language, y)
        places.append(y)
        elements.extend(drawn)
        y += height + 12
    places.append(y)
    drawn, height = _step(_figures(evidence, language), language, y, last=True)
    elements.extend(drawn)
    rail: list[Element] = []
    for above, below in pairwise(places):
        rail.extend(arrow(_RAIL, above + 15, _RAIL, below + 1))
    return Drawing(WIDTH, y + height + 4, (*rail, *elements), alternative(evidence, language))


def alternative(evidence: Evidence, language: Language) -> str:
    """Every step with its name, date and quote."""
    colon = "\u00a0: " if language == "fr" else ": "
    *steps, (_, figures, *_rest) = _rows(evidence, language)
    rows = [f"{kind}{colon}{', '.join(part.rstrip('.') for part in told if part)}." for kind, *told in steps]
    return WORDS["alternative"][language].format(each=" ".join((*rows, f"{figures}.")))


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: step, name, date, quote."""
    keys = ("kind", "label", "on", "quote")
    return Grid(tuple(WORDS[key][language] for key in keys), tuple(_rows(evidence, language)))


def _rows(evidence: Evidence, language: Language) -> list[tuple[str, ...]]:
    nodes = (*evidence.facts.trace_nodes, _figures(evidence, language))
    return [
        (
            words_of(KINDS, node.kind, language),
            node.label,
            date(node.on, language) if node.on else "",
            quoted(node.quote, language) if node.quote else "",
        )
        for node in nodes
    ]


def _figures(evidence: Evidence, language: Language) -> TraceNode:
    ids = [finding.figure_id for finding in evidence.findings]
    span = " – ".join((ids[0], ids[-1])) if len(ids) > 1 else "".join(ids)
    return TraceNode("figures", "figure", WORDS["figures"][language].format(ids=span))


def _step(node: TraceNode, language: Language, y: float, last: bool = False) -> tuple[list[Element], float]:
    name = broken(node.label, 400, 12.5)
    elements: list[Element] = [
        Box(_RAIL - 6, y + 3, 12, 12, fill=ACTION if last else WASH, ink=ACTION, stroke=1.4, radius=6),
        Label(36, y + 13, words_of(KINDS, node.kind, language), 11.5, ink=QUIET),
        *paragraph(_TEXT, y + 13, node.label, 400, size=12.5, bold=last),
    ]
    if node.on:
        elements.append(Label(_DATE, y + 13, date(node.on, language), 11, "end", QUIET))
    height = 15.0 * len(name) + 2
    if node.quote:
        lines = broken(quoted(node.quote, language), 470, 11.5)
        elements.append(Box(_TEXT, y + height + 2, 2, len(lines) * 14.0, fill=LINE))
        elements.extend(
            Label(_TEXT + 10, y + height + 12 + i * 14, line, 11.5, ink=INK) for i, line in enumerate(lines)
        )
        height += 14.0 * len(lines) + 4
    return elements, height
