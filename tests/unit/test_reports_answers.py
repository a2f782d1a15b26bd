"""Pictures of the answers behind a result: what is drawn is what is published, readable in grey and without sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_by_hand import evidence

from analysis.codes import Code, CodedQuestion
from analysis.results import Cell, Evidence, EvidenceTable, Finding, Verifiability
from reports.blocks import Picture, Table
from reports.contrast import contrast
from reports.document import document
from reports.figures import answers, differences, likert, slopes
from reports.figures.answers import Answers
from reports.figures.differences import Change
from reports.figures.likert import Bar, Segment
from reports.figures.primitives import ACTION, Box, Label, Line
from reports.figures.slopes import LEFT, RIGHT
from reports.numbers import LANGUAGES, Language

TRIAL = evidence()
EASE = CodedQuestion(
    "recommend",
    "category",
    {"en": "How easy was it?"},
    tuple(Code(str(n), {"en": word}) for n, word in enumerate(("Hard", "So-so", "Easy"), start=1)),
)
ARMS = (("walks", 1.0, 1.0, 6), ("walks", 2.0, 2.0, 5), ("walks", 3.0, 3.0, 9), ("walks", None, None, 2))
OTHERS = (("usual", 1.0, 2.0, 12), ("usual", 3.0, 3.0, 8), ("usual", None, None, 0))


def table(kind: str, rows: Sequence[tuple[Cell, ...]], verifiability: Verifiability = "A") -> EvidenceTable:
    columns = tuple(f"c{place}" for place in range(max(map(len, rows), default=0)))
    return EvidenceTable("T5", kind, {"en": "Answers"}, columns, tuple(rows), verifiability)


def pairs(counts: Sequence[int]) -> tuple[tuple[Cell, ...], ...]:
    """Both answers kept, gained, lost, neither, and those without one."""
    kept, gained, lost, neither = counts
    return (
        ("1", "1", 0, 0, neither),
        ("1", "3", 0, 1, gained),
        ("3", "1", 1, 0, lost),
        ("3", "3", 1, 1, kept),
        (None, None, None, None, 4),
    )


def study(shown: EvidenceTable, better: str = "higher") -> tuple[Evidence, Finding]:
    """The trial with the fifth outcome's table replaced."""
    finding = TRIAL.findings[4]
    finding = replace(finding, outcome=replace(finding.outcome, better=better))  # type: ignore[arg-type]  # one of both
    findings = (*TRIAL.findings[:4], finding, TRIAL.findings[5])
    tables = tuple(shown if each.id == "T5" else each for each in TRIAL.tables)
    return replace(TRIAL, tables=tables, findings=findings, codebook=(EASE,)), finding


def picture(shown: EvidenceTable, better: str = "higher", language: Language = "en") -> Answers:
    value, finding = study(shown, better)
    found = answers.of(finding, value, language)
    assert found is not None
    return found


def test_ordered_answers_lie_on_both_sides_of_the_middle_of_the_question() -> None:
    found = picture(table("arm_counts", (*ARMS, *OTHERS)))
    assert found.grid.rows == (
        ("Guided walks", "Hard", "6", "30%"),
        ("Guided walks", "So-so", "5", "25%"),
        ("Guided walks", "Easy", "9", "45%"),
        ("Usual support", "Hard to So-so", "12", "60%"),
        ("Usual support", "Easy", "8", "40%"),
    )
    texts = found.drawing.texts
    assert [text for text in ("n\u00a0=\u00a020", "30%", "45%", "0%", "40%") if text not in texts] == []


def test_answers_that_count_lie_to_the_right_whatever_their_order() -> None:
    rows = (("walks", "1", 1, 7), ("walks", "3", 0, 3), ("walks", None, None, 1))
    drawing = picture(table("success_counts", rows)).drawing
    boxes = [element for element in drawing.elements if isinstance(element, Box)]
    assert [box.fill for box in sorted(boxes, key=lambda box: box.x)] == [likert.FILL["left"], likert.FILL["right"]]
    assert [round(box.width / boxes[0].width, 3) for box in boxes] == [1.0, round(7 / 3, 3)]


def test_a_recommendation_is_against_up_to_6_and_for_from_9() -> None:
    rows = ((0, 6, 10), (7, 8, 20), (9, 10, 30), (None, None, 2))
    drawing = picture(table("recommendation_counts", rows)).drawing
    fills = [element.fill for element in drawing.elements if isinstance(element, Box)]
    assert fills == [likert.FILL[side] for side in ("left", "middle", "right")]


@pytest.mark.parametrize(("counts", "people"), [((20, 9, 4, 27), 60), ((6, 0, 0, 5), 11)])
def test_up_to_sixty_people_each_have_a_line(counts: Sequence[int], people: int) -> None:
    drawing = picture(table("paired_counts", pairs(counts))).drawing
    lines = [one for one in drawing.elements if isinstance(one, Line) and (one.x1, one.x2) == (LEFT, RIGHT)]
    assert len(lines) == people
    assert (len([one for one in lines if one.ink == ACTION]), len([one for one in lines if one.dash])) == counts[1:3]
    ends = [(one.y1) for one in lines]
    assert len(set(ends)) == people, "nobody lies on somebody else"


