"""A published instrument gives the score its case worked by hand says, and states its terms."""

from __future__ import annotations

import pytest

from surveys.instruments import codes, load


@pytest.mark.parametrize("code", codes())
def test_an_instrument_scores_its_reference_case(code: str) -> None:
    instrument = load(code)
    assert instrument.score(instrument.reference.answers) == instrument.reference.score


@pytest.mark.parametrize("code", codes())
def test_an_instrument_is_whole_in_both_languages_and_states_its_terms(code: str) -> None:
    instrument = load(code)
    assert all(sorted(item) == ["en", "fr"] and all(item.values()) for item in (*instrument.items, *instrument.anchors))
    assert all((instrument.citation, instrument.licence))
    assert bool(instrument.altered_why) == instrument.altered


def test_the_usability_scale_spans_0_to_100_and_its_middle_is_50() -> None:
    sus = load("sus")
    assert sus.score([5, 1] * 5) == 100
    assert sus.score([1, 5] * 5) == 0
    assert sus.score([3] * 10) == 50


def test_an_item_left_blank_counts_as_the_middle() -> None:
    sus = load("sus")
    assert sus.score([5, None] + [5, 1] * 4) == sus.score([5, 3] + [5, 1] * 4)


@pytest.mark.parametrize("answers", [[3] * 9, [0] + [3] * 9, [6] + [3] * 9])
def test_answers_that_cannot_be_are_refused(answers: list[int]) -> None:
    with pytest.raises(ValueError, match="10 answers from 1 to 5"):
        load("sus").score(answers)


def test_an_unknown_instrument_is_said() -> None:
    with pytest.raises(KeyError):
        load("nothing")
