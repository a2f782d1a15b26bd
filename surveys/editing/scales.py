"""A published instrument put into a workbook: its group, its questions, its list, in the languages both have."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.editing.choices import ChoiceLine, write_choices
from surveys.editing.forms import setting
from surveys.editing.structure import insert
from surveys.editing.tables import COLUMNS, NO_LANGUAGE, Field, Tables
from surveys.instruments.insertion import insert as with_instrument
from surveys.instruments.instrument import Instrument
from surveys.languages import UNLABELLED, language_code
from surveys.questionnaire import Questionnaire
from surveys.workbook import Workbook
from surveys.xlsform_writer import Languages, survey_rows


def without_a_question(workbook: Workbook) -> Questionnaire:
    """The questionnaire of a workbook that asks nothing yet: its languages are what an instrument needs to know."""
    languages = Tables(workbook).languages or (NO_LANGUAGE,)
    written = language_code(setting(workbook, "default_language"))[0]
    codes = tuple(language.code for language in languages)
    return Questionnaire(
        form_id=setting(workbook, "form_id"),
        title={},
        version=setting(workbook, "version"),
        default_language=written if written in codes else codes[0],
        languages=codes,
        questions=(),
        language_names={language.code: language.name for language in languages if language.name},
    )


def insert_scale(workbook: Workbook, questionnaire: Questionnaire, instrument: Instrument, after: int) -> Workbook:
    """The workbook with an instrument after a row. `questionnaire` is what the workbook makes.

    Raises LanguageNotOffered.
    """
    grown = with_instrument(questionnaire, instrument)
    groups = [group for group in grown.groups if group not in questionnaire.groups]
    questions = [question for question in grown.questions if question not in questionnaire.questions]
    languages = Languages(questionnaire.default_language, questionnaire.language_names)
    rows = [_fields(cells) for cells in survey_rows(questions, groups, languages)]
    workbook = insert(workbook, after, rows)
    for name in grown.choices.keys() - questionnaire.choices.keys():
        choices = [ChoiceLine(None, choice.name, choice.label) for choice in grown.choices[name]]
        workbook = write_choices(workbook, name, choices)
    return workbook


def _fields(cells: Mapping[str, str]) -> dict[Field, str]:
    """Cells by title as cells by column and language: titles of this workbook may write the language otherwise."""
    fields: dict[Field, str] = {}
    for title, text in cells.items():
        column, _, written = title.partition("::")
        worded = column in COLUMNS["survey"].worded and written
        fields[(column, language_code(written)[0]) if worded else (title, UNLABELLED)] = text
    return fields
