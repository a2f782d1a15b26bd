"""What the accounts add to the first page: the card of a dimension, and what went otherwise than hoped."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.economics.results import PILOT, SOCIAL_RETURN, WORTH, Worth
from analysis.environment.results import CHANGE
from analysis.plan import Dimension
from analysis.results import Evidence
from reports.blocks import Card, Said
from reports.chapters import environment
from reports.environment import quantities
from reports.environment import words as nature
from reports.money import pilot, sentences
from reports.money.amounts import reach, worded
from reports.money.words import say
from reports.numbers import Language, number
from reports.vocabulary import DIMENSIONS


def card(evidence: Evidence, dimension: Dimension, language: Language) -> Card | None:
    """The answer of the accounts for a dimension; None when they hold none."""
    made = {"economic": _economic, "environmental": _environmental}.get(dimension)
    return made(evidence, language) if made else None


def _economic(evidence: Evidence, language: Language) -> Card | None:
    found, plan = evidence.economics, evidence.plan.economics
    if found is None or found.worth is None or plan is None:
        return None
    value = found.worth.net_present_value
    years = number(plan.horizon_years, language, 0 if plan.horizon_years == int(plan.horizon_years) else 1)
    lines = number(found.cash.lines if found.cash else 0, language)
    level = say(f"short_{found.worth.level}", language)
    return Card(
        "economic",
        DIMENSIONS["economic"][language],
        say(f"card_{sentences.side(value)}", language),
        say("card_outcome", language, years=years),
        worded(value, language),
        reach(value, language),
        say("card_basis", language, n=lines, figure=WORTH, level=level),
        WORTH,
    )


def _environmental(evidence: Evidence, language: Language) -> Card | None:
    found = evidence.environment
    if found is None or found.change is None:
        return None
    n = number(len(found.activities), language)
    return Card(
        "environmental",
        DIMENSIONS["environmental"][language],
        nature.say(f"card_{quantities.side(found.change)}", language),
        nature.say("card_outcome", language),
        quantities.worded(found.change, language),
        quantities.reach(found.change, language),
        nature.say("card_basis", language, n=n, figure=CHANGE),
        CHANGE,
    )


def wrong(evidence: Evidence, language: Language) -> Iterator[Said]:
    """Losses, costs never paid back, a threshold that was missed, a return below its cost."""
    if evidence.environment and evidence.environment.change and quantities.side(evidence.environment.change) == "more":
        yield Said(environment.change_sentence(evidence, language), CHANGE)
    found = evidence.economics
    if found is None:
        return
    if found.pilot is not None and found.pilot.verdict != "value":
        yield Said(pilot.verdict_sentence(found.pilot, language), PILOT)
        yield from (Said(text, PILOT) for text in pilot.believed_more(evidence, found.pilot, language))
    if found.worth is not None:
        said = " ".join(_worth(evidence, found.worth, language))
        yield from [Said(said, WORTH)] if said else []
    returned = found.social_return
    if returned is not None and returned.ratio.high is not None and returned.ratio.high < 1:
        yield Said(say("return_below", language), SOCIAL_RETURN)


def _worth(evidence: Evidence, worth: Worth, language: Language) -> Iterator[str]:
    """A loss, costs never paid back where a gain is not excluded, a threshold that was missed."""
    below = sentences.side(worth.net_present_value) == "below"
    if below:
        yield sentences.worth_title(worth, language)
    if worth.payback.years is None and not below:
        yield say("payback_never", language)
    if worth.threshold_met is False:
        yield sentences.threshold_sentence(evidence, worth, language)


def measured(evidence: Evidence) -> set[Dimension]:
    """The dimensions the accounts answer for."""
    found: set[Dimension] = {"economic"} if evidence.economics and evidence.economics.worth else set()
    return found | {"environmental"} if evidence.environment and evidence.environment.change else found
