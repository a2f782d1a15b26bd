"""An instrument of the library as a scale of a plan."""

from __future__ import annotations

from analysis.plan import Scale
from surveys.instruments.insertion import Asked


def scale_of(asked: Asked) -> Scale:
    """The scale that scores an instrument where a questionnaire asks it, as its publication says."""
    instrument = asked.instrument
    return Scale(
        code=f"{asked.code}_score",
        label=dict(instrument.title),
        items=asked.names,
        minimum=instrument.minimum,
        maximum=instrument.maximum,
        reversed_items=tuple(asked.names[number - 1] for number in instrument.reversed),
        method=instrument.scoring,
        minimum_answered=instrument.minimum_answered,
        source=instrument.citation,
        score_minimum=instrument.score_minimum,
        score_maximum=instrument.score_maximum,
        blank=instrument.blank,
    )
