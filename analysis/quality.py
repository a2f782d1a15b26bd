"""The quality of the answers: which questions were left unanswered, at which wave, in which way."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import MISSING_KINDS, Dataset
from analysis.disclosure import is_small
from analysis.plan import Plan, Text
from analysis.results import Cell, EvidenceTable

QUALITY_TITLE: Text = {
    "fr": "Questions sans réponse",
    "en": "Unanswered questions",
}


def quality_table(dataset: Dataset, plan: Plan) -> EvidenceTable:
    """Per question of the plan and wave: answers, and each kind of silence counted apart.

    Where fewer than the minimum cell chose one kind of silence, the kinds are joined in `missing` and None stands in
    their place: a suppressed count is its own value, not 0. `missing` is a denominator and is always published.
    """
    return EvidenceTable(
        id="quality",
        kind="quality",
        title=QUALITY_TITLE,
        columns=("wave", "question", "answered", "missing", *MISSING_KINDS),
        rows=tuple(_quality_rows(dataset, plan)),
        verifiability="A",
        units=dict.fromkeys(("answered", "missing", *MISSING_KINDS), "participants"),
    )


def _quality_rows(dataset: Dataset, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    waves = dataset.silences.index.get_level_values("wave")
    for wave in sorted(plan.waves, key=lambda wave: wave.order):
        at_wave = dataset.silences[waves == wave.code]
        for question in _questions(dataset, plan):
            found = at_wave[question].value_counts()
            answered = int(found.get("", 0))
            kinds = [int(found.get(kind, 0)) for kind in MISSING_KINDS]
            missing = len(at_wave) - answered
            safe = not any(is_small(kind, plan.minimum_cell) for kind in kinds)
            yield wave.code, question, answered, missing, *(kinds if safe else [None] * len(kinds))


def _questions(dataset: Dataset, plan: Plan) -> list[str]:
    """The questions the plan draws on, in the order of the codebook."""
    scales = {scale.code: scale.items for scale in plan.scales}
    measures = [name for outcome in plan.outcomes for name in (outcome.measure, *outcome.adjust_for)]
    used = {item for name in measures for item in scales.get(name, (name,))}
    return [name for name in dataset.answers.columns if name in used]
