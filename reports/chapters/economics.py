"""Economics: who pays, who gains, what it is worth and on what that depends; the range before any ratio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from analysis.economics.plan import SocialShares
from analysis.economics.results import (
    ALTERNATIVES,
    CASH,
    EFFECTIVENESS,
    SOCIAL_RETURN,
    TORNADO,
    WORTH,
    Alternatives,
    Amount,
    CashAccount,
    EconomicEvidence,
    Effectiveness,
    SocialReturn,
    Worth,
)  # fmt: skip
from analysis.results import Evidence
from reports import sentences
from reports.blocks import Block, Bullets, Facts, Heading, Paragraph, Picture, Said, Table
from reports.figures import acceptability, tornado, waterfall
from reports.grid import Grid
from reports.labels import arm_label
from reports.money import names, pilot, refusals
from reports.money import sentences as of_money
from reports.money.amounts import between, decimal_between, lines, money, plain_between, shares_between, worded
from reports.money.words import say
from reports.numbers import Language, date, in_turn, listed, number, percent
from reports.wording import words

SHARES = tuple(one.name for one in fields(SocialShares))


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Nothing when the plan asks nothing of money; otherwise every part that was asked for, or why it is not there."""
    found = evidence.economics
    if found is None:
        return ()
    return (
        *_lead(evidence, found, language),
        *(_cash(found.cash, language) if found.cash else ()),
        *(_worth(evidence, found, found.worth, language) if found.worth else ()),
        *(_effectiveness(evidence, found.effectiveness, language) if found.effectiveness else ()),
        *(_social_return(evidence, found.social_return, language) if found.social_return else ()),
        *(pilot.blocks(evidence, found.pilot, language) if found.pilot else ()),
        *(_alternatives(evidence, found.alternatives, language) if found.alternatives else ()),
        *_refused(evidence, found, language),
    )


def twins(evidence: Evidence, language: Language) -> Iterator[tuple[str, str, Grid]]:
    """The table twin of each picture: its title, its figure, the numbers that were drawn."""
    found = evidence.economics
    if found is None:
        return
    if found.cash is not None:
        yield say("cash_title", language), CASH, waterfall.grid(found.cash, language)
    if found.worth is not None and found.tornado:
        title = say("tornado_title", language)
        value = found.worth.net_present_value
        yield (
            title,
            TORNADO,
            tornado.grid(found.tornado, found.worth.inputs, value, _named(evidence, language), language),
        )
    if found.effectiveness is not None and found.effectiveness.curve:
        yield (
            acceptability.title(found.effectiveness, language),
            EFFECTIVENESS,
            acceptability.grid(found.effectiveness, language),
        )


def _named(evidence: Evidence, language: Language) -> tornado.Named:
    return lambda code: names.label(evidence, code, language)


def _lead(evidence: Evidence, found: EconomicEvidence, language: Language) -> Iterator[Block]:
    plan = evidence.plan.economics
    if plan is None:
        return
    yield Paragraph(say("lead", language))
    rows = [(say("perspective", language), plan.perspective.get(language, ""))]
    if found.cash is not None:
        start, years = (
            date(found.cash.start, language),
            number(plan.horizon_years, language, _decimals(plan.horizon_years)),
        )
        rows.append((say("horizon", language), say("horizon_value", language, years=years, start=start)))
        n, beyond = number(found.cash.lines, language), number(found.cash.beyond_horizon, language)
        rows.append((say("lines", language), say("lines_value", language, n=n, beyond=beyond)))
    prices = say("prices_value", language, currency=plan.currency, year=str(plan.price_year))
    rows.append((say("prices", language), prices))
    if found.worth is not None:
        read = names.source(evidence, plan.discount_rate, language)
        said = say("rate_value", language, rate=shares_between(found.worth.rate, language), source=read)
        rows.append((say("rate", language), said))
    yield Facts(tuple(row for row in rows if row[1]), abreast=1)


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1


def _cash(cash: CashAccount, language: Language) -> Iterator[Block]:
    title = say("cash_title", language)
    caption = words("caption", language, figure=CASH, title=title)
    ranged = f" {say('widest', language)}" if cash.cost.low is not None or cash.benefit.low is not None else ""
    said = f"{caption} {lines(cash.lines, language).capitalize()}.{ranged}"
    yield Picture("waterfall", CASH, waterfall.draw(cash, language), said)
    if cash.monetised:
        yield Paragraph(say("monetised", language, share=percent(cash.monetised, language)), CASH)
    if len(cash.by_year) > 1:
        columns = tuple(say(key, language) for key in ("year", "cost", "benefit", "count"))
        rows = tuple(
            (say("year_value", language, n=each.name), worded(each.cost, language), worded(each.benefit, language),
             number(each.lines, language))
            for each in cash.by_year
        )  # fmt: skip
        caption = words("caption", language, figure=CASH, title=say("years_title", language))
        yield Table(caption, Grid(columns, rows, (False, True, True, True)), CASH)


def _worth(evidence: Evidence, found: EconomicEvidence, worth: Worth, language: Language) -> Iterator[Block]:
    yield Heading(3, of_money.worth_title(worth, language), "worth", WORTH)
    yield Paragraph(" ".join(of_money.worth_sentences(evidence, worth, language)), WORTH, style="interval")
    yield Bullets(tuple(Said(text, WORTH) for text in of_money.companions(evidence, worth, language)))
    counted = found.cash.lines if found.cash else 0
    yield Paragraph(of_money.basis(evidence, worth, counted, WORTH, language), WORTH, style="basis")
    drawing = tornado.draw(found.tornado, worth.net_present_value, _named(evidence, language), language)
    if drawing is not None:
        caption = words("caption", language, figure=TORNADO, title=say("tornado_title", language))
        n = say("tornado_count", language, n=number(len(found.tornado), language))
        yield Picture("tornado", TORNADO, drawing, f"{caption} {n}")
        if len(found.tornado) > tornado.MOST:
            more = number(len(found.tornado) - tornado.MOST, language)
            yield Paragraph(say("tornado_more", language, n=more), TORNADO, style="basis")


