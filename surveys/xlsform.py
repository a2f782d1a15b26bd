"""The XLSForm convention: from sheets to a questionnaire, or to everything that keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from surveys.choice_lists import CHOICE_COLUMNS, ChoiceLists, read_choices
from surveys.cross_references import circle_problems, list_problems, reference_problems, translation_problems
from surveys.problems import Problem, has_errors
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice
from surveys.sheet_table import UNLABELLED, Columns, Record, Table, language_code, read_table
from surveys.survey_rows import SURVEY_COLUMNS, Findings, read_soft_answers
from surveys.survey_sheet import SurveyRead, read_survey
from surveys.values import Missing, Text
from surveys.workbook import SECTIONS, Workbook

SETTINGS_COLUMNS = Columns(
    plain=frozenset({"form_id", "version", "default_language", "missing_options"}),
    worded=frozenset({"form_title"}),
    left_out=frozenset(
        {
            "instance_name",
            "style",
            "allow_choice_duplicates",
            "public_key",
            "submission_url",
            "auto_send",
            "auto_delete",
            "name",
            "clean_text_values",
            "namespaces",
        }
    ),
    aliases={"id_string": "form_id", "title": "form_title", "set_form_title": "form_title", "set_form_id": "form_id"},
)
NEEDED_COLUMNS = {"survey": ("type", "name", "label"), "choices": ("list_name", "name", "label")}
NO_RECORD = Record("settings", 1, {})


@dataclass(frozen=True)
class _Settings:
    record: Record
    soft: tuple[Missing, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Languages:
    default: str
    codes: tuple[str, ...]
    names: dict[str, str]
    problems: tuple[Problem, ...]


def read_form(workbook: Workbook, filename: str) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    """The questionnaire of a workbook, None when there is an error, and every problem by place."""
    settings, settings_table = _settings(workbook)
    default = language_code(settings.record.value("default_language"))[0]
    survey_table = read_table(workbook.sheet("survey"), SURVEY_COLUMNS, default)
    choices_table = read_table(workbook.sheet("choices"), CHOICE_COLUMNS, default)
    languages = _languages(settings.record, survey_table, choices_table)
    survey, lists = read_survey(survey_table, settings.soft), read_choices(choices_table)
    problems = (
        *_sheet_problems(workbook, survey),
        *_column_problems(workbook, survey_table, choices_table),
        *(problem for table in (survey_table, choices_table, settings_table) for problem in table.problems),
        *settings.problems,
        *languages.problems,
        *_content_problems(workbook, survey, lists),
        *translation_problems((*survey_table.records, *choices_table.records), languages.codes),
    )
    ordered = tuple(sorted(problems, key=_place))
    if has_errors(ordered):
        return None, ordered
    return _questionnaire(settings.record, languages, survey, lists, filename), ordered


def _settings(workbook: Workbook) -> tuple[_Settings, Table]:
    table = read_table(workbook.sheet("settings"), SETTINGS_COLUMNS, UNLABELLED)
    record = next(iter(table.records), NO_RECORD)
    found = Findings()
    soft = read_soft_answers(record.cell("missing_options"), found)
    return _Settings(record, soft, tuple(found.problems)), table


def _languages(settings: Record, *tables: Table) -> _Languages:
    """The languages of the label columns, the default one first; without any, the one the settings name."""
    names = {code: name for table in tables for code, name in table.language_names.items()}
    labelled = [header.language for table in tables for header in table.headers if header.column == "label"]
    cell = settings.cell("default_language")
    wanted, name = language_code(cell.value) if cell else ("", "")
    first = wanted or next((code for code in labelled if code == UNLABELLED), "") or next(iter(labelled), UNLABELLED)
    codes = tuple(dict.fromkeys((first, *labelled)))
    problems: tuple[Problem, ...] = ()
    if cell and wanted not in labelled and labelled:
        problems = (cell.problem("language_unknown", languages=", ".join(dict.fromkeys(labelled))),)
    return _Languages(first, codes, {**({wanted: name} if name else {}), **names}, problems)


def _sheet_problems(workbook: Workbook, survey: SurveyRead) -> Iterator[Problem]:
    there = ", ".join(sheet.name for sheet in workbook.sheets) or "–"
    lists_used = any(question.choices for question in survey.questions)
    needed = ["survey"] if workbook.sheet("survey") else ["survey", "choices"]
    for name in [*needed, *(["choices"] if lists_used else [])]:
        if workbook.sheet(name) is None:
            yield Problem("sheet_missing", sheet=name, facts={"sheets": there})
    for sheet in workbook.sheets:
        if sheet.rows and sheet.name.strip().lower() not in SECTIONS:
            yield Problem("sheet_ignored", sheet=sheet.name)


def _column_problems(workbook: Workbook, survey: Table, choices: Table) -> Iterator[Problem]:
    for name, table in (("survey", survey), ("choices", choices)):
        sheet = workbook.sheet(name)
        for column in NEEDED_COLUMNS[name] if sheet and sheet.rows else ():
            if not table.has(column):
                yield Problem("column_missing", sheet.name if sheet else name, facts={"needed": column})


def _content_problems(workbook: Workbook, survey: SurveyRead, lists: ChoiceLists) -> Iterator[Problem]:
    sheet = workbook.sheet("survey")
    if sheet is not None and not any(question.shown for question in survey.questions):
        yield Problem("survey_empty", sheet=sheet.name)
    yield from survey.problems
    yield from lists.problems
    yield from reference_problems(survey)
    yield from circle_problems(survey)
    if workbook.sheet("choices") is not None:
        yield from list_problems(survey, lists.lists)


def _questionnaire(
    settings: Record, languages: _Languages, survey: SurveyRead, lists: ChoiceLists, filename: str
) -> Questionnaire:
    stem = PurePath(filename).stem
    title: Text = {
        (languages.default if code == UNLABELLED else code): words
        for code, words in settings.text("form_title").items()
    }
    return Questionnaire(
        form_id=settings.value("form_id") or re.sub(r"[^\w-]+", "_", stem).strip("_") or "questionnaire",
        title=title or {languages.default: stem},
        version=settings.value("version") or "1",
        default_language=languages.default,
        languages=languages.codes,
        questions=survey.questions,
        groups=survey.groups,
        choices=_used(lists, survey),
        language_names=languages.names,
    )


def _used(lists: ChoiceLists, survey: SurveyRead) -> dict[str, tuple[Choice, ...]]:
    """The lists some question offers: an unused one must not change the digest of the version."""
    return {question.choices: lists.lists[question.choices] for question in survey.questions if question.choices}


def _place(problem: Problem) -> tuple[int, int, str, int, str]:
    """Files and sheets first, then by sheet in the order of the convention, row and column."""
    sheets: Sequence[str] = ("", "survey", "choices", "settings")
    known = problem.sheet.strip().lower()
    rank = sheets.index(known) if known in sheets else len(sheets)
    return rank, problem.row or 0, problem.sheet, len(problem.column), problem.column
