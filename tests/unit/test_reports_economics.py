"""Money in a report: a chapter, pictures with twins, sentences within their level, tampering that is caught."""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from garden import LINES, PLAN, evidence
from money import line

from analysis.economics.plan import EconomicPlan
from analysis.economics.results import Amount, EconomicEvidence
from analysis.recompute import recompute
from analysis.results import Evidence
from reports.blocks import Picture, Table
from reports.chapters import economics, essential
from reports.document import Document, document
from reports.figures import waterfall
from reports.figures.primitives import Label, measure
from reports.manifest import of_figures
from reports.money.amounts import between, chance, money
from reports.numbers import LANGUAGES, Language
from reports.pdf import write_pdf
from reports.verification import verify


def made(language: Language = "fr", value: Evidence | None = None) -> Document:
    return document(value or evidence(), "funder", language)


def anchors(value: Evidence) -> list[str]:
    return [chapter.anchor for chapter in made(value=value).chapters]


def texts(value: Evidence, language: Language = "fr") -> list[str]:
    return [said.text for block in economics.blocks(value, language, "") for said in block.said()]


def differing(value: Evidence) -> list[str]:
    return [each.figure_id for each in recompute(value) if each.holds is False]


def pictures(language: Language) -> Iterator[Picture]:
    yield from (block for block in economics.blocks(evidence(), language, "") if isinstance(block, Picture))


def test_a_report_without_economic_questions_has_no_such_chapter_and_says_so() -> None:
    plain = evidence(economics=None)
    assert "economics" not in anchors(plain)
    assert "lignes de coût et année des prix" in " ".join(said.text for said in made(value=plain).said())


def test_with_cost_lines_the_report_no_longer_says_that_there_are_none() -> None:
    assert "economics" in anchors(evidence())
    assert "lignes de coût et année des prix" not in " ".join(said.text for said in made().said())


def test_each_picture_has_a_figure_words_and_a_table_twin() -> None:
    twins = {figure for _, figure, _ in economics.twins(evidence(), "fr")}
    drawn = list(pictures("fr"))
    assert [picture.name for picture in drawn] == ["waterfall", "tornado", "acceptability"]
    assert {picture.figure for picture in drawn} <= twins
    assert all(picture.drawing.alternative.count(".") > 2 for picture in drawn)


