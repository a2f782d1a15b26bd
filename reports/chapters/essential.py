"""The first page: what was tested, with whom, how strong the evidence is, the answer, what went wrong, who paid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from analysis.plan import Dimension
from analysis.results import Evidence, Finding, Level
from reports import sentences
from reports.blocks import Block, Bullets, Card, Cards, Columns, Facts, Heading, Ladder, Paragraph, Said
from reports.chapters import harms
from reports.figures import flow
from reports.labels import last_wave, wave_label
from reports.money import first_page
from reports.numbers import Language, date, in_turn, listed, number
from reports.people_words import say
from reports.vocabulary import DESIGNS, DIMENSIONS, DIRECTIONS, LEVELS, LOWERED, words_of
from reports.wording import words

MOST_UNCLEAR = 2  # told one by one on page 1, which must hold the whole answer; chapter 5 tells them all
RANK: dict[Level, int] = {level: place for place, level in enumerate(get_args(Level))}


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Page one."""
    facts, plan = evidence.facts, evidence.plan
    return (
        Paragraph(words("kicker", language, project=facts.project), style="kicker"),
        Heading(1, plan.title.get(language) or facts.study, "essential"),
        Paragraph(plan.research_question.get(language, ""), style="question"),
        *simulated(evidence, language),
        ladder(evidence, language),
        *_answer(evidence, language),
        Cards(tuple(_card(evidence, dimension, language) for dimension in get_args(Dimension))),
        Columns(
            (Heading(3, words("went_wrong", language)), Bullets(tuple(wrong(evidence, language)))),
            (Heading(3, words("unknown", language)), Bullets(tuple(_unknown(evidence, language)))),
        ),
        Facts(tuple(_facts(evidence, language)), style="colophon", abreast=2),
    )


def ladder(evidence: Evidence, language: Language) -> Ladder:
    """The level badge, with the reason of the level and of any lowering."""
    level = evidence.level
    verb = LEVELS[level.level][language]
    design = words_of(DESIGNS, level.design, language)
    reason = words("level_reason", language, design=design, verb=verb)
    if level.lowered_for:
        why = in_turn((words_of(LOWERED, code, language) for code in level.lowered_for), language) + "."
        reason += " " + words("level_lowered", language, verb=LEVELS[level.allowed][language], reasons=why)
    return Ladder(
        steps=tuple(LEVELS[each][language] for each in RANK),
        current=RANK[level.level],
        title=words("level_title", language, rank=str(RANK[level.level] + 1)),
        reason=reason,
    )


def primary(evidence: Evidence) -> Finding | None:
    """The finding of the one primary outcome."""
    return next((each for each in evidence.findings if each.outcome.role == "primary"), None)


def simulated(evidence: Evidence, language: Language) -> Iterator[Block]:
    """The warning that the answers are invented, when they are."""
    if evidence.facts.origin == "simulated":
        yield Paragraph(words("simulated_note", language), style="simulated")


def _answer(evidence: Evidence, language: Language) -> Iterator[Block]:
    finding = primary(evidence)
    yield Heading(2, words("answer", language), "answer")
    if finding is None:
        yield Paragraph(words("no_primary", language), style="answer")
        return
    by = sentences.speaker(evidence, language)
    yield Paragraph(sentences.finding_sentence(finding, by), finding.figure_id, style="answer")
    beside = (sentences.interval_sentence(finding, language), *sentences.remarks(finding, by))
    if any(beside):
        yield Paragraph(" ".join(filter(None, beside)), finding.figure_id)


def _card(evidence: Evidence, dimension: Dimension, language: Language) -> Card:
    name = DIMENSIONS[dimension][language]
    found = [each for each in evidence.findings if each.outcome.dimension == dimension]
    counted = first_page.card(evidence, dimension, language)
    if counted is not None and all(each.outcome.role != "primary" for each in found):
        return counted
    if not found:
        return Card(dimension, name, words("not_measured", language), words("not_measured_long", language))
    chosen = min(found, key=lambda each: ("primary", "secondary", "exploratory").index(each.outcome.role))
    key = {1: "card_basis", 2: "card_other"}.get(len(found), "card_others")
    n = number(chosen.estimate.n, language)
    return Card(
        dimension,
        name,
        DIRECTIONS[chosen.direction][language],
        sentences.label(chosen, language),
        sentences.effect_words(chosen, language),
        sentences.range_words(chosen, language),
        words(key, language, n=n, figure=chosen.figure_id, others=str(len(found) - 1)),
        chosen.figure_id,
    )


