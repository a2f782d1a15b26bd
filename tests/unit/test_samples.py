"""Samples: every folder is a whole study, ready to be taken up, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from played import questionnaires, read_in

import surveys
from analysis import plan_json
from analysis.measurements.cells import open_file
from analysis.measurements.kinds import KINDS
from analysis.measurements.layout import guessed
from analysis.plan_problems import problems_of
from livinglab.samples import ISO_DATE, Sample, Sheet, companions_of, samples
from livinglab.words import LANGUAGES
from surveys.codebook import union

DAY = date(2027, 3, 1)
EVERY = pytest.mark.parametrize("sample", samples().values(), ids=list(samples()))
SHEETS = [(sample, sheet) for sample in samples().values() for sheet in sample.sheets]
EVERY_SHEET = pytest.mark.parametrize(("sample", "sheet"), SHEETS, ids=[f"{s.code}-{each.file}" for s, each in SHEETS])
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def rows_read(sample: Sample, sheet: Sheet, language: str) -> tuple[int, list[tuple[int | None, str]]]:
    """How many rows are understood as the page would take them in, and every problem."""
    roles, *rows = sheet.rows(language)
    subjects = frozenset(row[roles.index("subject")] for row in rows) if "subject" in roles else frozenset()
    plan, content = plan_json.loads(sample.plan(DAY, language)), sheet.written(sheet.rows(language), language)
    said = read_in(sheet, plan, content, subjects, language)
    return len(said.lines), [(problem.row, problem.code) for problem in said.problems]


def series_of(sheet: Sheet, language: str) -> set[str]:
    """The series its rows name, once written."""
    found = open_file(sheet.written(sheet.rows(language), language)).sheet("")
    assert found is not None
    column = guessed(found, KINDS[sheet.kind], french=language == "fr").columns.get("series")
    return {str(row.cells[found.titles.index(column)]) for row in found.rows} if column else set()


@EVERY
def test_a_sample_is_told_in_both_languages(sample: Sample) -> None:
    told = (sample.title, sample.description, sample.adapt, *(each.name for each in sample.sheets))
    told += (*(each.holds for each in sample.sheets), *sample.series.values())
    assert [words for words in told if set(words) != set(LANGUAGES) or not all(words.values())] == []
    assert set(sample.shows) == set(LANGUAGES)
    assert len({len(lines) for lines in sample.shows.values()}) == 1


@EVERY
def test_what_comes_along_is_anonymous_and_asks_nothing_of_the_sample_it_comes_with(sample: Sample) -> None:
    asked = {question.name for each in questionnaires(sample) for question in each.questions}
    for each in companions_of(sample):
        assert each.anonymous
        assert asked & {question.name for form in questionnaires(each) for question in form.questions} == set()


@EVERY
def test_an_anonymous_sample_brings_its_consent_and_asks_nothing_that_joins(sample: Sample) -> None:
    if sample.anonymous:
        plan = plan_json.loads(sample.plan(DAY, "fr"))
        assert (set(sample.consent), len(plan.waves), len(plan.arms), sample.sheets) == (set(LANGUAGES), 1, 0, ())
        assert [form.telling for form in questionnaires(sample)] == [frozenset()]


@EVERY
def test_its_questionnaires_are_read_without_a_problem_in_both_languages(sample: Sample) -> None:
    readings = [surveys.read_workbook(asked.content, asked.file) for asked in sample.questionnaires]
    assert [problem for reading in readings for problem in reading.problems] == []
    assert [set(each.languages) for each in questionnaires(sample)] == [set(LANGUAGES)] * len(readings)


@EVERY
def test_each_wave_of_its_plan_has_one_questionnaire(sample: Sample) -> None:
    planned = [wave.code for wave in plan_json.loads(sample.plan(DAY, "fr")).waves]
    assert sorted(wave for asked in sample.questionnaires for wave in asked.waves) == sorted(planned)


@EVERY
def test_its_plan_could_be_locked_once_its_parameters_are_imported(sample: Sample) -> None:
    cited = {row[0] for sheet in sample.sheets if sheet.kind == "parameter_sheet" for row in sheet.rows("fr")[1:]}
    plan = plan_json.loads(sample.plan(DAY, "fr"))
    assert problems_of(plan, union(questionnaires(sample)), cited) == ()


@EVERY
def test_its_plan_names_nobody_and_says_nothing_is_simulated(sample: Sample) -> None:
    plan = plan_json.loads(sample.plan(DAY, "fr"))
    assert (plan.funders, plan.analysts) == ((), ())
    assert "simul" not in sample.plan(DAY, "fr").lower()


@EVERY
def test_the_dates_of_its_plan_move_together(sample: Sample) -> None:
    plan, later = (sample.plan(sample.starts + timedelta(days=later), "en") for later in (0, 400))
    before, after = (ISO_DATE.findall(text) for text in (plan, later))
    assert [date.fromisoformat(day) + timedelta(days=400) for day in before] == [*map(date.fromisoformat, after)]
    assert ISO_DATE.sub("", plan) == ISO_DATE.sub("", later)


@EVERY_LANGUAGE
@EVERY_SHEET
def test_a_sheet_is_read_without_a_problem(sample: Sample, sheet: Sheet, language: str) -> None:
    rows, problems = rows_read(sample, sheet, language)
    assert (rows, problems) == (len(sheet.rows(language)) - 1, [])


@EVERY_SHEET
def test_a_sheet_says_the_same_in_both_languages(sample: Sample, sheet: Sheet) -> None:
    told = {language: sheet.rows(language) for language in LANGUAGES}
    kept = [place for place, role in enumerate(told["fr"][0]) if role not in ("label", "source", "payer")]
    without = {language: [[row[place] for place in kept] for row in rows] for language, rows in told.items()}
    assert without["fr"] == without["en"]


@EVERY_LANGUAGE
@EVERY
def test_the_series_its_plan_names_are_those_of_its_sheets(sample: Sample, language: str) -> None:
    plan = plan_json.loads(sample.plan(DAY, language))
    named = (
        {one.series for one in plan.environment.activities} | {plan.environment.driver} if plan.environment else set()
    )
    named |= {one.series for one in plan.series}
    held = {name for sheet in sample.sheets for name in series_of(sheet, language)}
    assert named - held == set()


def test_a_column_given_in_two_languages_is_told_in_the_readers(tmp_path: Path) -> None:
    (tmp_path / "measurements").mkdir()
    (tmp_path / "measurements" / "costs.csv").write_text("on,label.fr,label.en\n2026-01-05,Bois,Wood\n", "utf-8")
    sheet = Sheet(tmp_path, "costs.csv", "cost_sheet", {}, {}, {}, {})
    assert sheet.rows("en", timedelta(days=27)) == (("on", "label"), ("2026-02-01", "Wood"))
