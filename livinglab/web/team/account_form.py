"""The economic and environmental questions of a plan as fields of a form; `account_reading` reads them back.

Everything stands once but the two ways of doing the same thing and the activities, whose rows are numbered:
`way-0-code`, `activity-2-series`. Three empty rows always follow, so that no button is needed to add one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from werkzeug.datastructures import MultiDict

from analysis.economics.plan import EconomicPlan, PilotQuestion, SocialShares
from analysis.environment.plan import EnvironmentPlan
from analysis.plan import Plan
from livinglab.web.team.plan_form import in_both, written_of

Row = dict[str, str]

ECONOMIC = ("perspective_fr", "perspective_en", "horizon_years", "currency", "price_year", "discount_rate", "start",
            "price_index", "outcome", "value_of_effect", "cost_series", "willingness_low", "willingness_high",
            "threshold", "distribution", "distributions", "seed", "draws")  # fmt: skip
SHARES = tuple(one.name for one in fields(SocialShares))
PILOT = tuple(one.name for one in fields(PilotQuestion))
NATURE = ("driver", "split", "nature_seed", "nature_draws")
ASKED = ("asks_economics", "asks_environment")
ROWS: Mapping[str, tuple[str, ...]] = {
    "way": ("code", "label_fr", "label_en", "exit_cost"),
    "activity": ("series", "factor", "group", "rebound"),
}
WAYS, SPARE, MOST_ACTIVITIES = 2, 3, 60
DEFAULTS: Row = {"currency": "EUR", "horizon_years": "3", "distribution": "triangular", "seed": "1", "draws": "10000",
                 "nature_seed": "1", "nature_draws": "10000"}  # fmt: skip


@dataclass(frozen=True)
class AccountFields:
    """Everything typed, as text: what stands once, and the rows of ways and activities."""

    once: Row
    ways: tuple[Row, ...]
    activities: tuple[Row, ...]


def fields_of_form(form: MultiDict[str, str]) -> AccountFields:
    """The fields as sent."""
    names = (*ASKED, *ECONOMIC, *SHARES, *(f"pilot_{name}" for name in PILOT), *NATURE)
    ways = sum(name.startswith("way-") and name.endswith("-code") for name in form)
    count = sum(name.startswith("activity-") and name.endswith("-series") for name in form)
    return AccountFields(
        {name: form.get(name, "").strip() for name in names},
        tuple(_sent(form, "way", place) for place in range(min(ways, MOST_ACTIVITIES))),
        tuple(_sent(form, "activity", place) for place in range(min(count, MOST_ACTIVITIES))),
    )


def _sent(form: MultiDict[str, str], part: str, place: int) -> Row:
    return {name: form.get(f"{part}-{place}-{name}", "").strip() for name in ROWS[part]}


def fields_of(plan: Plan) -> AccountFields:
    """The questions of a plan as fields, with spare rows."""
    once = dict(DEFAULTS)
    ways: list[Row] = []
    activities: list[Row] = []
    if plan.economics is not None:
        once |= _economic(plan.economics)
        ways = [
            {"code": way.code, "exit_cost": way.exit_cost, **in_both("label", way.label)}
            for way in plan.economics.alternatives
        ]
    if plan.environment is not None:
        once |= _nature(plan.environment)
        activities = [
            {"series": one.series, "factor": one.factor, "group": one.group, "rebound": "yes" if one.rebound else ""}
            for one in plan.environment.activities
        ]
    return spared(AccountFields(once, tuple(ways), tuple(activities)))


def spared(shown: AccountFields) -> AccountFields:
    """The fields with two ways and some empty rows of activities at the end."""
    kept = tuple(row for row in shown.activities if any(row.get(name) for name in ("series", "factor")))
    ways = (*shown.ways, *({} for _ in range(WAYS)))[: max(WAYS, len(shown.ways))]
    return AccountFields(shown.once, ways, (*kept, *({} for _ in range(SPARE))))


def _economic(asked: EconomicPlan) -> Row:
    plain = {name: written_of(getattr(asked, name)) for name in ECONOMIC if hasattr(asked, name)}
    laws = "\n".join(f"{code} {law}" for code, law in sorted(asked.distributions.items()))
    shares = {name: getattr(asked.shares, name) for name in SHARES} if asked.shares else {}
    pilot = {f"pilot_{name}": written_of(getattr(asked.pilot, name)) for name in PILOT} if asked.pilot else {}
    return {**plain, **in_both("perspective", asked.perspective), "distributions": laws, **shares, **pilot,
            "asks_economics": "yes"}  # fmt: skip


def _nature(asked: EnvironmentPlan) -> Row:
    return {
        "driver": asked.driver,
        "split": asked.split.isoformat(),
        "nature_seed": str(asked.seed),
        "nature_draws": str(asked.draws),
        "asks_environment": "yes",
    }