def test_more_people_are_bars_before_and_after() -> None:
    found = picture(table("paired_counts", pairs((20, 9, 4, 28))))
    assert found.grid.rows == (
        ("Before", "Hard", "37", "61%"),
        ("Before", "Easy", "24", "39%"),
        ("After", "Hard", "32", "52%"),
        ("After", "Easy", "29", "48%"),
    )


@pytest.mark.parametrize(("better", "dark"), [("higher", 1), ("lower", 2)])
def test_a_histogram_holds_every_difference_and_darkens_the_better(better: str, dark: int) -> None:
    rows = ((-2.0, 1, 6), (-1.0, 0, 9), (0.0, 0, 20), (1.0, 0, 7), (None, None, 3))
    found = picture(table("difference_counts", rows), better)
    assert found.grid.rows == (
        ("−2 and beyond", "6", "14%"),
        ("−1", "9", "21%"),
        ("0", "20", "48%"),
        ("+1", "7", "17%"),
    )
    boxes = [element for element in found.drawing.elements if isinstance(element, Box)]
    assert (len(boxes), len([box for box in boxes if box.fill == ACTION])) == (4, dark)


@pytest.mark.parametrize(
    "shown",
    [
        table("arm_moments", (("walks", 5.0, 6.0, 7),)),
        table("arm_counts", ARMS, "C"),
        table("success_counts", ()),
        table("difference_counts", ((None, None, 8),)),
        table("paired_counts", pairs((0, 0, 0, 0))),
        table("arm_counts", (("walks", None, None, 9),)),
    ],
)
def test_without_counts_that_may_be_told_nothing_is_drawn(shown: EvidenceTable) -> None:
    value, finding = study(shown)
    assert answers.of(finding, value, "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "shown",
    [
        table("arm_counts", (*ARMS, *OTHERS)),
        table("paired_counts", pairs((6, 5, 7, 8))),
        table("difference_counts", ((-1.0, 0, 9), (2.0, 1, 7), (None, None, 3))),
    ],
    ids=lambda shown: shown.kind,
)
def test_each_picture_has_n_its_interval_its_twin_and_says_every_number(
    shown: EvidenceTable, language: Language
) -> None:
    value, _ = study(shown)
    blocks = [block for chapter in document(value, "funder", language).chapters for block in chapter.blocks]
    (drawn,) = [block for block in blocks if isinstance(block, Picture) and block.name == "answers-F5"]
    twins = [block for block in blocks if isinstance(block, Table) and block.style == "twin" and block.figure == "F5"]
    assert (drawn.figure, len(twins)) == ("F5", 1)
    assert "n\u00a0=\u00a038" in drawn.caption
    assert "73" in drawn.caption, "the lower end of its interval"
    numbers = {cell for row in twins[0].grid.rows for cell in row if cell.isdecimal()}
    assert [number for number in numbers if number not in drawn.drawing.alternative] == []
    assert [text for text in drawn.drawing.texts if text.startswith("n\u00a0=")] != []


def test_what_is_dark_and_light_stays_so_in_grey_and_carries_its_labels() -> None:
    left, middle, right = (likert.FILL[side] for side in ("left", "middle", "right"))
    assert (contrast(left, right) > 3, contrast(left, middle) > 1.3) == (True, True)
    assert [contrast(likert.FILL[side], likert.INKS[side]) >= 4.5 for side in likert.FILL] == [True] * 3
    assert contrast(differences.WORSE, ACTION) > 3


COUNTS = st.lists(st.integers(0, 5_000), min_size=1, max_size=11)


@given(st.lists(COUNTS, min_size=1, max_size=6), st.integers(0, 2))
def test_bars_of_any_counts_stay_on_the_page_in_their_proportions(counts: list[list[int]], shift: int) -> None:
    sides = ("left", "middle", "right")
    bars = [
        Bar(
            f"Group {place}",
            tuple(Segment(f"a{n}", count, sides[(n + shift) % 3]) for n, count in enumerate(row)),  # type: ignore[arg-type]  # sides
        )
        for place, row in enumerate(counts)
    ]
    drawing = likert.draw(bars, "en", "")
    if not any(map(sum, counts)):
        assert drawing is None
        return
    assert drawing is not None
    boxes = [element for element in drawing.elements if isinstance(element, Box)]
    assert min(box.x for box in boxes) >= likert.START - 1e-6
    assert max(box.x + box.width for box in boxes) <= likert.END + 1e-6
    wide = [sum(box.width for box in boxes if box.y == y) for y in sorted({box.y for box in boxes})]
    assert max(wide) - min(wide) < 1e-6, "a whole group is as wide as another"


CHANGES = st.dictionaries(st.floats(-50, 50), st.integers(0, 900), min_size=1, max_size=40)


@given(CHANGES)
def test_a_histogram_of_any_differences_stays_on_the_page(found: dict[float, int]) -> None:
    drawing = differences.draw([Change(value, count) for value, count in found.items()], True, "en", "")
    assert (drawing is None) == (sum(found.values()) == 0)
    for element in drawing.elements if drawing else ():
        if isinstance(element, Box):
            assert element.x >= 0
            assert element.x + element.width <= differences.WIDTH
            assert element.height >= 0
        if isinstance(element, Label):
            assert "nan" not in element.text


def test_slopes_hold_up_to_the_declared_number() -> None:
    assert slopes.MOST_PEOPLE == 60
