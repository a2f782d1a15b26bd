"""Who takes part, helix by helix: a bar each, what is too small to show as words, who is missing said."""

from __future__ import annotations

from collections.abc import Mapping

from reports.figures.primitives import ACTION, LINE, PAPER, QUIET, Box, Drawing, Element, Label, Scale, broken
from reports.grid import Grid
from reports.numbers import Language, number

WIDTH, ROW, NAMES, BARS = 320.0, 22.0, 168.0, 262.0
NAME: Mapping[str, Mapping[str, str]] = {
    "citizens": {"fr": "Habitants et associations", "en": "Citizens and associations"},
    "public": {"fr": "Secteur public", "en": "Public sector"},
    "private": {"fr": "Entreprises", "en": "Business"},
    "academia": {"fr": "Recherche et formation", "en": "Research and education"},
    "environment": {"fr": "Environnement", "en": "Environment"},
    "undeclared": {"fr": "Ne l’ont pas dit", "en": "Did not say"},
}
WORDS = {
    "few": {"fr": "de 1 à {most}", "en": "1 to {most}"},
    "helix": {"fr": "Monde", "en": "Helix"},
    "count": {"fr": "Nombre", "en": "Count"},
}


def is_drawn(cells: Mapping[str, int | None]) -> bool:
    """Whether anybody is known to come from anywhere."""
    return any(count != 0 for helix, count in cells.items() if helix != "undeclared")


def draw(cells: Mapping[str, int | None], minimum: int, language: Language, title: str) -> Drawing:
    """A bar for each helix; those who did not say come last, hollow."""
    along = Scale(0, max((count or 0 for count in cells.values()), default=0) or 1, NAMES, BARS)
    elements: list[Element] = []
    for place, (helix, count) in enumerate(_in_order(cells)):
        elements.extend(_row(place * ROW, helix, count, minimum, language, along))
    return Drawing(WIDTH, len(cells) * ROW, tuple(elements), alternative(cells, minimum, language, title))


def alternative(cells: Mapping[str, int | None], minimum: int, language: Language, title: str) -> str:
    """Every count, as a sentence."""
    colon = {"fr": "\u00a0: ", "en": ": "}[language]
    each = (f"{NAME[helix][language]}{colon}{words(count, minimum, language)}" for helix, count in _in_order(cells))
    return f"{title}. {', '.join(each)}."


def grid(cells: Mapping[str, int | None], minimum: int, language: Language) -> Grid:
    """The table twin."""
    rows = tuple((NAME[helix][language], words(count, minimum, language)) for helix, count in _in_order(cells))
    return Grid((WORDS["helix"][language], WORDS["count"][language]), rows, (False, True))


def words(count: int | None, minimum: int, language: Language) -> str:
    """A count as it may be said."""
    if count is None:
        return WORDS["few"][language].format(most=number(minimum - 1, language))
    return number(count, language)


def _in_order(cells: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """As they are always told, whatever the order they were stored in."""
    return [(helix, cells[helix]) for helix in NAME if helix in cells]


def _row(y: float, helix: str, count: int | None, minimum: int, language: Language, along: Scale) -> list[Element]:
    name = broken(NAME[helix][language], NAMES - 10, 12)
    first = y + 15.5 - 6.5 * (len(name) - 1)
    elements: list[Element] = [Label(0, first + 14 * line, text, 12) for line, text in enumerate(name)]
    hollow = helix == "undeclared"
    end = NAMES
    if count:
        end = along.at(count)
        fill, ink = (PAPER, QUIET) if hollow else (ACTION, ACTION)
        elements.append(Box(NAMES, y + 4, end - NAMES, 15, fill=fill, ink=ink))
    else:
        elements.append(Box(NAMES, y + 4, 1.5, 15, fill=LINE))
    quiet = QUIET if not count else "#1b1f24"
    elements.append(Label(end + 8, y + 15.5, words(count, minimum, language), 12, ink=quiet, bold=bool(count)))
    return elements
