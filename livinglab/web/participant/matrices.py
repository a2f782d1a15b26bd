"""Matrices: several questions with the same answers to choose from, drawn as one table.

Two writings of XLSForm say so: a question with the appearance `label`, which heads those with `list-nolabel` below it;
and the questions of a group with the appearance `table-list`. What differs from row to row, or would not fit on a page,
is drawn as cards: nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from markupsafe import Markup

from livinglab.web.participant.cards import Card, Section, cards
from livinglab.web.participant.sheet import Sheet
from livinglab.web.participant.widgets.drawing import Option
from surveys.pages import Page
from surveys.questionnaire import Questionnaire
from surveys.questions import Question

ROWS = frozenset({"list-nolabel", "list-nolabels", "list"})
# The longest words of all columns together, in letters: what fits beside the questions at 640 px, and at 860 px.
# Beyond, cards are quicker to read.
NARROW, WIDEST = 38, 64
LEAST = 5  # letters a column takes, however short its words


@dataclass(frozen=True)
class Matrix:
    """Questions drawn as one table: a row each, a column for each answer, then for "I don't know".

    `head` is the question that heads it, if one does: words without an answer. `caption` says what the table is about.
    """

    head: Card | None
    caption: Markup
    soft: tuple[Option, ...]
    rows: tuple[Card, ...]

    @property
    def id(self) -> str:
        """Its name among the ids of the page."""
        return self.rows[0].name

    @property
    def kind(self) -> str:
        """The type of its fields."""
        return "checkbox" if self.rows[0].drawing.macro == "choosing.checkboxes" else "radio"

    @property
    def wide(self) -> bool:
        """Whether it needs more room than a page of questions has."""
        return _width(self.rows) > NARROW

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card in it."""
        return (self.head, *self.rows) if self.head else self.rows

    @property
    def asked(self) -> bool:
        """Whether any of its rows is."""
        return any(row.asked for row in self.rows)

    @property
    def section(self) -> Section | None:
        """The section that begins with it."""
        return self.cards[0].section


Block: TypeAlias = Card | Matrix


def blocks(sheet: Sheet, drawn: Sequence[Card]) -> tuple[Block, ...]:
    """What a page shows, in order: cards, and matrices where several make one."""
    return tuple(_blocks(sheet, drawn))


def preview(sheet: Sheet, page: Page) -> tuple[Block, ...]:
    """What a page can show, whatever the answers: nothing waits."""
    drawn = cards(sheet, page, {})
    return blocks(sheet, [replace(card, asked=True, section=_begun(card.section)) for card in drawn])


def _begun(section: Section | None) -> Section | None:
    return replace(section, asked=True) if section else None


def _blocks(sheet: Sheet, drawn: Sequence[Card]) -> Iterator[Block]:
    questions = [sheet.questionnaire.question(card.name) for card in drawn]
    place = 0
    while place < len(drawn):
        head, rows = _matrix(sheet.questionnaire, questions[place:])
        length = (head + rows) if rows else 1
        some = drawn[place : place + length]
        fits = rows > 0 and _width(some[head:]) <= WIDEST
        yield _drawn(sheet, questions[place], some, head) if fits else some[0]
        place += length if fits else 1


def _matrix(questionnaire: Questionnaire, questions: Sequence[Question]) -> tuple[int, int]:
    """How many of the questions, from the first, are the head and the rows of a matrix; no row when they make none."""
    head = 1 if questions[0].heads_a_table else 0
    first = questions[head] if len(questions) > head else None
    if first is None or not _is_plain(first) or not (head or _is_table(questionnaire, first)):
        return head, 0
    rows = list(takewhile(lambda question: _goes_with(first, question, headed=bool(head)), questions[head:]))
    same = not head or _is_like(first, questions[0])
    return head, len(rows) if same and len(rows) >= 2 - head else 0


def _is_table(questionnaire: Questionnaire, question: Question) -> bool:
    return any("table-list" in questionnaire.group(group).appearance for group in question.groups)


def _goes_with(first: Question, question: Question, *, headed: bool) -> bool:
    marked = bool(ROWS & {*question.appearance}) or not headed
    return marked and _is_plain(question) and _is_like(first, question)


def _is_like(one: Question, other: Question) -> bool:
    return (one.type, one.choices, one.groups) == (other.type, other.choices, other.groups)


def _is_plain(question: Question) -> bool:
    """Whether it always offers the same choices in the same order."""
    chooses = question.type in ("select_one", "select_multiple") and bool(question.choices)
    written = question.asked and question.read_only is None
    return chooses and written and question.choice_filter is None and "randomize" not in question.options


def _width(rows: Sequence[Card]) -> int:
    """The room its columns take, in letters: each is as wide as its longest word."""
    columns = [*rows[0].options, *_soft(rows)]
    words = (Markup.striptags(Markup.escape(column.label)).split() for column in columns)
    return sum(max(LEAST, *map(len, one or [""])) for one in words)


def _soft(rows: Sequence[Card]) -> tuple[Option, ...]:
    return tuple({option.value: option for card in rows for option in card.soft}.values())


def _drawn(sheet: Sheet, first: Question, some: Sequence[Card], head: int) -> Matrix:
    group = first.groups[-1] if first.groups else ""
    words = some[0].label if head else sheet.say(sheet.questionnaire.group(group).label)
    return Matrix(some[0] if head else None, words, _soft(some[head:]), tuple(some[head:]))
