"""The settings sheet, and the languages of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from surveys.expressions.tree import Expression
from surveys.languages import UNLABELLED, language_code
from surveys.problems import Problem
from surveys.sheet_table import Record, Table, headers_of
from surveys.values import Missing
from surveys.workbook import Sheet
from surveys.xlsform.cells import Findings, read_expression, read_soft_answers, says_yes
from surveys.xlsform.columns import SURVEY_COLUMNS

NO_RECORD = Record("settings", 1, {})
ENCRYPTION = "public_key"


@dataclass(frozen=True)
class Settings:
    """The row of the settings sheet. `soft` are the soft answers every question allows unless it says otherwise."""

    record: Record
    soft: tuple[Missing, ...]
    instance_name: Expression | None
    problems: tuple[Problem, ...]

    @property
    def duplicates(self) -> bool:
        """Whether a list may hold a name twice, as cascades of choices sometimes do."""
        return says_yes(self.record, "allow_choice_duplicates")

    @property
    def others(self) -> Mapping[str, str]:
        """The settings this platform does not use, and the one it must write again."""
        kept = {"allow_choice_duplicates"} if self.instance_name else {"allow_choice_duplicates", "instance_name"}
        return {**self.record.extra, **{name: self.record.value(name) for name in kept if self.record.value(name)}}


@dataclass(frozen=True)
class Languages:
    """The languages of a workbook, the default one first, and what it calls them."""

    default: str
    codes: tuple[str, ...]
    names: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_settings(table: Table) -> Settings:
    """The settings of a workbook; all empty when it has none."""
    record = next((record for record in table.records if record.cells or record.extra), NO_RECORD)
    found = Findings()
    soft = read_soft_answers(record.cell("missing_options"), found)
    instance_name = _instance_name(record, found)
    key = next((title for title in record.extra if title.strip().lower() == ENCRYPTION), "")
    if key:
        found.add(Problem("encryption_ignored", record.sheet, record.row, header=key))
    return Settings(record, soft, instance_name, tuple(found.problems))


def language_of_titles(survey: Sheet | None, settings: Record) -> str:
    """The language of titles that name none: that of the settings, else the first of labels that all name theirs."""
    told = language_code(settings.value("default_language"))[0]
    if told != UNLABELLED:
        return told
    labelled = [header.language for header in headers_of(survey, SURVEY_COLUMNS) if header.column == "label"]
    return labelled[0] if labelled and UNLABELLED not in labelled else UNLABELLED


def _instance_name(record: Record, found: Findings) -> Expression | None:
    """The name of a response. A word in its place names nothing, and breaks nothing: it is told and kept."""
    tried = Findings()
    expression = read_expression(record.cell("instance_name"), tried)
    for problem in tried.problems:
        bare = problem.code == "expression_bare_name"
        found.add(replace(problem, code="instance_name_unused") if bare else problem)
    return expression


def read_languages(settings: Record, *tables: Table) -> Languages:
    """The languages of the label columns, the default one first; without any, the one the settings name."""
    names = {code: name for table in tables for code, name in table.language_names.items()}
    labelled = [header.language for table in tables for header in table.headers if header.column == "label"]
    cell = settings.cell("default_language")
    wanted, name = language_code(cell.value) if cell else ("", "")
    problems: tuple[Problem, ...] = ()
    if cell and wanted not in labelled and labelled:
        problems = (cell.problem("language_unknown", languages=", ".join(dict.fromkeys(labelled))),)
        wanted = ""
    first = wanted or next((code for code in labelled if code == UNLABELLED), "") or next(iter(labelled), UNLABELLED)
    codes = tuple(dict.fromkeys((first, *labelled)))
    return Languages(first, codes, {**({wanted: name} if wanted and name else {}), **names}, problems)