def test_net_benefit_without_a_chance_is_not_titled_as_one() -> None:
    found = evidence()
    assert found.economics is not None
    assert found.economics.effectiveness is not None
    curve = tuple(replace(point, chance=None) for point in found.economics.effectiveness.curve)
    bare = replace(found.economics, effectiveness=replace(found.economics.effectiveness, curve=curve))
    said = {
        title: grid.columns
        for value in (found, replace(found, economics=bare))
        for title, figure, grid in economics.twins(value, "en")
        if figure == "E4"
    }
    assert said == {
        "Chance that the net benefit exceeds zero, by the price put on one unit of effect": (
            *(points := ("Price of one unit", "Net benefit per person", "From", "To")),
            "Chance",
        ),
        "Net benefit per person, by the price put on one unit of effect": points,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_leaves_its_picture(language: Language) -> None:
    starts = {"start": 0.0, "middle": 0.5, "end": 1.0}
    outside = [
        label.text
        for picture in pictures(language)
        for label in picture.drawing.elements
        if isinstance(label, Label)
        for width in [measure(label.text, label.size, label.bold)]
        if label.x - starts[label.anchor] * width < -0.5
        or label.x + (1 - starts[label.anchor]) * width > picture.drawing.width + 0.5
        or label.y > picture.drawing.height
    ]
    assert outside == []
    assert all(ElementTree.fromstring(picture.drawing.svg) is not None for picture in pictures(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_declared_benefits_are_never_laid_to_what_was_tested(language: Language) -> None:
    said = " ".join(texts(evidence(), language))
    assert {"fr": "rien ne montre qu’ils viennent de", "en": "nothing shows that they come from"}[language] in said
    assert {"fr": "a causé", "en": "caused"}[language] not in said


def test_a_range_stands_before_every_ratio() -> None:
    returned = evidence().economics
    assert returned is not None
    assert returned.social_return is not None
    title = next(text for text in texts(evidence()) if text.startswith("Retour social"))
    assert title.startswith("Retour social\u00a0: entre ")


def test_a_missed_threshold_and_a_poor_return_stand_on_the_first_page() -> None:
    wrong = [said.figure for said in essential.wrong(evidence(), "fr")]
    assert wrong[:2] == ["E2", "E5"]


def test_the_economic_card_answers_with_the_balance_and_its_range() -> None:
    card = next(said for said in made().said() if said.figure == "E2")
    assert card.text == "Économique"


def test_a_cost_that_was_changed_is_found_in_every_figure_that_rests_on_it() -> None:
    value = evidence()
    assert differing(value) == []
    tables = tuple(
        replace(table, rows=((*table.rows[0][:5], 4100.0, *table.rows[0][6:]), *table.rows[1:]))
        if table.kind == "cash"
        else table
        for table in value.tables
    )
    assert differing(replace(value, tables=tables)) == ["E1", "E2", "E3", "E5"]


def test_a_range_that_was_narrowed_is_found() -> None:
    value = evidence()
    assert value.economics is not None
    assert value.economics.worth is not None
    narrow = replace(value.economics.worth, net_present_value=Amount(900.0, "EUR", 850.0, 950.0, 1.0, 1.0))
    forged = replace(value, economics=replace(value.economics, worth=narrow))
    assert differing(forged) == ["E2"]


def test_money_that_disappears_from_the_evidence_is_found() -> None:
    assert differing(replace(evidence(), economics=None)) == ["economics"]


def test_evidence_that_lost_a_way_is_told_and_still_read() -> None:
    value = evidence()
    assert value.economics is not None
    assert value.economics.alternatives is not None
    one = replace(value.economics.alternatives, each=value.economics.alternatives.each[:1])
    forged = replace(value, economics=replace(value.economics, alternatives=one))
    assert differing(forged) == ["E7"]
    (chapter,) = (chapter for chapter in made(value=forged).chapters if chapter.anchor == "economics")
    assert [text.text for block in chapter.blocks for text in block.said() if "plutôt que" in text.text] == []


def test_a_reason_that_was_taken_out_is_found() -> None:
    plan: EconomicPlan = replace(PLAN, currency="CHF")
    value = evidence(economics=plan)
    assert value.economics is not None
    assert [refusal.code for refusal in value.economics.refused[:1]] == ["other_currency"]
    silent = replace(value, economics=replace(value.economics, refused=()))
    assert differing(silent) == ["economics"]
    assert any("Lignes dans une autre monnaie" in text for text in texts(value))


def test_without_any_line_the_chapter_says_that_there_is_none() -> None:
    value = evidence(lines=())
    assert any("Aucune ligne de coût" in text for text in texts(value))
    assert "lignes de coût et année des prix" in " ".join(said.text for said in made(value=value).said())


def test_costs_alone_are_never_paid_back() -> None:
    value = evidence(lines=tuple(each for each in LINES if each.kind == "cost"))
    assert "Les coûts ne sont jamais remboursés dans la durée comptée." in texts(value)


def test_a_payer_with_a_name_no_font_holds_is_named_by_its_codes() -> None:
    value = evidence(lines=(*LINES, line("x", "cost", 10.0, PLAN.start or LINES[0].on, payer="市役所")))
    assert any("[U+5E02]" in text for text in texts(value))


def test_the_manifest_names_table_seed_and_number_of_draws() -> None:
    described = of_figures(made(), evidence())["E2"]
    assert (described["table"], described["class"]) == ("cash", "A")
    assert described["parameters"] == {"seed": 20241, "draws": 4000, "discount_rate": "discount_rate"}


def test_sums_are_written_as_a_reader_of_the_language_writes_them() -> None:
    assert (money(-1234.5, "EUR", "fr"), money(-1234.5, "EUR", "en")) == ("−1\u202f234\u00a0€", "−€1,234")
    assert money(12.0, "CHF", "en") == "12\u00a0CHF"
    assert between(Amount(5213.0, "EUR", 2113.0, 9012.0), "en") == "between €2,100 and €9,000; central value: €5,200"


def test_no_chance_is_a_certainty() -> None:
    assert chance(1.0, "en") == "more than 99%"
    assert chance(0.0, "fr") == "moins de 1\u00a0%"


def test_the_balance_is_the_widest_case() -> None:
    found: EconomicEvidence | None = evidence().economics
    assert found is not None
    assert found.cash is not None
    balance = waterfall.balance(found.cash)
    assert balance.low == pytest.approx(found.cash.benefit.low - found.cash.cost.high)  # type: ignore[operator]  # both have ranges here


def test_years_in_tables_are_written_as_years() -> None:
    cells = {
        cell
        for block in document(evidence(), "researcher", "en").chapters[-1].blocks
        if isinstance(block, Table)
        for row in block.grid.rows
        for cell in row
    }
    assert "2024" in cells
    assert "2,024" not in cells


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_report_verifies_itself(language: Language, tmp_path: Path) -> None:
    written = tmp_path / "garden.pdf"
    write_pdf(evidence(), language=language, to=written)
    found = verify(written)
    assert dataclasses.asdict(found)["problems"] == ()
