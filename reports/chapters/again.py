"""For researchers: the trace step by step, and the commands that do every computation again."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.results import Evidence, TraceNode
from reports.blocks import Block, Heading, Paragraph
from reports.chapters import origin
from reports.chapters.annex import pieces
from reports.figures.trace import KINDS
from reports.grid import Grid
from reports.numbers import Language, date
from reports.research_words import COMMANDS, RELATIONS, say
from reports.vocabulary import words_of


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Commands first: whoever opens this chapter wants to run them."""
    return (
        *_commands(language),
        Paragraph(say("redo_judges", language)),
        *_trace(evidence, language),
    )


def _commands(language: Language) -> Iterator[Block]:
    for key, lines in COMMANDS:
        yield Paragraph(say(key, language))
        for line in lines:
            named = line if language == "fr" else line.replace("rapport.pdf", "report.pdf").replace("lignes", "rows")
            yield Paragraph(named, style="command")


def _trace(evidence: Evidence, language: Language) -> Iterator[Block]:
    nodes = {node.id: node for node in evidence.facts.trace_nodes}
    rows = tuple(
        (_named(nodes[edge.source], language), words_of(RELATIONS, edge.relation, language),
         _named(nodes[edge.target], language))
        for edge in evidence.facts.trace_edges
        if edge.source in nodes and edge.target in nodes
    )  # fmt: skip
    if rows:
        yield Heading(3, say("trace", language), "trace-steps")
        columns = tuple(say(key, language) for key in ("trace_from", "trace_relation", "trace_to"))
        yield from pieces("", Grid(columns, rows), origin.FIGURE, "twin")


def _named(node: TraceNode, language: Language) -> str:
    parts = (words_of(KINDS, node.kind, language), node.label, date(node.on, language) if node.on else "")
    return " · ".join(filter(None, parts))
