"""Units are read in the language of the page; their codes are for files."""

from __future__ import annotations

from typing import get_args

import pytest

from analysis.measurements.units import known_unit
from reports.numbers import Language
from reports.units import UNITS, unit_words


@pytest.mark.parametrize(
    ("unit", "fr", "en"),
    [
        ("degC.d", "°C·j", "°C·d"),
        ("kWh/degC.d", "kWh/°C·j", "kWh/°C·d"),
        ("kgCO2e/count", "kgCO2e par unité", "kgCO2e per unit"),
        ("kWh", "kWh", "kWh"),
        ("m3/person/month", "m³/personne/mois", "m³/person/month"),
        ("nonsense", "nonsense", "nonsense"),
        ("", "", ""),
    ],
)
def test_a_unit_is_read_as_the_language_writes_it(unit: str, fr: str, en: str) -> None:
    assert (unit_words(unit, "fr"), unit_words(unit, "en")) == (fr, en)


def test_only_known_units_have_words_and_each_has_them_in_every_language() -> None:
    assert [code for code in UNITS if known_unit(code) is None] == []
    assert {tuple(words) for words in UNITS.values()} == {get_args(Language)}
