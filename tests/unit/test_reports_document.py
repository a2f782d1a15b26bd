"""The report as a value: what stands in it, for whom, and what is said when there is nothing to say."""

from __future__ import annotations

import dataclasses

import pytest
from trial_by_hand import evidence, with_level

from analysis.plan import Margin
from analysis.results import Evidence
from reports import typesetting
from reports.blocks import Cards, Ladder
from reports.document import Document, UnknownAudience, document
from reports.manifest import of_figures
from reports.numbers import LANGUAGES, Language

TRIAL = evidence()


def made(value: Evidence = TRIAL, language: Language = "fr", audience: str = "funder") -> Document:
    return document(value, audience, language)


def said(value: Evidence = TRIAL, language: Language = "fr", audience: str = "funder") -> list[str]:
    return [each.text for each in made(value, language, audience).said()]


def first_page(value: Evidence = TRIAL) -> list[str]:
    return [each.text for block in made(value).chapters[0].blocks for each in block.said()]


def test_an_audience_nobody_wrote_for_is_refused_with_the_choices() -> None:
    with pytest.raises(UnknownAudience, match="Choose one of: funder, researcher, resident"):
        document(TRIAL, "press", "fr")


def test_equal_evidence_gives_an_equal_document() -> None:
    assert made() == made(evidence())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapters_stand_in_the_order_of_the_method(language: Language) -> None:
    anchors = [chapter.anchor for chapter in made(language=language).chapters]
    assert anchors == ["essential", "origin", "plan", "participants", "outcomes", "harms", "gaps", "limits", "annex"]


def test_every_planned_outcome_is_a_title_with_its_figure() -> None:
    outcomes = made().chapters[4]
    titles = [block.figure for block in outcomes.blocks if block.template == "heading" and block.level == 3]  # type: ignore[union-attr]  # headings
    assert titles == ["F1", "F2", "F3", "F4", "F5", "F6", ""]


def test_the_first_page_names_who_paid_and_who_analysed() -> None:
    page = first_page()
    assert page[page.index("Payée par") + 1] == "Fondation Rivage et Ville de Saint-Aubin"
    assert page[page.index("Analysée par") + 1] == "Laboratoire des usages"


def test_answers_of_one_day_are_not_dated_from_a_day_to_itself() -> None:
    page = first_page()
    assert page[page.index("Réponses") + 1].startswith("du ")
    day = dataclasses.replace(TRIAL.facts, last_answer_on=TRIAL.facts.first_answer_on)
    page = first_page(dataclasses.replace(TRIAL, facts=day))
    assert page[page.index("Réponses") + 1].startswith("le ")


def test_who_paid_is_said_to_be_undeclared_when_it_is() -> None:
    value = dataclasses.replace(TRIAL, plan=dataclasses.replace(TRIAL.plan, funders=()))
    page = first_page(value)
    assert page[page.index("Payée par") + 1] == "non déclaré"


def test_losses_deviations_and_worse_results_stand_on_the_first_page() -> None:
    worse = dataclasses.replace(TRIAL.findings[1], direction="worse")
    page = first_page(dataclasses.replace(TRIAL, findings=(TRIAL.findings[0], worse)))
    start = page.index("Ce qui s’est mal passé")
    assert page[start + 1].startswith("Sorties à pied par semaine")
    assert page[start + 2] == "À la dernière vague (4 mois), 77 participants sur 100 ont répondu."
    assert page[start + 3].startswith("2\u00a0mai\u00a02026")


def test_harms_that_were_not_collected_are_said_so() -> None:
    assert "Effets indésirables\u00a0: non recueillis dans cette étude." in first_page()
    assert any(text.startswith("Aucun effet indésirable n’a été demandé aux participants") for text in said())


def test_a_dimension_without_outcome_has_a_card_that_says_so() -> None:
    alone = dataclasses.replace(TRIAL, findings=TRIAL.findings[:2])
    cards = next(block for block in made(alone).chapters[0].blocks if isinstance(block, Cards))
    assert [card.direction for card in cards.cards] == ["Non mesuré", "Mieux", "Non mesuré"]


