"""Numbers and dates as a reader of the language writes them."""

from __future__ import annotations

import math

import pytest

from reports import numbers
from reports.numbers import Language


@pytest.mark.parametrize(
    ("value", "decimals", "fr", "en"),
    [
        (1234.5, 1, "1\u202f234,5", "1,234.5"),
        (1234567, 0, "1\u202f234\u202f567", "1,234,567"),
        (-6.16, 1, "−6,2", "−6.2"),
        (0.5, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_a_number_is_written_in_the_format_of_its_language(value: float, decimals: int, fr: str, en: str) -> None:
    assert (numbers.number(value, "fr", decimals), numbers.number(value, "en", decimals)) == (fr, en)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(value: float | None) -> None:
    assert numbers.number(value, "fr") == numbers.percent(value, "en") == numbers.p_value(value, "fr") == "–"


@pytest.mark.parametrize(
    ("low", "high", "decimals"),
    [(-8.94, -3.38, 1), (0.112, 1.014, 2), (-371.0, 382.0, 0), (0.0011, 0.0049, 4), (-36.0, 36.0, 0)],
)
def test_an_interval_deserves_two_significant_digits_of_its_half_width(low: float, high: float, decimals: int) -> None:
    assert numbers.decimals_for(low, high) == decimals


def test_a_number_without_interval_keeps_one_decimal_at_most() -> None:
    assert (numbers.decimals_for(None, None, 3.14159), numbers.decimals_for(None, None, 3141.59)) == (1, 0)


@pytest.mark.parametrize(
    ("value", "fr"), [(214.0, "214"), (6021.25, "6\u202f021,25"), (1 / 3, "0,333333333333333"), (-2.0, "−2")]
)
def test_a_cell_of_evidence_keeps_the_digits_it_is_recomputed_from(value: float, fr: str) -> None:
    assert numbers.exact(value, "fr") == fr


@pytest.mark.parametrize(
    ("iso", "language", "words"),
    [
        ("2026-03-01", "fr", "1er\u00a0mars\u00a02026"),
        ("2026-11-24T10:00:00", "fr", "24\u00a0novembre\u00a02026"),
        ("2026-03-01", "en", "1\u00a0March\u00a02026"),
        (None, "en", "–"),
    ],
)
def test_a_date_is_written_in_words(iso: str | None, language: Language, words: str) -> None:
    assert numbers.date(iso, language) == words


def test_a_percentage_has_its_space_in_french_only() -> None:
    assert (numbers.percent(0.868, "fr"), numbers.percent(0.868, "en")) == ("87\u00a0%", "87%")


def test_a_tiny_p_value_is_said_to_be_below_a_thousandth() -> None:
    assert (numbers.p_value(1e-9, "fr"), numbers.p_value(0.0342, "en")) == ("<\u00a00,001", "=\u00a00.034")


def test_things_are_listed_with_and_before_the_last() -> None:
    assert numbers.listed(("a", "b", "c"), "fr") == "a, b et c"
    assert numbers.listed(("a", "b"), "en") == "a and b"
    assert numbers.listed((), "fr") == ""


def test_phrases_in_turn_have_the_space_of_their_language() -> None:
    assert numbers.in_turn(("a, b", "c"), "fr") == "a, b\u00a0; c"
    assert numbers.in_turn(("a, b", "c"), "en") == "a, b; c"
