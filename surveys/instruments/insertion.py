"""Putting an instrument into a questionnaire as a group of its own, finding it there again, taking it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from surveys.instruments.instrument import Instrument
from surveys.languages import UNLABELLED
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Group, Question
from surveys.values import Text

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


class LanguageNotOffered(ValueError):
    """The questionnaire is read in a language in which the instrument has no words."""


@dataclass(frozen=True)
class Asked:
    """An instrument a questionnaire asks word for word: `names` are its questions, in the order of the items."""

    instrument: Instrument
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        """What to call its score: the part all its questions share."""
        return self.names[0].rpartition("_")[0]


def fits(questionnaire: Questionnaire, instrument: Instrument) -> bool:
    """Whether the instrument has words in the language the questionnaire falls back on."""
    language = questionnaire.default_language
    return bool(instrument.languages) and language in (UNLABELLED, *instrument.languages)


def insert(
    questionnaire: Questionnaire, instrument: Instrument, after: str | None = None, unnamed: str = "fr"
) -> Questionnaire:
    """The questionnaire with the instrument as a new group after a question, and after every group it stands in.

    Without `after` it comes last. `unnamed` is the language of a questionnaire that names none. Words exist only in
    the languages both have. Raises LanguageNotOffered, and KeyError when there is no question `after`.
    """
    if not fits(questionnaire, instrument):
        raise LanguageNotOffered(questionnaire.default_language)
    place, group_place = _places(questionnaire, after)
    speaks = _Words(questionnaire, instrument, unnamed)
    group = Group(_free(questionnaire, instrument), speaks.of(instrument.heading))
    questions = _questions(group.name, instrument, speaks)
    return replace(
        questionnaire,
        questions=(*questionnaire.questions[:place], *questions, *questionnaire.questions[place:]),
        groups=(*questionnaire.groups[:group_place], group, *questionnaire.groups[group_place:]),
        choices={**questionnaire.choices, f"{group.name}_scale": _choices(instrument, speaks)},
    )


def without(questionnaire: Questionnaire, group: str) -> Questionnaire:
    """The questionnaire without a group `insert` added: what it was before."""
    gone = {question.choices for question in questionnaire.questions if group in question.groups}
    return replace(
        questionnaire,
        questions=tuple(question for question in questionnaire.questions if group not in question.groups),
        groups=tuple(one for one in questionnaire.groups if one.name != group),
        choices={name: choices for name, choices in questionnaire.choices.items() if name not in gone},
    )


def alone(instrument: Instrument, version: str = "1") -> Questionnaire:
    """A questionnaire made of one instrument, in all its languages. Raises LanguageNotOffered when it has none."""
    if not instrument.languages:
        raise LanguageNotOffered(instrument.code)
    empty = Questionnaire(
        form_id=instrument.code,
        title={language: instrument.heading[language] for language in instrument.languages},
        version=version,
        default_language=instrument.languages[0],
        languages=instrument.languages,
        questions=(),
        language_names={code: LANGUAGE_NAMES.get(code, code) for code in instrument.languages},
    )
    return insert(empty, instrument)


def asked_in(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[Asked, ...]:
    """The instruments a questionnaire asks word for word, whoever put them there. A changed word makes it another."""
    found = (_asked(questionnaire, instrument) for instrument in instruments)
    longest = sorted((asked for asked in found if asked), key=lambda asked: -len(asked.names))
    kept: list[Asked] = []
    for asked in longest:
        if not any(set(asked.names) <= set(other.names) for other in kept):  # the PHQ-8 within the PHQ-9
            kept.append(asked)
    return tuple(sorted(kept, key=lambda asked: asked.instrument.code))


def next_version(version: str) -> str:
    """What to call the version after this one: its last number and one more, else "-2"."""
    found = re.fullmatch(r"(.*?)(\d{1,15})", version)
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}" if found else f"{version}-2"


@dataclass(frozen=True)
class _Words:
    """The words of an instrument in the languages of a questionnaire."""

    questionnaire: Questionnaire
    instrument: Instrument
    unnamed: str

    def of(self, text: Text) -> Text:
        offered = self.instrument.languages
        instead = self.unnamed if self.unnamed in offered else offered[0]
        called = {language: instead if language == UNLABELLED else language for language in self._languages()}
        return {language: text[spoken] for language, spoken in called.items() if spoken in offered}

    def _languages(self) -> Sequence[str]:
        return self.questionnaire.languages or (self.questionnaire.default_language,)


def _places(questionnaire: Questionnaire, after: str | None) -> tuple[int, int]:
    """Where the new questions and the new group go."""
    if after is None:
        return len(questionnaire.questions), len(questionnaire.groups)
    outermost = questionnaire.question(after).groups[:1]
    inside = [
        place
        for place, question in enumerate(questionnaire.questions)
        if question.name == after or (outermost and question.groups[:1] == outermost)
    ]
    place = inside[-1] + 1
    opened = {name for question in questionnaire.questions[:place] for name in question.groups}
    return place, 1 + max((at for at, group in enumerate(questionnaire.groups) if group.name in opened), default=-1)


def _free(questionnaire: Questionnaire, instrument: Instrument) -> str:
    """A name for the group: neither it nor what is named after it is taken."""
    named = (*(one.name for one in questionnaire.questions), *(one.name for one in questionnaire.groups))
    taken = {name.lower() for name in (*named, *questionnaire.choices)}
    number = 1
    while True:
        name = instrument.code if number == 1 else f"{instrument.code}_{number}"
        if not any(one == name or one.startswith(f"{name}_") for one in taken):
            return name
        number += 1


def _questions(name: str, instrument: Instrument, speaks: _Words) -> tuple[Question, ...]:
    intro = Question(f"{name}_intro", "note", speaks.of(instrument.instruction), groups=(name,))
    items = (
        Question(
            f"{name}_{number}",
            "select_one",
            speaks.of(item),
            groups=(name,),
            choices=f"{name}_scale",
            appearance=("likert",),
        )
        for number, item in enumerate(instrument.items, start=1)
    )
    return (intro, *items)


def _choices(instrument: Instrument, speaks: _Words) -> tuple[Choice, ...]:
    points = range(instrument.minimum, instrument.maximum + 1)
    return tuple(Choice(str(point), speaks.of(label)) for point, label in zip(points, instrument.choices, strict=True))


def _asked(questionnaire: Questionnaire, instrument: Instrument) -> Asked | None:
    points = tuple(str(point) for point in range(instrument.minimum, instrument.maximum + 1))
    offering = [
        question
        for question in questionnaire.questions
        if question.type == "select_one"
        and tuple(choice.name for choice in questionnaire.choices_of(question)) == points
    ]
    found = [
        _named(questionnaire, offering, instrument, language)
        for language in instrument.languages
        if language in questionnaire.languages or questionnaire.default_language == UNLABELLED
    ]
    whole = [names for names in found if names]
    named = questionnaire.default_language != UNLABELLED
    if not whole or (named and any(names != whole[0] for names in found)):
        return None
    return Asked(instrument, whole[0])


def _named(
    questionnaire: Questionnaire, offering: Sequence[Question], instrument: Instrument, language: str
) -> tuple[str, ...]:
    """The questions that ask the items in a language, in their order; none unless all are asked."""
    by_words = {_read(question, questionnaire, language): question.name for question in reversed(offering)}
    names = [by_words.get(item) for item in instrument.items_in(language)]
    found = tuple(name for name in names if name)
    return found if len(found) == len(names) else ()


def _read(question: Question, questionnaire: Questionnaire, language: str) -> str:
    return question.label.get(language) or question.label.get(questionnaire.default_language, "")
