"""The quality of the answers: which questions were left unanswered, at which wave, in which way."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dataset import MISSING_KINDS, Dataset
from analysis.disclosure import is_small
from analysis.plan import Plan, Text
from analysis.results import Cell, EvidenceTable
from analysis.tallies import Key, Tally
from surveys.codebook import Codebook

QUALITY_TITLE: Text = {
    "fr": "Questions sans réponse",
    "en": "Unanswered questions",
}


def tally_quality(dataset: Dataset, plan: Plan) -> Tally:
    """Responses by wave, question of the plan, and kind of silence; the empty kind is an answer."""
    waves = dataset.silences.index.get_level_values("wave")
    counts: dict[Key, int] = {}
    for wave in plan.waves:
        at_wave = dataset.silences[waves == wave.code]
        for question in _questions(dataset.codebook, plan):
            found = at_wave[question].value_counts()
            counts |= {(wave.code, question, str(kind)): int(count) for kind, count in found.items()}
    return Tally(dataset.digest, counts)


def quality_table(tally: Tally, codebook: Codebook, plan: Plan) -> EvidenceTable:
    """Per question of the plan and wave: answers, and each kind of silence counted apart.

    Where fewer than the minimum cell chose one kind of silence, the kinds are joined in `missing` and None stands in
    their place: a suppressed count is its own value, not 0. `missing` is a denominator and is always published.
    """
    return EvidenceTable(
        id="quality",
        kind="quality",
        title=QUALITY_TITLE,
        columns=("wave", "question", "answered", "missing", *MISSING_KINDS),
        rows=tuple(_quality_rows(tally, codebook, plan)),
        verifiability="A",
        units=dict.fromkeys(("answered", "missing", *MISSING_KINDS), "participants"),
    )


def _quality_rows(tally: Tally, codebook: Codebook, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for wave in sorted(plan.waves, key=lambda wave: wave.order):
        for question in _questions(codebook, plan):
            found = tally.under(wave.code, question)
            kinds = [found.get((kind,), 0) for kind in MISSING_KINDS]
            answered = found.get(("",), 0)
            safe = not any(is_small(kind, plan.minimum_cell) for kind in kinds)
            shown = kinds if safe else [None] * len(kinds)
            yield wave.code, question, answered, sum(found.values()) - answered, *shown


def _questions(codebook: Codebook, plan: Plan) -> list[str]:
    """The questions the plan draws on, in the order of the codebook."""
    scales = {scale.code: scale.items for scale in plan.scales}
    measures = [name for outcome in plan.outcomes for name in (outcome.measure, *outcome.adjust_for)]
    used = {item for name in measures for item in scales.get(name, (name,))}
    return [variable.name for variable in codebook.variables if variable.name in used]
