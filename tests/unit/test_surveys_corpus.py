"""Our own corpus: small forms that together use what real forms use, and what is said of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from surveys.problem_words import CATALOGUE
from surveys.questionnaire import Questionnaire
from surveys.reading import read_workbook

CORPUS = sorted((Path(__file__).parents[1] / "questionnaires" / "corpus").glob("*.md"))
EXPECTED = re.compile(r"^Problems: (.+)$", re.MULTILINE)


def expected(path: Path) -> list[str]:
    """The codes a form says it gives, in their order."""
    found = EXPECTED.search(path.read_text("utf-8"))
    assert found is not None
    return [] if found[1] == "none" else found[1].split(", ")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_form_is_imported_or_explained(path: Path) -> None:
    reading = read_workbook(path)
    assert [problem.code for problem in reading.problems] == expected(path)
    refused = any(CATALOGUE[code].severity == "error" for code in expected(path))
    assert (reading.questionnaire is None) == refused


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_form_survives_its_canonical_json(path: Path) -> None:
    form = read_workbook(path).questionnaire
    if form is not None:
        again = Questionnaire.from_json(form.to_json())
        assert (again, again.digest) == (form, form.digest)


def test_the_corpus_is_wide_enough() -> None:
    assert len(CORPUS) >= 70
