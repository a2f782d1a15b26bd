"""What a report says beside a result: other readings of its table, and what the missing could have changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from trial_by_hand import evidence

from analysis.results import Finding, LevelOfEvidence, Reliability
from reports import beside
from reports.numbers import Language
from reports.sentences import speaker


def _finding(**details: float) -> Finding:
    finding = evidence().findings[0]
    return replace(finding, estimate=replace(finding.estimate, details=details))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Et les 17 sans réponse\u00a0? Selon ce qu’ils auraient répondu, au pire et au mieux, le résultat sur tous "
            "irait de −9,1 points à +1,5 point.",
        ),
        (
            "en",
            "And the 17 without an answer? Whatever they would have said, the result over everyone would lie between "
            "−9.1 points and +1.5 points.",
        ),
    ],
)
def test_what_the_missing_could_have_changed_is_said_with_both_ends(language: Language, said: str) -> None:
    assert tuple(
        beside.remarks(_finding(unanswered_low=-9.12, unanswered_high=1.5), speaker(evidence(), language))
    ) == (said,)


def test_every_other_reading_is_said_once_and_none_of_a_refused_estimate() -> None:
    found = _finding(hedges_g=-0.52, odds_ratio=0.41, odds_ratio_low=0.2, odds_ratio_high=0.84, hc3_low=-9, hc3_high=-3)
    assert tuple(beside.remarks(found, speaker(evidence(), "en"))) == (
        "In standard deviations: −0.52 (Hedges’ g).",
        "Odds ratio (proportional-odds model): 0.41, between 0.20 and 0.84.",
        "With an error that lets everyone vary in their own way (HC3): from −9.0 points to −3.0 points.",
    )
    assert (
        tuple(beside.remarks(replace(found, estimate=replace(found.estimate, effect=None)), speaker(evidence(), "en")))
        == ()
    )


def test_unequal_losses_have_an_interval_and_omega_stands_beside_alpha() -> None:
    level = LevelOfEvidence("randomised", "caused", "caused", (), 0.1, 0.04, -0.03, 0.111)
    assert beside.attrition_words(level, 0.95, "en") == " (95% interval: between −3 and 11 points)"
    assert beside.attrition_words(replace(level, differential_low=None), 0.95, "en") == ""
    known = Reliability("F8", "s", "t0", 0.8, 0.7, 0.9, 40, 6, "items.s.t0", 0.823)
    assert beside.omega_words(known, "fr") == "Oméga de McDonald\u00a0: 0,82."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            "Imputation multiple, prévue au plan (50 tirages) : si les 12 personnes sans réponse dont le départ "
            "est connu ressemblaient à celles de leur groupe qui ont répondu, −4,1 points, de −8,0 points à "
            "−0,2 point. Lecture de sensibilité, de classe C : elle ne remplace pas le résultat.",
        ),
        (
            "en",
            "Multiple imputation, as planned (50 draws): if the 12 people without an answer whose start is known were "
            "like those of their arm who answered, −4.1 points, from −8.0 points to −0.2 points. A sensitivity "
            "reading, of class C: it does not replace the result.",
        ),
    ],
)
def test_a_planned_imputation_is_said_as_what_it_is(language: Language, said: str) -> None:
    found = _finding(
        imputations=50, imputed_people=12, imputed_effect=-4.11, imputed_low=-8.02, imputed_high=-0.2, imputed_df=30
    )
    told = tuple(beside.remarks(found, speaker(evidence(), language)))
    assert tuple(each.replace("\u00a0", " ") for each in told) == (said.replace("\u00a0", " "),)
