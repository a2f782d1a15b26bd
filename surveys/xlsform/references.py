"""What only shows once the whole workbook is read: references to nothing, circles, lists, missing translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surveys.dependencies import circle, deciders
from surveys.expressions.tree import Expression, last_time_in, names_in
from surveys.languages import UNLABELLED
from surveys.problems import Problem
from surveys.questions import Group, Question
from surveys.sheet_table import Cell, Record, nearest
from surveys.wording import LAST_TIME, REFERENCE
from surveys.xlsform.cells import ends_a_block
from surveys.xlsform.choices import ChoiceLists, ListedChoice, spaced
from surveys.xlsform.walk import SurveyRead

EXPRESSIONS = {  # field of a question or a group → column of the sheet
    "relevant": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "required": "required",
    "default": "default",
    "choice_filter": "choice_filter",
    "read_only": "read_only",
    "count": "repeat_count",
}
WORDS = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
ROWS_TOLD = 8  # numbers of rows named in one problem
TRANSLATED = ("label", "hint", "constraint_message", "required_message")


class References:
    """The names a reference may use, and what there is to say of the others."""

    def __init__(self, survey: SurveyRead, questions: Sequence[Question]) -> None:
        self.survey = survey
        self.known = frozenset(question.name for question in questions) | {group.name for group in survey.groups}

    def problems(self, things: Iterable[Question | Group]) -> Iterator[Problem]:
        """References to questions that are not there, in expressions and in words."""
        for thing in things:
            record = self.survey.records.get(thing.name)
            if record is not None:
                yield from self._of(thing, record)

    def of_expression(self, expression: Expression | None, cell: Cell | None) -> Iterator[Problem]:
        """References of one expression to nothing, or to one name that two rows bear."""
        if expression is not None and cell is not None:
            yield from self._unknown([*names_in(expression.tree), *last_time_in(expression.tree)], cell)

    def of_words(self, cells: Iterable[Cell]) -> Iterator[Problem]:
        """References in words to nothing."""
        for cell in cells:
            yield from self._unknown([name.removeprefix(LAST_TIME) for name in REFERENCE.findall(cell.value)], cell)

    def _of(self, thing: Question | Group, record: Record) -> Iterator[Problem]:
        for field, column in EXPRESSIONS.items():
            yield from self.of_expression(getattr(thing, field, None), record.cell(column))
        for column in WORDS:
            yield from self.of_words(record.worded(column))
        yield from self.of_words(cell for column in ("type", "trigger", "parameters") if (cell := record.cell(column)))

    def _unknown(self, found: Sequence[str], cell: Cell) -> Iterator[Problem]:
        for name in dict.fromkeys(found):
            if name in self.survey.again:
                yield cell.problem("reference_ambiguous", name=name)
            elif name not in self.known and not self._left_out(name):
                yield cell.problem("reference_unknown", name=name, suggestion=nearest(name, self.known))

    def _left_out(self, name: str) -> bool:
        """Whether the row of that name is an error already: what refers to it is not another."""
        return any(name == left or (left.endswith("_") and name.startswith(left)) for left in self.survey.left_out)


def circle_problems(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[Problem]:
    """The first circle of questions that wait for each other.

    A repeat may look at its own instances to know whether one more is needed: that is no circle. Nor is one through a
    name that several rows bear: a path says which of them it means, and the order of evaluation does not ask.
    """
    groups = [replace(group, count=None) if _looks_inside(group, questions) else group for group in survey.groups]
    names = circle(questions, groups)
    record = next((survey.records[name] for name in names if name in survey.records), None)
    shared = any(question.name in names and (question.node or question.name) in survey.again for question in questions)
    if record is not None and not shared:
        column = "calculation" if record.cell("calculation") else "relevant"
        yield record.place(column, "circular", names=" → ".join(names))


def decider_problems(survey: SurveyRead, questions: Sequence[Question]) -> Iterator[Problem]:
    """Groups that ask a question of their own whether they are asked: not every field client takes them."""
    for group, name in deciders(questions, survey.groups).items():
        record = survey.records.get(group)
        if record is not None:
            yield record.place("relevant", "group_asks_inside", group=group, name=name)


def _looks_inside(group: Group, questions: Sequence[Question]) -> bool:
    inside = {group.name, *(question.name for question in questions if group.name in question.groups)}
    return group.count is not None and not inside.isdisjoint(names_in(group.count.tree))


def list_problems(survey: SurveyRead, lists: ChoiceLists, external: ChoiceLists) -> Iterator[Problem]:
    """Questions whose list is not there, or holds names that this type of question cannot keep apart."""
    told: set[tuple[str, str]] = set()
    for question in survey.questions:
        kind = survey.types.get(question.name)
        if kind is None or not question.choices or kind.from_file:
            continue
        sheet = external if kind.external else lists
        if question.choices in sheet.lists:
            if (question.choices, question.type) not in told:
                yield from _spaced_problems(question, sheet)
            told.add((question.choices, question.type))
        elif question.choices not in sheet.problems:
            facts = {"list": question.choices, "suggestion": nearest(question.choices, sheet.lists)}
            yield survey.records[question.name].place("type", "choice_list_unknown", **facts)


def _spaced_problems(question: Question, sheet: ChoiceLists) -> Iterator[Problem]:
    """Names with spaces: told once of a list one chooses from, of each choice where several may be chosen."""
    found = list(spaced(sheet.lists[str(question.choices)]))
    for one in found[:1] if question.type == "select_one" else found:
        code = "choice_name_spaces" if question.type == "select_one" else "choice_name_spaced"
        facts = {"list": str(question.choices), "question": question.name}
        yield one.record.place("name", code, suggestion="_".join(one.choice.name.split()), **facts)


def translation_problems(records: Iterable[Record], languages: Sequence[str]) -> Iterator[Problem]:
    """Words that exist in some of the languages and not in the others: one problem for all rows that miss the same."""
    missing: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        for column in TRANSLATED if not ends_a_block(record) else ():
            words = record.text(column)
            absent = [language for language in languages if words and language not in words]
            if absent and UNLABELLED not in words:
                missing.setdefault((record.sheet, column, ", ".join(absent)), []).append(record)
    for (_, column, absent_words), found in missing.items():
        yield _told_once(found, column, "translation_missing", "translations_missing", absent_words)


def label_problems(questions: Iterable[Question], records: Mapping[str, Record]) -> Iterator[Problem]:
    """Questions that are shown without words."""
    bare = [question for question in questions if question.shown and not _worded(question)]
    if bare:
        yield _told_once([records[question.name] for question in bare], "name", "label_missing", "labels_missing", "")


def choice_label_problems(choices: Iterable[ListedChoice]) -> Iterator[Problem]:
    """Choices without words or picture."""
    bare = [listed.record for listed in choices if not listed.choice.label and not listed.choice.media]
    if bare:
        yield _told_once(bare, "name", "choice_label_missing", "choice_labels_missing", "")


def _worded(question: Question) -> bool:
    return bool(question.label or question.hint or question.media)


def _told_once(records: Sequence[Record], column: str, one: str, several: str, languages: str) -> Problem:
    """A problem of one row, or of several rows together."""
    if len(records) == 1:
        return records[0].place(column, one, name=records[0].value("name"), languages=languages, needed=column)
    rows = ", ".join(str(record.row) for record in records[:ROWS_TOLD]) + (", …" if len(records) > ROWS_TOLD else "")
    return records[0].place(column, several, number=str(len(records)), rows=rows, languages=languages, needed=column)


def offered(questions: Iterable[Question]) -> tuple[str, ...]:
    """The lists that questions offer, or take the words of their steps from, each once."""
    named = (name for question in questions for name in (question.choices, question.options.get("tick_labelset")))
    return tuple(dict.fromkeys(name for name in named if name))
