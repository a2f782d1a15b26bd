"""The cells of a row, read one by one: names, expressions, defaults. What cannot be used becomes a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from surveys.expressions.parser import parse
from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import Call, Expression, Node, Path, Value
from surveys.problems import Problem
from surveys.sheet_table import Cell, Record
from surveys.values import Missing
from surveys.xlsform.columns import CHOICE_COLUMNS
from surveys.xlsform.type_words import read_type

NAME = re.compile(r"[^\W\d][\w.-]*")
# Spreadsheets write the truths of their own language: VRAI, VERDADERO.
YES = frozenset(
    {"yes", "true", "true()", "1", "oui", "y", "x", "vrai", "verdadero", "verdadeiro", "sí", "si", "required"}
)
NO = frozenset({"no", "false", "false()", "0", "non", "n", "faux", "falso", "optional"})
SERIAL = re.compile("[2-7][0-9]{4}")  # a day as spreadsheets count them, 1954 to 2119: what is left of its format
FIRST_DAY = date(1899, 12, 30)
CALLS = re.compile(r"[A-Za-z][\w:-]*\s*\(")
GLUED = re.compile(r"(?<![\w.])(and|or)\.(?=\s*[=<>!])")  # "or.= 99": a full stop stuck to the word before it
STRAIGHT = str.maketrans("“”„‟‘’‚‛«»", '""""\'\'\'\'""')
SOFT_ANSWERS = {reason.value: reason for reason in (Missing.DONT_KNOW, Missing.DECLINED)}
CHOICE = "/choice["  # what a choice filter stands in: a predicate about one choice


@dataclass
class Findings:
    """What is wrong, gathered while a row is read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        self.problems.append(problem)


def read_name(record: Record, found: Findings) -> str:
    """The name of a row; empty, with a problem, when it cannot be one."""
    cell = record.cell("name")
    if cell is None:
        label = next(iter(record.text("label").values()), "question")
        found.add(record.problem("name_missing", suggestion=proper_name(label)[:30].strip("_")))
        return ""
    if not NAME.fullmatch(cell.value):
        found.add(cell.problem("name_bad", suggestion=proper_name(cell.value)))
        return ""
    return cell.value


def proper_name(words: str) -> str:
    """A name that could be used instead."""
    cleaned = re.sub(r"[^\w.-]+", "_", words.strip()).strip("_")
    return cleaned if NAME.fullmatch(cleaned) else f"q_{cleaned}".strip("_")


def read_expression(cell: Cell | None, found: Findings) -> Expression | None:
    """The expression of a cell; None, with a problem, when it does not parse."""
    if cell is None:
        return None
    try:
        return parsed(cell.value)
    except NotParsed as fault:
        found.add(_problem(cell, fault, fault.position))
        return None


def read_filter(cell: Cell | None, found: Findings) -> Expression | None:
    """What a choice must meet; bare names are columns of its row. None, with a problem, when it does not parse."""
    if cell is None:
        return None
    try:
        return Expression(cell.value, predicate(cell.value))
    except NotParsed as fault:
        problem = _problem(cell, fault, max(1, fault.position - len(CHOICE)))
        of_words = fault.code == "expression_axis" and fault.facts.get("found") in CHOICE_COLUMNS.worded
        found.add(replace(problem, code="filter_language") if of_words else problem)
        return None


def _problem(cell: Cell, fault: NotParsed, position: int) -> Problem:
    return cell.problem(fault.code, position=str(position), **fault.facts)


def parsed(source: str) -> Expression:
    """The expression of a text; a slip of typing that can only mean one thing is mended. Raises NotParsed."""
    try:
        return parse(source)
    except NotParsed as fault:
        mended = GLUED.sub(r"\1 .", source.translate(STRAIGHT))
        if mended == source:
            raise
        try:
            return parse(mended)
        except NotParsed:
            raise fault from None


def predicate(source: str) -> Node:
    """The tree of a condition about one choice. Raises NotParsed, its position counted from the start of `CHOICE`."""
    tree = parsed(f"{CHOICE}{source}]").tree
    if isinstance(tree, Path) and len(tree.steps) == 1 and len(tree.steps[0].where) == 1:
        return tree.steps[0].where[0]
    raise NotParsed("expression_operator_expected", len(CHOICE) + 1, {"found": source})


def read_yes(cell: Cell | None, found: Findings) -> Expression | None:
    """Yes, no, or a condition."""
    word = cell.value.lower() if cell else ""
    if word in YES:
        return Expression("true()", Call("true", ()))
    return None if not word or word in NO else read_expression(cell, found)


def ends_a_block(record: Record) -> bool:
    """Whether the row closes a group or a repeat: nobody reads its words."""
    cell = record.cell("type")
    return cell is not None and read_type(cell.value).kind == "end"


def says_yes(record: Record, column: str) -> bool:
    """Whether a cell says yes in so many words."""
    return record.value(column).lower() in YES


def read_default(cell: Cell | None, kind: str, found: Findings) -> Expression | None:
    """A default is a value as it stands, unless it refers to an answer or calls a function."""
    if cell is None:
        return None
    if kind == "date" and SERIAL.fullmatch(cell.value):
        day = (FIRST_DAY + timedelta(days=int(cell.value))).isoformat()
        return Expression(f"'{day}'", Value(day))
    if "${" in cell.value or cell.value.strip() == ".":
        return read_expression(cell, found)
    if CALLS.search(cell.value):
        try:
            return parsed(cell.value)
        except NotParsed:  # words with a bracket in them: "none (yet)"
            pass
    return Expression(f"'{cell.value}'", Value(cell.value))


def read_soft_answers(cell: Cell | None, found: Findings) -> tuple[Missing, ...]:
    """The soft answers a cell names: dont_know, declined."""
    words = re.split(r"[\s,;]+", cell.value.lower()) if cell else []
    for word in words:
        if cell and word not in SOFT_ANSWERS:
            found.add(cell.problem("missing_option_unknown", word=word))
    return tuple(reason for word, reason in SOFT_ANSWERS.items() if word in words)
