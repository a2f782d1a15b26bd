"""Words and formats of the pages: labels that cannot do harm, numbers and days as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from livinglab.web.wording import direction, format_day, format_number, label_markdown, markdown
from livinglab.words import speak


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Pensez aux **sept** jours.", "Pensez aux <strong>sept</strong> jours."),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("[cliquez](javascript:alert(1))", "[cliquez](javascript:alert(1))"),
        ("[cliquez](https://example.org)", "cliquez"),
        ("![image](https://example.org/x.png)", "!image"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("Moins de 3 < 5 & plus", "Moins de 3 &lt; 5 &amp; plus"),
    ],
)
def test_a_label_is_emphasis_and_nothing_else(written: str, shown: str) -> None:
    assert str(label_markdown(written)) == shown


def test_a_label_of_two_paragraphs_keeps_them() -> None:
    assert str(label_markdown("Un.\n\nDeux.")) == "<p>Un.</p>\n<p>Deux.</p>"


def test_a_long_text_has_headings_and_safe_links() -> None:
    assert str(markdown("## Titre\n\n[site](https://example.org) [mal](javascript:x)")) == (
        '<h2>Titre</h2>\n<p><a href="https://example.org" rel="noopener noreferrer">site</a> [mal](javascript:x)</p>\n'
    )


@pytest.mark.parametrize(
    ("language", "number", "day"), [("fr", "1\u202f234,50", "5 janvier 2027"), ("en", "1,234.50", "5 January 2027")]
)
def test_numbers_and_days_are_written_as_the_language_writes_them(language: str, number: str, day: str) -> None:
    speak(language)
    assert (format_number(1234.5, 2), format_day(date(2027, 1, 5))) == (number, day)
    speak("fr")


def test_arabic_is_read_from_right_to_left() -> None:
    assert (direction("ar"), direction("fr"), direction("not a language")) == ("rtl", "ltr", "ltr")
    assert direction("prs") == "ltr", "a language nobody has described"
