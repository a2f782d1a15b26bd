"""A printed questionnaire: accessible when blank, numbered when copied, large when asked, each page with its code."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
import segno
from media import photograph
from tagged import spoken_faults

from reports.paper import PaperForm, write_paper
from reports.paper.form import PaperForm as Form
from reports.paper.stamps import SIDE
from reports.paper.words import say, when
from surveys.paper import Paper
from surveys.paper_codes import MOST_BOXES, MOST_CODES
from surveys.paper_conditions import Clause, Compared, Said
from surveys.photographs import for_print
from surveys.questions import Choice, Question
from surveys.reading import read_workbook

PILE = {"912P": "P-ABCDEFGH", "913Q": "P-QRSTUVWX"}  # by number, the code of the person the sheet is for
FORMS = Path(__file__).parents[1] / "questionnaires"
CONSENT = "## Les Tilleuls\n\nNous étudions les **sorties à pied**.\n\n- Vous pouvez arrêter."


def towns(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"t{town}", {"fr": f"Commune {number}-{town}"}) for town in range(number))


LONG = Question("where", "select_one", {"fr": "Quelle commune ?"}, choices="long", media={"image": {"fr": "map.png"}})
ENDLESS = Question("elsewhere", "select_multiple", {"fr": "Quelles communes ?"}, choices="endless")
HEARD = Question("heard", "text", {"fr": "Qu’entendez-vous ?"}, media={"audio": {"fr": "birds.mp3"}})


def paper_form(name: str = "every_type", language: str = "fr") -> Form:
    """A form of the corpus with two lists too long for a sheet, a picture and a sound at its end."""
    read = read_workbook(FORMS / f"{name}.md").questionnaire
    assert read is not None
    choices = {**read.choices, "long": towns(MOST_BOXES + 1), "endless": towns(MOST_CODES + 1)}
    questionnaire = replace(read, questions=(*read.questions, LONG, ENDLESS, HEARD), choices=choices)
    return PaperForm(
        paper=Paper(questionnaire, language),
        study="Balades partagées",
        laboratory="Labo des Tilleuls",
        version="1 · 3fa9c1",
        consent=CONSENT,
        consent_language="fr",
        consent_version="2",
        address="https://lab.example.org/studies/1/paper-entry",
        pictures={"map.png": for_print(BytesIO(photograph(size=(1280, 960))), 640).getvalue()},
    )


def text_of(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "blank.pdf"
    write_paper(paper_form(), path)
    return path


def pile_form() -> Form:
    return replace(paper_form("corpus/repeat"), sheets=tuple(PILE), codes=PILE)


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "pile.pdf"
    write_paper(pile_form(), path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_blank_form_is_both_archivable_and_accessible(blank: Path, profile: str) -> None:
    report = page.validate_pdf(str(blank), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.slow
def test_nothing_of_the_blank_form_is_read_aloud_wrongly(blank: Path) -> None:
    assert spoken_faults(blank) == []


@pytest.mark.slow
def test_every_question_and_every_choice_is_on_the_sheet(blank: Path) -> None:
    questionnaire, words = paper_form().paper.questionnaire, " ".join(text_of(blank, "-layout").split())
    labels = [one.label["fr"] for one in questionnaire.questions if one.shown]
    lists = [choices for choices in questionnaire.choices.values() if len(choices) <= MOST_CODES]
    labels += [choice.label["fr"] for choices in lists for choice in choices]
    plain = words.replace("\u00a0", " ").replace("\u202f", " ")
    assert [label for label in labels if label.replace("\u00a0", " ").replace("\u202f", " ") not in plain] == []


@pytest.mark.slow
def test_a_picture_is_printed_and_a_sound_is_said_to_be_elsewhere(blank: Path) -> None:
    with pikepdf.open(blank) as pdf:
        widths = [
            one.Width for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert (widths, "(son disponible sur la version en ligne)" in text_of(blank)) == ([640], True)


@pytest.mark.slow
def test_a_long_list_stands_once_behind_the_pile_and_an_endless_one_nowhere(pile: Path, blank: Path) -> None:
    printed = text_of(pile)
    assert [printed.count(f"Commune {MOST_BOXES + 1}-{town}\n") for town in (0, MOST_BOXES)] == [1, 1]
    assert printed.count("son code dans la liste A") == len(PILE)
    assert f"Commune {MOST_CODES + 1}-" not in text_of(blank)


@pytest.mark.slow
def test_numbered_copies_have_their_number_their_codes_and_whose_they_are(pile: Path) -> None:
    form, texts = pile_form(), text_of(pile).split("\f")
    with pikepdf.open(pile) as pdf:
        drawn = [b"\n".join(part.read_bytes() for part in one.Contents) for one in list(pdf.pages)[:-1]]
    pages = len(drawn) // len(PILE)
    for place, content in enumerate(drawn):
        sheet, number = form.sheets[place // pages], place % pages + 1
        assert modules(form.address_of(number, sheet)) == content.count(b" re\n") - squares_before(content)
        assert {sheet, PILE[sheet]} <= {*texts[place].split()}


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


def test_an_arabic_sheet_speaks_arabic_in_its_own_font(tmp_path: Path) -> None:
    read = read_workbook(FORMS / "tongues.md").questionnaire
    assert read is not None
    arabic = replace(
        paper_form(), paper=Paper(read, "ar"), consent="## المختبر\n\nيدرس المختبر **النزهات**.", consent_language="ar"
    )
    path = tmp_path / "arabic.pdf"
    write_paper(replace(arabic, study="نزهات", laboratory="مختبر", sheets=("912P",), codes={"912P": "P-AB"}), path)
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    names = {line.split()[0].partition("+")[2] for line in fonts.splitlines()[2:]}
    families = ("Atkinson-Hyperlegible", "Noto-Sans-Arabic", "Source-Serif-4")
    assert [name for name in names if not name.startswith(families)] == []
    assert "Écrivez au stylo" not in text_of(path)
    assert say("thanks", arabic.language) == "شكرًا"
    assert say("how", "eu") == say("how", "fr")
