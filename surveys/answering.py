"""Reading one page of a form: from fields as a browser posts them to answers and complaints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.complaints import Complaint
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Answers, Context


@dataclass(frozen=True)
class PageReading:
    """What the page said. `answers` are all answers known afterwards (earlier pages included), valid ones only.

    `complaints` are in the order of the page. `typed` keeps every field of the page as it was typed, to show it again.
    """

    answers: Mapping[str, Answer]
    complaints: tuple[Complaint, ...]
    typed: Mapping[str, tuple[str, ...]]


def read_page(
    questionnaire: Questionnaire,
    page_code: str,
    fields: Mapping[str, Sequence[str]],
    answers: Answers,
    context: Context,
) -> PageReading:
    """Read the fields of one page on top of the answers given before.

    Field names: `name`; `name.day`, `name.month`, `name.year` for a date in three fields; `name.missing` for
    "don't know" (`dont_know`) and "rather not say" (`declined`).
    """
    raise NotImplementedError
