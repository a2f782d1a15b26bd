"""What the inputs of the accounts are called: labels, sources, payers, as people wrote them."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.results import Cell, Evidence
from reports.lettering import printable, settable
from reports.money.words import INPUTS, say
from reports.numbers import Language

WIDTHS = {"cash_words": 6, "parameters": 6, "parameter_words": 5}  # columns (analysis.economics.tables)


def shown(cell: Cell, language: Language) -> str:
    """A cell of a table as it can be printed."""
    return settable(printable(str(cell), language)) if cell is not None else ""


def labels(evidence: Evidence, language: Language) -> Mapping[str, str]:
    """Input code → what people called it; lines of money are called `line.ID`."""
    lines = {f"line.{row[0]}": shown(row[1], language) for row in _rows(evidence, "cash_words")}
    return lines | {str(row[0]): shown(row[1], language) for row in _rows(evidence, "parameter_words")}


def label(evidence: Evidence, code: str, language: Language) -> str:
    """One of them; its code when nobody called it anything."""
    if code in INPUTS:
        return INPUTS[code][language]
    return labels(evidence, language).get(code) or shown(code, language)


def source(evidence: Evidence, code: str, language: Language) -> str:
    """Where a parameter was read, and of which year: the latest, where there are several."""
    pairs = zip(_rows(evidence, "parameters"), _rows(evidence, "parameter_words"), strict=False)
    read = [(str(row[5]), shown(words[2], language)) for row, words in pairs if row[0] == code]
    return say("source", language, source=max(read)[1], year=max(read)[0]) if read else ""


def payer(name: str, language: Language) -> str:
    """Who pays or gains; « non précisé » for a line that does not say."""
    return shown(name, language) or say("payer_unknown", language)


def _rows(evidence: Evidence, kind: str) -> tuple[tuple[Cell, ...], ...]:
    """The rows of the tables of a kind; of evidence from outside, only those of the right width."""
    width = WIDTHS[kind]
    return tuple(row for table in evidence.tables if table.kind == kind for row in table.rows if len(row) == width)
