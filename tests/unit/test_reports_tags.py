"""What a screen reader meets in our PDFs: every part tagged, tables with their headers, one reading in one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import meeting_by_hand
import pikepdf
import pytest
import weasyprint
from bs4 import BeautifulSoup
from pikepdf import Array, Dictionary, Name, Object, Pdf
from tagged import cells, faults, read_aloud, tag, walk
from test_reports_paper import paper_form
from trial_by_hand import evidence, with_gap, with_series, with_sites

from reports.audiences import AUDIENCES
from reports.document import document
from reports.finishing import finish
from reports.grid import Grid
from reports.minutes.document import document as minutes_document
from reports.minutes.pdf import write_minutes
from reports.paper import write_paper
from reports.pdf import write_pdf
from reports.reading_order import Layout
from reports.typesetting import html

pytestmark = pytest.mark.slow
TRIAL = with_gap(evidence())
WRITERS: Mapping[str, Callable[[Path], object]] = {
    **{
        audience: partial(lambda to, each: write_pdf(TRIAL, audience=each, to=to), each=audience)
        for audience in AUDIENCES
    },
    "english": lambda to: write_pdf(with_sites(evidence()), language="en", to=to),
    "series": lambda to: write_pdf(with_series(evidence()), to=to),
    "minutes": lambda to: write_minutes(meeting_by_hand.minutes(), to=to),
    "questionnaire": lambda to: write_paper(paper_form(), to),
    "large_questionnaire": lambda to: write_paper(paper_form("corpus/repeat"), to),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder, made = tmp_path_factory.mktemp("tagged"), dict[str, Path]()

    def write(kind: str) -> Path:
        if kind not in made:
            made[kind] = folder / f"{kind}.pdf"
            WRITERS[kind](made[kind])
        return made[kind]

    return write


@pytest.mark.parametrize("kind", WRITERS)
def test_a_machine_finds_nothing_wrong_with_the_tags(written: Callable[[str], Path], kind: str) -> None:
    assert faults(written(kind)) == []


def _first(pdf: Pdf, wanted: str) -> Object:
    return next(element for element in walk(pdf.Root.StructTreeRoot) if tag(element) == wanted)


def _without(pdf: Pdf, wanted: str) -> None:
    element = _first(pdf, wanted)
    element.P.K = Array([kid for kid in element.P.K if kid.objgen != element.objgen])


def _as(pdf: Pdf, wanted: str, other: Name) -> None:
    _first(pdf, wanted).S = other


DAMAGE: Mapping[str, Callable[[Pdf], object]] = {
    "02-001": lambda pdf: _as(pdf, "Sect", Name.Chapter),
    "01-005": lambda pdf: _without(pdf, "H1"),
    "01-006": lambda pdf: _first(pdf, "H2").K[0].K.append(0),
    "06-001": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "07-002": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "09-004": lambda pdf: _as(pdf, "LBody", Name.P),
    "11-006": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "13-004": lambda pdf: _first(pdf, "Figure").__delitem__("/Alt"),
    "14-002": lambda pdf: _as(pdf, "H1", Name.H2),
    "14-003": lambda pdf: _as(pdf, "H2", Name.H5),
    "15-001": lambda pdf: _without(pdf, "TD"),
    "15-003": lambda pdf: _first(pdf, "TH").__delitem__("/A"),
    "28-002": lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array([Dictionary(Subtype=Name.Link)])),
    "28-010": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
}


@pytest.mark.parametrize("fault", DAMAGE)
def test_damage_is_found(written: Callable[[str], Path], tmp_path: Path, fault: str) -> None:
    with pikepdf.open(written("funder")) as pdf:
        DAMAGE[fault](pdf)
        pdf.save(tmp_path / "damaged.pdf")
    assert fault in {each.partition(" ")[0] for each in faults(tmp_path / "damaged.pdf")}


def letters(words: str) -> str:
    """What the tree and the page have in common: a line that ends has no space."""
    return "".join(words.split())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_is_read_in_the_order_of_its_page(written: Callable[[str], Path], audience: str) -> None:
    soup = BeautifulSoup(html(document(TRIAL, audience, "fr")), "lxml")
    assert _aloud(written(audience)) == _of_page(soup)


def test_minutes_are_read_in_the_order_of_their_page(written: Callable[[str], Path]) -> None:
    soup = BeautifulSoup(html(minutes_document(meeting_by_hand.minutes())), "lxml")
    assert _aloud(written("minutes")) == _of_page(soup)


def _aloud(path: Path) -> str:
    return letters("".join(read_aloud(path)))


def _of_page(soup: BeautifulSoup) -> str:
    for margin in soup.select(".running-head, .running-stamp"):
        margin.decompose()
    for image in soup.select("img"):
        image.replace_with(f"‹{image['alt']}›")
    return letters(soup.body.get_text() if soup.body else "")


def test_a_name_and_its_value_are_not_read_with_the_names_beside(written: Callable[[str], Path]) -> None:
    """Two facts stand on a line: the second value had the names of both for headers."""
    rows = cells(written("funder"))
    assert ["TH", "TD", "TH", "TD"] in [[kind for kind, _ in row] for row in rows]
    with pikepdf.open(written("funder")) as pdf:
        told = [element.A for element in walk(pdf.Root.StructTreeRoot) if tag(element) in ("TH", "TD")]
        assert [each for each in told if "/Headers" in each] == []


def test_every_row_of_results_says_whose_it_is(written: Callable[[str], Path]) -> None:
    rows = [row for row in cells(written("funder")) if len(row) == 9]
    assert [row[0][0] for row in rows] == ["TH"] * len(rows)
    assert rows[1][1][0] == "TD"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ((("a", "1"), ("b", "2")), [True, False]),
        ((("a", "x", "1"), ("a", "y", "2")), [True, True, False]),
        ((("a", "x", "1"), ("b", "x", "2")), [True, False, False]),
        ((("a", "x"), ("a", "x")), [True, False]),
        ((), [True, False]),
    ],
)
def test_the_names_of_a_row_are_as_many_as_tell_it_from_the_others(
    rows: tuple[tuple[str, ...], ...], names: list[bool]
) -> None:
    columns = tuple(str(place) for place in range(len(names)))
    grid = Grid(columns, rows)
    assert [grid.names(place) for place in range(len(columns))] == names
    assert [grid.folded().names(place) for place in range(2 * len(columns))] == names * 2


def test_a_number_never_names_a_row_unless_it_comes_first() -> None:
    grid = Grid(("rank", "n", "what"), (("1", "5", "a"), ("1", "6", "b")), (True, True, False))
    assert [grid.names(place) for place in range(3)] == [True, False, False]


BROKEN = """<html lang="fr"><head><title>t</title><meta name="author" content="a"><style>
@page {{ size: 60mm 40mm; margin: 4mm }} body {{ font: 10pt "Atkinson Hyperlegible" }} ul {{ list-style: none }}
.abreast {{ columns: 2 }}</style></head><body><h1>T</h1>{}</body></html>"""


def _tree(tmp_path: Path, body: str) -> Path:
    layout = Layout()
    page = weasyprint.HTML(string=BROKEN.format(body)).write_pdf(finisher=layout, pdf_variant="pdf/a-3a")
    with pikepdf.open(BytesIO(page)) as pdf:
        assert len(pdf.pages) > 1 or "abreast" in body
        finish(pdf, layout)
        pdf.save(tmp_path / "tree.pdf")
    assert faults(tmp_path / "tree.pdf") == []
    return tmp_path / "tree.pdf"


def _counts(path: Path, *wanted: str) -> list[int]:
    with pikepdf.open(path) as pdf:
        tags = [tag(element) for element in walk(pdf.Root.StructTreeRoot)]
    return [tags.count(each) for each in wanted]


def test_a_table_broken_over_pages_is_one_table_with_one_head(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>a{place}</td><td>{place}</td></tr>" for place in range(20))
    table = f"<table><caption>c</caption><thead><tr><th>name</th><th>n</th></tr></thead><tbody>{rows}</tbody></table>"
    tree = _tree(tmp_path, table)
    assert _counts(tree, "Table", "Caption", "THead", "TBody", "TR") == [1, 1, 1, 1, 21]
    assert letters("".join(read_aloud(tree))) == "Tcnamen" + "".join(f"a{place}{place}" for place in range(20))


def test_a_row_broken_over_pages_keeps_each_cell_whole(tmp_path: Path) -> None:
    words = " ".join(["mot"] * 40)
    rows = f"<tr><td>{words}</td><td>{words} fin</td></tr>"
    tree = _tree(tmp_path, f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{rows}</tbody></table>")
    assert [[letters(said) for _, said in row] for row in cells(tree)] == [
        ["a", "b"],
        [letters(words), letters(words) + "fin"],
    ]


def test_paragraphs_and_lists_broken_over_pages_are_one(tmp_path: Path) -> None:
    items = "".join(f"<li>point {place} {'de la liste ' * 9}</li>" for place in range(4))
    tree = _tree(tmp_path, f"<p>{'mot ' * 200}</p><ul>{items}</ul>")
    assert _counts(tree, "P", "L", "LI", "LBody") == [1, 1, 4, 4]


def test_two_lists_that_follow_each_other_stay_two(tmp_path: Path) -> None:
    items = "".join(f"<li>point {place}</li>" for place in range(5))
    tree = _tree(tmp_path, f"<ul>{items}</ul><ul>{items}</ul><ul>{items}</ul>")
    assert _counts(tree, "L", "LI") == [3, 15]


def test_a_list_in_columns_is_one_list(tmp_path: Path) -> None:
    items = "".join(f"<li>{place}</li>" for place in range(4))
    assert _counts(_tree(tmp_path, f'<ul class="abreast">{items}</ul>'), "L", "LI") == [1, 4]


def test_words_written_from_right_to_left_are_said_in_their_order(written: Callable[[str], Path]) -> None:
    """Several glyphs make one letter, painted from the left: read from the page, other letters were heard."""
    arabic = next(word for word in meeting_by_hand.IDEAS if "\u0600" <= word[:1] <= "\u06ff")
    assert arabic in "".join(read_aloud(written("minutes")))
