"""Pictographs in documents: named in the reader's language, sequences as one, nothing lost, other letters untouched."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import meeting_by_hand as by_hand
import page
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.lettering import printable, settable
from reports.minutes.document import document
from reports.minutes.pdf import write_minutes
from reports.verification import verify


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("Bien 👍", "Bien [pouce vers le haut]", "Bien [thumbs up]"),
        ("👍🏽", "[pouce vers le haut peau légèrement mate]", "[thumbs up medium skin tone]"),
        ("👩‍🦽", "[femme en fauteuil roulant manuel]", "[woman in manual wheelchair]"),
        ("👩‍👩‍👧", "[famille femme femme et fille]", "[family woman woman girl]"),
        ("🇫🇷", "[drapeau france]", "[France]"),
        ("❤️", "[cœur rouge]", "[red heart]"),
        ("1️⃣", "[touches 1]", "[keycap 1]"),
        ("©️ 2026 ™", "© 2026 ™", "© 2026 ™"),
        ("3 bancs, 2 * 2 #1", "3 bancs, 2 * 2 #1", "3 bancs, 2 * 2 #1"),
        ("\U0001f000", "[U+1F000]", "[U+1F000]"),
    ],
)
def test_a_pictograph_is_named_in_the_language_and_a_sequence_once(text: str, french: str, english: str) -> None:
    assert (printable(text, "fr"), printable(text, "en")) == (french, english)


def test_a_language_without_names_reads_them_in_english() -> None:
    assert printable("👍", "sw") == "[thumbs up]"


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40))
def test_words_without_pictographs_are_left_as_they_are(text: str) -> None:
    """Those that our fonts draw: the others are named elsewhere."""
    drawn = "".join(letter for letter in text if settable(letter) == letter)
    assert printable(drawn, "fr") == drawn


def test_minutes_name_what_people_drew_in_each_language() -> None:
    for language, name in {"fr": "[pouce vers le haut]", "en": "[thumbs up]"}.items():
        made = dataclasses.replace(by_hand.empty(language), session="Bien 👍")  # type: ignore[arg-type]  # its key
        assert f"Bien {name}" in [said.text for said in document(made).said()]


@pytest.mark.slow
def test_minutes_with_pictographs_are_archivable_and_hold(tmp_path: Path) -> None:
    held = by_hand.activity("Idées", "Quoi ?", "dots", by_hand.counts(1, 1, [(1, "dots", 1, 1)]), ["🙂 👍🏽 🇫🇷 👩‍🦽"])
    path = write_minutes(dataclasses.replace(by_hand.empty(), activities=(held,)), to=tmp_path / "m.pdf").path
    assert verify(path).exit_code == 0
    assert [failure.message for failure in page.validate_pdf(str(path), profile="3a").failures] == []