def _effectiveness(evidence: Evidence, found: Effectiveness, language: Language) -> Iterator[Block]:
    asked = evidence.plan.economics.outcome if evidence.plan.economics else ""
    finding = next((each for each in evidence.findings if each.outcome.code == asked), None)
    if finding is None:
        return
    yield Heading(3, say("effect_heading", language), "effectiveness", EFFECTIVENESS)
    if found.cost_difference.value is None:
        yield Bullets(tuple(Said(text, EFFECTIVENESS) for text in refusals.sentences(found.refused, language)))
        return
    outcome, unit = sentences.label(finding, language), finding.outcome.unit.get(language, "")
    yield Paragraph(" ".join(_compared(found, outcome, unit, language)), EFFECTIVENESS, style="interval")
    n = _people(evidence, found, language)
    class_ = "B" if found.origin == "moments" else finding.estimate.verifiability
    basis = say("effect_basis", language, n=n, class_=class_, figure=EFFECTIVENESS)
    yield Paragraph(basis, EFFECTIVENESS, style="basis")
    drawing = acceptability.draw(found, language)
    if drawing is not None:
        caption = words("caption", language, figure=EFFECTIVENESS, title=say("curve_title", language))
        yield Picture("acceptability", EFFECTIVENESS, drawing, f"{caption} {n}.")


def _people(evidence: Evidence, found: Effectiveness, language: Language) -> str:
    counts = [
        f"{arm_label(evidence, arm, language)}, n\u00a0=\u00a0{number(count, language)}"
        for arm, count in found.n_by_arm.items()
    ]
    return listed(counts, language)


def _compared(found: Effectiveness, outcome: str, unit: str, language: Language) -> Iterator[str]:
    cost, effect = between(found.cost_difference, language), plain_between(found.effect_difference, unit, language)
    yield say("effect_more", language, cost=cost, effect=effect, outcome=outcome)
    if found.ratio.value is not None:
        both = (found.cost_difference.value or 0.0) > 0 and (found.effect_difference.value or 0.0) > 0
        ratio = Amount(found.ratio.value, found.cost_difference.unit, found.ratio.low, found.ratio.high)
        yield say("effect_ratio" if both else "effect_ratio_less", language, ratio=between(ratio, language))
    yield from refusals.sentences(found.refused, language)
    if found.origin == "lines":
        yield say("effect_lines", language)
    if found.curve:
        last = found.curve[-1]
        amount = Amount(last.net_benefit, found.cost_difference.unit, last.low, last.high)
        price = money(last.willingness, found.cost_difference.unit, language)
        yield say("effect_net", language, price=price, amount=between(amount, language))


def _social_return(evidence: Evidence, found: SocialReturn, language: Language) -> Iterator[Block]:
    title = say("return_ranged", language, amount=decimal_between(found.ratio, language))
    yield Heading(3, title, "social-return", SOCIAL_RETURN)
    shares = evidence.plan.economics.shares if evidence.plan.economics else None
    inputs = {one.code: one for one in found.inputs}
    ranges = {role: inputs.get(getattr(shares, role)) for role in SHARES} if shares else {}
    said = [
        say(f"share_{role}", language, low=percent(one.low, language), high=percent(one.high, language))
        for role, one in ranges.items()
        if one is not None
    ]
    before = decimal_between(found.before_shares, language)
    texts = [
        say("return_shares", language, shares=in_turn(said, language), before=before),
        *of_money.level_sentences(evidence, found.level, found.lowered_for, language),
        say("return_caution", language),
    ]
    yield Paragraph(" ".join(texts), SOCIAL_RETURN)


def _alternatives(evidence: Evidence, found: Alternatives, language: Language) -> Iterator[Block]:
    planned = evidence.plan.economics.alternatives if evidence.plan.economics else ()
    called = {way.code: way.label.get(language) or way.code for way in planned}
    if len(found.each) < 2 or any(each.code not in called for each in found.each):
        return  # evidence from outside: the recomputation says what is wrong with it
    one, other = (called[each.code] for each in found.each[:2])
    title = say("ways_difference", language, one=one, other=other, amount=between(found.incremental, language))
    yield Heading(3, title, "alternatives", ALTERNATIVES)
    if of_money.side(found.incremental) == "across":
        yield Paragraph(say("ways_across", language), ALTERNATIVES, style="interval")
    said = (
        say(
            "ways_each", language, name=called[each.code], amount=between(each.net_present_value, language),
            lines=lines(each.lines, language), leaving=between(each.exit_cost, language),
        )
        for each in found.each
    )  # fmt: skip
    yield Bullets(tuple(Said(text, ALTERNATIVES) for text in said))


def _refused(evidence: Evidence, found: EconomicEvidence, language: Language) -> Iterator[Block]:
    if found.refused:
        yield Heading(3, say("reasons", language), "economics-refused")
        said = refusals.sentences(found.refused, language, _named(evidence, language))
        yield Bullets(tuple(Said(text) for text in said))
