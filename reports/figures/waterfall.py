"""Cost waterfall: who pays what, who gains what, and the balance that is left; each with its range and its lines."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.economics.results import Amount, CashAccount
from reports.figures.primitives import (
    DIMENSION_INK,
    INK,
    LINE,
    PAPER,
    QUIET,
    Anchor,
    Box,
    Drawing,
    Element,
    Label,
    Line,
    Scale,
    measure,
    paragraph,
)  # fmt: skip
from reports.grid import Grid
from reports.money.amounts import between, ends, lines, money, worded
from reports.money.names import payer
from reports.money.words import say
from reports.numbers import ABSENT, Language, number

WIDTH = 657.0
NAMES, LEFT, RIGHT = 176.0, 190.0, 486.0
ROW, TOP = 30.0, 24.0
INK_OF_MONEY = DIMENSION_INK["economic"]


@dataclass(frozen=True)
class Step:
    """One bar: it goes from where the sum stood to where it stands after it."""

    name: str
    kind: str
    amount: Amount
    lines: int
    before: float
    after: float


def steps(account: CashAccount, language: Language) -> tuple[Step, ...]:
    """Costs payer by payer, then benefits payer by payer, then the balance."""
    found: list[Step] = []
    total = 0.0
    for kind, sign in (("cost", -1), ("benefit", 1)):
        for each in account.by_payer:
            amount = each.cost if kind == "cost" else each.benefit
            if amount.value:
                after, count = total + sign * amount.value, each.cost_lines if kind == "cost" else each.benefit_lines
                found.append(Step(payer(each.name, language), kind, amount, count, total, after))
                total = after
    return (*found, Step(say("net", language), "net", balance(account), account.lines, 0.0, total))


def balance(account: CashAccount) -> Amount:
    """Benefits less costs, with the widest range."""
    cost, benefit = account.cost, account.benefit
    value = (benefit.value or 0.0) - (cost.value or 0.0)
    if cost.low is None and benefit.low is None:
        return Amount(value, account.unit)
    low = _or(benefit.low, benefit.value) - _or(cost.high, cost.value)
    return Amount(value, account.unit, low, _or(benefit.high, benefit.value) - _or(cost.low, cost.value))


def _or(end: float | None, value: float | None) -> float:
    return (value or 0.0) if end is None else end


def draw(account: CashAccount, language: Language) -> Drawing:
    """The bars from top to bottom: costs hollow to the left, benefits filled to the right, the balance outlined."""
    found = steps(account, language)
    reach = [0.0, *(end for step in found for end in (step.before, step.after, *_ends(step)))]
    scale = Scale(min(reach), max(max(reach), min(reach) + 1), LEFT, RIGHT)
    height = TOP + ROW * len(found) + 8
    zero = scale.at(0)
    anchor: Anchor = "start" if zero < LEFT + 30 else "middle"
    elements: list[Element] = [
        Label(zero, 10, "0", 10.8, anchor, QUIET),
        Line(zero, TOP - 8, zero, height - 6, QUIET, 1, "2 2"),
    ]
    for place, step in enumerate(found):
        elements.extend(_bar(step, scale, TOP + ROW * place, language))
    return Drawing(WIDTH, height, tuple(elements), alternative(account, language))


def _ends(step: Step) -> tuple[float, ...]:
    """Where the end of the bar would lie at the two ends of the range."""
    if step.amount.low is None or step.amount.high is None:
        return ()
    sign = -1 if step.kind == "cost" else 1
    return step.before + sign * step.amount.low, step.before + sign * step.amount.high


def _bar(step: Step, scale: Scale, y: float, language: Language) -> list[Element]:
    near, far = sorted((scale.at(step.before), scale.at(step.after)))
    fill = {"cost": PAPER, "benefit": INK_OF_MONEY, "net": "#e4e1da"}[step.kind]
    ink = INK if step.kind == "net" else INK_OF_MONEY
    kind = "" if step.kind == "net" else f" · {say(step.kind, language).lower()}"
    name = paragraph(0, y + 11, step.name + kind, NAMES, size=11, leading=1.2, bold=step.kind == "net")[:2]
    drawn: list[Element] = [
        Line(0, y - 3, WIDTH, y - 3, LINE, 0.6),
        *name,
        Box(near, y + 3, max(far - near, 1.5), 16, fill, ink, 1.4),
        *_range(step, scale, y + 11),
        Label(WIDTH, y + 10, worded(step.amount, language), 11.5, "end", bold=step.kind == "net"),
        Label(WIDTH, y + 23, _beside(step, language, lines(step.lines, language)), 10.2, "end", QUIET),
    ]
    return drawn


def _beside(step: Step, language: Language, counted: str) -> str:
    if step.amount.low is None:
        return counted
    low, high = ends(step.amount, language)
    words = f"{low} – {high} · {counted}"
    return words if measure(words, 10.2) < WIDTH - RIGHT - 4 else f"{low} – {high}"


def _range(step: Step, scale: Scale, y: float) -> list[Element]:
    found = _ends(step)
    if not found:
        return []
    low, high = sorted(scale.at(end) for end in found)
    return [Line(low, y, high, y, INK, 1.6), *(Line(x, y - 4, x, y + 4, INK, 1.4) for x in (low, high))]


def alternative(account: CashAccount, language: Language) -> str:
    """The sums in words."""
    said = [
        f"{step.name}{'' if step.kind == 'net' else ', ' + say(step.kind, language).lower()}"
        f"{' : ' if language == 'fr' else ': '}{between(step.amount, language)}."
        for step in steps(account, language)
    ]
    return f"{say('cash_title', language)}. {' '.join(said)}"


def grid(account: CashAccount, language: Language) -> Grid:
    """The table twin: one row per payer, the sums that were drawn."""
    columns = tuple(say(key, language) for key in ("payer", "cost", "low", "high", "benefit", "low", "high", "count"))
    rows = tuple(
        (payer(each.name, language), *_cells(each.cost, language), *_cells(each.benefit, language),
         number(each.lines, language))
        for each in account.by_payer
    )  # fmt: skip
    return Grid(columns, rows, (False, *(True,) * 7))


def _cells(amount: Amount, language: Language) -> tuple[str, str, str]:
    low, high = (ABSENT if end is None else money(end, amount.unit, language) for end in (amount.low, amount.high))
    return money(amount.value, amount.unit, language), low, high
