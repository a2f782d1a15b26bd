"""`search('file', …)` in the appearance column, read as what it does: choices from a file, with a choice filter.

The list of such a question holds one row whose name and label are not words but columns of the file. SurveyCTO and ODK
Collect know this writing; `select_one_from_file` says the same in the current convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys.expressions.tokens import NotParsed
from surveys.expressions.tree import Expression
from surveys.problems import Problem
from surveys.questions import Choice, Question
from surveys.xlsform.cells import predicate
from surveys.xlsform.choices import ChoiceLists
from surveys.xlsform.walk import SurveyRead

CALL = re.compile(r"search\((.*)\)", re.IGNORECASE | re.DOTALL)
WAYS: Mapping[str, str] = {
    "matches": "{column} = ({value})",
    "contains": "contains({column}, {value})",
    "startswith": "starts-with({column}, {value})",
    "endswith": "ends-with({column}, {value})",
}
COLUMN = re.compile(r"[^\W\d][\w.-]*")


@dataclass(frozen=True)
class Searches:
    """The questions with their searches read; the choices some of them add to the rows of a file; what is wrong."""

    questions: tuple[Question, ...]
    added: Mapping[str, tuple[Mapping[str, str], ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Search:
    """The arguments of a `search()`: a file, and the conditions its rows must meet."""

    file: str
    condition: str


class _NotRead(Exception):
    """The arguments are not those of a `search()`."""


def read_searches(questions: Sequence[Question], survey: SurveyRead, lists: ChoiceLists) -> Searches:
    """Every `search()` of a survey sheet, read."""
    problems: list[Problem] = []
    added: dict[str, tuple[Mapping[str, str], ...]] = {}
    read = []
    for question in questions:
        words = [word for word in question.appearance if CALL.fullmatch(word)]
        record = survey.records.get(question.name)
        if not words or record is None or question.choices is None:
            read.append(question)
            continue
        try:
            found, rows = _read(question, words[0], lists.choices(question.choices))
        except (_NotRead, NotParsed):
            problems.append(record.place("appearance", "search_unread", word=words[0]))
            read.append(question)
            continue
        read.append(found)
        if rows:
            file, value = str(found.choices), found.options["value"]
            added[file] = (*added.get(file, ()), *(row for row in rows if row not in added.get(file, ())))
            facts = {"name": file, "choices": ", ".join(row[value] for row in rows)}
            problems.append(record.place("appearance", "search_choices_added", **facts))
    return Searches(tuple(read), added, tuple(problems))


def _read(question: Question, word: str, choices: Sequence[Choice]) -> tuple[Question, tuple[Mapping[str, str], ...]]:
    """The question, and the choices its list holds beside the columns. SurveyCTO tells columns from names of choices
    by their being no number; here the first row that can be a column is one, and the others are choices."""
    found = CALL.fullmatch(word)
    search = _search(list(_arguments(found[1] if found else "")))
    column = next((choice for choice in choices if COLUMN.fullmatch(choice.name)), None)
    if column is None:
        raise _NotRead
    label = next(iter(column.label.values()), column.name).split(",")[0].strip()
    if not COLUMN.fullmatch(label):
        raise _NotRead
    written = [choice for choice in choices if choice is not column]
    rows = tuple(
        {column.name: choice.name, label: next(iter(choice.label.values()), choice.name)} for choice in written
    )
    source = _filter(question, search, column.name, [choice.name for choice in written])
    options = {"value": column.name, "label": label, **question.options}
    appearance = tuple(other for other in question.appearance if other != word)
    choice_filter = Expression(source, predicate(source)) if source else None
    read = replace(question, choices=search.file, appearance=appearance, choice_filter=choice_filter, options=options)
    return read, rows


def _filter(question: Question, search: _Search, column: str, written: Sequence[str]) -> str:
    """What a row of the file must meet; the choices written in the workbook are always offered."""
    conditions = [one for one in (question.choice_filter and question.choice_filter.source, search.condition) if one]
    met = conditions[0] if len(conditions) == 1 else " and ".join(f"({one})" for one in conditions)
    always = [f"{column} = '{name}'" for name in written if "'" not in name]
    return " or ".join((f"({met})", *always)) if met and always else met


def _search(arguments: Sequence[str]) -> _Search:
    """`search(file)`, `search(file, way, columns, value)`, and a column and a value more."""
    if len(arguments) not in (1, 4, 6):
        raise _NotRead
    file = _unquoted(arguments[0])
    conditions = []
    if len(arguments) >= 4:
        way = WAYS.get(_unquoted(arguments[1]).lower())
        columns = [column.strip() for column in _unquoted(arguments[2]).split(",")]
        if way is None or not all(COLUMN.fullmatch(column) for column in columns):
            raise _NotRead
        met = [way.format(column=column, value=arguments[3]) for column in columns]
        conditions.append(met[0] if len(met) == 1 else f"({' or '.join(met)})")
    if len(arguments) == 6:
        conditions.append(WAYS["matches"].format(column=_unquoted(arguments[4]), value=arguments[5]))
    return _Search(file if file.lower().endswith(".csv") else f"{file}.csv", " and ".join(conditions))


def _unquoted(argument: str) -> str:
    text = argument.strip()
    if len(text) < 2 or text[0] not in "'\"‘’“”" or text[-1] not in "'\"‘’“”":
        raise _NotRead
    return text[1:-1].strip()


def _arguments(text: str) -> Iterator[str]:
    """The arguments of a call, apart by the commas that stand outside brackets and quotes."""
    argument, depth, quote = "", 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        else:
            depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0 and not quote:
            yield argument.strip()
            argument = ""
        else:
            argument += letter
    yield argument.strip()
