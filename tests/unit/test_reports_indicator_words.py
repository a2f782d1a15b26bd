"""The number of an indicator as it is read: with its unit, and never an estimate without the n it rests on."""

from __future__ import annotations

import pytest

from analysis.indicators.catalogue import INDICATORS
from analysis.indicators.readings import Found
from reports.indicator_words import value_words
from reports.numbers import Language


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "0,00 sur 1 (n\u00a0=\u00a01)"), ("en", "0.00 of 1 (n\u00a0=\u00a01)")]
)
def test_a_balance_over_one_organisation_says_that_there_is_one(language: Language, said: str) -> None:
    row = INDICATORS["organisations_by_helix"]
    assert value_words(row, Found("counted", 0.0, 1), language) == said


def test_a_plain_count_is_its_own_n() -> None:
    assert value_words(INDICATORS["prototypes"], Found("counted", 3.0), "en") == "3"
