"""Voices and co-design decisions, dissent included: what was said, what was decided of it, why, and who disagreed."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.results import DecisionTaken, Evidence
from reports.blocks import Block, Facts, Paragraph
from reports.numbers import Language, date, in_turn, number, quoted
from reports.people_words import say

MOST_HEARD = 4  # contributions quoted under a decision


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Each decision on the way to the study; nothing where none was recorded, which the gaps then say."""
    if not evidence.facts.decisions:
        return ()
    told = (Facts(tuple(_told(each, evidence, language))) for each in evidence.facts.decisions)
    return (Paragraph(say("voices_lead", language)), *told)


def _told(decision: DecisionTaken, evidence: Evidence, language: Language) -> Iterator[tuple[str, str]]:
    title = say("voices_decided_on", language, title=decision.title, on=date(decision.on, language))
    yield say("voices_decided", language), title
    heard = _heard(decision, evidence)
    if heard:
        quotes = [quoted(each, language) for each in heard[:MOST_HEARD]]
        if len(heard) > MOST_HEARD:
            quotes.append(say("voices_more", language, n=number(len(heard) - MOST_HEARD, language)))
        yield say("voices_heard", language), in_turn(quotes, language)
    yield say("voices_reason", language), decision.reason
    yield say("voices_dissent", language), decision.dissent or say("voices_no_dissent", language)
    for criterion in decision.criteria:
        yield say("voices_criterion", language), criterion


def _heard(decision: DecisionTaken, evidence: Evidence) -> list[str]:
    """The contributions the decision rests on, in their own words; one that was taken down is not in the trace."""
    edges = [{edge.source, edge.target} for edge in evidence.facts.trace_edges]
    beside = set().union(*(ends for ends in edges if decision.id in ends))
    return [node.quote for node in evidence.facts.trace_nodes if node.id in beside and node.quote]
