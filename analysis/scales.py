"""Scores: one number per participant from the items of a scale, and how far the items hang together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.dataset import Dataset, answers_at, digest_of, numbers_at
from analysis.disclosure import Form
from analysis.gram import Gram, gram_rows
from analysis.measures import as_number, find_scale
from analysis.plan import Plan, Scale
from analysis.results import EvidenceTable
from analysis.tallies import Counts, Grams, Tally, people_by


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


def tally_items(dataset: Dataset, scale: Scale, wave: str) -> Tally:
    """The moments of the items over the participants who answered them all, and who gave which of few values."""
    complete = items_at(dataset, scale, wave).dropna()
    counts: Counts = {}
    for item in scale.items:
        found = people_by(complete[item])
        counts |= {(item, value): count for value, count in found.items()} if len(found) <= 2 else {(item, None): 1}
    grams: Grams = {("all",): Gram.of(complete)} if len(complete) else {}
    return Tally(digest_of(_rows(complete)), counts, grams)


def items_form(tally: Tally, scale: Scale, wave: str) -> Form:
    """Means and cross-products of the items over the participants who answered them all: enough for alpha."""
    gram = tally.grams.get(("all",), Gram.empty(scale.items))
    table = EvidenceTable(
        id=f"items.{scale.code}.{wave}",
        kind="item_moments",
        title=scale.label,
        columns=("block", "row", "column", "value"),
        rows=(("all", "participants", None, gram.n), *gram_rows("all", gram)),
        verifiability="B",
    )
    return Form(table, (gram.n, *_distinct_people(tally, gram)), crossed=gram.n if len(scale.items) > 1 else 0)


def _distinct_people(tally: Tally, gram: Gram) -> Iterator[int]:
    """For items with two values, moments are counts: of each value, and of each pair of values of two items."""
    two_valued: dict[str, dict[float, int]] = {}
    for item in gram.names:
        found = tally.under(item)
        if len(found) == 2 and (None,) not in found:
            two_valued[item] = {float(str(value)): count for (value,), count in sorted(found.items())}
            yield from found.values()
    for (one, first), (other, second) in combinations(two_valued.items(), 2):
        low, high = zip(first, second, strict=True)
        both = gram.only((one, other)).about(np.array(low))[1, 2] / ((high[0] - low[0]) * (high[1] - low[1]))
        upper = round(both)
        yield from (upper, first[high[0]] - upper, second[high[1]] - upper)
        yield gram.n - first[high[0]] - second[high[1]] + upper


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    return [[str(name), *map(float, row)] for name, row in zip(frame.index, frame.to_numpy(), strict=True)]
