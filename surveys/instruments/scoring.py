"""The score of one person, the slow and obvious way: it proves a worked case, and judges the fast way."""

from __future__ import annotations

from collections.abc import Sequence

from surveys.instruments.instrument import Instrument


def score_of(instrument: Instrument, answers: Sequence[int | None]) -> float | None:
    """What these answers give, in the order of the items; None where too few are answered.

    Each item is counted from 0, turned round if it is reversed; a blank counts as the file says; the mean of the items
    is stretched over the range of the score.
    """
    if sum(answer is not None for answer in answers) < instrument.minimum_answered:
        return None
    width = instrument.maximum - instrument.minimum
    points = [_points(instrument, number, answer) for number, answer in enumerate(answers, start=1)]
    known = [point for point in points if point is not None]
    mean = sum(known) / len(known)
    if instrument.score_minimum is not None and instrument.score_maximum is not None:
        return instrument.score_minimum + mean * (instrument.score_maximum - instrument.score_minimum) / width
    return (mean + instrument.minimum) * (len(answers) if instrument.scoring == "sum" else 1)


def _points(instrument: Instrument, number: int, answer: int | None) -> float | None:
    if answer is None:
        return (instrument.maximum - instrument.minimum) / 2 if instrument.blank == "middle" else None
    return instrument.maximum - answer if number in instrument.reversed else answer - instrument.minimum
