"""Plans drawn at random: what an imported file may hold, sound or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from analysis.economics.plan import Alternative, Distribution, EconomicPlan, PilotQuestion, SocialShares
from analysis.environment.plan import Activity, ActivityGroup, EnvironmentPlan
from analysis.plan import Arm, Design, Dimension, Group, Margin, Outcome, OutcomeRole, Plan, Scale, Series, Wave

CODE = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
WORDS = (
    st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1, max_size=20)
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)
TEXT: st.SearchStrategy[Mapping[str, str]] = st.dictionaries(st.sampled_from(("fr", "en", "es")), WORDS)
NUMBER = st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9)
SHARE = st.floats(0, 1).filter(lambda share: share == 0 or share > 1e-9)
WHOLE = st.integers(-3, 5000)
LINES = st.lists(WORDS, max_size=3, unique=True).map(tuple)
ANY_DAY = st.one_of(st.none(), WORDS, st.dates().map(lambda day: day.isoformat()))


def _any_of(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


def _rows(kind: Any, key: str = "code", **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = st.builds(kind, **{key: CODE}, label=TEXT, **fields)
    return st.lists(row, max_size=3, unique_by=lambda one: getattr(one, key)).map(tuple)


WAVES = _rows(Wave, order=st.integers(-5, 50), due_days=st.none() | WHOLE, baseline=st.booleans()).map(
    lambda waves: tuple(sorted({wave.order: wave for wave in waves}.values(), key=lambda wave: wave.order))
)

OUTCOMES = _rows(
    Outcome,
    dimension=_any_of(Dimension),
    role=_any_of(OutcomeRole),
    measure=st.just("") | CODE | CODE.map("series:{}".format) | st.sampled_from(("hours", "rested")),
    estimator=st.just("") | CODE | st.sampled_from(("two_arms_mean", "equity_shares", "interrupted_series")),
    better=st.sampled_from(("higher", "lower")),
    unit=TEXT,
    waves=LINES,
    baseline_wave=st.none() | CODE,
    adjust_for=LINES,
    success_values=LINES | st.sampled_from((("no", "yes"), ("yes",), ("perhaps", "no"))),
    threshold=st.none() | NUMBER,
    monetised=st.booleans(),
    group=st.none() | CODE,
    imputations=st.none() | st.integers(1, 300),
)

PLANS = st.builds(
    Plan,
    title=TEXT,
    research_question=TEXT,
    design=_any_of(Design),
    arms=_rows(Arm, role=st.sampled_from(("intervention", "comparison"))),
    waves=WAVES,
    outcomes=OUTCOMES,
    scales=_rows(
        Scale,
        items=LINES,
        minimum=NUMBER,
        maximum=NUMBER,
        reversed_items=LINES,
        method=st.sampled_from(("sum", "mean")),
        minimum_answered=WHOLE,
        source=st.just("") | WORDS,
        score_minimum=st.none() | NUMBER,
        score_maximum=st.none() | NUMBER,
        blank=st.sampled_from(("own_mean", "middle")),
    ),
    confidence=NUMBER,
    minimum_cell=WHOLE,
    planned_participants=st.none() | WHOLE,
    funders=LINES,
    analysts=LINES,
    cluster=st.none() | CODE | st.just("site"),
    groups=_rows(Group, attribute=st.just("") | CODE | st.just("rested"), values=LINES),
    population=_rows(
        Margin,
        "attribute",
        shares=st.dictionaries(WORDS, SHARE, max_size=4),
        source=st.just("") | WORDS,
        year=st.integers(0, 2100),
    ),
    series=_rows(
        Series,
        series=st.just("") | WORDS,
        period=st.sampled_from(("day", "week", "month", "iteration")),
        total=st.sampled_from(("sum", "mean")),
        interrupted_on=ANY_DAY,
        switched_by=st.just("") | WORDS,
        added=LINES,
    ),
    sites=st.none() | CODE | st.just("site"),
    zone=st.sampled_from(("UTC", "Europe/Paris", "Nowhere")),
)

NAMED = st.just("") | CODE
BOTH = st.dictionaries(st.sampled_from(("fr", "en")), WORDS)
DAY = st.none() | st.dates()

ECONOMICS = st.builds(
    EconomicPlan,
    perspective=BOTH,
    horizon_years=NUMBER,
    currency=st.sampled_from(("EUR", "CHF", "")),
    price_year=WHOLE,
    discount_rate=NAMED,
    start=DAY,
    price_index=NAMED,
    outcome=NAMED,
    value_of_effect=NAMED,
    cost_series=st.just("") | WORDS,
    willingness_low=st.none() | NUMBER,
    willingness_high=st.none() | NUMBER,
    threshold=st.none() | NUMBER,
    distribution=_any_of(Distribution),
    distributions=st.dictionaries(CODE, _any_of(Distribution), max_size=3),
    seed=WHOLE,
    draws=WHOLE,
    shares=st.none() | st.builds(SocialShares, CODE, NAMED, NAMED, NAMED),
    alternatives=st.lists(st.builds(Alternative, CODE, BOTH, NAMED), max_size=4).map(tuple),
    pilot=st.none() | st.builds(PilotQuestion, *[WORDS] * 4, *[NAMED] * 5, rework=NAMED, review=NAMED, before=DAY),
)
ENVIRONMENTS = st.builds(
    EnvironmentPlan,
    activities=st.lists(st.builds(Activity, CODE, NAMED, _any_of(ActivityGroup), st.booleans()), max_size=5).map(tuple),
    driver=st.just("") | WORDS,
    split=st.dates(),
    seed=WHOLE,
    draws=WHOLE,
)
