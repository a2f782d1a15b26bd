"""Sentences made from an estimate and its level."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from trial_by_hand import evidence

from analysis.results import Check, Evidence, Finding
from reports import refusal_words, sentences, vocabulary
from reports.numbers import Language

ROOT = Path(__file__).resolve().parents[2]
TRIAL = evidence()
LONELINESS, WALKS, BUS, CAR, RECOMMEND, QUALITY = TRIAL.findings


def sentence(finding: Finding, language: Language = "fr", of: Evidence = TRIAL) -> str:
    return sentences.finding_sentence(finding, sentences.speaker(of, language))


def remarks(finding: Finding, language: Language = "fr") -> tuple[str, ...]:
    return sentences.remarks(finding, sentences.speaker(TRIAL, language))


def test_a_difference_between_arms_names_both_arms() -> None:
    assert sentence(LONELINESS) == (
        "Sentiment de solitude à 2 mois\u00a0: «\u00a0Balades accompagnées\u00a0» a causé, dans ce test, "
        "un résultat plus bas de 6,2\u00a0points qu’avec «\u00a0Accompagnement habituel\u00a0»."
    )
    assert sentence(LONELINESS, "en") == (
        "Loneliness at 2 months: “Guided walks” caused, in this test, "
        "a result 6.2\u00a0points lower than with “Usual support”."
    )


def test_an_interval_on_one_side_of_zero_is_said_with_its_side() -> None:
    assert sentences.interval_words(LONELINESS, "fr") == (
        "entre 3,4 et 8,9\u00a0points de moins ; le plus plausible : 6,2"
    )
    assert sentences.interval_words(WALKS, "en") == "between 0.11 and 1.01\u00a0walks more; most plausible: 0.56"


def test_an_interval_across_zero_says_both_sides() -> None:
    assert sentences.interval_words(BUS, "fr") == (
        "entre 3,7\u00a0euros de moins et 3,8\u00a0euros de plus ; le plus plausible : 0,1 de plus"
    )


def test_a_proportion_is_said_in_percent() -> None:
    assert sentences.interval_words(RECOMMEND, "fr") == "entre 73\u00a0% et 94\u00a0% ; le plus plausible : 87\u00a0%"


def test_a_score_that_is_compared_with_nothing_keeps_its_sign() -> None:
    estimate = dataclasses.replace(
        RECOMMEND.estimate, estimator="recommendation_score", effect=-20.0, low=-41.0, high=3.0
    )
    outcome = dataclasses.replace(RECOMMEND.outcome, unit={"fr": "points", "en": "points"})
    finding = dataclasses.replace(RECOMMEND, estimate=estimate, outcome=outcome)
    assert sentences.interval_words(finding, "fr") == (
        "entre −41\u00a0points et 3\u00a0points ; le plus plausible : −20\u00a0points"
    )
    assert sentences.value_words(finding, -41.0, "en") == "−41"
    assert sentence(finding, "en").endswith("participants say: the score is −20\u00a0points.")
    assert sentence(RECOMMEND, "en").endswith("participants say: 87% answered this way.")


def test_a_change_in_one_group_names_the_prototype() -> None:
    estimate = dataclasses.replace(LONELINESS.estimate, estimator="paired_mean")
    finding = dataclasses.replace(LONELINESS, estimate=estimate, level="followed")
    alone = dataclasses.replace(TRIAL, plan=dataclasses.replace(TRIAL.plan, arms=()))
    assert sentence(finding, "fr", alone) == (
        "Sentiment de solitude à 2 mois\u00a0: le test de «\u00a0Carnet de balades\u00a0» "
        "a été suivi d’une baisse de 6,2\u00a0points."
    )


def test_a_worse_result_says_that_it_is_not_the_hoped_for_side() -> None:
    assert remarks(dataclasses.replace(WALKS, direction="worse")) == ("C’est le contraire du sens espéré.",)


def test_a_threshold_is_met_or_not_by_the_whole_interval() -> None:
    met = "Le seuil de réussite fixé à l’avance (−3\u00a0points) est atteint par tout l’intervalle."
    missed = "Le seuil de réussite fixé à l’avance (−3\u00a0points) n’est pas atteint par tout l’intervalle."
    assert remarks(LONELINESS)[1] == met
    assert remarks(dataclasses.replace(LONELINESS, threshold_met=False))[1] == missed


def test_a_refused_interval_says_why() -> None:
    estimate = dataclasses.replace(LONELINESS.estimate, low=None, high=None, refused=("interval_one_cluster",))
    finding = dataclasses.replace(LONELINESS, estimate=estimate, direction="refused", threshold_met=None)
    assert sentence(finding) == (
        "Sentiment de solitude à 2 mois\u00a0: pas de conclusion. "
        "L’intervalle est refusé : un groupe tient en un seul lieu."
    )
    assert sentences.interval_words(finding, "fr") == ""


def test_a_weaker_verb_says_why() -> None:
    finding = dataclasses.replace(WALKS, lowered_for=("self_report_monetised",))
    assert remarks(finding, "en")[-1] == "The verb is weaker here: an amount of money rests on self-report."


def test_an_assumption_that_fails_is_said() -> None:
    estimate = dataclasses.replace(WALKS.estimate, checks=(Check("enough_per_arm", False), Check("exact_test", True)))
    said = remarks(dataclasses.replace(WALKS, estimate=estimate), "en")
    assert said[-1] == "Read with caution: fewer participants per arm than the method asks for."


@pytest.mark.parametrize(
    ("amount", "fr", "en"), [(0.5, "point", "points"), (1, "point", "point"), (2, "points", "points")]
)
def test_a_unit_follows_the_number_of_its_language(amount: float, fr: str, en: str) -> None:
    assert (vocabulary.unit_of("points", amount, "fr"), vocabulary.unit_of("points", amount, "en")) == (fr, en)


def _calls() -> Iterator[ast.Call]:
    for path in (ROOT / "analysis").rglob("*.py"):
        yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def _texts(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)} - {""}


def test_every_refusal_of_the_analysis_is_worded() -> None:
    codes = {
        text for call in _calls() for word in call.keywords if word.arg == "refused" for text in _texts(word.value)
    }
    declined = [call for call in _calls() if isinstance(call.func, ast.Name) and call.func.id == "declined"]
    codes |= {text for call in declined for argument in call.args[2:] for text in _texts(argument)}
    assert codes - set(refusal_words.REFUSED) == set()


def test_every_check_of_the_analysis_is_worded() -> None:
    checks = [call for call in _calls() if isinstance(call.func, ast.Name) and call.func.id == "Check"]
    assert {text for call in checks for text in _texts(call.args[0])} - set(refusal_words.CHECKS) == set()


def test_every_convention_of_the_analysis_is_worded() -> None:
    found = [call for call in _calls() if isinstance(call.func, ast.Name) and call.func.id == "Convention"]
    said = {word.value.value for call in found for word in call.keywords if word.arg in ("code", "unit")}  # type: ignore[attr-defined]  # constants
    assert said - set(vocabulary.CONVENTIONS) == set()
