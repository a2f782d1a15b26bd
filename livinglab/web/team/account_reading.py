"""From the fields of the form to the economic and environmental plans, or to the complaints at their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from analysis.economics.plan import Alternative, Distribution, EconomicPlan, PilotQuestion, SocialShares
from analysis.environment.plan import Activity, ActivityGroup, EnvironmentPlan
from livinglab.web.team.account_form import PILOT, SHARES, AccountFields, Row
from livinglab.web.team.field_reader import Complaint, Reader

LAWS: tuple[Distribution, ...] = get_args(Distribution)
GROUPS: tuple[ActivityGroup, ...] = get_args(ActivityGroup)


@dataclass(frozen=True)
class AccountReading:
    """What the fields say; None for a part that is not asked, and for both when there are complaints."""

    economics: EconomicPlan | None
    environment: EnvironmentPlan | None
    complaints: tuple[Complaint, ...] = ()


def accounts_of(sent: AccountFields) -> AccountReading:
    """The two plans. A part whose box is not ticked is not asked, whatever else was typed in it."""
    reader = Reader()
    economics = _economics(reader, sent) if sent.once.get("asks_economics") == "yes" else None
    environment = _environment(reader, sent) if sent.once.get("asks_environment") == "yes" else None
    if reader.complaints:
        return AccountReading(None, None, tuple(reader.complaints))
    return AccountReading(economics, environment)


def _economics(reader: Reader, sent: AccountFields) -> EconomicPlan:
    once = sent.once
    return EconomicPlan(
        perspective=_both(once, "perspective"),
        horizon_years=reader.number(once, "horizon_years", default=3.0),
        currency=once.get("currency", "").upper(),
        price_year=reader.whole(once, "price_year", default=0),
        discount_rate=once.get("discount_rate", ""),
        start=_day(reader, once, "start"),
        price_index=once.get("price_index", ""),
        outcome=once.get("outcome", ""),
        value_of_effect=once.get("value_of_effect", ""),
        cost_series=once.get("cost_series", ""),
        willingness_low=reader.number_or_none(once, "willingness_low"),
        willingness_high=reader.number_or_none(once, "willingness_high"),
        threshold=reader.number_or_none(once, "threshold"),
        distribution=reader.one(once, "distribution", "", LAWS),
        distributions=_laws(reader, once),
        seed=reader.whole(once, "seed", default=1),
        draws=reader.whole(once, "draws", default=10_000),
        shares=_shares(once),
        alternatives=tuple(_way(row) for row in sent.ways if any(row.values())),
        pilot=_pilot(reader, once),
    )


def _shares(once: Row) -> SocialShares | None:
    named = {name: once.get(name, "") for name in SHARES}
    return SocialShares(**named) if any(named.values()) else None


def _way(row: Row) -> Alternative:
    return Alternative(row.get("code", ""), _both(row, "label"), row.get("exit_cost", ""))


def _pilot(reader: Reader, once: Row) -> PilotQuestion | None:
    named = {name: once.get(f"pilot_{name}", "") for name in PILOT if name != "before"}
    if not any(named.values()):
        return None
    return PilotQuestion(**named, before=_day(reader, once, "pilot_before"))


def _environment(reader: Reader, sent: AccountFields) -> EnvironmentPlan:
    once = sent.once
    split = _day(reader, once, "split")
    if split is None and Complaint("split", "day") not in reader.complaints:
        reader.complaints.append(Complaint("split", "day"))
    return EnvironmentPlan(
        activities=tuple(
            _activity(reader, row, place)
            for place, row in enumerate(sent.activities)
            if row.get("series") or row.get("factor")
        ),
        driver=once.get("driver", ""),
        split=split or date.min,
        seed=reader.whole(once, "nature_seed", default=1),
        draws=reader.whole(once, "nature_draws", default=10_000),
    )


def _activity(reader: Reader, row: Row, place: int) -> Activity:
    group = reader.one(row, "group", f"activity-{place}-", GROUPS)
    return Activity(row.get("series", ""), row.get("factor", ""), group, row.get("rebound") == "yes")


def _laws(reader: Reader, once: Row) -> Mapping[str, Distribution]:
    """One input a line: its code, a space, its distribution."""
    found: dict[str, Distribution] = {}
    for line in filter(str.strip, once.get("distributions", "").splitlines()):
        code, _, written = line.strip().rpartition(" ")
        law = next((each for each in LAWS if each == written), None)
        if not code or law is None:
            reader.complaints.append(Complaint("distributions", "law"))
            return {}
        found[code.strip()] = law
    return found


def _day(reader: Reader, once: Row, name: str) -> date | None:
    written = once.get(name, "")
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        reader.complaints.append(Complaint(name, "day"))
        return None


def _both(row: Row, name: str) -> dict[str, str]:
    return {language: words for language in ("fr", "en") if (words := row.get(f"{name}_{language}", ""))}
