"""The language a questionnaire is read in, beside that of the team's own page: what stands in its frame speaks it."""

from __future__ import annotations

from dataclasses import dataclass

from livinglab.words import chosen, spoken
from surveys.languages import UNLABELLED, in_order, own_name, readings
from surveys.questionnaire import Questionnaire


@dataclass(frozen=True)
class Reading:
    """`offered` are codes and own names of the questionnaire's languages; `language` is the one it is read in.

    `otherwise` is the language of the team's page: ours, for the words that nobody has translated.
    """

    offered: tuple[tuple[str, str], ...]
    language: str
    otherwise: str


def reading_of(questionnaire: Questionnaire, asked: str) -> Reading:
    """The one asked for; else that of the page; else the first of the questionnaire."""
    codes = [code for code in in_order(questionnaire.languages) if code != UNLABELLED]
    wanted = (asked, *readings(chosen()), questionnaire.default_language, *codes)
    language = next((code for code in wanted if code in codes), chosen())
    offered = tuple((code, own_name(code, questionnaire.language_names.get(code, ""))) for code in codes)
    return Reading(offered, language, spoken())
