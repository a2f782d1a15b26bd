"""The researchers' edition: all that funders read, and all it takes to do the computations again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import garden
import page
import pytest
from trial_by_hand import FLOW, evidence, with_sites
from trials import codebook, variable

import reports
from analysis import evidence_json
from analysis.codes import MOST_CODES as MOST_KEPT
from analysis.codes import Code, CodedQuestion, coded
from analysis.results import Check, Evidence, EvidenceTable
from reports import attachments
from reports.blocks import Columns, Table
from reports.chapters import annex
from reports.chapters.codebook import MOST_CODES, MOST_QUESTIONS
from reports.document import document
from reports.grid import Grid
from reports.manifest import of_figures
from reports.numbers import LANGUAGES, Language, number
from reports.research_words import say
from surveys.questions import Choice
from surveys.values import Missing

LONELY = CodedQuestion(
    "lonely",
    "category",
    {"fr": "Vous sentez-vous seul ?", "en": "Do you feel lonely?"},
    (Code("1", {"fr": "Jamais", "en": "Never"}), Code("2", {"fr": "Souvent", "en": "Often"})),
    silences=("declined", "dont_know"),
    relevant="${age} > 60",
    versions=("sha256:" + "a1" * 32,),
)
TRIAL = replace(evidence(), codebook=(LONELY,))


def said(value: Evidence = TRIAL, language: Language = "en", audience: str = "researcher") -> list[str]:
    return [each.text for each in document(value, audience, language).said()]


def long_table(rows: int) -> EvidenceTable:
    cells = tuple(("walks", f"t{n}", n, n, 0) for n in range(1_000, 1_000 + rows))
    return replace(FLOW, id="long", kind="quality", rows=cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_text_of_the_funders_but_the_pointers_to_itself(language: Language) -> None:
    pointer = say("tables_attached", language, count=number(len(TRIAL.tables), language))
    theirs = [text for text in said(TRIAL, language, "funder") if not text[:1].isdigit()]  # chapters are numbered
    ours = set(said(TRIAL, language))
    assert [text for text in theirs if text not in ours] == [pointer]


def test_the_settings_details_and_assumptions_of_an_estimate_are_printed_under_its_figure() -> None:
    first = TRIAL.findings[0]
    looked = replace(first.estimate, checks=(Check("enough_per_arm", False, 7.0), Check("exact_test", True)))
    value = replace(TRIAL, findings=(replace(first, estimate=looked), *TRIAL.findings[1:]))
    printed = of_figures(document(value, "researcher", "en"), value)["F1"]["printed"]
    rows = [
        ("Setting", "Wave", "t2"),
        ("Detail", "Degrees of freedom", "78.3"),
        ("Assumption", "Enough participants per arm", "7: not met"),
        ("Assumption", "Exact test", "met"),
        ("Result", "p-value", "0.004"),
    ]
    triples = {tuple(printed[place : place + 3]) for place in range(len(printed))}
    assert [row for row in rows if row not in triples] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", [("Détail", "Effet, lieu 1", "0,4"), ("Détail", "Borne basse, lieu 1", "−0,1")]),
        ("en", [("Detail", "Effect, site 1", "0.4"), ("Detail", "Lower bound, site 1", "−0.1")]),
    ],
)
def test_the_numbers_of_each_place_are_named_in_words(language: Language, told: list[tuple[str, str, str]]) -> None:
    value = with_sites(TRIAL)
    printed = of_figures(document(value, "researcher", language), value)[value.findings[1].figure_id]["printed"]
    triples = {tuple(printed[place : place + 3]) for place in range(len(printed))}
    assert [row for row in told if row not in triples] == []
    assert [text for text in printed if text.startswith("site.")] == []


def test_what_an_estimator_refused_is_said_with_its_code() -> None:
    printed = of_figures(document(TRIAL, "researcher", "en"), TRIAL)["F6"]["printed"]
    place = printed.index("rows_needed")
    assert (printed[place - 1], printed[place + 1]) == (
        "Refusal",
        "The computation needs the rows kept by the laboratory.",
    )


def test_a_question_is_told_with_its_words_codes_and_silences() -> None:
    texts = said()
    place = texts.index("lonely · one choice")
    assert texts[place + 1 : place + 3] == [
        "Do you feel lonely?",
        "Codes: 1 = Never; 2 = Often. May stay unanswered: declined and does not know. Asked if ${age} > 60. "
        "Asked in a1a1a1a1a1a1a1a1.",
    ]


def test_what_is_too_long_to_print_is_counted_and_its_file_named() -> None:
    many = replace(LONELY, codes=tuple(Code(str(n), {}) for n in range(MOST_CODES + 2)), left_out=40)
    questions = tuple(replace(LONELY, name=f"q{n}") for n in range(MOST_QUESTIONS + 2))
    texts = said(replace(TRIAL, codebook=(many, *questions)))
    assert "Questions not printed here: 3. The attached file codebook.csv holds them." in texts
    assert [text for text in texts if "and 42 more in codebook.csv" in text] != []


def test_a_very_long_table_is_cut_for_researchers() -> None:
    texts = said(replace(TRIAL, tables=(*TRIAL.tables, long_table(annex.LONGEST + 3))))
    assert "Rows printed: 352 of 355. The attached file table-long.csv holds the others." in texts
    assert ("t1351" in texts, "t1352" in texts) == (True, False)


def test_evidence_tables_are_printed_for_researchers_and_left_to_their_files_for_funders() -> None:
    captions = [f"Table {table.id}. {table.title['en']}." for table in TRIAL.tables]
    funder, researcher = said(TRIAL, audience="funder"), said(TRIAL)
    assert [caption for caption in captions if caption not in researcher or caption in funder] == []
    assert any(f"The {len(TRIAL.tables)} tables these numbers come from are attached" in text for text in funder)


def test_tables_narrower_than_half_a_page_stand_two_abreast_in_their_order() -> None:
    blocks = annex.blocks(garden.evidence(), "en", "sha256:")
    pairs = [block for block in blocks if isinstance(block, Columns)]
    beside = [(left, right) for pair in pairs for left in pair.left for right in pair.right]
    widths = [annex._narrowest(each.grid) for pair in beside for each in pair if isinstance(each, Table)]
    assert (len(widths), max(widths) <= annex.LETTERS_ABREAST) == (2 * len(pairs), True)
    alone = [
        each for block in blocks for each in (block.left + block.right if isinstance(block, Columns) else (block,))
    ]
    figures = [each.figure for each in alone if isinstance(each, Table) and each.style == "twin"]
    drawn = [figure for _, figure, _ in annex._drawn(garden.evidence(), "en")]
    assert list(dict.fromkeys(figures)) == list(dict.fromkeys(drawn))


def test_a_report_without_a_list_of_questions_says_so() -> None:
    assert "This report was written without the list of questions." in said(evidence())


def test_a_table_stays_short_enough_to_stand_on_a_page() -> None:
    tables = [
        block
        for chapter in document(TRIAL, "researcher", "fr").chapters
        for block in chapter.blocks
        if isinstance(block, Table)
    ]
    assert max(len(table.grid.rows) for table in tables) <= annex.ROWS_A_FOLDED_PIECE


@pytest.mark.parametrize(
    ("cell", "columns", "style", "most"),
    [("12", 4, "evidence folded", 44), ("-30.00000000000007", 8, "evidence", 21), ("x" * 500, 2, "evidence", 4)],
)
def test_the_wider_the_cells_the_shorter_the_pieces(cell: str, columns: int, style: str, most: int) -> None:
    grid = Grid(("n",) * columns, ((cell,) * columns,) * 100)
    cut = [block for block in annex.pieces("Table", grid, "F1", "evidence") if isinstance(block, Table)]
    assert {block.style for block in cut} == {style}
    assert max(len(block.grid.rows) for block in cut) <= most
    rows = sum(sum(any(row) for row in block.grid.rows) * (2 if "folded" in style else 1) for block in cut)
    assert rows == 100


def test_numbers_too_wide_for_two_halves_are_set_in_one() -> None:
    row = ("answered 1", "participants", "Carnet de balades", "−30,0000000000001")
    grid = Grid(("block", "row", "column", "value"), (row,) * 58)
    styles = {block.style for block in annex.pieces("", grid, "F1", "evidence") if isinstance(block, Table)}
    assert styles == {"evidence"}


def test_the_codes_are_those_of_the_codebook_and_the_longest_lists_are_counted() -> None:
    choices = tuple(Choice(str(n), {"fr": f"Rue {n}"}) for n in range(MOST_KEPT + 7))
    street = replace(variable("street"), type="category", choices=choices, missing_options=(Missing.DECLINED,))
    (found,) = coded(codebook(street))
    assert (found.name, len(found.codes), found.left_out, found.silences) == ("street", 500, 7, ("declined",))
    assert found.codes[3] == Code("3", {"fr": "Rue 3"})


def test_the_attached_list_of_codes_has_a_row_per_code_in_every_language() -> None:
    content = attachments.files(TRIAL, "fr")[attachments.CODEBOOK_FILE].decode()
    heads, *rows = list(csv.reader(io.StringIO(content)))
    assert heads[6:] == ["code", "question_en", "question_fr", "code_en", "code_fr"]
    assert [row[6:] for row in rows] == [
        ["1", "Do you feel lonely?", "Vous sentez-vous seul ?", "Never", "Jamais"],
        ["2", "Do you feel lonely?", "Vous sentez-vous seul ?", "Often", "Souvent"],
    ]


def test_evidence_without_codes_is_written_as_before_there_were_any() -> None:
    assert '"codebook"' not in evidence_json.dumps(evidence())
    assert attachments.CODEBOOK_FILE not in attachments.files(evidence(), "fr")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_archivable_accessible_and_verifies(tmp_path: Path, language: Language) -> None:
    written = reports.write_pdf(TRIAL, audience="researcher", language=language, to=tmp_path / "report.pdf")
    failures = [page.validate_pdf(str(written.path), profile=profile).failures for profile in ("3a", "ua1")]
    found = reports.verify(written.path)
    assert failures == [[], []]
    problems = {problem.code for problem in found.problems}  # type: ignore[union-attr]  # it can be read
    assert problems <= {"recomputed_differs", "reason_changed"}, (
        "the numbers of this trial are invented; its pages are not"
    )
