"""The page of several studies: complete in both languages, and never more than each study says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from test_analysis_side_by_side import MEAN, study
from trials import outcome, plan

from reports import write_side_by_side
from reports.blocks import Table
from reports.document import Document
from reports.numbers import LANGUAGES, Language
from reports.sentences import effect_words
from reports.side_by_side import side_by_side


def page(*seeds: int, language: Language = "en") -> Document:
    return side_by_side([study(seed) for seed in seeds], language, "Lab", "2026-11-27")


def words(document: Document) -> str:
    return " ".join(said.text for said in document.said())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_study_stands_with_its_own_numbers_and_its_own_strength(language: Language) -> None:
    found = page(1, 2, language=language)
    [table] = [block for block in found.chapters[0].blocks if isinstance(block, Table)]
    rows = [study(seed).findings[0] for seed in (1, 2)]
    assert [row[5] for row in table.grid.rows] == [effect_words(finding, language) for finding in rows]
    strongest = {"fr": "a causé, dans ce test", "en": "caused, in this test"}[language]
    assert [row[3] for row in table.grid.rows] == [strongest] * 2


def test_the_mean_claims_nothing_and_names_the_weakest_evidence() -> None:
    told = [said.text for said in page(1, 2, 3).said()]
    [mean] = [text for text in told if text.startswith("Mean of 3 studies (72 answers), 95% interval: ")]
    assert "caused" not in mean
    assert "Another study could find from" in mean
    assert "worth no more than the weakest: “caused, in this test”" in " ".join(told)
    assert "With fewer than 5 studies" in " ".join(told)


def test_a_picture_has_a_line_per_study_one_for_the_mean_and_a_band_for_another() -> None:
    [picture] = page(1, 2, 3).pictures()
    texts = picture.drawing.texts
    assert [each for each in ("Study 1", "Study 2", "Study 3", "Mean", "Another study") if each in texts] == [
        "Study 1",
        "Study 2",
        "Study 3",
        "Mean",
        "Another study",
    ]


def test_what_stands_alone_is_listed_and_nothing_is_compared() -> None:
    other = study(2, plan(replace(MEAN, better="lower")))
    found = side_by_side([study(1), other], "en", "Lab", "2026-11-27")
    assert [chapter.anchor for chapter in found.chapters] == ["alone"]
    assert words(found).count("(Study 1)") == 1


def test_no_mean_says_why() -> None:
    level = plan(outcome("proportion", waves=("t1",), success_values=("12",)))
    found = side_by_side([study(1, level), study(2, level)], "fr", "Lab", "2026-11-27")
    assert "Pas de moyenne" in words(found)
    assert "Mean" not in words(found)


def test_the_page_is_written_whole_and_what_people_wrote_stays_words(tmp_path: Path) -> None:
    hostile = study(1)
    hostile = replace(hostile, facts=replace(hostile.facts, study="<script>alert(1)</script>"))
    file = tmp_path / "page.html"
    write_side_by_side([hostile, study(2)], language="en", laboratory="Lab", on="2026-11-27", to=file)
    written = file.read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "<script>" not in written
    assert written.count("<img") == 1
