"""The residents' edition: two pages in everyday words, and nothing said more strongly than in the full report."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from trial_by_hand import evidence

from analysis.results import Evidence, Level, TraceNode
from reports.document import document
from reports.numbers import Language
from reports.resident_words import SURE, WORDS
from reports.sentences import finding_sentence, speaker

TRIAL = evidence()
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def said(value: Evidence = TRIAL, language: Language = "fr") -> list[str]:
    return [each.text for each in document(value, "resident", language).said()]


def with_ideas(*quotes: str) -> Evidence:
    nodes = tuple(TraceNode(f"i{n}", "idea", "Atelier", "2026-01-05", quote) for n, quote in enumerate(quotes))
    return replace(TRIAL, facts=replace(TRIAL.facts, trace_nodes=nodes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_what_was_said_done_changed_and_comes_next(language: Language) -> None:
    titles = [
        block.text
        for chapter in document(TRIAL, "resident", language).chapters
        for block in chapter.blocks
        if block.template == "heading" and block.level == 2  # type: ignore[union-attr]  # a heading
    ]
    assert titles == [WORDS[key][language] for key in ("told", "did", "changed", "next")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_the_sentence_of_the_full_report(language: Language) -> None:
    sentence = finding_sentence(TRIAL.findings[0], speaker(TRIAL, language))
    full = [each.text for each in document(TRIAL, "funder", language).said()]
    assert (sentence in said(language=language), sentence in full) == (True, True)


@pytest.mark.parametrize("level", get_args(Level))
def test_how_sure_one_may_be_follows_the_level_of_the_answer(level: Level) -> None:
    lowered = replace(TRIAL, findings=(replace(TRIAL.findings[0], level=level), *TRIAL.findings[1:]))
    assert SURE[level]["en"] in said(lowered, "en")
    assert [other for other in SURE if other != level and SURE[other]["en"] in said(lowered, "en")] == []


def test_only_a_draw_is_called_a_draw() -> None:
    compared = replace(TRIAL, plan=replace(TRIAL.plan, design="comparison"))
    drawn = "Each person was placed in a group by drawing lots."
    assert (drawn in " ".join(said(TRIAL, "en")), drawn in " ".join(said(compared, "en"))) == (True, False)


def test_every_outcome_is_told_or_counted() -> None:
    others = [finding.outcome.label["en"] for finding in TRIAL.findings[1:]]
    told = " ".join(said(language="en"))
    assert [label for label in others if label not in told] == []
    many = replace(TRIAL, findings=TRIAL.findings + TRIAL.findings[1:4])
    assert "Other results, in the full report: 3." in said(many, "en")


def test_ideas_are_quoted_and_very_long_ones_end_at_a_word() -> None:
    long = "Un banc à mi-chemin du marché, " * 9
    quotes = said(with_ideas("Un banc", long, "Une lampe", "Un arbre", "De l’eau"))
    assert "«\u00a0Un banc\u00a0»" in quotes
    assert "Et d’autres idées encore\u00a0: 2." in quotes
    (shortened,) = [text for text in quotes if text.endswith("…\u00a0»")]
    assert len(shortened) < 170
    assert long.startswith(shortened[2:-3])


def test_without_an_idea_it_says_so_and_speaks_of_no_receipt() -> None:
    alone = with_ideas()
    assert WORDS["told_nothing"]["en"] in said(alone, "en")
    assert WORDS["next_idea"]["en"] not in said(alone, "en")


def test_simulated_answers_are_said_to_be_invented() -> None:
    warned = "The answers in this report were simulated to show the platform. They say nothing about anyone."
    assert warned in said(language="en")
    assert warned not in said(replace(TRIAL, facts=replace(TRIAL.facts, origin="measured")), "en")
