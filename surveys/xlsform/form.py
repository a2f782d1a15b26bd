"""A whole form: from the sheets of a workbook to a questionnaire, or to everything that keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from surveys.expressions.foreign import CHT, CHT_DOCUMENTS
from surveys.languages import UNLABELLED
from surveys.problems import Problem, has_errors
from surveys.questionnaire import Questionnaire
from surveys.questions import Choice, Question
from surveys.sheet_table import Record, Table, read_table
from surveys.values import Text
from surveys.workbook import Workbook
from surveys.xlsform.choices import ChoiceLists, read_choices
from surveys.xlsform.clients import client_problems
from surveys.xlsform.columns import CHOICE_COLUMNS, SETTINGS_COLUMNS, SURVEY_COLUMNS
from surveys.xlsform.doubts import default_problems, doubt_problems
from surveys.xlsform.files import TABLES, FilesRead, as_choices, instances, read_files, used_choices
from surveys.xlsform.or_other import WrittenOut, write_out
from surveys.xlsform.paths import column_problems, path_problems
from surveys.xlsform.references import (
    References,
    choice_label_problems,
    circle_problems,
    decider_problems,
    label_problems,
    list_problems,
    offered,
    translation_problems,
)
from surveys.xlsform.search import Searches, read_searches
from surveys.xlsform.settings import Languages, Settings, language_of_titles, read_languages, read_settings
from surveys.xlsform.sheets import Sheets, kept_sheets, sheet_problems, sort_sheets
from surveys.xlsform.walk import SurveyRead, read_survey

OF_A_WORD = frozenset(
    {
        "appearance_unknown",
        "appearance_calendar",
        "appearance_dialect",
        "appearance_external",
        "appearance_likert",
        "language_unnamed",
        "parameters_ignored",
    }
)
NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}
ORDER = ("", "survey", "choices", "external_choices", "settings")


@dataclass(frozen=True)
class _Tables:
    """The sheets as tables."""

    survey: Table
    choices: Table
    external: Table
    settings: Table

    @property
    def worded(self) -> tuple[Table, ...]:
        return self.survey, self.choices, self.external


@dataclass(frozen=True)
class _Form:
    """Everything that was read, before it is a questionnaire."""

    sheets: Sheets
    tables: _Tables
    settings: Settings
    languages: Languages
    survey: SurveyRead
    lists: ChoiceLists
    external: ChoiceLists
    written: WrittenOut
    searches: Searches
    files: FilesRead

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.searches.questions

    @property
    def used(self) -> tuple[str, ...]:
        """The lists that questions offer or expressions look into."""
        looked = (name for name, _, _ in instances((*self.questions, *self.survey.groups)))
        asked = offered((*self.survey.questions, *self.questions))
        return tuple(dict.fromkeys((*asked, *(name for name in looked if name in self.lists.lists))))


def read_form(
    workbook: Workbook, filename: str, files: Mapping[str, bytes] | None = None
) -> tuple[Questionnaire | None, tuple[Problem, ...]]:
    """The questionnaire of a workbook, None when there is an error, and every problem by place.

    `files` are those the form refers to, by name.
    """
    form = _read(workbook, files or {})
    problems = tuple(_told_once(sorted(_problems(workbook, form), key=_place)))
    return None if has_errors(problems) else _questionnaire(form, filename), problems


def _read(workbook: Workbook, files: Mapping[str, bytes]) -> _Form:
    sheets = sort_sheets(workbook)
    settings_table = read_table(sheets.settings, SETTINGS_COLUMNS, UNLABELLED)
    settings = read_settings(settings_table)
    default = language_of_titles(sheets.survey, settings.record)
    tables = _Tables(
        read_table(sheets.survey, SURVEY_COLUMNS, default),
        read_table(sheets.choices, CHOICE_COLUMNS, default),
        read_table(sheets.external_choices, CHOICE_COLUMNS, default),
        settings_table,
    )
    languages = read_languages(settings.record, *tables.worded)
    survey = read_survey(tables.survey, settings.soft)
    lists = read_choices(tables.choices, duplicates=settings.duplicates)
    external = read_choices(tables.external, duplicates=True)
    written = write_out(survey, lists, languages.codes)
    searches = read_searches(written.questions, survey, lists)
    from_files = {question.name for question in searches.questions if (question.choices or "").lower().endswith(TABLES)}
    written_here = offered(question for question in survey.questions if question.name not in from_files)
    choices = used_choices(written_here, lists.lists, external.lists)
    read = read_files(survey, searches.questions, choices, files, searches.added)
    return _Form(sheets, tables, settings, languages, survey, lists, external, written, searches, read)


def _problems(workbook: Workbook, form: _Form) -> Iterator[Problem]:
    yield from sheet_problems(workbook, form.sheets, lists_used=_lists_used(form))
    yield from _column_problems(form)
    for table in (*form.tables.worded, form.tables.settings):
        yield from table.problems
    yield from form.settings.problems
    yield from form.languages.problems
    if form.sheets.survey is not None:
        yield from _content_problems(form)
    records = (record for table in form.tables.worded for record in table.records)
    yield from translation_problems(records, form.languages.codes)


def _lists_used(form: _Form) -> bool:
    """Whether some question offers a list of the choices sheet."""
    kinds = (form.survey.types.get(question.name) for question in form.survey.questions if question.choices)
    return any(kind and not kind.from_file and not kind.external for kind in kinds)


def _column_problems(form: _Form) -> Iterator[Problem]:
    for name, sheet, table in (
        ("survey", form.sheets.survey, form.tables.survey),
        ("choices", form.sheets.choices, form.tables.choices),
    ):
        if sheet is None or not sheet.rows or (name == "choices" and not _lists_used(form)):
            continue
        for column in NEEDED[name]:
            if not table.has(column):
                yield Problem("column_missing", sheet.name, facts={"needed": column})
        if not table.has("label"):
            yield Problem("column_label_missing", sheet.name)


def _content_problems(form: _Form) -> Iterator[Problem]:
    sheet = form.sheets.survey
    survey, questions = form.survey, form.questions
    if sheet is not None and not any(question.shown for question in questions) and not has_errors(survey.problems):
        yield Problem("survey_unasked" if questions else "survey_empty", sheet=sheet.name)
    references = References(survey, questions)
    yield from survey.problems
    if form.tables.survey.has("label"):
        yield from label_problems(survey.questions, survey.records)
    yield from form.lists.problems_of(form.used)
    yield from form.external.problems_of(form.used)
    yield from form.written.problems
    yield from form.searches.problems
    yield from form.files.problems
    yield from references.problems((*questions, *survey.groups))
    yield from references.of_expression(form.settings.instance_name, form.settings.record.cell("instance_name"))
    offered_choices = used_choices(form.used, form.lists.lists)
    for listed in offered_choices:
        yield from references.of_words(listed.record.worded("label"))
    if form.tables.choices.has("label"):
        yield from choice_label_problems(offered_choices)
    yield from circle_problems(survey, questions)
    yield from decider_problems(survey, questions)
    yield from path_problems(survey, questions)
    yield from column_problems(survey, questions, _columns(form), translated=_translated(form.tables.choices))
    yield from client_problems(survey, questions)
    yield from doubt_problems(survey, questions, _choices(form))
    yield from default_problems(survey, questions, _choices(form))
    yield from _instance_problems(form)
    if form.sheets.choices is not None:
        absent = tuple(list_problems(survey, form.lists, form.external))
        yield from absent
        if not has_errors((*survey.problems, *absent)):
            yield from _unused_list_problems(form)


def _columns(form: _Form) -> dict[str, frozenset[str]]:
    """The columns of each list, and of each table that is there."""
    lists = dict.fromkeys(form.lists.lists, frozenset(header.title for header in form.tables.choices.headers))
    external = dict.fromkeys(form.external.lists, frozenset(header.title for header in form.tables.external.headers))
    tables = {name: frozenset(column for row in rows for column in row) for name, rows in form.files.tables.items()}
    return {**external, **lists, **tables}


def _translated(table: Table) -> bool:
    """Whether its labels have a language: field clients then keep them apart from the choices."""
    titles = [header.title for header in table.headers if header.column == "label"]
    return any(":" in title for title in titles)


def _instance_problems(form: _Form) -> Iterator[Problem]:
    stems = {PurePath(name).stem for name in form.files.tables}
    for name, thing, column in instances((*form.questions, *form.survey.groups)):
        if name not in form.lists.lists and name not in stems and name not in form.files.tables:
            record = form.survey.records.get(thing.name)
            if record is not None:
                yield _not_there(record, column, name)


def _not_there(record: Record, column: str, name: str) -> Problem:
    if name in CHT_DOCUMENTS:
        return record.place(column, "instance_dialect", name=name, dialect=CHT)
    return record.place(column, "instance_unknown", name=name)


def _unused_list_problems(form: _Form) -> Iterator[Problem]:
    used = set(form.used)
    unused = [name for name in form.lists.lists if name not in used]
    if unused and form.sheets.choices is not None:
        yield Problem("choice_lists_unused", form.sheets.choices.name, facts={"lists": ", ".join(unused)})


def _questionnaire(form: _Form, filename: str) -> Questionnaire:
    stem = PurePath(filename).stem
    settings, languages = form.settings.record, form.languages
    title: Text = {
        (languages.default if code == UNLABELLED else code): words
        for code, words in settings.text("form_title").items()
    }
    choices = _choices(form)
    return Questionnaire(
        form_id=settings.value("form_id") or re.sub(r"[^\w-]+", "_", stem).strip("_") or "questionnaire",
        title=title or {languages.default: stem},
        version=settings.value("version") or "1",
        default_language=languages.default,
        languages=languages.codes,
        questions=form.questions,
        groups=form.survey.groups,
        choices=choices,
        language_names=languages.names,
        tables=form.files.tables,
        files=form.files.digests,
        instance_name=form.settings.instance_name,
        settings={**_repeating(choices), **form.settings.others},
        extra_sheets=kept_sheets(form.sheets),
    )


def _repeating(choices: Mapping[str, Sequence[Choice]]) -> Mapping[str, str]:
    """The setting a list with a name twice needs: the sheet of long lists allows it, the ordinary one must say so."""
    names = ([choice.name for choice in listed] for listed in choices.values())
    return {"allow_choice_duplicates": "yes"} if any(len(set(one)) < len(one) for one in names) else {}


def _choices(form: _Form) -> dict[str, tuple[Choice, ...]]:
    """The lists something refers to: an unused one must not change the digest of the version."""
    looked = [name for name, _, _ in instances((*form.questions, *form.survey.groups))]
    used = [name for name in (*offered(form.questions), *looked) if not name.lower().endswith(TABLES)]
    sheets: Sequence[Mapping[str, Sequence[Choice]]] = (
        form.written.lists,
        {name: as_choices(listed) for name, listed in form.lists.lists.items()},
        {name: as_choices(listed) for name, listed in form.external.lists.items()},
    )
    found = ((name, next((sheet[name] for sheet in sheets if name in sheet), ())) for name in dict.fromkeys(used))
    return {name: tuple(choices) for name, choices in found if choices}


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those that say again what one above says of the same word."""
    said: set[tuple[str, str, str]] = set()
    for problem in problems:
        word = (problem.code, problem.facts.get("word", ""), problem.facts.get("type", ""))
        if problem.code not in OF_A_WORD or word not in said:
            yield problem
        said.add(word)


def _place(problem: Problem) -> tuple[int, int, str, int, str]:
    """Files and sheets first, then by sheet in the order of the convention, row and column."""
    known = "_".join(problem.sheet.lower().split())
    rank = ORDER.index(known) if known in ORDER else len(ORDER)
    return rank, problem.row or 0, problem.sheet, len(problem.column), problem.column
