"""A long list is searched alike with and without scripts: browser and server find the same, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_modules import page_with_modules
from playwright.sync_api import Browser

from surveys.searching import found, plain

pytestmark = pytest.mark.slow

TOWNS = (
    "Bègles",
    "Saint-Émilion",
    "St. Denis (93)",
    "L’Œuilly",
    "Begles_sur Mer",
    "Straße",
    "مدينة الجزائر",
    "Дніпро",
    "🌳",
    "",
)
QUERIES = ("", " ", "begles", "SAINT EMI", "st denis", "93", "oeu", "mer begles", "strasse", "جزائر", "дні", "zz", "🌳")
SEARCHED = """async ([towns, queries]) => {
  const { found, plain } = await import("/form/devices/search.js");
  const list = towns.map((town) => Object.assign(document.createElement("p"), { textContent: town }));
  return [towns.map(plain), queries.map((query) => found(list, query).map((one) => list.indexOf(one)))];
}"""


def test_the_browser_and_the_server_find_the_same(browser: Browser, checkout: Path) -> None:
    page = page_with_modules(browser, checkout)
    folded, places = page.evaluate(SEARCHED, [TOWNS, QUERIES])
    page.close()
    assert folded == [plain(town) for town in TOWNS]
    assert dict(zip(QUERIES, places, strict=True)) == {query: found(TOWNS, query) for query in QUERIES}
