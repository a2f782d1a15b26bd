"""Chapters about people: unwanted effects never left out, who took part against the population, gaps between groups."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_bad_studies import Person, plan_for, study
from trial_by_hand import evidence, with_gap
from trials import FACTS, both

import analysis
from analysis.codes import Code, CodedQuestion
from analysis.plan import Plan
from analysis.results import DecisionTaken, Evidence, TraceEdge, TraceNode
from reports.document import document
from reports.numbers import Language


def _told(made: Evidence, anchor: str, language: Language = "en") -> list[str]:
    chapters = document(made, "funder", language).chapters
    return [
        said.text
        for chapter in chapters
        if chapter.anchor == anchor
        for block in chapter.blocks
        for said in block.said()
    ]


def _harm(*people: Person, **changes: object) -> Evidence:
    plan = plan_for("unwanted_effect", **changes)
    dizzy = replace(plan.outcomes[0], label=both("Dizziness"))
    return analysis.analyse(study(*people), replace(plan, outcomes=(dizzy,)), FACTS)


def _people(walks: int, usual: int, size: int = 30) -> tuple[Person, ...]:
    """That many in each arm report the effect, of `size`."""
    return tuple(
        (arm, 0, 10 if k < reporting else 0, 0)
        for arm, reporting in (("walks", walks), ("usual", usual))
        for k in range(size)
    )


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (
            _people(9, 6),
            "Dizziness: 15 of 60 people asked report it, 25% (exact 95% interval: 15% to 38%). By arm: Walks 9 of 30 "
            "and Usual 6 of 30.",
        ),
        (
            _people(0, 0),
            "Dizziness: nobody reports it, of 60 people asked. Up to 6.0% of people could still have it (exact 95% "
            "interval; rule of three: 5.0%).",
        ),
        (
            _people(3, 2),
            "Dizziness: 5 of 60 people asked report it, 8.3% (exact 95% interval: 2.8% to 18.4%).",
        ),
        (
            _people(2, 1),
            "Dizziness: asked, 60 answers. The count is too small, on one side or the other, to be published without "
            "pointing at someone; the laboratory keeps it.",
        ),
        (
            (("walks", 0, None, None), ("usual", 0, None, None)),
            "Dizziness: asked, without a single answer. Nothing is known of this effect.",
        ),
    ],
    ids=["each arm counted", "nobody", "arms joined where one is small", "too few to show", "nobody answered"],
)
def test_an_unwanted_effect_that_was_asked_about_is_told(people: tuple[Person, ...], said: str) -> None:
    told = [text for text in _told(_harm(*people), "harms") if text.startswith("Dizziness: ")]
    published = not said.endswith(("the laboratory keeps it.", "Nothing is known of this effect."))
    weaker = " The verb is weaker here: this outcome is not compared with another arm." if published else ""
    assert told[1:] == [said + weaker]  # after its title


@pytest.mark.parametrize(("people", "share"), [(_people(9, 6), "25%"), (_people(3, 2), "8.3%"), (_people(0, 0), "0%")])
def test_an_unwanted_effect_has_the_same_digits_in_its_title_as_in_its_sentence(
    people: tuple[Person, ...], share: str
) -> None:
    title, sentence = [text for text in _told(_harm(*people), "harms") if text.startswith("Dizziness: ")]
    assert title == f"Dizziness: participants say: {share} report it."
    assert (f", {share} (exact" in sentence) == (share != "0%")  # nobody: no share is said


def test_researchers_read_the_reports_of_an_arm_under_its_name() -> None:
    told = [said.text for said in document(_harm(*_people(9, 6)), "researcher", "en").said()]
    assert [told[told.index(f"Effects reported, {arm}") + 1] for arm in ("Walks", "Usual")] == ["9", "6"]


def test_an_unwanted_effect_that_somebody_reports_stands_on_the_first_page() -> None:
    assert any(text.startswith("Dizziness: 15 of 60") for text in _told(_harm(*_people(9, 6)), "essential"))


def test_no_unwanted_effect_asked_about_is_another_sentence_than_none_reported() -> None:
    assert _told(evidence(), "harms")[-1] == (
        "No unwanted effect was asked about: this report can neither announce nor exclude any."
    )


def _weighted(estimator: str = "weighted_share", **changes: object) -> Evidence:
    people = tuple(("walks" if k % 2 else "usual", 0, 10 if k % 5 < 2 else 0, 0) for k in range(60))
    plan: Plan = plan_for(estimator, **changes)
    return analysis.analyse(study(*people), plan, FACTS)


def test_who_took_part_stands_beside_the_population_with_its_source() -> None:
    told = _told(_weighted(), "participants")
    assert "Shares of the population declared in the plan. Sources: Distance: Census, 2022." in told
    place = told.index("Distance", told.index("Share of the population"))
    assert told[place : place + 10] == ["Distance", "near", "40", "67%", "60%", "Distance", "far", "20", "33%", "40%"]


def _decided(**changes: object) -> Evidence:
    found = evidence()
    decision = DecisionTaken(
        "d1", "Accompanied walks", "2026-01-28", "Best judged.", "Three feared the pace.", ("Ten.",)
    )
    return replace(found, facts=replace(found.facts, decisions=(replace(decision, **changes),)))


def test_a_decision_is_told_with_what_was_heard_its_reason_its_dissent_and_its_criterion() -> None:
    told = _told(_decided(), "voices")
    pairs = dict(zip(told[-10::2], told[-9::2], strict=True))
    assert pairs == {
        "Decided": "Accompanied walks (28\u00a0January\u00a02026)",
        "Heard": "“Je sortirais bien, mais pas seule : l’hiver, je ne vois personne.”",
        "Reason": "Best judged.",
        "Dissent": "Three feared the pace.",
        "Met if": "Ten.",
    }


def test_a_decision_without_noted_dissent_says_that_none_was_noted() -> None:
    assert "none was noted" in _told(_decided(dissent=""), "voices")


def test_of_many_contributions_the_first_are_quoted_and_the_others_counted() -> None:
    found = _decided()
    nodes = tuple(TraceNode(f"i{n}", "idea", "Session", "2026-01-14", f"Idea {n}") for n in range(6))
    edges = tuple(TraceEdge("d1", "answers", node.id) for node in nodes)
    told = _told(replace(found, facts=replace(found.facts, trace_nodes=nodes, trace_edges=edges)), "voices")
    assert "“Idea 0”; “Idea 1”; “Idea 2”; “Idea 3”; and 2 more contributions" in told


def test_voices_are_absent_only_where_no_decision_was_recorded() -> None:
    absent = "participants’ words, dissent included"
    assert (absent in " ".join(_told(evidence(), "gaps")), _told(evidence(), "voices")) == (True, [])
    assert absent not in " ".join(_told(_decided(), "gaps"))


def test_categories_bear_the_words_of_their_question_and_keep_its_order() -> None:
    value = _weighted()
    attribute = value.plan.population[0].attribute
    codes = (Code("far", {"en": "Far away"}), Code("near", {"en": "Close by"}))
    asked = CodedQuestion(attribute, "category", {"en": "Where?"}, codes)
    others = tuple(each for each in value.codebook if each.name != attribute)
    told = _told(replace(value, codebook=(*others, asked)), "participants")
    assert told.index("Far away") < told.index("Close by")
    assert "far" not in told
    assert "not known" not in told  # of nobody


def test_a_weighted_share_says_what_weighting_changed_and_cost() -> None:
    text = " ".join(_told(_weighted(), "outcomes"))
    assert "Unweighted: 40%" in text
    assert "design effect 1.02, 60 answers are worth 59." in text


def test_a_weighted_mean_says_what_weighting_changed_and_cost() -> None:
    text = " ".join(_told(_weighted("weighted_mean"), "outcomes"))
    assert "4.0 points on average, had everyone in the population been as easy to reach" in text.replace("\u00a0", " ")
    assert "Unweighted: 4.0 (2.7 to 5.3)." in text
    assert "design effect 1.02, 60 answers are worth 59." in text


def test_a_small_count_hides_every_count_of_its_attribute() -> None:
    told = _told(_weighted(minimum_cell=21), "participants")
    assert "A count too small to be shown hides all those of its attribute (–)." in told
    assert "40" not in told


def test_a_gap_is_told_as_an_interaction_and_drawn_with_both_sides() -> None:
    told = _told(with_gap(evidence()), "outcomes")
    assert (
        "Walks out per week: the comparison suggests, for “Guided walks”, a difference from “Usual support” "
        "0.70\u00a0walks lower among “people living far” than among the others."
    ) in told
    assert any("Among “people living far”: +0.20 walks; among the others: +0.90 walks." in text for text in told)
    assert any(text.startswith("Figure P3") and "Equity gaps" in text for text in told)
