"""Units of measurement as a reader of the language writes them: their codes (`analysis.measurements`) are for files."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Language

UNITS: Mapping[str, Mapping[Language, str]] = {
    "m3": {"fr": "m³", "en": "m³"},
    "m2": {"fr": "m²", "en": "m²"},
    "d": {"fr": "j", "en": "d"},
    "month": {"fr": "mois", "en": "month"},
    "year": {"fr": "an", "en": "year"},
    "degC": {"fr": "°C", "en": "°C"},
    "degC.d": {"fr": "°C·j", "en": "°C·d"},
    "GB": {"fr": "Go", "en": "GB"},
    "MB": {"fr": "Mo", "en": "MB"},
    "count": {"fr": "unité", "en": "unit"},
    "person": {"fr": "personne", "en": "person"},
    "ratio": {"fr": "rapport", "en": "ratio"},
    "percent": {"fr": "%", "en": "%"},
}


def unit_words(unit: str, language: Language) -> str:
    """A unit as it is read, of a quotient too; what is counted has none of its own above the line."""
    above, *below = unit.split("/")
    parts = [UNITS.get(part, {}).get(language, part) for part in below]
    between = {"fr": " par ", "en": " per "}[language] if below[:1] == ["count"] else "/"
    return between.join((UNITS.get(above, {}).get(language, above), *parts))
