"""Scores: one number per participant from the items of a scale, and how far the items hang together."""

from __future__ import annotations

import pandas as pd

from analysis.dataset import Dataset, answers_at, digest_of, numbers_at
from analysis.disclosure import Form, first_safe
from analysis.gram import Gram, gram_rows
from analysis.measures import as_number, find_scale
from analysis.plan import Plan, Scale
from analysis.results import EvidenceTable


def scores_at(dataset: Dataset, plan: Plan, measure: str, wave: str) -> pd.Series[float]:
    """The number each participant has on a question or a scale at a wave; only those who have one."""
    scale = find_scale(plan, measure)
    return numbers_at(dataset, measure, wave) if scale is None else score(items_at(dataset, scale, wave), scale)


def labels_at(dataset: Dataset, plan: Plan, measure: str, wave: str) -> pd.Series[str]:
    """The answer each participant gave at a wave as its text, numbers in their shortest form ("4", "4.5")."""
    if find_scale(plan, measure):
        return scores_at(dataset, plan, measure, wave).map(label)
    return answers_at(dataset, measure, wave).map(label)


def label(value: object) -> str:
    """An answer as text: 4, 4.0 and "4" are all "4"; words stay as they are."""
    number = as_number(value)
    return str(value) if number is None else f"{number:.12g}"


def items_at(dataset: Dataset, scale: Scale, wave: str) -> pd.DataFrame:
    """The items of a scale as numbers, reversed ones mirrored within the range; NaN where there is no answer."""
    frame = pd.DataFrame({item: numbers_at(dataset, item, wave) for item in scale.items}, dtype=float)
    for item in scale.reversed_items:
        frame[item] = scale.minimum + scale.maximum - frame[item]
    return frame.sort_index()


def score(items: pd.DataFrame, scale: Scale) -> pd.Series[float]:
    """The score of everyone who answered at least `minimum_answered` items.

    A mean is that of the answered items; a sum is that mean times the number of items, so that a skipped item counts
    as the participant's own average and not as zero; with `blank="middle"` it counts as the middle of the range.
    Stretched, the mean is carried from [minimum, maximum] to [score_minimum, score_maximum]:
    s₀ + (mean − minimum) / (maximum − minimum) · (s₁ − s₀). Misleads when the skipped items are harder than the others.

    Example: answers 4, 5 and a blank on a 3-item sum with `minimum_answered=2` give 4.5 × 3 = 13.5.
    """
    enough = items[items.notna().sum(axis=1) >= scale.minimum_answered]
    filled = enough.fillna((scale.minimum + scale.maximum) / 2) if scale.blank == "middle" else enough
    means: pd.Series[float] = filled.mean(axis=1)
    if scale.score_minimum is not None and scale.score_maximum is not None:
        share = (means - scale.minimum) / (scale.maximum - scale.minimum)
        return scale.score_minimum + share * (scale.score_maximum - scale.score_minimum)
    return means * len(scale.items) if scale.method == "sum" else means


def tabulate_items(dataset: Dataset, plan: Plan, scale: Scale, wave: str) -> EvidenceTable:
    """Means and cross-products of the items over the participants who answered them all: enough for alpha."""
    complete = items_at(dataset, scale, wave).dropna()
    gram = Gram.of(complete) if len(complete) else Gram.empty(scale.items)
    table = EvidenceTable(
        id=f"items.{scale.code}.{wave}",
        kind="item_moments",
        title=scale.label,
        columns=("block", "row", "column", "value"),
        rows=(("all", "participants", None, len(complete)), *gram_rows("all", gram)),
        verifiability="B",
    )
    counts = (len(complete), *_distinct_people(complete))
    return first_safe([Form(table, counts)], plan.minimum_cell, digest_of(_rows(complete)))


def _distinct_people(complete: pd.DataFrame) -> tuple[int, ...]:
    """For items with two values, moments are counts: those of each value must not be small."""
    two_valued = [column for _, column in complete.items() if column.nunique() == 2]
    return tuple(int(count) for column in two_valued for count in column.value_counts())


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    return [[str(name), *map(float, row)] for name, row in zip(frame.index, frame.to_numpy(), strict=True)]
