"""Who took part against the population that the plan declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.plan import Margin
from analysis.results import Cell, Evidence, EvidenceTable
from reports.blocks import Block, Heading, Paragraph, Table
from reports.grid import Grid
from reports.labels import answer_label, answers_of
from reports.numbers import ABSENT, Language, listed, number, percent
from reports.people_words import say

COLUMNS = ("attribute", "category", "participants", "took_part", "population")


def blocks(evidence: Evidence, language: Language) -> Iterator[Block]:
    """The table with its sources; nothing where no population was declared."""
    table = next((table for table in evidence.tables if table.kind == "inclusion"), None)
    if table is None:
        return
    sources = [
        say("source", language, label=_label(margin, language), source=margin.source, year=str(margin.year))
        for margin in evidence.plan.population
    ]
    yield Heading(3, say("inclusion", language), "inclusion")
    yield Paragraph(say("inclusion_lead", language, sources=listed(sources, language)))
    yield Table(
        "",
        Grid(
            tuple(say(each, language) for each in COLUMNS),
            tuple(_rows(table, evidence, language)),
            (False, False, True, True, True),
        ),
    )
    if any(row[2] is None for row in table.rows):
        yield Paragraph(say("inclusion_hidden", language))


def _label(margin: Margin, language: Language) -> str:
    return margin.label.get(language) or margin.attribute


def _category(evidence: Evidence, attribute: str, category: Cell, language: Language) -> str:
    return say("unknown", language) if category is None else answer_label(evidence, attribute, str(category), language)


def _as_asked(evidence: Evidence) -> Callable[[tuple[Cell, ...]], tuple[int, int]]:
    """Respects in the order of the plan, answers in the order of their question, those nobody knows last."""
    respects = [margin.attribute for margin in evidence.plan.population]
    answers = {respect: [code.code for code in answers_of(evidence, respect)] for respect in respects}

    def place(row: tuple[Cell, ...]) -> tuple[int, int]:
        respect, category = str(row[0]), row[1]
        known = answers.get(respect, [])
        after = len(known) + (category is None)
        return respects.index(respect), known.index(str(category)) if category in known else after

    return place


def _rows(table: EvidenceTable, evidence: Evidence, language: Language) -> Iterator[tuple[str, ...]]:
    labels = {margin.attribute: _label(margin, language) for margin in evidence.plan.population}
    for attribute, category, count, share in sorted(table.rows, key=_as_asked(evidence)):
        total = sum(int(row[2] or 0) for row in table.rows if row[0] == attribute)
        if category is None and count == 0:
            continue
        part = int(count) / total if count is not None and total else None
        yield (
            labels.get(str(attribute), str(attribute)),
            _category(evidence, str(attribute), category, language),
            ABSENT if count is None else number(int(count), language),
            percent(part, language),
            percent(float(share), language) if share is not None else ABSENT,
        )
