"""The words painted on pages, read as a second reader reads them; files nobody vouches for end in a refusal."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from second_reader import Device, read
from trial_by_hand import evidence

from reports import pages, painted_text
from reports.audiences import AUDIENCES
from reports.painted_text import PageText, UnreadablePdf
from reports.pdf import write_pdf

LETTERS = b"""/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar
2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<007a> <0079>] endbfrange endcmap"""


class Second(Device):
    """The same by another interpreter, which paints everything: the words of the body and the margin of each page."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[tuple[list[str], list[str]]] = []
        self.artifact: list[bool] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.artifact.append(tag.name == "Artifact")

    def end_tag(self) -> None:
        self.artifact.pop()

    def keep(self, words: str) -> None:
        self.pages[-1][any(self.artifact)].append(words)


def read_again(content: bytes) -> list[tuple[str, str]]:
    device = Second()
    for _ in read(content, device):
        device.pages.append(([], []))
    return [("".join(body), "".join(margin)) for body, margin in device.pages]


def paper(painted: bytes, forms: Sequence[bytes] = (), encoding: str = "/Identity-H") -> bytes:
    """A page of this content, with a font of two letters as `/F` and forms `/X0`, `/X1`, each of which may draw all."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name(encoding), ToUnicode=pdf.make_stream(LETTERS))
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_indirect(font)), XObject=Dictionary()))
    for place, form in enumerate(forms):
        stream = pdf.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        stream.Resources = resources
        resources.XObject[f"/X{place}"] = stream
    pdf.pages[0].obj.Resources = resources
    pdf.pages[0].obj.Contents = pdf.make_stream(painted)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def texts(content: bytes) -> tuple[PageText, ...]:
    with Pdf.open(io.BytesIO(content)) as pdf:
        return pages.texts(pdf)


def words(painted: bytes, forms: Sequence[bytes] = ()) -> tuple[str, str]:
    (page,) = texts(paper(painted, forms))
    return page.body, page.margin


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_report_is_read_as_a_second_reader_reads_it(audience: str, tmp_path: Path) -> None:
    content = write_pdf(evidence(), audience=audience, to=tmp_path / "report.pdf").path.read_bytes()
    assert [(page.body, page.margin) for page in texts(content)] == read_again(content)


def test_letters_are_those_the_font_tells_one_by_one_in_ranges_and_in_lists() -> None:
    assert words(b"BT /F 9 Tf <00010002> Tj [<0010> -20 <00110012>] TJ <00200021> ' ET") == ("Afiabczy", "")


def test_a_code_the_font_does_not_tell_and_words_without_a_font_are_not_guessed() -> None:
    assert words(b"BT /F 9 Tf <00010099> Tj ET") == ("A\ufffd", "")
    assert words(b"BT <0001> Tj ET") == ("\ufffd\ufffd", "")


def test_what_is_marked_as_pagination_is_read_apart_within_forms_too() -> None:
    painted = b"/Artifact BMC BT /F 9 Tf <0001> Tj ET /X0 Do EMC BT <0010> Tj ET"
    assert words(painted, (b"BT <0011> Tj ET",)) == ("a", "Ab")


def test_marks_and_fonts_of_a_form_end_with_it() -> None:
    form = b"EMC /Artifact BMC BT /F 9 Tf <0010> Tj ET"
    assert words(b"/P BMC /X0 Do BT <0001> Tj ET EMC", (form,)) == ("\ufffd\ufffd", "a")


def test_a_font_is_that_of_before_once_a_state_is_given_back() -> None:
    assert words(b"/F 9 Tf q /Other 9 Tf BT <0001> Tj ET Q BT <0001> Tj ET") == ("\ufffd\ufffdA", "")


@pytest.mark.parametrize("forms", [(b"/X0 Do",), (b"/X1 Do", b"/X0 Do"), (b"/X1 Do " * 400, b"/X2 Do " * 400, b"n")])
def test_forms_that_draw_each_other_without_end_are_refused(forms: tuple[bytes, ...]) -> None:
    with pytest.raises(UnreadablePdf):
        words(b"/X0 Do", forms)


def test_a_page_beyond_what_a_report_can_paint_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*content: object) -> None:
        raise AssertionError(content)

    monkeypatch.setattr(pikepdf, "parse_content_stream", never)
    with pytest.raises(UnreadablePdf, match="too_large"):
        words(b"q Q " * (painted_text.MOST_PAINTED // 4 + 1))


def test_a_font_chosen_in_passing_by_a_state_is_refused_and_no_other_state_is() -> None:
    for state, refused in ((Dictionary(CA=1), False), (Dictionary(Font=Array([Dictionary(), 9])), True)):
        with Pdf.open(io.BytesIO(paper(b"/G gs BT /F 9 Tf <0001> Tj ET"))) as pdf:
            pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=state)
            written = io.BytesIO()
            pdf.save(written)
        if refused:
            with pytest.raises(UnreadablePdf, match="rewritten"):
                texts(written.getvalue())
        else:
            assert [page.body for page in texts(written.getvalue())] == ["A"]


def test_codes_of_another_width_than_reports_have_are_refused() -> None:
    with pytest.raises(UnreadablePdf, match="rewritten"):
        texts(paper(b"BT /F 9 Tf <0001> Tj ET", encoding="/UniJIS-UCS2-H"))
