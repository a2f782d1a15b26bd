"""Pictures: what they draw, what they say to those who do not see them, and their table twins."""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ElementTree

import pytest
from trial_by_hand import evidence, with_gap, with_series, with_sites

from reports.figures import FIGURES, attrition, forest
from reports.figures.primitives import Drawing, Label, Scale, broken, measure
from reports.grid import Grid
from reports.numbers import LANGUAGES, Language

TRIAL = evidence()
EMPTY = dataclasses.replace(
    TRIAL, tables=(), findings=(), facts=dataclasses.replace(TRIAL.facts, trace_nodes=(), trace_edges=())
)
SHOWN = {
    "equity": with_gap(TRIAL),
    "sites": with_sites(TRIAL),
    "run_chart": with_series(TRIAL),
}  # what a picture needs that the trial does not have
CASES = [(name, language) for name in FIGURES for language in LANGUAGES]


def drawn(name: str, language: Language = "fr") -> Drawing:
    drawing = FIGURES[name].draw(SHOWN.get(name, TRIAL), language)
    assert drawing is not None
    return drawing


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_picture_is_well_formed_and_its_text_stays_text(name: str, language: Language) -> None:
    drawing = drawn(name, language)
    root = ElementTree.fromstring(drawing.svg)
    assert tuple(element.text for element in root.iter("{http://www.w3.org/2000/svg}text")) == drawing.texts


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_label_leaves_its_picture(name: str, language: Language) -> None:
    drawing = drawn(name, language)
    outside = [
        label.text
        for label in drawing.elements
        if isinstance(label, Label)
        for start in [
            label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * measure(label.text, label.size, label.bold)
        ]
        if start < -0.5
        or start + measure(label.text, label.size, label.bold) > drawing.width + 0.5
        or label.y > drawing.height
    ]
    assert outside == []


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_drawn_of_nothing(name: str) -> None:
    assert FIGURES[name].draw(EMPTY, "fr") is None


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_picture_has_words_and_a_table(name: str, language: Language) -> None:
    assert drawn(name, language).alternative.count(".") > 1
    assert FIGURES[name].grid(SHOWN.get(name, TRIAL), language).rows != ()


def test_the_forest_says_every_finding_in_its_alternative_text() -> None:
    said = forest.alternative(TRIAL, "fr")
    assert [each.outcome.label["fr"] in said for each in TRIAL.findings] == [True] * 6
    assert "Entre 3,4 et 8,9\u00a0points de moins" in said


def test_the_forest_puts_better_to_the_right_whatever_the_sign() -> None:
    scale = forest._scale(TRIAL.findings[0], TRIAL)
    assert scale.at(6.16) > scale.at(0) > scale.at(-6.16)


def test_one_unit_keeps_one_scale() -> None:
    other = dataclasses.replace(TRIAL.findings[1], outcome=TRIAL.findings[0].outcome)
    both = dataclasses.replace(TRIAL, findings=(TRIAL.findings[0], other))
    assert forest._scale(both.findings[0], both) == forest._scale(both.findings[1], both)


def test_the_flow_counts_the_silent_apart_from_the_withdrawn() -> None:
    rows = FIGURES["flow"].grid(TRIAL, "fr").rows
    assert rows[3] == ("Balades accompagnées", "4 mois", "50", "38", "76\u00a0%", "4", "8")


def test_names_of_lines_that_end_at_nobody_stay_above_the_names_of_the_waves() -> None:
    tables = tuple(
        dataclasses.replace(table, rows=tuple((*row[:3], 0, *row[4:]) for row in table.rows))
        if table.kind == "flow"
        else table
        for table in TRIAL.tables
    )
    drawing = attrition.draw(dataclasses.replace(TRIAL, tables=tables), "fr")
    assert drawing is not None
    labels = [each for each in drawing.elements if isinstance(each, Label)]
    ends = [each for each in labels if each.text.endswith("0\u00a0%") and each.anchor == "start"]
    waves = [each for each in labels if each.anchor == "middle"]
    assert len(ends) == len(TRIAL.plan.arms)
    assert max(each.y for each in ends) + 8 < min(each.y for each in waves)


def test_the_trace_ends_with_the_figures_of_the_report() -> None:
    assert drawn("trace").texts[-1] == "Figures F1 – F6 de ce rapport"


def test_markup_in_a_name_stays_words() -> None:
    assert Label(0, 0, "<script>&").svg().endswith(">&lt;script&gt;&amp;</text>")


def test_a_value_outside_its_scale_is_held_at_the_border() -> None:
    scale = Scale(-1, 1, 0, 100)
    assert (scale.at(-9), scale.at(0), scale.at(9)) == (0, 50, 100)


def test_a_word_too_long_for_its_line_is_cut() -> None:
    lines = broken("a" * 60, 100, 10)
    assert "".join(lines) == "a" * 60
    assert all(measure(line, 10) <= 100 for line in lines)


def test_a_long_table_is_cut_into_even_pieces() -> None:
    pieces = Grid(("n",), tuple((str(i),) for i in range(29)), (True,)).parts(28)
    assert [len(piece.rows) for piece in pieces] == [15, 14]


def test_a_table_without_rows_is_one_piece() -> None:
    assert Grid(("n",), ()).parts(28) == (Grid(("n",), ()),)
