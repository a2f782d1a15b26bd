"""A report says where a plan counts its days, wherever a day splits what was measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from office import evidence
from trial_by_hand import evidence as trial

from analysis.results import Evidence
from reports.document import document
from reports.numbers import Language


def said(value: Evidence, language: Language) -> list[str]:
    return [each.text for each in document(value, "funder", language).said()]


@pytest.mark.parametrize(
    ("language", "label"), [("fr", "Jours comptés à l’heure de"), ("en", "Days counted in the time zone")]
)
def test_the_zone_stands_among_the_facts_of_the_plan(language: Language, label: str) -> None:
    pilot = evidence()
    texts = said(replace(pilot, plan=replace(pilot.plan, zone="America/Cayenne")), language)
    assert texts[texts.index(label) + 1] == "America/Cayenne"


def test_a_plan_of_answers_alone_says_nothing_of_it() -> None:
    assert "Days counted in the time zone" not in said(trial(), "en")
