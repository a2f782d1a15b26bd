"""The codebook: every variable any version of the questionnaire ever had. A label edit never renames a column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from surveys.expressions.evaluation import returns_number
from surveys.question_types import QUESTION_TYPES, VariableType
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question
from surveys.values import Missing, Text


@dataclass(frozen=True)
class Variable:
    """One column. `versions` are the digests that ask it, oldest first; words are those of the newest of them.

    `choices` are the union over the versions, those of the newest first; `offered` says for each which versions offered
    it, oldest first, and in which words: a code whose words changed is not the same answer. `ordered` says that their
    order means more or less (a likert scale). `on_paper`: a sheet can hold it, and then be illegible. `minimum` and
    `maximum` are those of a range. `expression` is how a calculated one is made.
    """

    name: str
    type: VariableType
    label: Text
    versions: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    ordered: bool = False
    minimum: float | None = None
    maximum: float | None = None
    missing_options: tuple[Missing, ...] = ()
    on_paper: bool = False
    section: str = ""
    relevant: str = ""
    expression: str = ""
    offered: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


@dataclass(frozen=True)
class Codebook:
    """All variables, in the order of the newest version; those it no longer asks come last.

    `repeats` has a codebook for what stands in each repeat and in no deeper one: a table of its own, a row an instance.
    """

    variables: tuple[Variable, ...]
    versions: tuple[str, ...]
    languages: tuple[str, ...]
    default_language: str
    repeats: Mapping[str, Codebook] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the variables, in order."""
        return tuple(variable.name for variable in self.variables)

    def variable(self, name: str) -> Variable:
        """The variable of that name. Raises KeyError."""
        if name not in self.names:
            raise KeyError(name)
        return self.variables[self.names.index(name)]


def union(questionnaires: Sequence[Questionnaire]) -> Codebook:
    """The union over the versions, given oldest first. Needs at least one version."""
    whole = _union(questionnaires, "")
    repeats = dict.fromkeys(group.name for one in reversed(questionnaires) for group in one.groups if group.repeat)
    return replace(whole, repeats={repeat: _union(questionnaires, repeat) for repeat in repeats})


def _union(questionnaires: Sequence[Questionnaire], within: str) -> Codebook:
    newest_first = list(reversed(questionnaires))
    variables: dict[str, Variable] = {}
    for questionnaire in newest_first:
        for variable in _variables(questionnaire, within):
            newer = variables.get(variable.name)
            variables[variable.name] = _joined(newer, variable) if newer else variable
    languages = dict.fromkeys(language for version in newest_first for language in version.languages)
    digests = tuple(questionnaire.digest for questionnaire in questionnaires)
    return Codebook(tuple(variables.values()), digests, tuple(languages), newest_first[0].default_language)


def _variables(questionnaire: Questionnaire, within: str) -> Iterable[Variable]:
    """What stands in a repeat, or in none when `within` is empty."""
    for question in questionnaire.questions:
        kind = QUESTION_TYPES[question.type].variable
        around = questionnaire.structure.repeats_around(question.name)
        if kind is not None and "".join(around[-1:]) == within:
            yield _variable(questionnaire, question, kind)


def _variable(questionnaire: Questionnaire, question: Question, kind: VariableType) -> Variable:
    choices = questionnaire.choices_of(question)
    return Variable(
        name=question.name,
        type=_type(question, kind),
        label=question.label,
        versions=(questionnaire.digest,),
        choices=choices,
        ordered="likert" in question.appearance,
        minimum=question.parameters.get("start"),
        maximum=question.parameters.get("end"),
        missing_options=question.missing_options,
        on_paper=question.on_paper,
        section=question.groups[0] if question.groups else "",
        relevant=question.relevant.source if question.relevant else "",
        expression=question.calculation.source if question.calculation else "",
        offered={choice.name: {questionnaire.digest: choice.label} for choice in choices},
    )


def _type(question: Question, kind: VariableType) -> VariableType:
    """The names of an instance are no categories: they are another's words."""
    if question.calculation and returns_number(question.calculation.tree):
        return "number"
    return "text" if question.choices_from else kind


def _joined(newer: Variable, older: Variable) -> Variable:
    return replace(
        newer,
        type=_common_type(newer.type, older.type),
        versions=older.versions + newer.versions,
        choices=tuple(
            {choice.name: choice for choice in (*older.choices, *newer.choices)}[name] for name in _order(newer, older)
        ),
        missing_options=tuple(dict.fromkeys((*newer.missing_options, *older.missing_options))),
        on_paper=newer.on_paper or older.on_paper,
        offered={name: {**older.offered.get(name, {}), **newer.offered.get(name, {})} for name in _order(newer, older)},
    )


def _order(newer: Variable, older: Variable) -> list[str]:
    return list(dict.fromkeys(choice.name for choice in (*newer.choices, *older.choices)))


def _common_type(newer: VariableType, older: VariableType) -> VariableType:
    if newer == older:
        return newer
    numbers: frozenset[VariableType] = frozenset({"integer", "number"})
    return "number" if {newer, older} <= numbers else "text"
