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
from itertools import groupby
from typing import Any

import cattrs

from surveys.dependencies import dependency_order, needs
from surveys.expressions.tree import Expression, expression_from_json, expression_to_json
from surveys.question_types import QUESTION_TYPES, Offer
from surveys.values import Missing, Text


@dataclass(frozen=True)
class Choice:
    """One answer a list offers. `name` is stored, `label` is read."""

    name: str
    label: Text


@dataclass(frozen=True)
class Group:
    """A section. A top-level group is a page; `groups` are those it stands in, outermost first."""

    name: str
    label: Text = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    relevant: Expression | None = None
    appearance: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One row of the survey sheet. `type` is a key of `surveys.question_types.QUESTION_TYPES`.

    `required`, `relevant`, `constraint`, `calculation` and `default` are None when the cell was empty.
    `choices` names a list of the questionnaire. `missing_options` are the soft answers the respondent may choose.
    """

    name: str
    type: str
    label: Text = field(default_factory=dict)
    hint: Text = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    required: Expression | None = None
    required_message: Text = field(default_factory=dict)
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Text = field(default_factory=dict)
    calculation: Expression | None = None
    default: Expression | None = None
    choices: str | None = None
    appearance: tuple[str, ...] = ()
    parameters: Mapping[str, float] = field(default_factory=dict)
    missing_options: tuple[Missing, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether the question has a place on a page."""
        return QUESTION_TYPES[self.type].shown


@dataclass(frozen=True)
class Page:
    """What is shown together: a top-level group, or a run of questions outside any group (then without title)."""

    code: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """One published version. `languages` are codes ("fr"); `language_names` is what the workbook called them."""

    form_id: str
    title: Text
    version: str
    default_language: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    language_names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal content, equal digest, on any machine."""
        return "sha256:" + hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The canonical JSON of this version: sorted keys, no spaces."""
        content = _converter().unstructure(self)
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Questionnaire:
        """The version a canonical JSON holds. Unknown keys are refused (cattrs raises)."""
        return _converter().structure(json.loads(text), cls)

    @cached_property
    def _by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in self.questions}

    @cached_property
    def _group_by_name(self) -> Mapping[str, Group]:
        return {group.name: group for group in self.groups}

    def question(self, name: str) -> Question:
        """The question of that name. Raises KeyError."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Whether a question has that name."""
        return name in self._by_name

    def group(self, name: str) -> Group:
        """The group of that name. Raises KeyError."""
        return self._group_by_name[name]

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """What the question offers; empty for a question that is not a select."""
        return self.choices[question.choices] if question.choices else ()

    def offer(self, question: Question) -> Offer:
        """What the question's type needs to check an answer."""
        return Offer(tuple(choice.name for choice in self.choices_of(question)), question.parameters)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Names such that whatever an expression needs stands before it; the order of the workbook if circular."""
        return dependency_order(needs(self.questions, self.groups))

    def pages(self) -> tuple[Page, ...]:
        """The pages in order: one top-level group each, or a run of ungrouped questions, coded by its first name."""
        return self._pages

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        shown = (question for question in self.questions if question.shown)
        runs = groupby(shown, key=lambda question: question.groups[:1])
        return tuple(self._page(tuple(section), tuple(questions)) for section, questions in runs)

    def _page(self, section: tuple[str, ...], questions: tuple[Question, ...]) -> Page:
        if section:
            return Page(section[0], self.group(section[0]).label, questions)
        return Page(questions[0].name, {}, questions)


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Expression, expression_to_json)
    converter.register_structure_hook(Expression, expression_from_json)
    return converter


def as_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """The content as plain dicts and lists, for a page that needs it in a script block."""
    return dict(json.loads(questionnaire.to_json()))
