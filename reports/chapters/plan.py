"""The plan, dated before the first answer, and every deviation from it."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.plan import Outcome
from analysis.results import Evidence
from reports import sentences
from reports.blocks import Block, Facts, Heading, Paragraph, Table
from reports.grid import Grid
from reports.numbers import ABSENT, Language, date, listed, number, percent
from reports.vocabulary import DESIGNS, DIMENSIONS, ROLES, words_of
from reports.wording import words


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """What was decided, what was planned to be measured, what changed."""
    question, *short = _facts(evidence, language)
    return (
        Facts((question,), style="facts first"),
        Facts(tuple(short), style="facts two", abreast=2),
        Table(words("plan_outcomes", language), _outcomes(evidence, language)),
        Heading(3, words("deviations", language)),
        _deviations(evidence, language),
    )


def _facts(evidence: Evidence, language: Language) -> Iterator[tuple[str, str]]:
    plan, facts = evidence.plan, evidence.facts
    yield words("question", language), plan.research_question.get(language, ABSENT)
    yield words("design", language), words_of(DESIGNS, plan.design, language)
    if plan.arms:
        yield words("arms", language), listed([arm.label.get(language, arm.code) for arm in plan.arms], language)
    waves = sorted(plan.waves, key=lambda wave: wave.order)
    yield words("waves", language), listed([wave.label.get(language, wave.code) for wave in waves], language)
    if facts.anonymous:
        yield words("answers", language), words("answers_anonymous", language)
    if plan.planned_participants is not None:
        yield words("planned_n", language), number(plan.planned_participants, language)
    yield words("confidence", language), words("confidence_value", language, share=percent(plan.confidence, language))
    locked = date(facts.locked_on, language) if facts.locked_on else words("not_locked", language)
    yield words("plan_locked", language), locked
    if reads_moments(evidence):
        yield words("zone", language), plan.zone


def reads_moments(evidence: Evidence) -> bool:
    """Whether a day of the plan splits what was measured: then it matters where that day begins."""
    plan = evidence.plan
    pilot = plan.economics is not None and plan.economics.pilot is not None
    return bool(plan.series) or plan.environment is not None or pilot


def _outcomes(evidence: Evidence, language: Language) -> Grid:
    keys = ("column_outcome", "column_dimension", "column_role", "column_better", "column_threshold")
    rows = tuple(_outcome(outcome, language) for outcome in evidence.plan.outcomes)
    return Grid(tuple(words(key, language) for key in keys), rows, (False, False, False, False, True))


def _outcome(outcome: Outcome, language: Language) -> tuple[str, ...]:
    return (
        outcome.label.get(language, outcome.code),
        DIMENSIONS[outcome.dimension][language],
        ROLES[outcome.role][language],
        words(outcome.better, language),
        sentences.threshold_words(outcome, language) or ABSENT,
    )


def _deviations(evidence: Evidence, language: Language) -> Block:
    found = evidence.facts.deviations
    if not found:
        return Paragraph(words("nothing_wrong", language))
    columns = tuple(words(key, language) for key in ("column_date", "column_what", "column_why"))
    rows = tuple((date(each.on, language), each.what, each.why) for each in found)
    return Table("", Grid(columns, rows), style="deviations")
