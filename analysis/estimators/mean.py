"""The mean of a score, compared with nothing, with Student's t interval."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from analysis.dataset import Dataset, digest_of
from analysis.disclosure import Form
from analysis.distributions import t_interval
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import as_details, mean_within, range_of
from analysis.gram import Gram, gram_rows, read_gram, values_of
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Check, Estimate, EvidenceTable
from analysis.scales import scores_at
from analysis.tallies import Grams, Tally
from surveys.codebook import Codebook

NAMES = ("score",)
ENOUGH = 10  # below, the t distribution leans on a shape that so few answers cannot show


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of the scores, and how many participants gave none."""
    found = scores_at(dataset, plan, outcome.measure, outcome.waves[0]).rename("score").dropna().sort_index().to_frame()
    grams: Grams = {("all",): Gram.of(found)} if len(found) else {}
    digest = digest_of([[str(name), float(score)] for name, score in found["score"].items()])
    return Tally(digest, {(None,): len(dataset.participants) - len(found)}, grams)


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """n, mean and sum of squared deviations."""
    gram = tally.grams.get(("all",), Gram.empty(NAMES))
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="moments",
        title=outcome.label,
        columns=("block", "row", "column", "value"),
        rows=(
            ("all", "participants", None, gram.n),
            ("all", "missing", None, tally.count(None)),
            *gram_rows("all", gram),
        ),
        verifiability="B",
    )
    yield Form(table, (gram.n,))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean of the answers at one wave.

    Population: participants who answered. Formula: mean ± t(n − 1) · s / √n (Student 1908,
    https://doi.org/10.1093/biomet/6.1.1). Those without an answer given the lowest, then the highest score bound it.
    Misleads as an effect: what people believe to gain is a belief, and nothing is compared.

    Example: 1, 2, 3 → 2 [-0.48, 4.48].
    """
    source = Source("mean", table, parameters)
    values = values_of(table.rows, "all")
    counted = Counted(int(values["participants", None]), int(values["missing", None]))
    if counted.n == 0:
        return declined(source, counted, "no_answer")
    gram = read_gram(table.rows, "all", counted.n, NAMES)
    mean, squares, df = float(gram.means[0]), float(gram.centred[0, 0]), counted.n - 1
    if counted.n < 2:
        return stated(source, counted, effect=mean, interval=None, refused=("interval_one_participant",))
    if squares <= 0:
        return stated(source, counted, effect=mean, interval=None, refused=("interval_no_variation",))
    error, limits = sqrt(squares / df / counted.n), range_of(parameters)
    bounds = None if limits is None else mean_within(mean, counted.n, counted.missing, limits)
    return stated(
        source,
        counted,
        effect=mean,
        interval=t_interval(mean, error, df, confidence_of(parameters)),
        details={
            "standard_deviation": sqrt(squares / df),
            "standard_error": error,
            "df": df,
            **as_details(bounds, counted.missing),
        },
        checks=(Check("enough_answers", counted.n >= ENOUGH, counted.n),),
    )
