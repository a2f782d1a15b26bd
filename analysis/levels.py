"""What the design lets a report say, and what lowers it. Every constant is a declared convention with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import TypeAlias

from analysis.disclosure import fewest_behind_a_sum
from analysis.distributions import newcombe, normal_quantile
from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Design, Outcome, Plan
from analysis.results import Cell, Convention, EvidenceTable, Level, LevelOfEvidence, StudyFacts

LADDER: tuple[Level, ...] = ("says", "followed", "suggests", "caused")

ALLOWED: Mapping[Design, Level] = {
    "no_baseline": "says",
    "one_group": "followed",
    "comparison": "suggests",
    "randomised": "caused",
    "switched": "caused",
}

HIGH_ATTRITION = 0.20
DIFFERENTIAL_ATTRITION = 0.10
POWER = 0.80

CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        code="high_attrition",
        value=HIGH_ATTRITION,
        unit="share",
        reason={
            "fr": "Au-delà d’un départ sur cinq, ceux qui restent ne ressemblent plus assez à ceux qui ont commencé.",
            "en": "Beyond one loss in five, those who stay no longer resemble those who began closely enough.",
        },
    ),
    Convention(
        code="differential_attrition",
        value=DIFFERENTIAL_ATTRITION,
        unit="share",
        reason={
            "fr": "Si un groupe perd dix points de plus que l’autre, les groupes ne sont plus comparables.",
            "en": "If one arm loses ten points more than the other, the arms are no longer comparable.",
        },
    ),
    Convention(
        code="power",
        value=POWER,
        unit="share",
        reason={
            "fr": "Le plus petit effet décelable est celui qu’un tel test montrerait quatre fois sur cinq.",
            "en": "The smallest detectable effect is the one such a test would show four times in five.",
        },
    ),
)


def conventions_of(plan: Plan) -> tuple[Convention, ...]:
    """The declared constants of a report: the house's, then the plan's own."""
    half = fewest_behind_a_sum(plan.minimum_cell)
    cell = Convention(
        code="minimum_cell",
        value=float(plan.minimum_cell),
        unit="participants",
        reason={
            "fr": "Moins de réponses désigneraient quelqu’un : tableau regroupé ou gardé. "
            f"Une somme en réunit au moins {half}.",
            "en": "Fewer answers could point at someone: table collapsed or kept. "
            f"A sum rests on at least {half} people.",
        },
    )
    return (*CONVENTIONS, cell)


def level_of(plan: Plan, facts: StudyFacts, tables: tuple[EvidenceTable, ...]) -> LevelOfEvidence:
    """The study's level, from the plan, the dates and the published tables alone.

    One step down for each reason: a plan locked after the first answer, high or differential attrition, one group per
    arm. It never falls below what participants say.
    """
    overall, differential, between = _attrition(plan, tables)
    reasons = tuple(_reasons(plan, facts, tables, overall, differential))
    allowed = ALLOWED[plan.design]
    return LevelOfEvidence(
        plan.design, allowed, lowered(allowed, len(reasons)), reasons, overall, differential, *between
    )


def lowered(level: Level, steps: int) -> Level:
    """A level some steps further down, never below the lowest."""
    return LADDER[max(0, LADDER.index(level) - steps)]


def _reasons(
    plan: Plan, facts: StudyFacts, tables: tuple[EvidenceTable, ...], overall: float | None, differential: float | None
) -> Iterator[str]:
    if _locked_late(facts):
        yield "late_plan"
    if overall is not None and overall > HIGH_ATTRITION:
        yield "high_attrition"
    if differential is not None and differential > DIFFERENTIAL_ATTRITION:
        yield "differential_attrition"
    if plan.design in ("comparison", "randomised") and one_cluster_per_arm(tables):
        yield "one_cluster_per_arm"


def _locked_late(facts: StudyFacts) -> bool:
    """Whether an answer came before the lock; days are compared when one of the two is only a day."""
    if facts.first_answer_on is None:
        return False
    if facts.locked_on is None:
        return True
    length = min(len(facts.locked_on), len(facts.first_answer_on))
    if length <= len("2026-11-24"):
        return facts.locked_on[:length] > facts.first_answer_on[:length]
    return _moment(facts.locked_on) > _moment(facts.first_answer_on)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


Between: TypeAlias = tuple[float | None, float | None]


def _attrition(plan: Plan, tables: tuple[EvidenceTable, ...]) -> tuple[float | None, float | None, Between]:
    """Share lost at the primary outcome's last wave, the largest difference of it between two arms, its interval."""
    order = {wave.code: wave.order for wave in plan.waves}
    primary = [wave for outcome in plan.outcomes if outcome.role == "primary" for wave in outcome.waves]
    followed = [wave for wave in primary or order if wave in order]
    flow = next((table for table in tables if table.kind == "flow"), None)
    if flow is None or not followed:
        return None, None, (None, None)
    last = max(followed, key=lambda wave: order[wave])
    counts = [(_count(row[2]), _count(row[3])) for row in flow.rows if row[1] == last and _count(row[2]) > 0]
    if not counts:
        return None, None, (None, None)
    lost = [Fraction(allocated - answered, allocated) for allocated, answered in counts]
    everyone = sum(allocated for allocated, _ in counts)
    overall = float(Fraction(everyone - sum(answered for _, answered in counts), everyone))
    if len(plan.arms) < 2:
        return overall, None, (None, None)
    return overall, float(max(lost) - min(lost)), _between(counts, lost, plan.confidence)


def _between(counts: list[tuple[int, int]], lost: list[Fraction], confidence: float) -> Between:
    """Newcombe's interval for the arm that lost most minus the one that lost least."""
    if len(counts) < 2:
        return None, None
    most, least = lost.index(max(lost)), len(lost) - 1 - lost[::-1].index(min(lost))
    first, second = ((counts[arm][0] - counts[arm][1], counts[arm][0]) for arm in (most, least))
    return newcombe(first, second, normal_quantile(confidence))


def _count(cell: Cell) -> int:
    return int(cell or 0)


def one_cluster_per_arm(tables: tuple[EvidenceTable, ...]) -> bool:
    """Whether some arm is a single group allocated as a whole: group and arm cannot be told apart."""
    return any(_count(clusters) <= 1 for table in tables if table.kind == "clusters" for _, clusters in table.rows)


def level_of_outcome(study: Level, plan: Plan, outcome: Outcome) -> tuple[Level, tuple[str, ...]]:
    """What may be said of one outcome: the study's level, lowered to what its own comparison carries, with reasons."""
    row = CATALOGUE[outcome.estimator]
    ceiling: Level = "caused"
    reasons: list[str] = []
    if row.null is None:
        ceiling = "says"
    elif not row.two_arms and not (row.switches and plan.design == "switched"):
        ceiling = "followed"
    elif plan.design == "comparison" and outcome.baseline_wave is None:
        ceiling = "says"
    elif row.groups:
        ceiling = "suggests"
    if LADDER.index(ceiling) < LADDER.index(study):
        reasons.append(
            "groups_not_drawn"
            if row.groups and ceiling == "suggests"
            else _CEILING_REASONS[row.null is None, row.two_arms]
        )
    level = min(study, ceiling, key=LADDER.index)
    if outcome.monetised:
        level, reasons = lowered(level, 1), [*reasons, "self_report_monetised"]
    return level, tuple(reasons)


_CEILING_REASONS: Mapping[tuple[bool, bool], str] = {
    (True, False): "outcome_without_comparison",
    (False, False): "outcome_without_comparison",
    (False, True): "outcome_without_baseline",
}
