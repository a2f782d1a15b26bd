"""For researchers: what each question asked, in its words, what its codes stand for, how it may stay unanswered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.codes import CodedQuestion
from analysis.results import Evidence
from reports.blocks import Block, Paragraph
from reports.numbers import Language, exact, in_turn, listed, number
from reports.research_words import WORDS, say
from reports.vocabulary import COLUMNS, words_of

MOST_QUESTIONS = 150  # printed; the attached file holds them all
MOST_CODES = 24  # of a question
HEX_OF_DIGEST = 16


def blocks(evidence: Evidence, language: Language, digest: str) -> tuple[Block, ...]:
    """Question after question. Paragraphs, not a table: the words of a question may fill a page."""
    if not evidence.codebook:
        return (Paragraph(say("codebook_none", language)),)
    count = len(evidence.codebook)
    shown = evidence.codebook[:MOST_QUESTIONS]
    return (
        Paragraph(say("codebook_lead", language, n=number(count, language))),
        *(block for question in shown for block in _question(question, language)),
        *_more(count - len(shown), language),
    )


def _more(left: int, language: Language) -> Iterator[Block]:
    if left:
        yield Paragraph(say("codebook_more", language, n=number(left, language)))


def _question(question: CodedQuestion, language: Language) -> Iterator[Block]:
    kind = f"type_{question.type}"
    named = say(kind, language) if kind in WORDS else question.type
    line = say("question_line", language, name=question.name, type=named)
    if question.repeat:
        line += " · " + say("in_repeat", language, repeat=question.repeat)
    yield Paragraph(line, style="variable")
    if asked := _in(question.label, language):
        yield Paragraph(asked, style="asked")
    yield Paragraph(". ".join(_coding(question, language)) + ".", style="coding")


def _coding(question: CodedQuestion, language: Language) -> Iterator[str]:
    if question.codes:
        yield say("codes", language, codes=_codes(question, language))
    if question.minimum is not None and question.maximum is not None:
        bounds = {"minimum": exact(question.minimum, language), "maximum": exact(question.maximum, language)}
        yield say("bounds", language, **bounds)
    if question.silences:
        silences = [words_of(COLUMNS, silence, language).lower() for silence in question.silences]
        yield say("silences", language, silences=listed(silences, language))
    if question.relevant:
        yield say("relevant", language, relevant=question.relevant)
    if question.expression:
        yield say("calculated", language, expression=question.expression)
    versions = [version.removeprefix("sha256:")[:HEX_OF_DIGEST] for version in question.versions]
    yield say("asked_in", language, versions=listed(versions, language))


def _codes(question: CodedQuestion, language: Language) -> str:
    shown = [f"{code.code} = {_in(code.label, language)}" for code in question.codes[:MOST_CODES]]
    left = len(question.codes) - len(shown) + question.left_out
    if left:
        shown.append(say("codes_more", language, n=number(left, language)))
    return in_turn(shown, language)


def _in(label: Mapping[str, str], language: Language) -> str:
    """The words in the language of the report, else in the first the question has."""
    return label.get(language) or next(iter(label.values()), "")
