"""`or_other` written out, as XLSForm defines it: one more choice, and a text question asked when it is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.expressions.tree import AnswerTo, Call, Expression, Value
from surveys.languages import UNLABELLED
from surveys.problems import Problem
from surveys.questions import Choice, Question
from surveys.sheet_table import Record
from surveys.values import Text
from surveys.xlsform.choices import ChoiceLists
from surveys.xlsform.names import ROOT
from surveys.xlsform.walk import SurveyRead

OTHER = "other"
WORDS: Mapping[str, tuple[str, str]] = {
    "en": ("Other", "Please specify"),
    "fr": ("Autre", "Précisez"),
    "es": ("Otro", "Especifique"),
    "pt": ("Outro", "Especifique"),
    "de": ("Andere", "Bitte angeben"),
    "it": ("Altro", "Specificare"),
    "nl": ("Anders", "Geef aan"),
    "ar": ("أخرى", "يرجى التحديد"),
    "sw": ("Nyingine", "Tafadhali taja"),
}


@dataclass(frozen=True)
class WrittenOut:
    """The questions with those that `or_other` adds, the lists it adds, and what is wrong."""

    questions: tuple[Question, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    problems: tuple[Problem, ...]


def write_out(survey: SurveyRead, lists: ChoiceLists, languages: tuple[str, ...]) -> WrittenOut:
    """Every `or_other` of a survey sheet written out. A text question of that name that is already there is the one."""
    questions: list[Question] = []
    added: dict[str, tuple[Choice, ...]] = {}
    problems: list[Problem] = []
    english: list[Record] = []
    for question in survey.questions:
        kind, record = survey.types.get(question.name), survey.records[question.name]
        choices = lists.choices(question.choices or "")
        refused = record.cell("choice_filter") is not None or (kind is not None and kind.from_file)
        if kind is None or not kind.or_other or refused or not choices:
            questions.append(question)
            problems.extend([record.place("type", "or_other_filtered")] if kind and kind.or_other and refused else [])
            continue
        opened, more = _opened(question, choices, languages)
        added.update(more)
        asked = tuple(_specified(opened, survey, languages))
        questions.extend((opened, *asked))
        english.extend([record] if more or asked else [])
    problems.extend(_in_english(english[0], languages) if english else ())
    return WrittenOut(tuple(questions), added, tuple(problems))


def _in_english(record: Record, languages: tuple[str, ...]) -> Iterator[Problem]:
    """Our words stand in English where the workbook does not say its language, or we have none in it."""
    without = [code for code in languages if code.partition("-")[0] not in WORDS]
    if UNLABELLED in without:
        yield record.place("type", "or_other_unnamed")
    elif without:
        yield record.place("type", "or_other_untranslated", languages=", ".join(without))


def _opened(
    question: Question, choices: tuple[Choice, ...], languages: tuple[str, ...]
) -> tuple[Question, Mapping[str, tuple[Choice, ...]]]:
    """The question with its list and "other"; a list of its own, for another question may offer the list as it is."""
    if any(choice.name == OTHER for choice in choices):
        return question, {}
    name = f"{question.choices}_or_{OTHER}"
    return replace(question, choices=name), {name: (*choices, Choice(OTHER, _said(0, languages)))}


def _specified(question: Question, survey: SurveyRead, languages: tuple[str, ...]) -> Iterator[Question]:
    node = f"{question.node or question.name}_{OTHER}"
    if any((one.node or one.name) == node for one in survey.questions if one.groups == question.groups):
        return
    name = f"{question.name}_{OTHER}"
    if any(thing.name == name for thing in survey.things):  # in another group
        name = f"{question.groups[-1] if question.groups else ROOT}.{name}"
    yield Question(
        name=name,
        type="text",
        label=_said(1, languages),
        groups=question.groups,
        relevant=_chosen(question.name),
        node=node if node != name else "",
    )


def _chosen(name: str) -> Expression:
    return Expression(f"selected(${{{name}}}, '{OTHER}')", Call("selected", (AnswerTo(name), Value(OTHER))))


def _said(which: int, languages: tuple[str, ...]) -> Text:
    return {code: WORDS.get(code.partition("-")[0], WORDS["en"])[which] for code in languages}
