"""Rows for researchers: one column per variable, one 0/1 column per choice of a multiple choice, formulas neutralised.

Missing answers are written `NA:not_asked`, `NA:blank`, `NA:declined`, `NA:dont_know`, `NA:illegible`: five values,
none of them a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.codebook import Codebook, Variable
from surveys.expressions.coercion import to_text, value_of
from surveys.languages import readings
from surveys.questions import Choice
from surveys.submission import Submission
from surveys.values import MISSING_LABELS, Answer, Answers, Missing, Rows, Text
from surveys.wording import pick

MISSING_PREFIX = "NA:"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # OWASP, CSV injection: a spreadsheet runs a cell that begins so
PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
INSTANCE = "instance"
ABOUT = ("submission_id", "questionnaire", "language", "channel", "entered_by", "started_at", "finished_at")

CODEBOOK_HEADERS: Mapping[str, Text] = {
    "column": {"fr": "colonne", "en": "column"},
    "type": {"fr": "type", "en": "type"},
    "label": {"fr": "libellé", "en": "label"},
    "values": {"fr": "valeurs", "en": "values"},
    "missing": {"fr": "valeurs manquantes", "en": "missing values"},
    "section": {"fr": "section", "en": "section"},
    "relevant": {"fr": "posée si", "en": "asked if"},
    "expression": {"fr": "calcul", "en": "calculation"},
    "versions": {"fr": "versions", "en": "versions"},
}
INDICATOR_VALUES: Text = {"fr": "0 = non choisi | 1 = choisi", "en": "0 = not chosen | 1 = chosen"}


@dataclass(frozen=True)
class Exported:
    """A submission and what else its row says: participant, wave, arm … under names the caller chooses."""

    submission: Submission
    about: Mapping[str, str] = field(default_factory=dict)


def csv_rows(
    codebook: Codebook, rows: Iterable[Submission | Exported], language: str | None = None, about: Sequence[str] = ()
) -> Iterator[list[str]]:
    """The titles, then a row per submission. Choices are written by name, or by label when a language is given."""
    yield [neutral(title) for title in (*about, *ABOUT, *columns(codebook))]
    for row in rows:
        exported = row if isinstance(row, Exported) else Exported(row)
        yield [*_about(exported, about), *_cells(codebook, exported.submission, language)]


def columns(codebook: Codebook) -> list[str]:
    """The titles of the variables; `name/choice` after a multiple choice."""
    return [title for variable in codebook.variables for title in (variable.name, *_indicators(variable))]


def instance_rows(
    codebook: Codebook, repeat: str, rows: Iterable[Exported], language: str | None = None, about: Sequence[str] = ()
) -> Iterator[list[str]]:
    """The titles, then a row per instance of a repeat; `instance` numbers it: 2.1 is the first of the second."""
    instances = (instance for row in rows for instance in _instances(row, row.submission.answers, repeat, ""))
    yield from csv_rows(codebook.repeats[repeat], instances, language, (*about, INSTANCE))


def _instances(exported: Exported, answers: Answers, repeat: str, number: str) -> Iterator[Exported]:
    for name, answer in answers.items():
        for place, row in enumerate(answer.rows if isinstance(answer, Rows) else (), start=1):
            numbered = f"{number}.{place}".lstrip(".")
            if name == repeat:
                about = {**exported.about, INSTANCE: numbered}
                yield Exported(replace(exported.submission, answers=row), about)
            yield from _instances(exported, row, repeat, numbered)


def codebook_rows(codebook: Codebook, language: str) -> Iterator[list[str]]:
    """The titles, then a row per column of the export, in the words of a language.

    Our own words are in the default language of the questionnaire where we have none in that one.
    """
    yield [_ours(words, language, codebook) for words in CODEBOOK_HEADERS.values()]
    for variable in codebook.variables:
        yield [neutral(cell) for cell in _described(variable, codebook, language)]
        for choice in variable.choices if variable.type == "categories" else ():
            yield [neutral(cell) for cell in _described_indicator(variable, choice, codebook, language)]


def neutral(text: str) -> str:
    """The text such that no spreadsheet takes it for a formula; what is plainly a number stays one."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(text) else text


def _ours(words: Text, language: str, codebook: Codebook) -> str:
    """Words of ours in that language, else in that of the questionnaire; in English where we have neither."""
    known = (code for code in (*readings(language), *readings(codebook.default_language)) if code in words)
    return words[next(known, "en")]


