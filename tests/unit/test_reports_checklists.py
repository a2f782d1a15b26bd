"""CHEERS 2022 in the report: 28 items, each reported, not applicable or not reported; nothing claimed unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from garden import evidence
from office import evidence as pilot
from trials import both

from analysis.plan import Margin
from analysis.results import Evidence
from reports.blocks import Facts, Table
from reports.chapters import checklists
from reports.document import document
from reports.numbers import LANGUAGES, Language


def rows(value: Evidence, language: Language = "en") -> list[tuple[str, ...]]:
    (table,) = (block for block in checklists.blocks(value, language, "") if isinstance(block, Table))
    folded = table.grid.rows
    return [row[:4] for row in folded] + [row[4:] for row in folded]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_items_stand_in_order_with_one_of_three_states(language: Language) -> None:
    found = rows(evidence(), language)
    assert [row[0] for row in found] == [str(place) for place in range(1, 29)]
    states = {"fr": {"rapporté", "sans objet", "non rapporté"}, "en": {"reported", "not applicable", "not reported"}}
    assert {row[2] for row in found} == states[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_funders_read_the_same_items_by_the_place_that_holds_them(language: Language) -> None:
    (facts,) = (block for block in checklists.brief(evidence(), language, "") if isinstance(block, Facts))
    between = {"fr": "\u00a0; ", "en": "; "}[language]
    theirs = {(item, place) for place, items in facts.rows for item in items[:-1].split(between)}
    assert theirs == {(f"{row[0]}\u00a0{row[1]}", row[3] or row[2]) for row in rows(evidence(), language)}


def test_a_reported_item_says_where_and_no_other_does() -> None:
    assert all(bool(row[3]) == (row[2] == "reported") for row in rows(evidence()))


def test_what_the_platform_does_not_record_is_not_reported() -> None:
    states = {row[1]: row[2] for row in rows(evidence())}
    for item in ("Conflicts of interest", "Heterogeneity", "Distributional effects", "Source of funding"):
        assert states[item] == "not reported"


def test_lines_without_source_are_not_a_reported_valuation() -> None:
    assert {row[1]: row[2] for row in rows(evidence())}["Measurement and valuation of resources"] == "not reported"


def test_outcomes_by_group_are_heterogeneity_and_the_population_is_named_once_declared() -> None:
    found = evidence()
    equal = replace(found.findings[0], outcome=replace(found.findings[0].outcome, estimator="equity_means"))
    margin = Margin("age", both("Age"), {"under_65": 0.6, "over_65": 0.4}, "Census", 2021)
    wider = replace(found, findings=(equal,), plan=replace(found.plan, population=(margin,)))
    states = {row[1]: row[2:] for row in rows(wider)}
    assert states["Heterogeneity"] == states["Distributional effects"] == ("reported", "outcomes")
    assert states["Study population"][0] == "reported"


def test_one_group_has_no_comparator() -> None:
    assert {row[1]: row[2] for row in rows(pilot())}["Comparators"] == "not applicable"


def test_funders_named_in_the_plan_are_reported() -> None:
    paid = replace(evidence(), plan=replace(evidence().plan, funders=("Fondation",)))
    assert {row[1]: row[2] for row in rows(paid)}["Source of funding"] == "reported"


def test_the_checklist_stands_between_limits_and_annex_and_only_with_economics() -> None:
    anchors = [chapter.anchor for chapter in document(evidence(), "funder", "fr").chapters]
    assert anchors[-3:] == ["limits", "checklists", "annex"]
    assert "checklists" not in [
        chapter.anchor for chapter in document(evidence(economics=None), "funder", "fr").chapters
    ]
