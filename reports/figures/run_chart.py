"""Run chart: every period of a measured series in its order, gaps as gaps, the median, the day of the change."""

from __future__ import annotations

from itertools import pairwise

from analysis.estimators.catalogue import CATALOGUE
from analysis.results import Evidence, EvidenceTable, Finding
from reports import sentences
from reports.figures.primitives import ACTION, LINE, QUIET, Drawing, Element, Label, Line, Scale, mark, paragraph
from reports.grid import Grid
from reports.numbers import ABSENT, Language, date, decimals_for, number

WIDTH, PLOT_HEIGHT = 657.0, 130.0
_LEFT, _RIGHT = 64.0, 560.0

WORDS = {
    "median": {"fr": "médiane {value}", "en": "median {value}"},
    "change": {"fr": "changement", "en": "change"},
    "side": {"fr": "Côté", "en": "Side"},
    "before": {"fr": "avant", "en": "before"},
    "during": {"fr": "pendant", "en": "during"},
    "after": {"fr": "après", "en": "after"},
    "outcome": {"fr": "Résultat prévu", "en": "Planned outcome"},
    "period": {"fr": "Période", "en": "Period"},
    "start": {"fr": "Début", "en": "Start"},
    "value": {"fr": "Valeur", "en": "Value"},
    "caption": {"fr": "{outcome}, {n} périodes", "en": "{outcome}, {n} periods"},
    "alternative": {
        "fr": "Chaque série, période après période. {each}",
        "en": "Each series, period after period. {each}",
    },
}
Point = tuple[int, float, str]  # place, value, side


def shown(evidence: Evidence) -> tuple[tuple[Finding, EvidenceTable], ...]:
    """The findings about series whose table is published, with it."""
    tables = {table.id: table for table in evidence.tables}
    found = [
        (each, tables.get(each.table_id))
        for each in evidence.findings
        if CATALOGUE[each.outcome.estimator].counts_periods
    ]
    return tuple((each, table) for each, table in found if table is not None and _points(table))


def _points(table: EvidenceTable) -> list[Point]:
    return [
        (int(row[0] or 0), float(row[3]), str(row[2] or "")) for row in table.rows if isinstance(row[3], int | float)
    ]


def draw(evidence: Evidence, language: Language) -> Drawing | None:
    """One chart per series: a dot per period, joined where neighbours were measured."""
    found = shown(evidence)
    if not found:
        return None
    elements: list[Element] = []
    y = 4.0
    for finding, table in found:
        n = number(finding.estimate.n, language)
        caption = WORDS["caption"][language].format(outcome=sentences.label(finding, language), n=n)
        elements.extend(paragraph(0, y + 9, caption, WIDTH - 8, size=12, bold=True))
        elements.extend(_chart(finding, table, language, y + 24))
        y += PLOT_HEIGHT + 58
    return Drawing(WIDTH, y, tuple(elements), alternative(evidence, language))


def _chart(finding: Finding, table: EvidenceTable, language: Language, y: float) -> list[Element]:
    points = _points(table)
    values = [value for _, value, _ in points]
    low, high = min(0.0, *values), max(values) if max(values) > min(0.0, *values) else min(values) + 1
    up, across = Scale(low, high, y + PLOT_HEIGHT, y), Scale(1, max(len(table.rows), 2), _LEFT, _RIGHT)
    decimals = decimals_for(low, high)
    drawn: list[Element] = []
    for value in (low, high):
        drawn.append(Line(_LEFT - 6, up.at(value), _RIGHT + 6, up.at(value), LINE, 0.8))
        drawn.append(Label(_LEFT - 12, up.at(value) + 3.5, number(value, language, decimals), 10.8, "end", QUIET))
    drawn.extend(_median(finding, up, language, decimals))
    drawn.extend(_change(table, across, language, y))
    drawn.extend(
        Line(across.at(one[0]), up.at(one[1]), across.at(other[0]), up.at(other[1]), ACTION, 1.2)
        for one, other in pairwise(points)
        if other[0] - one[0] == 1
    )
    drawn.extend(
        mark(across.at(place), up.at(value), "circle", ACTION, 3, side == "after") for place, value, side in points
    )
    for row, anchor in ((table.rows[0], "start"), (table.rows[-1], "end")):
        x = _LEFT if anchor == "start" else _RIGHT
        drawn.append(Label(x, y + PLOT_HEIGHT + 16, date(str(row[1]), language), 10.8, anchor, QUIET))  # type: ignore[arg-type]  # an anchor
    return drawn


def _median(finding: Finding, up: Scale, language: Language, decimals: int) -> list[Element]:
    median = finding.estimate.details.get("median")
    if median is None:
        return []
    said = WORDS["median"][language].format(value=number(median, language, decimals))
    return [
        Line(_LEFT, up.at(median), _RIGHT, up.at(median), QUIET, 1, "4 3"),
        Label(_RIGHT + 10, up.at(median) + 3.5, said, 10.8, ink=QUIET),
    ]


def _change(table: EvidenceTable, across: Scale, language: Language, y: float) -> list[Element]:
    after = next((int(row[0] or 0) for row in table.rows if row[2] == "after"), None)
    if after is None:
        return []
    x = across.at(after - 0.5)
    return [
        Line(x, y - 4, x, y + PLOT_HEIGHT, QUIET, 1),
        Label(x + 4, y - 4, WORDS["change"][language], 10.8, ink=QUIET),
    ]


def alternative(evidence: Evidence, language: Language) -> str:
    """Each series as its sentence."""
    by = sentences.speaker(evidence, language)
    each = " ".join(sentences.finding_sentence(finding, by) for finding, _ in shown(evidence))
    return WORDS["alternative"][language].format(each=each)


def grid(evidence: Evidence, language: Language) -> Grid:
    """The table twin: a row per period, gaps included."""
    columns = tuple(WORDS[column][language] for column in ("outcome", "period", "start", "side", "value"))
    rows = tuple(
        (
            sentences.label(finding, language),
            number(int(row[0] or 0), language),
            date(str(row[1]), language),
            WORDS[str(row[2])][language] if row[2] else ABSENT,
            number(float(row[3]), language, 2) if isinstance(row[3], int | float) else ABSENT,
        )
        for finding, table in shown(evidence)
        for row in table.rows
    )
    return Grid(columns, rows, (False, True, False, False, True))
