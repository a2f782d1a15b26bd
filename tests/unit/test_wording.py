"""Words and formats of the pages: labels that cannot do harm, numbers and days as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from livinglab.web.wording import (
    direction,
    format_day,
    format_moment,
    format_number,
    label_markdown,
    markdown,
    recent_day,
)
from livinglab.words import speak

APART = 'target="_blank" rel="noopener noreferrer"'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Pensez aux **sept** jours.", "Pensez aux <strong>sept</strong> jours."),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("[cliquez](javascript:alert(1))", "[cliquez](javascript:alert(1))"),
        (
            "[cliquez](data:text/html,<script>alert(1)</script>)",
            "[cliquez](data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;)",
        ),
        ("[cliquez](JaVaScRiPt&#58;alert(1))", "[cliquez](JaVaScRiPt:alert(1))"),
        ("[cliquez](https://example.org)", f'<a href="https://example.org" {APART}>cliquez</a>'),
        ("[écrivez](mailto:rose@example.org)", f'<a href="mailto:rose@example.org" {APART}>écrivez</a>'),
        ("[cliquez](http://example.org)", f"<a {APART}>cliquez</a>"),
        ("[cliquez](/logout)", f"<a {APART}>cliquez</a>"),
        ('[a](https://example.org/"onclick="x)', f'<a href="https://example.org/%22onclick=%22x" {APART}>a</a>'),
        ('[a](https://example.org "onclick=x")', f'<a href="https://example.org" {APART}>a</a>'),
        ("[a](https://example.org/?q=${name})", f'<a href="https://example.org/?q=$%7Bname%7D" {APART}>a</a>'),
        ("# Vos sorties", "<strong>Vos sorties</strong>"),
        ("# <b onclick=x>a</b>", "<strong>a</strong>"),
        ("<span style='color:red' onclick=x>Stop</span><br/>here", "Stop<br>\nhere"),
        (
            "<b>Never</b>, <I> often </I><script>alert(1)</script>",
            "<strong>Never</strong>,  <em>often</em> &lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("<p>One.</p><p>Two <name></p>", "One.<br>\nTwo &lt;name&gt;"),
        ("![image](https://example.org/x.png)", f'!<a href="https://example.org/x.png" {APART}>image</a>'),
        ('[a](https://example.org "${name}")', f'<a href="https://example.org" {APART}>a</a>'),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("Moins de 3 < 5 & plus", "Moins de 3 &lt; 5 &amp; plus"),
    ],
)
def test_a_label_is_emphasis_and_safe_links_and_nothing_else(written: str, shown: str) -> None:
    assert str(label_markdown(written)) == shown


def test_headings_of_a_note_stand_under_those_of_its_page() -> None:
    assert (
        str(label_markdown("# Un\n\nDeux.\n\n### Trois", headings=True)) == "<h3>Un</h3>\n<p>Deux.</p>\n<h3>Trois</h3>"
    )


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


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_what_is_below_zero_has_a_minus_and_no_hyphen(language: str) -> None:
    speak(language)
    assert ("−3" in format_number(-3), "-" in format_number(-3) + format_number(-0.25, 2)) == (True, False)
    speak("fr")


@pytest.mark.parametrize(
    ("today", "example"),
    [
        (date(2026, 3, 1), "28 2 2026"),
        (date(2027, 1, 31), "31 12 2026"),
        (date(2028, 3, 30), "29 2 2028"),
    ],
)
def test_the_day_given_as_an_example_is_the_last_of_the_month_before(today: date, example: str) -> None:
    assert recent_day(today) == example  # no month has this number: nobody takes it for the month


@pytest.mark.parametrize(
    ("language", "first", "eleventh", "moment"),
    [("fr", "1er mars 2027", "11 mars 2027", "1er mars 2027"), ("en", "1 March 2027", "11 March 2027", "1 March 2027")],
)
def test_the_first_of_a_month_is_said_as_french_says_it(language: str, first: str, eleventh: str, moment: str) -> None:
    speak(language)
    assert (format_day(date(2027, 3, 1)), format_day(date(2027, 3, 11))) == (first, eleventh)
    assert format_moment(datetime(2027, 3, 1, 8, 30, tzinfo=UTC)).startswith(moment)
    assert format_day(date(2027, 3, 1), "year") == "2027"
    speak("fr")


def test_arabic_is_read_from_right_to_left() -> None:
    assert [direction(code) for code in ("ar", "fr", "prs", "ku-Arab", "ar-x-easy")] == ["rtl", "ltr", *["rtl"] * 3]
    assert [direction(code) for code in ("und", "x-klingone")] == ["auto", "auto"], "nobody said which language it is"
