"""The field's own words, defined once in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

WORDS = (
    *("project", "session", "activity", "contribution", "need", "idea", "requirement", "prototype version"),
    *(
        "field test",
        "study",
        "arm",
        "wave",
        "site",
        "participant",
        "pseudonym",
        "questionnaire",
        "response",
        "codebook",
    ),
    *("evidence table", "estimate", "finding", "figure", "trace", "judgement event", "decision", "prototype"),
    *("submission", "consent", "plan", "outcome", "dataset", "evidence", "document", "manifest", "vault", "digest"),
)


@pytest.fixture(scope="module")
def rows(checkout: Path) -> list[list[str]]:
    """English word, French word, English definition, French definition."""
    lines = (checkout / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| **")]


def test_every_word_is_defined_in_both_languages(rows: list[list[str]]) -> None:
    assert [row for row in rows if len(row) != 4 or not all(row)] == []


def test_the_words_of_the_house_are_defined_once(rows: list[list[str]]) -> None:
    defined = [row[0].strip("*").lower() for row in rows]
    assert sorted(defined) == sorted(set(defined))
    assert sorted(set(WORDS) - set(defined)) == []
