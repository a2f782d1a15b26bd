"""Environment: what was used and emitted before and after, rebound included, and what making the prototype cost."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.economics.results import Amount
from analysis.environment.results import ACTIVITIES, CHANGE, FOOTPRINT, EnvironmentalEvidence
from analysis.results import Evidence
from reports import sentences
from reports.blocks import Block, Bullets, Heading, Paragraph, Picture, Said, Table
from reports.environment.quantities import between, ends, readable, side, size, worded
from reports.environment.words import say
from reports.figures import emissions
from reports.money import names, refusals
from reports.numbers import Language, date, number, percent
from reports.units import unit_words
from reports.wording import words


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Nothing when the plan asks nothing; otherwise the comparison, or why there is none."""
    found, plan = evidence.environment, evidence.plan.environment
    if found is None or plan is None:
        return ()
    lead = say(
        "lead", language, split=date(plan.split.isoformat(), language), driver=names.shown(plan.driver, language)
    )
    return (
        Paragraph(lead),
        *(_compared(evidence, found, language) if found.activities else ()),
        *_prototype(found, language),
        *_refused(evidence, found, language),
    )


def _compared(evidence: Evidence, found: EnvironmentalEvidence, language: Language) -> Iterator[Block]:
    before, after = (worded(Amount(value, ""), language) for value in (found.driver_before, found.driver_after))
    yield Paragraph(
        say("driver", language, before=before, after=after, unit=unit_words(found.driver_unit, language)), ACTIVITIES
    )
    drawing = emissions.draw(found, language)
    if drawing is not None:
        caption = words("caption", language, figure=ACTIVITIES, title=say("bars", language))
        yield Picture("emissions", ACTIVITIES, drawing, f"{caption} {_counted(found, language)}")
    caption = words("caption", language, figure=ACTIVITIES, title=say("table", language))
    yield Table(caption, emissions.grid(found, language), ACTIVITIES)
    if found.change is None:
        yield Paragraph(say("only_quantities", language), ACTIVITIES)
        return
    yield Heading(3, change_sentence(evidence, language), "emissions", CHANGE)
    yield Paragraph(" ".join(_remarks(found, language)), CHANGE, style="interval")
    yield Paragraph(_basis(evidence, found, language), CHANGE, style="basis")


def _counted(found: EnvironmentalEvidence, language: Language) -> str:
    return f"n\u00a0=\u00a0{number(len(found.activities), language)}."


def change_sentence(evidence: Evidence, language: Language) -> str:
    """The change of emissions per unit as a sentence within its level."""
    found = evidence.environment
    if found is None or found.change is None:
        return ""
    where = side(found.change)
    if where == "across" or where == "point":
        return say(f"change_{where}", language, amount=between(found.change, language))
    amount, thing = between(size(found.change), language), sentences.speaker(evidence, language).thing
    level = "says" if found.level == "says" else "followed"
    return say(f"change_{level}_{where}", language, amount=amount, thing=thing)


def _remarks(found: EnvironmentalEvidence, language: Language) -> Iterator[str]:
    yield say("not_shown", language)
    if found.change_without_rebound is not None:
        yield say("rebound", language, amount=between(found.change_without_rebound, language))
    elif not any(one.rebound for one in found.activities):
        yield say("no_rebound", language)
    if found.avoided is not None and side(found.avoided) in ("less", "more"):
        key = "avoided" if side(found.avoided) == "more" else "added"
        yield say(key, language, amount=between(size(found.avoided), language))


def _basis(evidence: Evidence, found: EnvironmentalEvidence, language: Language) -> str:
    if found.change_spread is None or found.change is None or found.change.low is None:
        return say("basis_point", language, figure=CHANGE)
    spread, shown = found.change_spread, readable(found.change)
    scale = 1.0 if shown.unit == found.change.unit else 1000.0
    quadrature, widest = (
        ends(Amount(shown.value, shown.unit, pair[0] * scale, pair[1] * scale), language)
        for pair in (spread.quadrature, spread.widest)
    )
    return say(
        "basis", language, share=percent(evidence.plan.confidence, language), draws=number(found.draws, language),
        seed=str(found.seed), q_low=quadrature[0], q_high=quadrature[1], w_low=widest[0], w_high=widest[1],
        figure=CHANGE,
    )  # fmt: skip


def _prototype(found: EnvironmentalEvidence, language: Language) -> Iterator[Block]:
    if found.prototype is None:
        yield Paragraph(say("prototype_none", language))
        return
    said = [say("prototype", language, amount=between(found.prototype, language))]
    if found.prototype_uncounted:
        said.append(say("prototype_uncounted", language, n=number(found.prototype_uncounted, language)))
    if found.avoided is not None:
        said.append(say("repaid" if repaid(found) else "not_repaid", language))
    yield Paragraph(" ".join(said), FOOTPRINT)


def repaid(found: EnvironmentalEvidence) -> bool:
    """Whether the least avoided exceeds the most its making emitted, with nothing left uncounted."""
    made, avoided = found.prototype, found.avoided
    if made is None or avoided is None or avoided.low is None or made.high is None:
        return False
    return avoided.low > made.high and not found.prototype_uncounted


def _refused(evidence: Evidence, found: EnvironmentalEvidence, language: Language) -> Iterator[Block]:
    if found.refused:
        yield Heading(3, say("reasons", language), "environment-refused")
        said = refusals.sentences(found.refused, language, lambda code: names.label(evidence, code, language))
        yield Bullets(tuple(Said(text) for text in said))
