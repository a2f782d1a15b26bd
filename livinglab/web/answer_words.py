"""An answer in words, wherever one is read back: to the person who gave it, or to whoever types their sheet."""

from __future__ import annotations

from datetime import date

from livinglab.web.wording import format_day
from livinglab.words import t
from surveys.questionnaire import Questionnaire
from surveys.values import Answer, Missing, Rows
from surveys.wording import spoken


def answer_words(questionnaire: Questionnaire, name: str, answer: Answer, language: str) -> str:
    """An answer as a person would say it alone; the labels of choices in that language."""
    if isinstance(answer, Rows):
        return t("participant.instances", n=len(answer))
    if isinstance(answer, Missing):
        return t(f"participant.missing_{answer.value}")
    if questionnaire.question(name).type == "acknowledge":
        return t("participant.acknowledged")
    return words_within(questionnaire, name, answer, language)


def words_within(questionnaire: Questionnaire, name: str, answer: Answer, language: str) -> str:
    """An answer as it stands inside a sentence."""
    if not isinstance(answer, Missing) and questionnaire.has(name) and questionnaire.question(name).type == "date":
        return format_day(date.fromisoformat(str(answer)), questionnaire.question(name).precision)
    return spoken(questionnaire, name, answer, language)