def test_a_lowered_level_says_what_the_design_allowed_and_why_not() -> None:
    lowered = with_level(TRIAL, "suggests", "late_plan")
    ladder = next(block for block in made(lowered).chapters[0].blocks if isinstance(block, Ladder))
    assert ladder.current == 2
    assert ladder.reason.endswith(
        "Le test permettait «\u00a0a causé, dans ce test\u00a0»\u00a0; le degré a été abaissé\u00a0: "
        "le plan a été verrouillé après la première réponse."
    )


def test_simulated_data_are_stamped_and_measured_data_are_not() -> None:
    measured = dataclasses.replace(TRIAL, facts=dataclasses.replace(TRIAL.facts, origin="measured"))
    assert (made().stamp, made(language="en").stamp, made(measured).stamp) == ("Données simulées", "Simulated data", "")


def test_a_report_without_trace_flow_or_findings_says_what_was_not_collected() -> None:
    facts = dataclasses.replace(TRIAL.facts, trace_nodes=(), trace_edges=(), deviations=())
    bare = dataclasses.replace(TRIAL, facts=facts, tables=(), findings=(), reliabilities=(), conventions=())
    texts = said(bare)
    assert "Aucune étape avant le test n’a été enregistrée dans la plateforme." in texts
    assert "Le parcours des participants n’a pas été recueilli." in texts
    assert "Aucun écart au plan n’a été déclaré." in texts


def test_what_another_chapter_tells_is_not_said_to_be_absent() -> None:
    absent = "personnes que l’étude n’a pas atteintes"
    margin = Margin("age", {"fr": "Âge", "en": "Age"}, {"young": 1.0}, "Insee", 2021)
    told = dataclasses.replace(TRIAL, plan=dataclasses.replace(TRIAL.plan, population=(margin,)))
    assert (absent in " ".join(said(TRIAL)), absent in " ".join(said(told))) == (True, False)


def test_every_cell_of_the_evidence_is_printed_for_researchers() -> None:
    texts = said(audience="researcher")
    assert [cell in texts for cell in ("461,5", "6\u202f021,25", "301,44", "14,7")] == [True] * 4


def test_rows_that_stay_with_the_laboratory_are_named_by_their_digest() -> None:
    kept = f"Lignes gardées par le laboratoire. Empreinte\u00a0: sha256:{'5e' * 32}"
    assert kept in said(audience="researcher")


def test_the_register_names_the_table_of_each_figure_by_its_digest() -> None:
    texts = said()
    digests = [table.digest.removeprefix("sha256:")[:16] for table in TRIAL.tables]
    assert [digest for digest in digests if digest not in texts] == []


def test_no_number_is_missing_or_infinite() -> None:
    assert [text for text in said() if "nan" in text.lower().split() or "inf" in text.lower().split()] == []


def test_every_figure_of_the_evidence_is_printed_with_its_texts() -> None:
    figures = of_figures(made(), TRIAL)
    expected = {"F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "P1", "P2"}
    assert {figure for figure, described in figures.items() if described["printed"]} == expected


def test_markup_in_what_people_wrote_stays_words() -> None:
    hostile = '<img src="file:///etc/passwd"> {{ 7 * 7 }} "&\''
    facts = dataclasses.replace(TRIAL.facts, project=hostile)
    page = typesetting.html(made(dataclasses.replace(TRIAL, facts=facts)))
    assert "<img src=&#34;" not in page
    assert "&lt;img src=&#34;file:///etc/passwd&#34;&gt; {{ 7 * 7 }}" in page


def test_direction_marks_and_pictographs_cannot_disturb_the_page() -> None:
    facts = dataclasses.replace(TRIAL.facts, project="a\u202eb\x00c\U0001f44d")
    assert first_page(dataclasses.replace(TRIAL, facts=facts))[0] == "Rapport de preuve · abc[pouce vers le haut]"


def test_page_one_counts_the_unclear_outcomes_beyond_the_first_two() -> None:
    null = next(each for each in TRIAL.findings if each.direction == "unclear" and each.minimal_detectable is not None)
    six = tuple(dataclasses.replace(null, figure_id=f"F{place}") for place in range(1, 7))
    page = first_page(dataclasses.replace(TRIAL, findings=(TRIAL.findings[0], *six)))
    assert len([text for text in page if "visible à partir de" in text]) == 2
    assert "4 autres résultats sans différence claire : voir le chapitre 5." in [
        " ".join(text.split()) for text in page
    ]
