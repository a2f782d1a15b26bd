"""The recommendation score: those who would recommend minus those who would not, in points from -100 to 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import normal_quantile
from analysis.estimators.statement import Counted, Source, declined, people_in, stated
from analysis.estimators.unanswered import as_details, mean_within
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Counts, Tally, people_by
from surveys.codebook import Codebook

COLUMNS = ("lowest", "highest", "participants")
PROMOTERS, PASSIVES, DETRACTORS = (9, 10), (7, 8), (0, 6)
ENOUGH = 30  # people; below, one person moves the score by more than three points


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """People by answer from 0 to 10; what is not such a whole number is missing, under None."""
    scores = scores_at(dataset, plan, outcome.measure, outcome.waves[0]).sort_index()
    found = scores[scores.isin(range(11))].astype(int)
    counts: Counts = {(score,): count for score, count in people_by(found).items()}
    digest = digest_of([[str(name), int(score)] for name, score in found.items()])
    return Tally(digest, {**counts, (None,): len(dataset.participants) - len(found)})


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """Counts per answer; collapsed to the three groups where an answer is rare."""
    yield _form(outcome, tally, [(score, score) for score in range(11)])
    yield _form(outcome, tally, [DETRACTORS, PASSIVES, PROMOTERS])


def _form(outcome: Outcome, tally: Tally, bands: Sequence[tuple[int, int]]) -> Form:
    rows = [(low, high, sum(tally.count(score) for score in range(low, high + 1))) for low, high in bands]
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="recommendation_counts",
        title=outcome.label,
        columns=COLUMNS,
        rows=(*rows, (None, None, tally.count(None))),
        verifiability="A",
        units={"participants": "participants"},
    )
    return Form(table, tuple(count for *_, count in rows))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """100 × (share answering 9 or 10 minus share answering 0 to 6).

    Population: participants who answered at the wave. Formula: 100 (p - d), variance (p + d - (p - d)²) / n; for the
    interval 3/4 of a person is added to each side and 3 to n, which keeps its promise from small samples on (Rocks
    2016, https://doi.org/10.1080/00031305.2016.1158124). Misleads as a measure of quality: the same score stands for
    many distributions, and 6 counts as a refusal in countries where it is a good mark.

    Example: 12 promoters, 5 passives, 3 detractors → 45 [8, 70].
    """
    source = Source("recommendation_score", table, parameters)
    rows = [row for row in table.rows if row[0] is not None]
    counted = Counted(sum(map(people_in, rows)), sum(people_in(row) for row in table.rows if row[0] is None))
    if counted.n == 0:
        return declined(source, counted, "no_answer")
    promoters, detractors = _within(rows, PROMOTERS), _within(rows, DETRACTORS)
    p, d = promoters / counted.n, detractors / counted.n
    bounds = as_details(mean_within(100 * (p - d), counted.n, counted.missing, (-100, 100)), counted.missing)
    return stated(
        source,
        counted,
        effect=100 * (p - d),
        interval=_interval(promoters, detractors, counted.n, normal_quantile(confidence_of(parameters))),
        details={
            "promoters": p,
            "detractors": d,
            **bounds,
            "standard_error": 100 * sqrt((p + d - (p - d) ** 2) / counted.n),
        },
        checks=(Check("enough_answers", counted.n >= ENOUGH, counted.n),),
    )


def _within(rows: Sequence[tuple[Cell, ...]], band: tuple[int, int]) -> int:
    return sum(people_in(row) for row in rows if band[0] <= int(row[0] or 0) <= band[1])


def _interval(promoters: int, detractors: int, n: int, z: float) -> tuple[float, float]:
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = z * sqrt((p + d - (p - d) ** 2) / (n + 3))
    return 100 * max(-1.0, p - d - half), 100 * min(1.0, p - d + half)
