"""What a reader expects that this study did not collect."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.results import Evidence
from reports.blocks import Block, Paragraph
from reports.numbers import Language, in_turn
from reports.wording import words

EXPECTED = ("gap_usage", "gap_costs", "gap_environment", "gap_voices", "gap_missing")


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """What is absent, said as absent; nothing when all of it is there."""
    counted = {"gap_usage": "gap_use"} if evidence.indicators else {}  # lead times have a chapter of their own
    told = _told(evidence)
    items = [words(counted.get(key, key), language) for key in EXPECTED if not told.get(key)]
    return (Paragraph(words("gaps_lead", language, items=in_turn(items, language))),) if items else ()


def _told(evidence: Evidence) -> Mapping[str, object]:
    """What other chapters tell, by the key of its absence."""
    return {
        "gap_usage": evidence.plan.series,
        "gap_costs": evidence.economics and evidence.economics.cash,
        "gap_environment": evidence.environment and evidence.environment.activities,
        "gap_voices": evidence.facts.decisions,
        "gap_missing": evidence.plan.population,
    }
