"""The environment and the pilot in a report: within their level, with twins, negatives on the first page."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path

import pytest
from office import NATURE, analysed, evidence, meters

from analysis.results import Evidence
from reports.blocks import Picture, Table
from reports.chapters import economics, environment, essential
from reports.document import document
from reports.figures.primitives import Label, measure
from reports.manifest import of_figures
from reports.money.pilot import learning
from reports.numbers import LANGUAGES, Language
from reports.pdf import write_pdf
from reports.verification import verify


def texts(value: Evidence, language: Language = "fr") -> list[str]:
    blocks = (*environment.blocks(value, language, ""), *economics.blocks(value, language, ""))
    return [said.text for block in blocks for said in block.said()]


def test_emissions_that_fell_only_followed_the_test() -> None:
    said = texts(evidence(), "en")
    assert any(text.startswith("Emissions: the test of “Assistant d’écriture” was followed by a fall") for text in said)
    assert not any("caused" in text for text in said)


def test_a_rebound_that_eats_the_gain_stands_on_the_first_page() -> None:
    value = evidence(rebound=9000.0)
    wrong = [said.text for said in essential.wrong(value, "fr")]
    assert any("a été suivi d’une hausse" in text for text in wrong)


def test_a_pilot_without_measurable_value_says_so_on_the_first_page() -> None:
    wrong = [said.text for said in essential.wrong(evidence(gain=0.7), "en")]
    (said,) = (text for text in wrong if text.startswith("Pilot: no measurable value in this test. "))
    assert "goes from −€920 to €1,010 a year: zero is not ruled out" in said
    assert "A value below €1,160 a year (0.85\u00a0min per task) could exist without being seen." in said


def test_the_making_of_the_prototype_is_weighed_against_what_was_avoided() -> None:
    assert any("dépassent celles de sa fabrication" in text for text in texts(evidence()))
    without = analysed(tuple(meters()), None, NATURE)
    assert "L’empreinte de la fabrication du prototype n’est pas connue." in texts(without)


def test_without_a_rebound_in_the_plan_the_report_says_what_is_not_counted() -> None:
    direct = replace(NATURE, activities=tuple(one for one in NATURE.activities if not one.rebound))
    said = " ".join(texts(analysed(tuple(meters()), None, direct), "en"))
    assert "The plan foresaw no rebound" in said


def test_the_gap_on_activities_stays_only_where_there_are_none() -> None:
    gap = "activités et facteurs d’émission"
    assert gap not in " ".join(said.text for said in document(evidence(), "funder", "fr").said())
    assert gap in " ".join(said.text for said in document(analysed((), None, NATURE), "funder", "fr").said())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_leaves_the_picture_and_it_has_words_and_a_twin(language: Language) -> None:
    (picture,) = (block for block in environment.blocks(evidence(), language, "") if isinstance(block, Picture))
    starts = {"start": 0.0, "middle": 0.5, "end": 1.0}
    for label in (each for each in picture.drawing.elements if isinstance(each, Label)):
        width = measure(label.text, label.size, label.bold)
        assert label.x - starts[label.anchor] * width > -0.5, label.text
        assert label.x + (1 - starts[label.anchor]) * width < picture.drawing.width + 0.5, label.text
    assert picture.drawing.alternative.count(".") > 3
    (table,) = (block for block in environment.blocks(evidence(), language, "") if isinstance(block, Table))
    assert (table.figure, picture.figure) == ("N1", "N1")


def test_the_manifest_names_the_tables_of_activities_and_pilot() -> None:
    figures = of_figures(document(evidence(), "funder", "fr"), evidence())
    assert (figures["N2"]["table"], figures["N2"]["parameters"]["seed"]) == ("activity", 3)
    assert (figures["E6"]["table"], figures["E6"]["class"]) == ("pilot_saving", "B")


def test_a_month_is_called_better_only_when_intervals_lie_apart() -> None:
    value = evidence(gain=1.0, learning=0.5)
    assert value.economics is not None
    assert value.economics.pilot is not None
    assert learning(value.economics.pilot.iterations) == "learns"
    steady = evidence().economics
    assert steady is not None
    assert steady.pilot is not None
    assert learning(steady.pilot.iterations) == "steady"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_of_a_pilot_verifies_itself(language: Language, tmp_path: Path) -> None:
    written = tmp_path / "pilot.pdf"
    write_pdf(evidence(), language=language, to=written)
    found = verify(written)
    assert dataclasses.asdict(found)["problems"] == ()
