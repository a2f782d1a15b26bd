"""The words of the pages: each in both languages, each used, none missing (docs/decisions/0001-the-house.md)."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping

import pytest
from french import corrected
from sources import ROOT, modules

LANGUAGES = {"fr", "en"}
TABLES = sorted((ROOT / "livinglab" / "words").glob("*.toml"))
PAGES = sorted(path for kind in ("*.html", "*.txt", "*.xml", "*.svg") for path in (ROOT / "livinglab").rglob(kind))
IN_A_PAGE = re.compile(r"""["']([a-z][a-z0-9_]*\.[a-z0-9_]*)["']""")
ASKED_IN_A_PAGE = re.compile(r"""\bt\(\s*["']([a-z][a-z0-9_]*\.[a-z0-9_]*)["']\s*([~,)])""")

Forms = Mapping[str, str]


def _entries() -> dict[str, Mapping[str, str | Forms]]:
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in TABLES}
    return {f"{topic}.{key}": words for topic, table in tables.items() for key, words in table.items()}


ENTRIES = _entries()


def _forms(sentence: str | Forms) -> Forms:
    return {"other": sentence} if isinstance(sentence, str) else sentence


def _values(sentence: str | Forms) -> set[str]:
    """The values a sentence says, whichever of its forms says them."""
    return {
        name
        for form in _forms(sentence).values()
        for _, name, _, _ in string.Formatter().parse(form)
        if name is not None
    }


@pytest.mark.parametrize("key", ENTRIES)
def test_a_sentence_exists_in_both_languages(key: str) -> None:
    assert set(ENTRIES[key]) == LANGUAGES
    assert [form for sentence in ENTRIES[key].values() for form in _forms(sentence).values() if not form.strip()] == []


@pytest.mark.parametrize("key", ENTRIES)
def test_a_sentence_says_the_same_values_in_both_languages(key: str) -> None:
    assert _values(ENTRIES[key]["fr"]) == _values(ENTRIES[key]["en"])


@pytest.mark.parametrize("key", ENTRIES)
def test_french_has_its_apostrophes_and_its_unbreakable_spaces(key: str) -> None:
    # To correct every table: python tests/rules/french.py
    french = list(_forms(ENTRIES[key]["fr"]).values())
    assert french == [corrected(form) for form in french]


def test_every_sentence_asked_for_exists() -> None:
    assert sorted({f"{place}: {key}" for place, key in _asked() if key not in ENTRIES}) == []


def test_every_sentence_is_used() -> None:
    """A key written whole is used; so is every key that begins with what a page or module completes (`"topic.kind_" ~ …`)."""
    whole = {key for _, key in _mentioned()}
    begun = tuple(key for key in whole if key.endswith(("_", ".")))
    assert sorted(key for key in ENTRIES if key not in whole and not key.startswith(begun)) == []


def _asked() -> Iterator[tuple[str, str]]:
    """Whole keys given to `t(…)`."""
    for path in PAGES:
        for key, following in ASKED_IN_A_PAGE.findall(path.read_text(encoding="utf-8")):
            if following != "~":
                yield str(path.relative_to(ROOT)), key
    for module in modules("livinglab"):
        for node in module.nodes():
            if isinstance(node, ast.Call) and _is_t(node.func) and node.args and isinstance(node.args[0], ast.Constant):
                yield module.name, str(node.args[0].value)


def _is_t(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "t"


def _mentioned() -> Iterator[tuple[str, str]]:
    """Every string of a page or module that is, or begins, a key."""
    for path in PAGES:
        yield from ((path.name, key) for key in IN_A_PAGE.findall(path.read_text(encoding="utf-8")))
    for module in modules("livinglab"):
        for node in module.nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                yield module.name, node.value
