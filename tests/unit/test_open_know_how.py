"""The Open Know-How manifest against its specification: every field it writes, in its format, and what it requires."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from people import Cast, open_study

from livinglab import actions
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.workshop import WorkshopRecord, records_of
from livinglab.store.workshop_manifest import FIELDS, advised, manifest, missing

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


def _address(value: Any) -> bool:
    return _text(value) and value.startswith(("https://", "http://"))


def _list(*names: str) -> Check:
    """Entries with at least the first of these names, and no other."""
    return lambda value: (
        isinstance(value, list)
        and all(names[0] in each and set(each) <= set(names) and all(map(_text, each.values())) for each in value)
    )


def _one(*names: str) -> Check:
    return lambda value: _list(*names)([value])


# The field list of the Open Know-How Manifest Specification, version 1.0: name, format. Read on 2026-11-27 in
# https://github.com/iop-alliance/OKH-Markdown-Test, okh.md, commit 13f45bf697be0bc7a0a55afa0b9b522c4cb1a0ec. Only the
# names and formats are taken; its text is not copied. `intended-use` is misprinted there, and right in its template.
PATHS = _list("path", "title")
SPECIFICATION: Mapping[str, Check] = {
    "date-created": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
    "date-updated": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
    "manifest-author": _one("name", "affiliation", "email"),
    "title": _text,
    "description": _text,
    "intended-use": _text,
    "keywords": lambda value: isinstance(value, list) and all(map(_text, value)),
    "project-link": _address,
    "health-safety-notice": _text,
    "contributors": _list("name", "affiliation", "email"),
    "image": _text,
    "version": _text,
    "development-stage": _text,
    "made": lambda value: isinstance(value, bool),
    "made-independently": lambda value: isinstance(value, bool),
    "standards-used": _list("standard-title", "publisher", "reference"),
    "derivative-of": _one("title", "manifest", "web"),
    "license": lambda value: value != {} and set(value) <= {"hardware", "documentation", "software"},
    "licensor": _one("name", "affiliation", "email"),
    "documentation-home": _address,
    "bom": _text,
    "tool-list": _text,
    "making-instructions": PATHS,
    "operating-instructions": PATHS,
}
OURS = {"file-digests"}
FULL = {
    "description": "Un banc : « assis »",
    "intended_use": "S’asseoir",
    "keywords": "banc, bois,",
    "project_link": "https://example.org",
    "health_safety_notice": "Échardes",
    "contributors": "Ana\n\nBo",
    "image": "banc.jpg",
    "development_stage": "essai",
    "made": "yes",
    "made_independently": "no",
    "standards_used": "EN 581",
    "derivative_of": "Le banc d’avant",
    "hardware_license": "CERN-OHL-S-2.0",
    "documentation_license": "CC-BY-4.0",
    "software_license": "MIT",
    "licensor": "Ville",
    "documentation_home": "https://example.org/banc",
    "bill_of_materials": "bom.csv",
    "tool_list": "outils.md",
    "making_instructions": "faire.md",
    "operating_instructions": "user.md",
}
LEAST = {"description": "Un banc", "hardware_license": "CERN-OHL-S-2.0", "project_link": "https://example.org"}


@pytest.fixture
def version(people: Cast) -> PrototypeVersion:
    return open_study(people).version


def told(people: Cast, version: PrototypeVersion, values: Mapping[str, str]) -> WorkshopRecord:
    actions.record_lines(by=people.marc, version=version, kind="know_how", lines=[values])
    return records_of(version.project_id, version.id, "know_how")[-1]


def read(text: str) -> dict[str, Any]:
    """The two fixed lines, then a name and a value of YAML 1.2 on each."""
    first, second, *lines = text.splitlines()
    assert (first, second) == ("%Open Know-How Manifest 1.0", "---")
    return {name: json.loads(value) for name, value in (line.split(": ", 1) for line in lines)}


def test_every_field_is_one_of_the_specification_in_its_format(people: Cast, version: PrototypeVersion) -> None:
    written = read(manifest("Banc", "1.0", told(people, version, FULL)))
    assert set(written) - OURS <= set(SPECIFICATION)
    assert {name for name, _ in FIELDS.values()} <= set(SPECIFICATION)
    assert [name for name, value in written.items() if name not in OURS and not SPECIFICATION[name](value)] == []
    assert (missing(told(people, version, FULL)), advised(told(people, version, FULL))) == ((), ())


def test_the_least_the_specification_asks_is_enough(people: Cast, version: PrototypeVersion) -> None:
    record = told(people, version, LEAST)
    assert missing(record) == ()
    assert {"title", "version", "description", "license", "project-link"} <= set(read(manifest("Banc", "1", record)))
    assert "keywords" in advised(record)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"hardware_license": ""}, "licence"),
        ({"project_link": ""}, "address"),
        ({"project_link": "notre site"}, "whole_project_link"),
        ({"documentation_home": "/docs"}, "whole_documentation_home"),
    ],
)
def test_what_is_required_and_missing_is_named_and_no_file_is_given(
    laboratory: Flask, people: Cast, version: PrototypeVersion, changes: Mapping[str, str], code: str
) -> None:
    assert missing(told(people, version, LEAST | changes)) == (code,)
    client = browser(laboratory, people)
    answer = client.get(f"/versions/{version.id}/okh.yml")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "La spécification Open Know-How 1.0 demande encore" in answer.text
    assert f"{version.id}/okh.yml" not in client.get(f"/versions/{version.id}/workshop").text


def test_a_licence_in_words_is_advised_against_and_an_expression_is_not(
    people: Cast, version: PrototypeVersion
) -> None:
    words = told(people, version, LEAST | {"documentation_license": "Creative Commons, par"})
    assert advised(words).count("documentation_license") == 1
    both = told(people, version, LEAST | {"documentation_license": "CC-BY-4.0 OR GPL-3.0-or-later"})
    assert "documentation_license" not in advised(both)


def browser(app: Flask, people: Cast) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client
