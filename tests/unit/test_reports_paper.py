"""A printed questionnaire: accessible when blank, numbered when copied, large when asked, each page with its code."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import outloud
import page
import pikepdf
import pytest
import segno

from reports.paper import PaperForm, write_paper
from reports.paper.form import PaperForm as Form
from reports.paper.stamps import SIDE
from reports.paper.words import say, when
from surveys.paper import Paper
from surveys.paper_conditions import Clause, Compared, Said
from surveys.reading import read_workbook

FORMS = Path(__file__).parents[1] / "questionnaires"
CONSENT = "## Les Tilleuls\n\nNous étudions les **sorties à pied**.\n\n- Vous pouvez arrêter."


def paper_form(name: str = "every_type", language: str = "fr") -> Form:
    questionnaire = read_workbook(FORMS / f"{name}.md").questionnaire
    assert questionnaire is not None
    return PaperForm(
        paper=Paper(questionnaire, language),
        study="Balades partagées",
        laboratory="Labo des Tilleuls",
        version="1 · 3fa9c1",
        consent=CONSENT,
        consent_language="fr",
        consent_version="2",
        address="https://lab.example.org/studies/1/paper-entry",
    )


def text_of(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "blank.pdf"
    write_paper(paper_form(), path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_blank_form_is_both_archivable_and_accessible(blank: Path, profile: str) -> None:
    report = page.validate_pdf(str(blank), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.slow
def test_nothing_of_the_blank_form_is_read_aloud_wrongly(blank: Path) -> None:
    found = outloud.check(str(blank))
    assert (found.verdict, [finding.message for finding in found.sorted_findings()]) == ("pass", [])


@pytest.mark.slow
def test_every_question_and_every_choice_is_on_the_sheet(blank: Path) -> None:
    questionnaire, words = paper_form().paper.questionnaire, " ".join(text_of(blank, "-layout").split())
    labels = [one.label["fr"] for one in questionnaire.questions if one.shown]
    labels += [choice.label["fr"] for choices in questionnaire.choices.values() for choice in choices]
    plain = words.replace("\u00a0", " ").replace("\u202f", " ")
    assert [label for label in labels if label.replace("\u00a0", " ").replace("\u202f", " ") not in plain] == []


@pytest.mark.slow
def test_numbered_copies_have_their_number_and_their_codes(tmp_path: Path) -> None:
    form = replace(paper_form("corpus/repeat"), sheets=("912", "913"))
    pages = write_paper(form, tmp_path / "pile.pdf")
    with pikepdf.open(tmp_path / "pile.pdf") as pdf:
        drawn = [b"\n".join(part.read_bytes() for part in one.Contents) for one in pdf.pages]
    assert len(drawn) == 2 * pages
    for place, content in enumerate(drawn):
        sheet, number = form.sheets[place // pages], place % pages + 1
        assert modules(form.address_of(number, sheet)) == content.count(b" re\n") - squares_before(content)
    texts = text_of(tmp_path / "pile.pdf").split("\f")
    assert all(form.sheets[place // pages] in texts[place].split() for place in range(2 * pages))


def modules(address: str) -> int:
    """How many dark squares the code of an address has."""
    return sum(map(sum, segno.make(address, error="m").matrix))


def squares_before(content: bytes) -> int:
    """Rectangles of the page itself, before the code is drawn."""
    return content[: content.rindex(b"/Artifact BMC 0 0 0 rg")].count(b" re\n")


@pytest.mark.slow
def test_large_type_is_eighteen_points_at_least(tmp_path: Path) -> None:
    form = paper_form()
    write_paper(replace(form, large=True, paper=replace(form.paper, tables=False)), tmp_path / "large.pdf")
    listed = text_of(tmp_path / "large.pdf", "-bbox-layout")
    (line,) = {text for text in listed.splitlines() if ">remarque<" in text}
    low, high = (float(line.split(f'{edge}="')[1].split('"')[0]) for edge in ("yMin", "yMax"))
    assert high - low >= 18


@pytest.mark.slow
def test_the_same_form_gives_the_same_bytes(blank: Path, tmp_path: Path) -> None:
    write_paper(paper_form(), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == blank.read_bytes()


def test_a_scanner_reads_an_address_that_ends_with_the_sheet() -> None:
    form = paper_form()
    assert form.address_of(3, "12") == "https://lab.example.org/studies/1/paper-entry?page=3&sheet=12"
    assert SIDE / 72 * 25.4 > 15  # millimetres: a telephone at arm's length


def test_when_to_answer_is_one_sentence() -> None:
    two = Said((Clause((Compared("1", "is", "Oui"),), "and"), Clause((Compared("2", "more", "3"),), "and")))
    assert when(two, "fr") == (
        "Répondez seulement si vous avez répondu « Oui » à la question 1 et la réponse à la question 2 est plus de 3."
    )
    assert when(Said(), "en") == say("if_it_concerns", "en")
