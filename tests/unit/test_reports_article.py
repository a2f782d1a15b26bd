"""The report as a page of the web: the words of the PDF, pictures that need no other file, nothing that could run."""

from __future__ import annotations

import base64
import dataclasses
from pathlib import Path
from typing import get_args

import pytest
from bs4 import BeautifulSoup
from trial_by_hand import evidence

import reports
from analysis.results import Evidence
from reports.audiences import AUDIENCES
from reports.document import document
from reports.numbers import Language

TRIAL = evidence()


def read(tmp_path: Path, value: Evidence = TRIAL, audience: str = "funder", language: Language = "fr") -> BeautifulSoup:
    file = tmp_path / "report.html"
    reports.write_article(value, audience=audience, language=language, to=file)
    return BeautifulSoup(file.read_text("utf-8"), "lxml")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("language", get_args(Language))
def test_every_word_of_the_document_is_on_the_page(tmp_path: Path, audience: str, language: Language) -> None:
    soup = read(tmp_path, audience=audience, language=language)
    drawn = "".join(base64.b64decode(str(image["src"]).partition(",")[2]).decode() for image in soup.select("img"))
    shown = _plain(soup.get_text(" ") + BeautifulSoup(drawn, "lxml").get_text(" "))
    said = {_plain(each.text) for each in document(TRIAL, audience, language).said()}
    assert [text for text in said if text not in shown] == []


def _plain(text: str) -> str:
    return " ".join(text.split())


def test_each_picture_says_what_it_shows_and_loads_nothing(tmp_path: Path) -> None:
    images = read(tmp_path).select("img")
    assert len(images) == len([*document(TRIAL, "funder", "fr").pictures()])
    assert [image["alt"] for image in images if not image.get("alt")] == []
    assert [image["src"] for image in images if not str(image["src"]).startswith("data:image/svg+xml;base64,")] == []


def test_a_table_has_headers_and_a_box_that_the_keyboard_reaches(tmp_path: Path) -> None:
    soup = read(tmp_path)
    tables = soup.select("table")
    assert [table for table in tables if table.find_parent(attrs={"role": "group", "tabindex": "0"}) is None] == []
    assert [cell for cell in soup.select("thead th") if cell.get("scope") != "col"] == []


def test_the_words_of_participants_are_never_markup(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    node = dataclasses.replace(TRIAL.facts.trace_nodes[0], kind="idea", quote=attack)
    facts = dataclasses.replace(TRIAL.facts, trace_nodes=(node, *TRIAL.facts.trace_nodes[1:]))
    soup = read(tmp_path, dataclasses.replace(TRIAL, facts=facts), "resident")
    assert (soup.select("script"), soup.select("[onerror]")) == ([], [])
    assert "<script>alert(1)" in soup.get_text()
