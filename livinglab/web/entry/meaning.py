"""What was typed in words, cell by cell, and the words printed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from livinglab.web.answer_words import answer_words
from livinglab.web.wording import label_markdown
from livinglab.words import either, spoken, t
from surveys.paper_codes import is_written
from surveys.paper_entry import Block, Cell, Entry
from surveys.questionnaire import Questionnaire
from surveys.submission import type_complaint
from surveys.typed_codes import Reading
from surveys.values import Text
from surveys.wording import NOTHING_SAID, REFERENCE, choice_label, pick

MOST_CODES = 12  # beyond, the sheet itself is quicker to read than a legend


@dataclass(frozen=True)
class Line:
    """One cell as its page shows it. `meaning`: what was typed says something else; `wrong`: it is no answer.

    `searched`: it is looked up in a long list, also while it is typed.
    """

    key: str
    number: str
    label: str
    legend: str
    typed: str
    meaning: str
    wrong: bool
    asked: bool
    long: bool
    searched: bool
    section: str


@dataclass(frozen=True)
class BlockTitle:
    """The title of one block of a repeat; `add` is what asks for one more after it."""

    title: str
    key: str
    number: int
    last: bool


def lines_of(entry: Entry) -> Iterator[Line | BlockTitle]:
    """The page of an entry, in the order of the sheet."""
    section = ""
    for item in entry.layout:
        if isinstance(item, Block):
            title = _plain(item.repeat.label, entry.questionnaire, entry.context.language) or t("paper_entry.block")
            yield BlockTitle(title, item.key, item.at[-1][1], item.last)
            continue
        group = item.question.groups[0] if item.question.groups else ""
        yield _line(entry, item, _section(entry, group) if group != section else "")
        section = group


def meaning_of(entry: Entry, cell: Cell, reading: Reading | None = None) -> str:
    """What stands in a cell, in words; empty when nothing was typed."""
    read = reading or entry.readings[cell.key]
    if read.comment:
        return t("paper_entry.illegible_because", why=read.comment)
    if read.invalid is not None:
        return type_complaint(cell.place, read.invalid).message(spoken())
    return "" if read.blank else answer_words(entry.questionnaire, cell.question.name, read.value, spoken())


def label_of(cell: Cell, entry: Entry) -> str:
    """The question as printed; inside a repeat with the number of the block."""
    words = _plain(cell.question.label, entry.questionnaire, entry.context.language) or cell.question.name
    blocks = ".".join(str(number) for _repeat, number in cell.place.at)
    return f"{words} ({blocks})" if blocks else words


def _line(entry: Entry, cell: Cell, section: str) -> Line:
    reading, said = entry.readings[cell.key], meaning_of(entry, cell)
    return Line(
        key=cell.key,
        number=cell.number,
        label=_plain(cell.question.label, entry.questionnaire, entry.context.language) or cell.question.name,
        legend=_legend(entry.questionnaire, cell, entry.context.language),
        typed=reading.typed,
        meaning="" if said == reading.typed.strip() else said,
        wrong=reading.invalid is not None,
        asked=entry.is_asked(cell),
        long="multiline" in cell.question.appearance,
        searched=is_written(entry.questionnaire, cell.question),
        section=section,
    )


def _legend(questionnaire: Questionnaire, cell: Cell, language: str) -> str:
    """The codes and what they stand for, or how to type another answer; the marks this question offers."""
    if is_written(questionnaire, cell.question):
        words = t("paper_entry.how_one_written" if cell.question.type == "select_one" else "paper_entry.how_written")
    elif len(cell.codes) > MOST_CODES:
        words = t("paper_entry.how_code")
    elif cell.codes:
        named = (
            (code, choice_label(questionnaire, cell.question.name, name, language)) for code, name in cell.codes.items()
        )
        words = " · ".join(f"{code}\N{NO-BREAK SPACE}{_words(label)}" for code, label in named)
    else:
        kind = cell.question.precision if cell.question.type == "date" else cell.question.type
        words = t(f"paper_entry.how_{kind}") if kind in TYPED_SO else ""
    marks = [t(f"paper_entry.mark_{missing.value}") for missing in cell.question.missing_options]
    return " · ".join(filter(None, [words, *marks]))


TYPED_SO = frozenset({"day", "month", "year", "time", "datetime", "acknowledge", "geopoint", "geotrace", "geoshape"})


def _section(entry: Entry, group: str) -> str:
    return _plain(entry.questionnaire.group(group).label, entry.questionnaire, entry.context.language) if group else ""


def _plain(text: Text, questionnaire: Questionnaire, language: str) -> str:
    return _words(pick(text, language, questionnaire) or either(text))


def _words(markdown: str) -> str:
    """Markdown as plain words; a gap where the sheet has one."""
    return Markup(label_markdown(REFERENCE.sub(NOTHING_SAID, markdown))).striptags()  # noqa: S704 # cleaned there
