"""The words of the pages: each in both languages, each used, none missing (docs/decisions/0001-the-house.md)."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from babel import Locale
from french import corrected, files_of_samples
from sources import ROOT, modules

from livinglab.words import ABOUT, further, is_spoken, missing, topics
from reports.paper.further_words import FURTHER
from reports.paper.words import COMPARED, SOFT, WORDS
from surveys.languages import base

LANGUAGES = {"fr", "en"}
TOPICS_OF_FAILURES = ("errors", "refusals")  # livinglab/store/failures.py
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


def _spoken(*languages: str) -> Iterator[tuple[str, str]]:
    """Every form of every sentence in the languages."""
    for key, words in ENTRIES.items():
        for language in languages:
            yield from ((key, form) for form in _forms(words[language]).values())


def _values(sentence: str | Forms) -> set[str]:
    """The values a sentence says, whichever of its forms says them."""
    return {
        name
        for form in _forms(sentence).values()
        for _, name, _, _ in string.Formatter().parse(form)
        if name is not None
    }


def test_every_sentence_exists_in_both_languages() -> None:
    assert [key for key, words in ENTRIES.items() if set(words) != LANGUAGES] == []


def test_no_sentence_is_empty() -> None:
    assert [key for key, form in _spoken("fr", "en") if not form.strip()] == []


def test_every_sentence_says_the_same_values_in_both_languages() -> None:
    assert [key for key, words in ENTRIES.items() if _values(words["fr"]) != _values(words["en"])] == []


def test_samples_have_their_apostrophes_and_their_unbreakable_spaces() -> None:
    texts = {file: file.read_text("utf-8") for file in files_of_samples(ROOT / "livinglab")}
    assert [file for file, text in texts.items() if text != corrected(text)] == [], "run: python tests/rules/french.py"


def test_french_has_its_apostrophes_and_its_unbreakable_spaces() -> None:
    wrong = {key: form for key, form in _spoken("fr") if form != corrected(form)}
    assert wrong == {}, "run: python tests/rules/french.py"


def test_every_sentence_asked_for_exists() -> None:
    assert sorted({f"{place}: {key}" for place, key in _asked() if key not in ENTRIES}) == []


def test_every_sentence_is_used() -> None:
    """A key written whole is used; so are the keys a page completes (`"topic.kind_" ~ …`) and those of a failure."""
    whole = set(_mentioned())
    begun = tuple(key for key in whole if key.endswith("_"))
    completed = {key for key in ENTRIES if key.startswith(begun)}
    assert sorted(set(ENTRIES) - whole - completed - set(_of_failures())) == []


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


def _mentioned() -> Iterator[str]:
    """Every string of a page or module that is, or begins, a key."""
    for path in PAGES:
        yield from IN_A_PAGE.findall(path.read_text(encoding="utf-8"))
    yield from (text for text in _strings() if "." in text)


def _of_failures() -> Iterator[str]:
    """A failure gives its code only; its class knows the topic."""
    yield from (f"{topic}.{text}" for topic in TOPICS_OF_FAILURES for text in _strings())


@pytest.mark.parametrize("language", sorted(further()))
def test_a_further_language_says_nothing_that_french_and_english_do_not_say(language: str) -> None:
    """It may say less: a sentence nobody has translated yet is said in French, and an easy one leaves numbers out."""
    for topic, table in further()[language].items():
        if topic != ABOUT:
            known = topics()[topic]
            assert set(table) <= set(known), topic
            assert [key for key, said in table.items() if not _values(said) <= _values(known[key]["fr"])] == []


@pytest.mark.parametrize("language", sorted(further()))
def test_a_sentence_that_says_a_number_has_every_form_of_its_language(language: str) -> None:
    beyond_a_million = {"many"} if base(language) == "fr" else set()
    needed = {"other", *Locale.parse(base(language)).plural_form.tags} - beyond_a_million
    lacking = {
        f"{topic}.{key}": needed - set(said)
        for topic, table in further()[language].items()
        for key, said in table.items()
        if not isinstance(said, str) and not needed <= set(said)
    }
    assert lacking == {}


@pytest.mark.parametrize("language", sorted(code for code in further() if base(code) == code))
def test_a_further_language_we_ship_says_all_that_respondents_read(language: str) -> None:
    """A sentence just written is said in French until it is translated: this names those, and nobody forgets them."""
    assert missing(language) == ()


@pytest.mark.parametrize("language", sorted(code for code in further() if base(code) != code))
def test_an_easy_variant_says_what_a_respondent_is_told_when_something_fails(language: str) -> None:
    assert set(topics()["unsent"]) - set(further()[language]["unsent"]) <= {"sending"}  # as plain as can be already


@pytest.mark.parametrize("language", sorted(FURTHER))
def test_a_printed_sheet_speaks_every_language_it_speaks_whole(language: str) -> None:
    ours = {**WORDS, **{soft.value: said for soft, said in SOFT.items()}, **COMPARED}
    assert set(FURTHER[language]) == set(ours)
    assert [key for key, said in FURTHER[language].items() if _values(said) != _values(ours[key]["fr"])] == []


def test_the_further_languages_we_ship_are_spoken_to_respondents() -> None:
    assert {language: is_spoken(language) for language in further()} == dict.fromkeys(further(), True)


def test_easy_french_has_its_apostrophes_and_its_unbreakable_spaces() -> None:
    said = [
        form
        for topic, table in further()["fr-x-falc"].items()
        if topic != ABOUT
        for sentence in table.values()
        for form in _forms(sentence).values()
    ]
    assert [form for form in said if form != corrected(form)] == [], "run: python tests/rules/french.py"


@cache
def _strings() -> frozenset[str]:
    nodes = (node for module in modules("livinglab") for node in module.nodes())
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
