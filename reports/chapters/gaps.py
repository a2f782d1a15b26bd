"""What a reader expects that this study did not collect."""

from __future__ import annotations

from analysis.results import Evidence
from reports.blocks import Block, Paragraph, Table
from reports.grid import Grid
from reports.numbers import Language
from reports.wording import words

EXPECTED = ("gap_usage", "gap_costs", "gap_environment", "gap_voices", "gap_missing")


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """The list of what is absent, said as absent."""
    columns = (words("column_item", language), words("column_status", language))
    counted = {"gap_usage": "gap_use"} if evidence.indicators else {}  # lead times have a chapter of their own
    told = {"gap_costs"} if evidence.economics and evidence.economics.cash else set()
    if evidence.environment and evidence.environment.activities:
        told.add("gap_environment")
    keys = (counted.get(key, key) for key in EXPECTED if key not in told)
    rows = tuple((words(key, language), words("not_collected", language)) for key in keys)
    return (Paragraph(words("gaps_lead", language)), Table("", Grid(columns, rows)))