def missing_code(reason: Missing) -> str:
    """How a missing answer is written."""
    return MISSING_PREFIX + reason.value


def _about(exported: Exported, about: Sequence[str]) -> list[str]:
    submission = exported.submission
    own = (
        submission.id,
        submission.questionnaire_digest,
        submission.language,
        submission.channel,
        submission.entered_by,
        submission.started_at.isoformat(timespec="seconds"),
        submission.finished_at.isoformat(timespec="seconds"),
    )
    return [neutral(cell) for cell in (*(exported.about.get(name, "") for name in about), *own)]


def _cells(codebook: Codebook, submission: Submission, language: str | None) -> Iterator[str]:
    for variable in codebook.variables:
        answer = submission.answers.get(variable.name, Missing.NOT_ASKED)
        yield _cell(variable, answer, codebook, language, submission.questionnaire_digest)
        if variable.type == "categories":
            yield from (_indicator(answer, choice) for choice in variable.choices)


def _cell(variable: Variable, answer: Answer, codebook: Codebook, language: str | None, version: str) -> str:
    """An answer in words keeps those it was given under, whatever later versions call the same code."""
    if isinstance(answer, Missing):
        return missing_code(answer)
    if language is not None and variable.choices:
        said = {choice.name: variable.offered[choice.name].get(version, choice.label) for choice in variable.choices}
        labels = {name: pick(text, language, codebook) or name for name, text in said.items()}
        chosen = answer if isinstance(answer, tuple) else (str(answer),)
        return neutral("; ".join(labels.get(name, name) for name in chosen))
    return neutral(to_text(value_of(answer)))


def _indicator(answer: Answer, choice: Choice) -> str:
    if isinstance(answer, Missing):
        return missing_code(answer)
    return str(int(isinstance(answer, tuple) and choice.name in answer))


def _indicators(variable: Variable) -> list[str]:
    many = variable.choices if variable.type == "categories" else ()
    return [f"{variable.name}/{choice.name}" for choice in many]


def _described(variable: Variable, codebook: Codebook, language: str) -> tuple[str, ...]:
    values = " | ".join(_described_choice(variable, choice, codebook, language) for choice in variable.choices)
    return (
        variable.name,
        variable.type,
        pick(variable.label, language, codebook),
        values or _bounds(variable),
        _missing_values(variable, language, codebook),
        variable.section,
        variable.relevant,
        variable.expression,
        " ".join(variable.versions),
    )


def _described_choice(variable: Variable, choice: Choice, codebook: Codebook, language: str) -> str:
    """A code and its words; where versions differ, each wording with the versions that offered it."""
    said: dict[str, list[str]] = {}
    for version, text in variable.offered.get(choice.name, {}).items():
        said.setdefault(pick(text, language, codebook), []).append(version)
    if len(said) < 2 and all(len(versions) == len(variable.versions) for versions in said.values()):
        return f"{choice.name} = {pick(choice.label, language, codebook)}"
    return f"{choice.name} = " + "; ".join(f"{words} ({' '.join(versions)})" for words, versions in said.items())


def _described_indicator(variable: Variable, choice: Choice, codebook: Codebook, language: str) -> tuple[str, ...]:
    words = f"{pick(variable.label, language, codebook)} – {pick(choice.label, language, codebook)}"
    values = _ours(INDICATOR_VALUES, language, codebook)
    missing = _missing_values(variable, language, codebook)
    versions = " ".join(variable.offered.get(choice.name, variable.versions))
    return f"{variable.name}/{choice.name}", "indicator", words, values, missing, variable.section, "", "", versions


def _bounds(variable: Variable) -> str:
    if variable.minimum is None or variable.maximum is None:
        return ""
    return f"{to_text(float(variable.minimum))} – {to_text(float(variable.maximum))}"


def _missing_values(variable: Variable, language: str, codebook: Codebook) -> str:
    unread = (Missing.ILLEGIBLE,) if variable.on_paper else ()
    reasons = (Missing.NOT_ASKED, Missing.BLANK, *variable.missing_options, *unread)
    labels = ((reason, MISSING_LABELS[reason]) for reason in reasons)
    return " | ".join(f"{missing_code(reason)} = {_ours(words, language, codebook)}" for reason, words in labels)
