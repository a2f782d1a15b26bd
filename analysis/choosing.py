"""Every table that answers would fill, asked for with its forms, and the form of each that may be published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from analysis.economics.tables import COST_EFFECT, cost_effect_form
from analysis.estimators import CATALOGUE, ESTIMATORS
from analysis.plan import Outcome, Plan, Scale
from analysis.reconstruction.pieces import Around, pieces_of, pieces_of_items
from analysis.scales import items_form
from analysis.study_tally import StudyTally, scale_waves
from analysis.together import Chosen, Wanted, choose

PRIMARY, OTHER, BESIDE = range(3)


def choose_tables(tallied: StudyTally, plan: Plan) -> Mapping[str, Chosen]:
    """By id: the tables of outcomes, of cost and effect, and of the items of scales. Series have none of answers."""
    wanted = dict(_wanted(tallied, plan))
    groups: dict[str | None, int] = {arm.code: tallied.flow.count(arm.code, "allocated") for arm in plan.arms}
    around = Around(plan, tallied.codebook, {**groups, None: tallied.flow.count(None, "allocated")})
    return dict(zip(wanted, choose(around, list(wanted.values())), strict=True))


def table_id(outcome: Outcome) -> str:
    """Of the table of an outcome."""
    return f"outcome.{outcome.code}"


def items_id(scale: Scale, wave: str) -> str:
    """Of the table of the items of a scale at a wave."""
    return f"items.{scale.code}.{wave}"


def _wanted(tallied: StudyTally, plan: Plan) -> Iterator[tuple[str, Wanted]]:
    for outcome in plan.outcomes:
        if not CATALOGUE[outcome.estimator].series:
            tally = tallied.outcomes[outcome.code]
            forms = ESTIMATORS[outcome.estimator].forms(tally, tallied.codebook, plan, outcome)
            rank = PRIMARY if outcome.role == "primary" else OTHER
            yield table_id(outcome), Wanted(tuple(forms), tally.digest, partial(pieces_of, plan, outcome), rank)
    costed = next((each for each in plan.outcomes if plan.economics and each.code == plan.economics.outcome), None)
    if tallied.costs is not None and costed is not None:
        form = cost_effect_form(tallied.costs, plan)
        yield COST_EFFECT, Wanted((form,), tallied.costs.digest, partial(pieces_of, plan, costed), BESIDE)
    for scale, wave in scale_waves(plan):
        tally = tallied.items[scale.code, wave]
        read = partial(pieces_of_items, plan, scale, wave)
        yield items_id(scale, wave), Wanted((items_form(tally, scale, wave),), tally.digest, read, BESIDE)
