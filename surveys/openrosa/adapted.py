"""What a page takes and a field client, or pyxform, would not: the same questions, said as they understand them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from surveys.expressions.parser import parse
from surveys.expressions.tree import Expression, Value, last_time_in
from surveys.questionnaire import Questionnaire, TableRows
from surveys.questions import Question
from surveys.xlsform.clients import AUDIT, PLACES, places_incomplete, triggers_unasked
from surveys.xlsform.references import EXPRESSIONS

LAST_SAVED_FILE = "__last-saved"  # the name under which clients keep the submission before: no file may bear it


def adapted(form: Questionnaire) -> Iterator[Question]:
    """The questions of a form, each as a client takes it. One log is all a client keeps."""
    logs = [question.name for question in form.questions if question.type == AUDIT]
    for question in form.questions:
        if question.type != AUDIT:
            yield _triggered(form, _calculable(question))
        elif question.name == logs[0]:
            yield replace(question, node=AUDIT, options=_log_options(question))


def _log_options(question: Question) -> Mapping[str, str]:
    """How a log is kept: with places only when all three parameters of places are there, or clients take none."""
    whole = not places_incomplete(question)
    return {name: value for name, value in question.options.items() if whole or not name.startswith(PLACES)}


def adapted_tables(form: Questionnaire) -> Mapping[str, TableRows]:
    """The tables of a form, without a file that would take the place of the submission before."""
    taken = _remembers_last_time(form)
    return {name: rows for name, rows in form.tables.items() if not taken or PurePath(name).stem != LAST_SAVED_FILE}


def _triggered(form: Questionnaire, question: Question) -> Question:
    """Without the triggers nobody answers, for which a client waits for ever. Without any left, calculated once."""
    never = triggers_unasked(form.questions, question)
    if not never:
        return question
    kept = tuple(name for name in question.trigger if name not in never)
    once = question.calculation if kept or not question.calculation else parse(f"once({question.calculation.source})")
    return replace(question, trigger=kept, calculation=once)


def _calculable(question: Question) -> Question:
    """pyxform wants a formula in every calculation; a default that stands as it is becomes one."""
    default = question.default
    if question.type != "calculate" or question.calculation or default is None or not isinstance(default.tree, Value):
        return question
    return replace(question, calculation=Expression(_literal(str(default.tree.value)), default.tree), default=None)


def _literal(text: str) -> str:
    """A text as XPath writes it, between the quotes it does not hold; one that holds both is put together."""
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    parts = ", '\"', ".join(f'"{part}"' for part in text.split('"'))
    return f"concat({parts})"


def _remembers_last_time(form: Questionnaire) -> bool:
    cells = (getattr(thing, field, None) for thing in (*form.questions, *form.groups) for field in EXPRESSIONS)
    return any(any(last_time_in(cell.tree)) for cell in cells if cell is not None)
