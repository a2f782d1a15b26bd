"""What a document says against what its pages show."""

from __future__ import annotations

import dataclasses

import pytest
from trial_by_hand import evidence

from reports.blocks import Paragraph
from reports.comparison import compare, figure_pages, letters, margin
from reports.document import Chapter, Document, document
from reports.painted_text import PageText

BASE = document(evidence(), "funder", "fr")
TEXTS = (
    "Un premier paragraphe assez long.",
    "Effet de 6,2 points, entre 3,4 et 8,9.",
    "42",
    "Une fin assez longue aussi.",
)


def made(*texts: str) -> Document:
    blocks = tuple(Paragraph(text, f"F{place}") for place, text in enumerate(texts))
    return dataclasses.replace(BASE, chapters=(Chapter("a", blocks),))


def pages(*bodies: str) -> list[PageText]:
    return [PageText(body, margin(BASE, place, len(bodies))) for place, body in enumerate(bodies, start=1)]


def differing(shown: list[PageText], *texts: str) -> list[tuple[str, int, str, str]]:
    found = compare(made(*(texts or TEXTS)), shown).differences
    return [(each.figure, each.page, each.expected, each.printed) for each in found]


def test_spaces_and_line_ends_do_not_count() -> None:
    assert differing(pages("\n".join(TEXTS).replace("6,2 points", "6,2\u00a0\npoints"))) == []


def test_a_changed_digit_names_the_figure_and_what_is_read() -> None:
    shown = pages(" ".join(TEXTS).replace("6,2", "9,2"))
    assert differing(shown) == [("F1", 1, TEXTS[1], "Effet de 9,2 points, entre 3,4 et 8,9.")]


def test_a_short_text_is_compared_too() -> None:
    assert differing(pages(" ".join(TEXTS).replace("42", "43"))) == [("F2", 1, "42", "43")]


def test_a_text_too_many_is_found_in_the_middle_and_at_the_end() -> None:
    shown = pages(" ".join((*TEXTS[:3], "Approuvé.", TEXTS[3], "Approuvé.")))
    assert differing(shown) == [("F3", 1, "", "Approuvé."), ("", 1, "", "Approuvé.")]


def test_a_missing_text_is_found() -> None:
    assert differing(pages(" ".join(TEXTS[:2]))) == [("F2", 1, "42", ""), ("F3", 1, TEXTS[3], "")]


def test_a_running_head_that_says_something_else_is_found() -> None:
    shown = [PageText(" ".join(TEXTS), "Balades · empreinte 0000")]
    assert [each[3] for each in differing(shown)] == ["Balades · empreinte 0000"]


def test_each_figure_knows_its_pages() -> None:
    document_ = made(*TEXTS)
    compared = compare(document_, pages(" ".join(TEXTS[:2]), " ".join(TEXTS[2:])))
    assert figure_pages(document_, compared) == {"F0": (1,), "F1": (1,), "F2": (2,), "F3": (2,)}


def test_writing_from_right_to_left_is_compared_by_its_letters() -> None:
    arabic = "الوحدة : 6,2"
    texts = (TEXTS[0], arabic, TEXTS[3])
    assert differing(pages(" ".join((TEXTS[0], arabic[::-1], TEXTS[3]))), *texts) == []
    changed = differing(pages(" ".join((TEXTS[0], arabic[::-1].replace("6", "9"), TEXTS[3]))), *texts)
    assert [each[0] for each in changed] == ["F1"]


def test_the_beginning_of_such_a_text_standing_again_later_does_not_mislead() -> None:
    begun = "Une balade par semaine, le mardi matin"
    texts = (f"{begun} الوحدة", "Payée", f"{begun} الوحدة", "Analysée par le laboratoire", begun, "Fin.")
    shown = " ".join(text.replace("الوحدة", "ةدحولا") for text in texts)
    assert differing(pages(shown), *texts) == []


@pytest.mark.parametrize(("one", "other"), [("e\u0301te\u0301", "été"), ("a\u200bb", "ab"), ("x\u00ady", "xy")])
def test_the_same_letters_written_otherwise_are_the_same(one: str, other: str) -> None:
    assert letters(one) == letters(other)
