"""No sentence of a report says more than its level of evidence allows, in any direction, in any language.

| level | the strongest wording |
|---|---|
| says | participants say / les participants disent |
| followed | was followed by / a été suivi |
| suggests | the comparison suggests / la comparaison suggère |
| caused | caused, in this test / a causé, dans ce test |
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args

import pytest

from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Outcome
from analysis.results import Estimate, Finding, Level
from reports.numbers import LANGUAGES, Language
from reports.sayings import SAYINGS
from reports.sentences import Speaker, finding_sentence, interval_sentence, remarks
from reports.vocabulary import LEVELS

LADDER: tuple[Level, ...] = get_args(Level)
DIRECTIONS = ("better", "worse", "unclear", "described", "refused")
VERBS: dict[Level, dict[Language, str]] = {
    "says": {"fr": r"\bdis(ent|e)\b", "en": r"\bsay(s)?\b"},
    "followed": {"fr": r"\bsuivi", "en": r"\bfollowed\b"},
    "suggests": {"fr": r"\bsugg[éè]r", "en": r"\bsuggest"},
    "caused": {
        "fr": r"\bcaus|\bprovoqu|\bentraîn|\beffet|\bimpact|grâce à",
        "en": r"\bcaus|\beffect|\bimpact|thanks to|\bled to",
    },
}
EFFECTS: dict[str, tuple[float | None, float | None, float | None]] = {
    "better": (4.2, 1.1, 7.3),
    "worse": (-4.2, -7.3, -1.1),
    "unclear": (0.4, -2.0, 2.8),
    "described": (0.62, 0.55, 0.7),
    "refused": (None, None, None),
}
SPEAKERS = {
    "fr": Speaker("fr", "«\u00a0Carnet\u00a0»", "«\u00a0Habitude\u00a0»"),
    "en": Speaker("en", "“Notebook”", "“Usual”"),
}


def finding(level: Level, direction: Any, estimator: str) -> Finding:
    effect, low, high = EFFECTS[direction]
    scale = 0.1 if SAYINGS[estimator].share and direction != "described" else 1
    scaled = [None if value is None else value * scale for value in (effect, low, high)]
    outcome = Outcome(
        code="o",
        label={"fr": "Sommeil", "en": "Sleep"},
        dimension="social",
        role="primary",
        measure="o",
        estimator=estimator,
        better="higher",
        unit={"fr": "points", "en": "points"},
        threshold=3.0 * scale,
    )
    refused = ("arm_empty",) if direction == "refused" else ()
    estimate = Estimate(estimator, {}, "sha256:0", *scaled, 0.95, 40, {}, 2, "A", refused=refused)
    met = None if direction in ("described", "refused") else direction == "better"
    return Finding("F1", outcome, estimate, "T1", level, direction, met, 2.5 * scale)


def everything_said(found: Finding, language: Language) -> str:
    by = SPEAKERS[language]
    return " ".join((finding_sentence(found, by), interval_sentence(found, language), *remarks(found, by)))


CASES = list(product(LADDER, DIRECTIONS, SAYINGS, LANGUAGES))


@pytest.mark.parametrize(("level", "direction", "estimator", "language"), CASES)
def test_no_sentence_uses_a_verb_above_its_level(
    level: Level, direction: str, estimator: str, language: Language
) -> None:
    said = everything_said(finding(level, direction, estimator), language)
    stronger = [verb for verb in LADDER[LADDER.index(level) + 1 :] if re.search(VERBS[verb][language], said, re.I)]
    assert stronger == []


@pytest.mark.parametrize(("level", "language"), list(product(LADDER, LANGUAGES)))
def test_a_clear_difference_uses_the_verb_of_its_level(level: Level, language: Language) -> None:
    said = finding_sentence(finding(level, "better", "two_arms_mean"), SPEAKERS[language])
    used = [verb for verb in LADDER if re.search(VERBS[verb][language], said, re.I)]
    assert used == [level]


@pytest.mark.parametrize(("level", "direction", "language"), list(product(LADDER, ("unclear", "refused"), LANGUAGES)))
def test_what_is_not_known_uses_no_verb_of_change(level: Level, direction: str, language: Language) -> None:
    said = finding_sentence(finding(level, direction, "two_arms_mean"), SPEAKERS[language])
    assert [verb for verb in LADDER if re.search(VERBS[verb][language], said, re.I)] == []


@pytest.mark.parametrize(("level", "language"), list(product(LADDER, LANGUAGES)))
def test_a_null_says_what_the_test_could_have_seen(level: Level, language: Language) -> None:
    said = " ".join(remarks(finding(level, "unclear", "two_arms_mean"), SPEAKERS[language]))
    shown = {"fr": "une différence de 2,5\u00a0points ou plus", "en": "a difference of 2.5\u00a0points or more"}
    assert shown[language] in said


@pytest.mark.parametrize(("estimator", "language"), list(product(SAYINGS, LANGUAGES)))
def test_a_level_compared_with_nothing_is_what_participants_say(estimator: str, language: Language) -> None:
    said = finding_sentence(finding("caused", "described", estimator), SPEAKERS[language])
    assert [verb for verb in LADDER if re.search(VERBS[verb][language], said, re.I)] == ["says"]


def test_every_estimator_has_its_words() -> None:
    assert set(SAYINGS) == set(CATALOGUE)


def test_every_level_is_worded_in_both_languages() -> None:
    assert {level: set(words) for level, words in LEVELS.items()} == {level: {"fr", "en"} for level in LADDER}
