"""What the economic analysis hands on. Frozen values without import, so that the evidence can hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

CASH, WORTH, TORNADO, EFFECTIVENESS, SOCIAL_RETURN, PILOT, ALTERNATIVES = (f"E{place}" for place in range(1, 8))

Law: TypeAlias = Literal["triangular", "pert", "lognormal", "uniform", "normal", "student"]
ValueLevel: TypeAlias = Literal["says", "followed", "suggests", "caused"]  # the levels of `analysis.results`
Verdict: TypeAlias = Literal["no_measurable_value", "not_covered", "value", "loss", "refused"]


@dataclass(frozen=True)
class Refusal:
    """Why something is not computed, as a code, with the names it concerns."""

    code: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amount:
    """A number with its unit and range.

    `low` and `high` are None without a range. `error_low`, `error_high` are the simulation's own errors on the two.
    """

    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    error_low: float | None = None
    error_high: float | None = None


@dataclass(frozen=True)
class Total:
    """Costs and benefits of one payer or one year, in the money and the prices of the plan, with their widest range."""

    name: str
    cost: Amount
    benefit: Amount
    cost_lines: int
    benefit_lines: int

    @property
    def lines(self) -> int:
        """All lines of this payer or year."""
        return self.cost_lines + self.benefit_lines


@dataclass(frozen=True)
class CashAccount:
    """The cash table added up. `monetised` is the share of the benefits that nobody paid or saved in money."""

    unit: str
    price_year: int
    start: str
    lines: int
    beyond_horizon: int
    cost: Amount
    benefit: Amount
    by_payer: tuple[Total, ...]
    by_year: tuple[Total, ...]
    monetised: float | None


@dataclass(frozen=True)
class Payback:
    """Years until the sum of all flows stays at or above zero; None when it never does within the horizon."""

    years: float | None
    discounted: bool


@dataclass(frozen=True)
class Input:
    """A number that was varied: its range, and the distribution it was drawn from."""

    code: str
    value: float
    low: float
    high: float
    distribution: Law


@dataclass(frozen=True)
class Chance:
    """A share of the draws, with the simulation's own error (one standard error)."""

    share: float
    error: float


@dataclass(frozen=True)
class Worth:
    """Net present value and its companions. Ranges come from the draws, at the confidence of the plan."""

    rate: Amount
    net_present_value: Amount
    return_on_investment: Amount
    payback: Payback
    discounted_payback: Payback
    chance_positive: Chance | None
    cost_per_participant: Amount
    participants: int
    cost_per_success: Amount
    successes: int | None
    inputs: tuple[Input, ...]
    draws: int
    seed: int
    level: ValueLevel
    lowered_for: tuple[str, ...] = ()
    threshold_met: bool | None = None


@dataclass(frozen=True)
class Swing:
    """What the net present value becomes when one input alone goes to its low and to its high end."""

    code: str
    low: float
    high: float
    at_low: float
    at_high: float


@dataclass(frozen=True)
class CurvePoint:
    """At this price of one unit of effect: the net benefit per person, its interval, its chance to be above zero."""

    willingness: float
    net_benefit: float
    low: float | None
    high: float | None
    chance: float | None


@dataclass(frozen=True)
class Effectiveness:
    """Extra cost against extra effect, per person. The ratio's interval is refused when the effect's includes zero.

    `origin` says whether costs were measured for each person ("moments") or are known for each arm only ("lines").
    """

    cost_difference: Amount
    effect_difference: Amount
    ratio: Amount
    curve: tuple[CurvePoint, ...]
    n_by_arm: Mapping[str, int]
    origin: str
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class SocialReturn:
    """What comes back in social value for one unit of money, after the four shares taken off; a range first."""

    ratio: Amount
    before_shares: Amount
    inputs: tuple[Input, ...]
    level: ValueLevel
    lowered_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class IterationTime:
    """Minutes per task in one four-week stretch with the tool: does it learn?"""

    place: int
    minutes: Amount
    tasks: int


@dataclass(frozen=True)
class Pilot:
    """Profit and loss of a pilot, per year. `saved_minutes` is per task, net of rework and review.

    `detectable_minutes` is the smallest saving that the test would have shown at 80 % power; `detectable_value` what of
    it would have become money. None without an interval.
    """

    saved_minutes: Amount
    participants: int
    tasks: int
    baseline_cost: Amount
    baseline_periods: int
    gross_value: Amount
    realised_value: Amount
    capacity_value: Amount
    tool_cost: Amount
    net_value: Amount
    verdict: Verdict
    iterations: tuple[IterationTime, ...]
    inputs: tuple[Input, ...]
    refused: tuple[Refusal, ...] = ()
    detectable_minutes: Amount | None = None
    detectable_value: Amount | None = None


@dataclass(frozen=True)
class AlternativeWorth:
    """Net present value of one way, its exit cost included."""

    code: str
    net_present_value: Amount
    exit_cost: Amount
    lines: int


@dataclass(frozen=True)
class Alternatives:
    """Each way, and the second against the first: what choosing it adds, line by line of the same draws."""

    each: tuple[AlternativeWorth, ...]
    incremental: Amount
    chance_better: Chance | None
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class EconomicEvidence:
    """Everything chapter "economics" draws on. A part that was not asked for is None; one that is refused says why."""

    cash: CashAccount | None = None
    worth: Worth | None = None
    tornado: tuple[Swing, ...] = ()
    effectiveness: Effectiveness | None = None
    social_return: SocialReturn | None = None
    pilot: Pilot | None = None
    alternatives: Alternatives | None = None
    refused: tuple[Refusal, ...] = field(default=())
