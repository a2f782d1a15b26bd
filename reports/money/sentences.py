"""What may be said of money, from the numbers and their level alone: the range first, and never a stronger verb."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.economics.results import Amount, Worth
from analysis.results import Evidence
from reports import sentences
from reports.money.amounts import between, chance, digits, money, shares_between
from reports.money.words import LAWS, say
from reports.money.words import LOWERED as LOWERED_MONEY
from reports.numbers import Language, in_turn, listed, number, percent
from reports.vocabulary import LOWERED, words_of


def side(amount: Amount) -> str:
    """Where the range lies: above, below, across zero, or "point" without a range."""
    if amount.low is None or amount.high is None:
        return "point"
    if amount.low > 0:
        return "above"
    return "below" if amount.high < 0 else "across"


def worth_title(worth: Worth, language: Language) -> str:
    """Net present value as a title."""
    return say("worth_ranged", language, amount=between(worth.net_present_value, language)) + "."


def worth_sentences(evidence: Evidence, worth: Worth, language: Language) -> Iterator[str]:
    """What the value means, what it does not show, the chance, the threshold."""
    yield say(f"worth_{side(worth.net_present_value)}", language)
    yield from level_sentences(evidence, worth.level, worth.lowered_for, language)
    if worth.chance_positive is not None:
        yield say(
            "chance", language, draws=number(worth.draws, language),
            share=chance(worth.chance_positive.share, language),
            error=points(worth.chance_positive.error, language),
        )  # fmt: skip
    if worth.threshold_met is not None:
        yield threshold_sentence(evidence, worth, language)


def threshold_sentence(evidence: Evidence, worth: Worth, language: Language) -> str:
    """Whether the whole range lies at or beyond the threshold of the plan."""
    planned = evidence.plan.economics.threshold if evidence.plan.economics else None
    key = "threshold_met" if worth.threshold_met else "threshold_missed"
    return say(key, language, amount=money(planned, worth.net_present_value.unit, language))


def points(share: float, language: Language) -> str:
    """A small share in percentage points."""
    return f"{number(share * 100, language, 1)}\u00a0{sentences.POINTS[language]}"


def level_sentences(evidence: Evidence, level: str, lowered: tuple[str, ...], language: Language) -> Iterator[str]:
    """How far the benefits may be laid to what was tested, and why no further."""
    unclear = _unclear(evidence)
    if unclear:
        yield say("level_unclear", language)
    if not unclear or level == "says":
        yield say(f"level_{level}", language, thing=sentences.speaker(evidence, language).thing)
    if lowered:
        why = in_turn((words_of({**LOWERED, **LOWERED_MONEY}, code, language) for code in lowered), language)
        yield sentences.WEAKER[language].format(reasons=why)


def _unclear(evidence: Evidence) -> bool:
    """Whether the effect that the plan puts in money is one of which no direction is established."""
    asked = evidence.plan.economics.outcome if evidence.plan.economics else ""
    return any(each.outcome.code == asked and each.direction == "unclear" for each in evidence.findings)


def companions(evidence: Evidence, worth: Worth, language: Language) -> Iterator[str]:
    """Return, payback, cost per participant and per outcome reached."""
    if worth.return_on_investment.value is not None:
        yield say("roi", language, amount=shares_between(worth.return_on_investment, language))
    yield payback_sentence(worth, language)
    if worth.cost_per_participant.value is not None:
        n = number(worth.participants, language)
        yield say("per_participant", language, amount=between(worth.cost_per_participant, language), n=n)
    if worth.successes and worth.cost_per_success.value is not None:
        amount, n = between(worth.cost_per_success, language), number(worth.successes, language)
        yield say("per_success", language, amount=amount, n=n)


def payback_sentence(worth: Worth, language: Language) -> str:
    """Both paybacks; "never" is a value."""
    years, discounted = worth.payback.years, worth.discounted_payback.years
    if years is None:
        return say("payback_never", language)
    if discounted is None:
        return say("payback_not_discounted", language, years=number(years, language, 1))
    return say("payback", language, years=number(years, language, 1), discounted=number(discounted, language, 1))


def basis(evidence: Evidence, worth: Worth, lines: int, figure: str, language: Language) -> str:
    """What the value rests on: lines, draws, seed, distributions, the simulation's own error, class."""
    value, n = worth.net_present_value, number(lines, language)
    if value.error_low is None or value.error_high is None:
        return say("basis_point", language, n=n, figure=figure)
    laws = listed(sorted({LAWS[one.distribution][language] for one in worth.inputs}), language)
    errors = [
        money(error, value.unit, language, max(0, digits(value))) for error in (value.error_low, value.error_high)
    ]
    return say(
        "basis", language, n=n, share=percent(evidence.plan.confidence, language),
        draws=number(worth.draws, language), seed=str(worth.seed), laws=laws, low=errors[0], high=errors[1],
        figure=figure,
    )  # fmt: skip
