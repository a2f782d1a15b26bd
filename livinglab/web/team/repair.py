"""What is wrong with answers set aside, and the cards to put it right, one instance of a repeat at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from livinglab.actions import quarantine as actions
from livinglab.store.responses import Quarantine
from livinglab.web.participant.cards import Card, cards, typed_from
from livinglab.web.participant.fields import Fields
from livinglab.web.participant.sheet import Sheet
from livinglab.words import chosen, spoken, t
from surveys.complaints import Complaint, Invalid
from surveys.given import Given, answer_at, every_answer, in_words, with_answer
from surveys.pages import Page
from surveys.places import At
from surveys.question_types import QUESTION_TYPES
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.values import JsonAnswer, Missing, answer_from_json
from surveys.wording import pick

ONLY_REMOVED = frozenset({"not_asked", "unknown_question"})  # nothing else puts these right


@dataclass(frozen=True)
class Line:
    """One answer: its question, what was given, what it became, what is wrong with it, and its name to be removed."""

    label: str
    given: str
    corrected: str
    complaint: str
    place: str
    removable: bool


@dataclass(frozen=True)
class Repair:
    """Answers under repair. `page` and `cards` are those of the first instance where something is wrong."""

    sheet: Sheet
    title: str
    answers: Mapping[str, Any]
    at: At
    page: Page
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    wrong: int


def repair_of(found: Quarantine) -> Repair | None:
    """What is to put right in what was set aside; None when no version of its wave knows these answers."""
    checked, version = actions.checked(found), actions.version_of(found)
    if checked is None or version is None:
        return None
    answers = actions.answers_of(found)
    sheet = Sheet("repair", found.wave or "", version, checked.answers, 0, None)
    asked = [one for one in checked.complaints if _has_card(version.content, one)]
    at = asked[0].at if asked else ()
    here = tuple(one for one in asked if one.at == at)
    names = dict.fromkeys(one.question for one in here)
    page = Page("repair", {}, tuple(version.content.question(name) for name in names))
    return Repair(
        sheet=sheet,
        title=pick(version.content.title, chosen(), version.content),
        answers=answers,
        at=at,
        page=page,
        cards=cards(sheet, page, _typed(page, answers, at), here),
        lines=tuple(lines_of(version.content, found.content["answers"], answers, checked.complaints)),
        wrong=len(checked.complaints),
    )


def repaired(repair: Repair, fields: Fields) -> dict[str, Any]:
    """The answers with those of the cards in their place."""
    answers = dict(repair.answers)
    for question in repair.page.questions:
        answers = with_answer(answers, repair.at, question.name, _read(question, fields))
    return answers


def removed(repair: Repair, place: str) -> dict[str, Any]:
    """The answers without the one at a place."""
    *around, name = place.split("/")
    at = tuple((part.rpartition("~")[0], int(part.rpartition("~")[2])) for part in around if "~" in part)
    return with_answer(repair.answers, at, name, None)


def _has_card(questionnaire: Questionnaire, complaint: Complaint) -> bool:
    if complaint.code in ONLY_REMOVED or not questionnaire.has(complaint.question):
        return False
    kind = QUESTION_TYPES[questionnaire.question(complaint.question).type]
    return kind.asked and kind.shown and kind.variable != "file"


def lines_of(
    questionnaire: Questionnaire, given: Mapping[str, Any], now: Mapping[str, Any], complaints: Sequence[Complaint]
) -> Iterator[Line]:
    """Every answer as it was given, with what became of it; then the questions where nothing was."""
    wrong = {(one.at, one.question): one for one in reversed(complaints)}
    first = {(one.at, one.name): one for one in every_answer(questionnaire, given)}
    last = {(one.at, one.name): one for one in every_answer(questionnaire, now)}
    for place in dict.fromkeys((*first, *last, *wrong)):
        at, name = place
        label = _label(questionnaire, at, name)
        before, after = (_in_words(questionnaire, answers.get(place)) for answers in (first, last))
        complaint = wrong.get(place)
        yield Line(
            label=label,
            given=before,
            corrected=after if after != before else "",
            complaint=complaint.message(spoken()) if complaint else "",
            place="/".join([*(f"{repeat}~{number}" for repeat, number in at), name]),
            removable=complaint is not None and place in last and not _has_card(questionnaire, complaint),
        )


def _in_words(questionnaire: Questionnaire, given: Given | None) -> str:
    return in_words(questionnaire, given, chosen()) if given else t("set_aside.nothing_given")


def _label(questionnaire: Questionnaire, at: At, name: str) -> str:
    sections = (f"{pick(questionnaire.group(repeat).label, chosen(), questionnaire)} {number}" for repeat, number in at)
    words = pick(questionnaire.question(name).label, chosen(), questionnaire) if questionnaire.has(name) else ""
    return " – ".join([*sections, words or name])


def _typed(page: Page, answers: Mapping[str, Any], at: At) -> dict[str, tuple[str, ...]]:
    """The fields that show what was given, right or wrong."""
    fields: dict[str, tuple[str, ...]] = {}
    for question in page.questions:
        value = answer_at(answers, at, question.name)
        shown = typed_from(Page("", {}, (question,)), {question.name: answer_from_json(value)}) if _fits(value) else {}
        fields |= shown or {question.name: _as_text(value)}
    return fields


def _fits(value: object) -> bool:
    """Whether a field can be filled from it as from an answer."""
    return isinstance(value, int | float) or (isinstance(value, dict) and [*value] == ["missing"])


def _as_text(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return () if value is None else (str(value),)


def _read(question: Question, fields: Fields) -> JsonAnswer | None:
    """The value of a card. What cannot be read stays as it was typed, to be complained about again."""
    read = QUESTION_TYPES[question.type].read(question.name, fields)
    reason = next((one for one in fields.get(f"{question.name}.missing", ()) if one), "")
    if isinstance(read, Invalid):
        return " ".join(one for name, typed in fields.items() if _of(question, name) for one in typed if one)
    if read is None and reason in [missing.value for missing in Missing]:
        return {"missing": reason}
    return read


def _of(question: Question, field: str) -> bool:
    return field == question.name or field.startswith(f"{question.name}.")
