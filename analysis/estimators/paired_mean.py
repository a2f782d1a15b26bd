"""Before and after on a score: the mean change with its paired t interval. Also any two values of the same people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import sqrt

from analysis.dataset import Dataset
from analysis.disclosure import Form
from analysis.distributions import t_interval, t_p
from analysis.estimators.paired_values import pairs, pairs_digest
from analysis.estimators.statement import Counted, Source, declined, stated
from analysis.estimators.unanswered import as_details, mean_within, range_of
from analysis.gram import Gram, gram_rows, read_gram, values_of
from analysis.parameters import Parameters, confidence_of
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Check, Estimate, EvidenceTable
from analysis.tallies import Counts, Grams, Tally, few
from surveys.codebook import Codebook

NAMES = ("before", "after")
FEWEST_FOR_P = 10  # below, the t distribution leans on a shape that so few pairs cannot show
OF_ROWS, FLIPPED = "rows", "sign_flip_p"


def tally(dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
    """The moments of the two scores over the participants who have both, and how many lack one."""
    found = pairs(dataset, plan, outcome)
    missing: Counts = {(None,): len(dataset.participants) - len(found)}
    grams: Grams = {("all",): Gram.of(found)} if len(found) else {}
    return Tally(pairs_digest(found), missing, grams, few(found))


def forms(tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterator[Form]:
    """n, means and cross-products of the two scores; with few pairs, also the one number only rows can give."""
    yield paired_form(outcome, tally, NAMES)


def paired_form(outcome: Outcome, tally: Tally, names: tuple[str, str], *more: tuple[Cell, ...]) -> Form:
    """The moments of two values of the same people; `more` rows may be added."""
    first, second = names
    gram = tally.grams.get(("all",), Gram.empty(names))
    fewer = tally.rows if gram.n < FEWEST_FOR_P else None
    table = EvidenceTable(
        id=f"outcome.{outcome.code}",
        kind="paired_moments",
        title=outcome.label,
        columns=("block", "row", "column", "value"),
        rows=(
            ("all", "participants", None, gram.n),
            ("all", "missing", None, tally.count(None)),
            *more,
            *gram_rows("all", gram),
            *(() if fewer is None else _flipped(list(map(float, fewer[second] - fewer[first])))),
        ),
        verifiability="B",
        rows_digest=None if fewer is None else tally.digest,
    )
    return Form(table, (gram.n,))


def _flipped(changes: list[float]) -> tuple[tuple[Cell, ...], ...]:
    """The p-value of the sign-flip test, where pairs are too few for Student's: the one number moments cannot give."""
    if not 1 < len(changes) < FEWEST_FOR_P or not any(changes):
        return ()
    return ((OF_ROWS, FLIPPED, None, sign_flip_p(changes)),)


def sign_flip_p(changes: Sequence[float]) -> float:
    """Share of all 2ⁿ choices of signs whose sum is at least as far from zero as the one observed (Fisher 1935)."""
    observed, reach = abs(sum(changes)), sum(map(abs, changes))
    sums = [abs(sum(sign * change for sign, change in zip(signs, changes, strict=True))) for signs in _signs(changes)]
    return sum(each >= observed - 1e-9 * reach for each in sums) / len(sums)


def _signs(changes: Sequence[float]) -> product[tuple[int, ...]]:
    return product((1, -1), repeat=len(changes))


def estimate(table: EvidenceTable, parameters: Parameters) -> Estimate:
    """Mean change after - before.

    Population: participants with both scores. Formula: mean d ± t(n - 1) · s_d / √n; d_z = d / s_d and
    d_av = d / ((s_before + s_after) / 2) are both given, since they answer different questions (Lakens 2013,
    https://doi.org/10.3389/fpsyg.2013.00863). Below 10 pairs the p-value is that of the sign-flip test, taken from the
    rows and published with the moments, since no moment gives it (check `p_value_from_table`); the table commits to the
    rows. Misleads as proof of an effect: without comparison, time alone may have done it, and people enrolled when
    they feel worst improve by themselves.

    Example: changes 1, 2, 3 → 2 [-0.48, 4.48].
    """
    return paired_estimate(Source("paired_mean", table, parameters), NAMES)


def paired_estimate(source: Source, names: tuple[str, str], checks: tuple[Check, ...] = ()) -> Estimate:
    """The second value less the first, over the people who have both; `checks` are said beside its own."""
    values = values_of(source.table.rows, "all")
    counted = Counted(int(values["participants", None]), int(values["missing", None]))
    if counted.n == 0:
        return declined(source, counted, "no_pair")
    gram = read_gram(source.table.rows, "all", counted.n, names)
    change = float(gram.means[1] - gram.means[0])
    if counted.n < 2:
        return stated(source, counted, effect=change, interval=None, refused=("interval_one_participant",))
    return _with_spread(source, counted, gram, change, checks)


def _with_spread(source: Source, counted: Counted, gram: Gram, change: float, checks: tuple[Check, ...]) -> Estimate:
    squares_before, squares_after = float(gram.centred[0, 0]), float(gram.centred[1, 1])
    squares = squares_before + squares_after - 2 * float(gram.centred[0, 1])
    if squares <= 1e-12 * (squares_before + squares_after) or squares <= 0:
        return stated(source, counted, effect=change, interval=None, refused=("interval_no_variation",))
    df = counted.n - 1
    spread = sqrt(squares / df)
    error = spread / sqrt(counted.n)
    average = (sqrt(squares_before / df) + sqrt(squares_after / df)) / 2
    enough = counted.n >= FEWEST_FOR_P
    flipped = values_of(source.table.rows, OF_ROWS).get((FLIPPED, None))
    return stated(
        source,
        counted,
        effect=change,
        interval=t_interval(change, error, df, confidence_of(source.parameters)),
        p_value=t_p(change / error, df) if enough else flipped,
        details={
            f"mean_{gram.names[0]}": float(gram.means[0]),
            f"mean_{gram.names[1]}": float(gram.means[1]),
            f"standard_deviation_{gram.names[0]}": sqrt(squares_before / df),
            f"standard_deviation_{gram.names[1]}": sqrt(squares_after / df),
            "standard_error": error,
            "df": df,
            "d_z": change / spread,
            "d_av": change / average,
            **_bounds(source, counted, change),
        },
        checks=(Check("enough_pairs", enough, counted.n), Check("p_value_from_table", enough), *checks),
        refused=() if enough or flipped is not None else ("p_value_few_pairs",),
    )


def _bounds(source: Source, counted: Counted, change: float) -> Mapping[str, float]:
    """Every missing change as large as the scale allows, downwards then upwards."""
    limits = range_of(source.parameters)
    if limits is None:
        return {}
    width = limits[1] - limits[0]
    return as_details(mean_within(change, counted.n, counted.missing, (-width, width)), counted.missing)