def wrong(evidence: Evidence, language: Language) -> Iterator[Said]:
    """What went otherwise than hoped or planned; never nothing."""
    by = sentences.speaker(evidence, language)
    said = [
        Said(sentences.finding_sentence(each, by), each.figure_id)
        for each in evidence.findings
        if each.direction == "worse"
    ]
    said.extend(first_page.wrong(evidence, language))
    said.extend(harms.reported(evidence, language))
    said.extend(_losses(evidence, language))
    said.extend(
        Said(words("deviation", language, on=date(each.on, language), what=each.what.rstrip("."), why=each.why))
        for each in evidence.facts.deviations
    )
    yield from said or [Said(words("nothing_wrong", language))]


def _losses(evidence: Evidence, language: Language) -> Iterator[Said]:
    reached = flow.reached(evidence)
    if reached is None:
        return
    planned = evidence.plan.planned_participants
    if planned is not None and reached.allocated < planned:
        counts = {"planned": number(planned, language), "allocated": number(reached.allocated, language)}
        key = "fewer_anonymous" if evidence.facts.anonymous else "fewer"
        yield Said(words(key, language, **counts), evidence.flow_figure_id)
    if reached.answered < reached.allocated:
        wave = wave_label(evidence, reached.wave, language)
        counts = {"answered": number(reached.answered, language), "allocated": number(reached.allocated, language)}
        yield Said(words("lost", language, wave=wave, **counts), evidence.flow_figure_id)


def _unknown(evidence: Evidence, language: Language) -> Iterator[Said]:
    unclear = [said for each in evidence.findings for said in _without_answer(each, language)]
    told = unclear if len(unclear) <= MOST_UNCLEAR + 1 else unclear[:MOST_UNCLEAR]
    yield from told
    if len(told) < len(unclear):
        yield Said(words("unknown_more", language, count=number(len(unclear) - len(told), language)))
    measured = {each.outcome.dimension for each in evidence.findings} | first_page.measured(evidence)
    for dimension in get_args(Dimension):
        if dimension not in measured:
            yield Said(words("unknown_dimension", language, dimension=DIMENSIONS[dimension][language]))
    yield Said(say("unknown_harm", language) if harms.harms(evidence) else words("unknown_harms", language))
    last = last_wave(evidence)
    if last is not None:
        yield Said(words("unknown_later", language, wave=wave_label(evidence, last.code, language)))


def _without_answer(finding: Finding, language: Language) -> Iterator[Said]:
    outcome = sentences.label(finding, language)
    if finding.direction == "unclear" and finding.minimal_detectable is not None:
        mde = sentences.amount_words(finding, finding.minimal_detectable, language)
        yield Said(words("unknown_null", language, outcome=outcome, mde=mde), finding.figure_id)
    elif finding.direction == "refused":
        yield Said(words("unknown_refused", language, outcome=outcome), finding.figure_id)


def _facts(evidence: Evidence, language: Language) -> Iterator[tuple[str, str]]:
    facts, plan, undeclared = evidence.facts, evidence.plan, words("not_declared", language)
    yield words("led_by", language), facts.laboratory or undeclared
    yield words("paid_by", language), listed(plan.funders, language) or undeclared
    yield words("analysed_by", language), listed(plan.analysts, language) or undeclared
    if facts.prototype:
        version = f", version {facts.version_tested}" if facts.version_tested else ""
        yield words("tested", language), facts.prototype + version
    locked = date(facts.locked_on, language) if facts.locked_on else words("not_locked", language)
    yield words("plan_locked", language), locked
    first, last = date(facts.first_answer_on, language), date(facts.last_answer_on, language)
    span = "dates_day" if first == last else "dates_span"
    yield words("dates", language), words(span, language, first=first, last=last)
