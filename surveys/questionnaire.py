"""A questionnaire: an immutable version, identified by the digest of its content.

Questions stand in one flat sequence in the order of the workbook; each names the groups it stands in, outermost
first. Expressions are trees, parsed at publication. Everything a version says is in this value and in its JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import cattrs

from surveys.dependencies import Step, deciders, evaluation_steps
from surveys.expressions.document import Element
from surveys.expressions.draws import told_by_client
from surveys.expressions.tree import Call, Expression, expression_from_json, expression_to_json, parts
from surveys.itext import itext
from surveys.lists import items, list_document, list_name, table_document
from surveys.long_lists import LongList
from surveys.pages import Loop, Page, leaves, outline
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.questions import Choice, Group, Question
from surveys.structure import Structure
from surveys.values import Text

CLOCK = frozenset({"start", "end", "today", "now"})  # types and functions that give the moment of answering

TableRows: TypeAlias = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Questionnaire:
    """One published version. `languages` are codes ("fr"); `language_names` is what the workbook called them.

    `tables` are the files that choices and `pulldata` read, by file name: one mapping of column to cell per row; a
    table without rows is a file that is still awaited. `files` are pictures, sounds and films the words refer to: file
    name → SHA-256, empty while awaited. `settings` and `extra_sheets` keep what this platform does not use, for the
    workbook.
    """

    form_id: str
    title: Text
    version: str
    default_language: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    language_names: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, TableRows] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    instance_name: Expression | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    extra_sheets: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal content, equal digest, on any machine."""
        return "sha256:" + hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The canonical JSON of this version: sorted keys, no spaces, nothing that is as it would be by default."""
        content = _converter().unstructure(self)
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Questionnaire:
        """The version a canonical JSON holds. Unknown keys are refused (cattrs raises)."""
        return _converter().structure(json.loads(text), cls)

    @cached_property
    def structure(self) -> Structure:
        """How questions, groups and repeats nest."""
        return Structure(self.questions, self.groups)

    def question(self, name: str) -> Question:
        """The question of that name. Raises KeyError."""
        return self.structure.questions[name]

    def has(self, name: str) -> bool:
        """Whether a question has that name."""
        return name in self.structure.questions

    def group(self, name: str) -> Group:
        """The group or repeat of that name. Raises KeyError."""
        return self.structure.groups[name]

    @cached_property
    def remembered(self) -> frozenset[str]:
        """Calculated questions whose earlier value counts: those with a trigger, and those that say `once(…)`."""
        return frozenset(question.name for question in self.questions if _remembers(question))

    @cached_property
    def told(self) -> frozenset[str]:
        """Calculated questions that a field client may know better: it draws in its own way, knows its device and
        what was sent before."""
        return frozenset(
            question.name
            for question in self.questions
            if QUESTION_TYPES[question.type].given_by == "workbook"
            and told_by_client(question.calculation or question.default)
        )

    @cached_property
    def not_again(self) -> frozenset[str]:
        """Calculated questions whose value stands once there is one, whatever their expression says now."""
        return self.told | {question.name for question in self.questions if question.trigger}

    @cached_property
    def telling(self) -> frozenset[str]:
        """Questions that say, unasked, when or on which device answers were given."""
        return frozenset(question.name for question in self.questions if _tells(question))

    @cached_property
    def taken_as_sent(self) -> frozenset[str]:
        """Calculated questions whose value counts as it was sent."""
        return self.remembered | self.told

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """Everything the list of the question holds, before any choice filter; empty when it has no list, as when it
        offers what others answered."""
        if not question.choices:
            return ()
        if question.choices in self.tables:
            return self._choices_from_tables[question.name]
        return self.choices.get(question.choices, ())

    @cached_property
    def _choices_from_tables(self) -> Mapping[str, tuple[Choice, ...]]:
        asked = (question for question in self.questions if question.choices in self.tables)
        return {question.name: self._choices_from_table(question) for question in asked}

    def _choices_from_table(self, question: Question) -> tuple[Choice, ...]:
        """A choice per row; the parameters name the columns of value and label, as in ODK: name and label, or those of
        a GeoJSON file."""
        geographic = str(question.choices).endswith(".geojson")
        value = question.options.get("value", "id" if geographic else "name")
        label = question.options.get("label", "title" if geographic else "label")
        rows = self.tables[str(question.choices)]
        return tuple(
            Choice(row[value], {self.default_language: row.get(label) or row[value]}, {}, row)
            for row in rows
            if row.get(value)
        )

    def long_list(self, question: Question) -> LongList:
        """The choices of a question, to be found by what is written."""
        return self._long_lists.setdefault(question.name, LongList(self.choices_of(question)))

    @cached_property
    def _long_lists(self) -> dict[str, LongList]:
        return {}

    def document(self, name: str) -> Element | None:
        """The list or the table of that name as a document, for `instance('name')`; None when there is none."""
        if name not in self._documents:
            file = next((file for file in self.tables if list_name(file) == name), "")
            if name not in self.choices and not file:
                return None
            listed = self.choices.get(name)
            document = table_document(self.tables[file]) if listed is None else self._list_document(listed, name)
            self._documents[name] = document
        return self._documents[name]

    def items_of(self, question: Question) -> tuple[Element, ...]:
        """The elements a choice filter looks at, one for each of `choices_of`."""
        if question.choices in self.choices:
            document = self.document(str(question.choices))
        else:
            made = self._documents.get(f"choices of {question.name}")
            document = made or self._list_document(self.choices_of(question))
            self._documents[f"choices of {question.name}"] = document
        return items(document) if document else ()

    def _list_document(self, choices: tuple[Choice, ...], name: str = "") -> Element:
        return list_document(choices, self.default_language, name)

    @cached_property
    def itext(self) -> Mapping[str, Text]:
        """The words ODK keeps under an id, for `jr:itext(…)`."""
        return itext((*self.questions, *self.groups), self.choices)

    @cached_property
    def _documents(self) -> dict[str, Element]:
        return {}

    def offer(self, question: Question) -> Offer:
        """What the question's type needs to check an answer."""
        names = tuple(choice.name for choice in self.choices_of(question))
        unknown = bool(question.choices_from)
        return Offer(names, question.bounds, unknown or question.choice_filter is not None, unknown)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """In which order questions and repeats are evaluated, so that whatever an expression needs is known."""
        return evaluation_steps(self.questions, self.groups)

    @cached_property
    def deciders(self) -> Mapping[str, str]:
        """Group → the question inside it by which it says whether it is asked."""
        return deciders(self.questions, self.groups)

    def pages(self) -> tuple[Page, ...]:
        """The pages in order, those of a repeat once: as they stand in the workbook, before any answer."""
        return self._pages

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        return tuple(leaf for item in self.outline for leaf in leaves(item))

    @cached_property
    def outline(self) -> tuple[Page | Loop, ...]:
        """The pages, and the loops of pages that repeats make."""
        return outline(self.questions, self.groups)


def _remembers(question: Question) -> bool:
    calculated = question.calculation or question.default
    once = calculated and any(isinstance(part, Call) and part.function == "once" for part in parts(calculated.tree))
    return QUESTION_TYPES[question.type].given_by == "workbook" and bool(question.trigger or once)


def _tells(question: Question) -> bool:
    given = question.calculation or question.default
    clock = given is not None and any(isinstance(part, Call) and part.function in CLOCK for part in parts(given.tree))
    return clock or question.type in CLOCK or QUESTION_TYPES[question.type].given_by == "device"


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_unstructure_hook(Expression, expression_to_json)
    converter.register_structure_hook(Expression, expression_from_json)
    return converter


def as_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """The content as plain dicts and lists, for a page that needs it in a script block."""
    return dict(json.loads(questionnaire.to_json()))
