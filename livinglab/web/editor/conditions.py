"""When a question is asked: the fields of its form, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livinglab.web.editor.kinds import gives_number
from livinglab.web.editor.opened import Opened
from livinglab.words import t
from surveys.editing.choices import ChoiceLine
from surveys.editing.outline import Line
from surveys.editing.rules import COMPARISONS, Comparison, Condition, Kind, Rule, rule_of, source_of
from surveys.question_types import QUESTION_TYPES

MOST_CONDITIONS = 4
WITHOUT_VALUE = ("answered", "unanswered")


@dataclass(frozen=True)
class Complaint:
    """A field of the form to put right."""

    field: str
    sentence: str


def fields_of(found: Opened, source: str) -> dict[str, str]:
    """The fields that say a condition: always, a rule, or an expression as it is written."""
    rule = rule_of(source)
    known = rule and len(rule.conditions) <= MOST_CONDITIONS and all(_line(found, one) for one in rule.conditions)
    fields = {"asked": "always" if not source else "rule" if known else "expression", "relevant": source}
    if rule and known:
        fields["join"] = rule.join
        for place, condition in enumerate(rule.conditions):
            fields[f"if-{place}-question"] = condition.question
            fields[f"if-{place}-comparison"] = condition.comparison
            fields[f"if-{place}-value"] = _value_to_type(found, condition)
    return fields


def source_typed(found: Opened, typed: Mapping[str, str]) -> tuple[str, tuple[Complaint, ...]]:
    """The expression the fields say, and what to put right."""
    if typed.get("asked") == "expression":
        return typed.get("relevant", ""), ()
    if typed.get("asked") != "rule":
        return "", ()
    read = [_condition(found, typed, place) for place in range(MOST_CONDITIONS) if typed.get(f"if-{place}-question")]
    complaints = tuple(one for one in read if isinstance(one, Complaint))
    conditions = tuple(one for one in read if isinstance(one, Condition))
    if not read:
        complaints = (Complaint("if-0-question", t("editor.condition_missing")),)
    if complaints or not conditions:
        return "", complaints
    rule = Rule(conditions, "or" if typed.get("join") == "or" else "and")
    return source_of(rule, lambda name: _kind(found, name)), ()


def in_words(found: Opened, source: str) -> str:
    """A condition as a person would say it; as it is written where a rule cannot say it."""
    rule = rule_of(source)
    if rule is None:
        return source
    join = f" {t('editor.join_and' if rule.join == 'and' else 'editor.join_or')} "
    return join.join(_said(found, condition) for condition in rule.conditions)


def offered(found: Opened, before: int | None) -> Sequence[tuple[str, str]]:
    """The questions a condition may look at: those asked before the row; name and label."""
    lines = (line for line in found.lines if before is None or line.row < before)
    asked = (line for line in lines if line.name and line.kind.type in QUESTION_TYPES and line.kind.type != "note")
    return [(line.name, called(found, line)) for line in asked]


def answers_to(found: Opened, questions: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The choices those questions offer: the name of the question, the words of the choice."""
    lines = [line for name, _ in questions if (line := found.named(name))]
    return [(line.name, _choice_in_words(found, choice)) for line in lines for choice in found.choices(line)]


def called(found: Opened, line: Line) -> str:
    """A line by its label, else by its name."""
    return found.say(line.record.text("label")) or line.name


def _condition(found: Opened, typed: Mapping[str, str], place: int) -> Condition | Complaint:
    name, written = typed[f"if-{place}-question"], typed.get(f"if-{place}-value", "").strip()
    comparison = _comparison(typed.get(f"if-{place}-comparison", ""))
    line = found.named(name)
    if line is None:
        return Complaint(f"if-{place}-question", t("editor.condition_question_gone", name=name))
    if comparison in WITHOUT_VALUE:
        return Condition(name, comparison)
    if not written:
        return Complaint(f"if-{place}-value", t("editor.condition_value_missing"))
    choices = found.choices(line)
    chosen = _chosen(choices, written)
    if choices and not chosen:
        words = ", ".join(_choice_in_words(found, choice) for choice in choices[:8])
        return Complaint(f"if-{place}-value", t("editor.condition_value_unknown", value=written, choices=words))
    return Condition(
        name, comparison, chosen or written.replace(",", ".") if gives_number(line.kind.type) else chosen or written
    )


def _comparison(written: str) -> Comparison:
    return next((comparison for comparison in COMPARISONS if comparison == written), "is")


def _kind(found: Opened, name: str) -> Kind:
    line = found.named(name)
    if line and line.kind.type == "select_multiple":
        return "several"
    return "number" if line and gives_number(line.kind.type) else "text"


def _said(found: Opened, condition: Condition) -> str:
    line = _line(found, condition)
    label = called(found, line) if line else condition.question
    return t(f"editor.says_{condition.comparison}", question=label, value=_value_in_words(found, condition))


def _value_in_words(found: Opened, condition: Condition) -> str:
    line = _line(found, condition)
    choices = found.choices(line) if line else ()
    chosen = next((choice for choice in choices if choice.name == condition.value), None)
    return _choice_in_words(found, chosen) if chosen else condition.value


def _value_to_type(found: Opened, condition: Condition) -> str:
    """The words of a choice, or its name where two choices are worded alike: what is sent back means the same."""
    line = _line(found, condition)
    words = _value_in_words(found, condition)
    same = line is None or _chosen(found.choices(line), words) in ("", condition.value)
    return words if same else condition.value


def _chosen(choices: Sequence[ChoiceLine], written: str) -> str:
    """The name of the choice a person means: its name as it is, else its words, else either in any case."""
    named = next((one.name for one in choices if one.name == written), "")
    worded = next((one.name for one in choices if written in one.labels.values()), "")
    return named or worded or next((one.name for one in choices if written.casefold() in _writings(one)), "")


def _line(found: Opened, condition: Condition) -> Line | None:
    return found.named(condition.question)


def _choice_in_words(found: Opened, choice: ChoiceLine) -> str:
    return found.say(choice.labels) or choice.name


def _writings(choice: ChoiceLine) -> set[str]:
    return {choice.name.casefold(), *(label.casefold() for label in choice.labels.values())}
