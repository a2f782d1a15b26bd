"""Sheets for a session: one per person, to write on or to choose on, with the number that the team types."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import segno
import weasyprint
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint.text.fonts import FontConfiguration

from reports.lettering import printable
from reports.numbers import Language
from reports.paper.session_words import say
from reports.pdf import NothingElse
from reports.typesetting import font_file
from reports.wording import unbroken

HERE = Path(__file__).parent
FONTS = {
    "sans": ("Atkinson Hyperlegible", 400, "normal"),
    "sans-bold": ("Atkinson Hyperlegible", 700, "normal"),
    "sans-italic": ("Atkinson Hyperlegible", 400, "italic"),
    "serif": ("Source Serif 4", 600, "normal"),
    "arabic": ("Noto Sans Arabic", 400, "normal"),
    "arabic-bold": ("Noto Sans Arabic", 700, "normal"),
}


@dataclass(frozen=True)
class Blank:
    """One thing to write: a label, then `lines` to write on, or the choices to tick."""

    label: str
    hint: str = ""
    lines: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Steps:
    """One scale: its name, the boxes as (sign typed by the team, words), whether a reason may be asked."""

    label: str
    boxes: tuple[tuple[str, str], ...]
    why: str = ""


@dataclass(frozen=True)
class SessionSheet:
    """What differs from person to person. `receipt` is printed on their first sheet only; `pairs` are their own."""

    number: str
    address: str
    receipt: str = ""
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SessionSheets:
    """A pile of sheets for one activity. `dots` given to each person; `follow` is where a receipt is typed."""

    ask: Literal["write", "dots", "scales", "pairs"]
    session: str
    question: str
    laboratory: str
    language: Language
    sheets: tuple[SessionSheet, ...]
    follow: str
    blanks: tuple[Blank, ...] = ()
    slots: int = 1
    subjects: tuple[str, ...] = ()
    scales: tuple[Steps, ...] = ()
    dots: int = 0
    large: bool = False


def _typeset(words: str, language: Language) -> str:
    printed = printable(words, language)
    return unbroken(printed) if language == "fr" else printed


def write_session_sheets(pile: SessionSheets) -> bytes:
    """The PDF of a pile, to print: every sheet begins on a page of its own."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    environment.filters["typeset"] = lambda words: _typeset(words, pile.language)
    html = environment.get_template("session.html").render(
        pile=pile, say=lambda key, **values: say(key, pile.language, **values)
    )
    letters = "".join(sorted(set(html))) + "0123456789"
    resources: Mapping[str, tuple[bytes, str]] = {
        **{f"report:font/{name}": (font_file(*chosen, letters), "font/ttf") for name, chosen in FONTS.items()},
        **{f"report:code/{sheet.number}": (_code(sheet.address), "image/svg+xml") for sheet in pile.sheets},
    }
    fetcher, configuration = NothingElse(resources), FontConfiguration()
    sheets = [
        weasyprint.CSS(string=(HERE / name).read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=configuration)
        for name in ("form.css", "session.css")
    ]
    page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="report:")
    written: bytes = page.write_pdf(stylesheets=sheets, font_config=configuration)
    return written


def _code(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue()
