"""Words of the team and the look of the laboratory: visibly theirs, harmless on a page, and part of what verifies."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
from pathlib import Path

import meeting_by_hand as by_hand
import page
import pytest
from forgery import attach, attached, changed, repaint
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Pdf
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo
from trial_by_hand import evidence

import reports
from analysis.results import Evidence
from reports import pages, presentation
from reports.audiences import AUDIENCES, EVERY_PLACE, PLACES
from reports.blocks import Box
from reports.contrast import LEAST, contrast, judged, on_the_page
from reports.document import document
from reports.figures.primitives import ACTION
from reports.limits import ACCENT
from reports.logos import LARGEST_SIDE, LogoRefused, checked
from reports.minutes.pdf import write_minutes
from reports.outline import CHAPTERS
from reports.presentation import NONE, Presentation, Remark, dumps, loads, logo_of
from reports.remarks import box
from reports.verdict import Verification
from reports.verification import Discrepancy, verify

TRIAL = evidence()
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><title>Rivage</title>'
    b'<g fill="#224477"><circle cx="50" cy="50" r="45"/><path d="M110 20h180v60h-180z"/></g></svg>'
)
WORDS = "Le groupe du mardi n’a **jamais** désempli.\n\n- 85 % veulent continuer\n- *merci* à la mairie"


def png(width: int = 60, height: int = 20) -> bytes:
    file = io.BytesIO()
    Pillow.new("RGBA", (width, height), (122, 31, 61, 128)).save(file, "PNG", pnginfo=_secret())
    return file.getvalue()


def _secret() -> PngInfo:
    told = PngInfo()
    told.add_text("Author", "Lucie, at home")
    return told


def remark(anchor: str = "outcomes", text: str = WORDS) -> Remark:
    return Remark(anchor, text, "Living Lab du Rivage", "2026-11-27")


WORN = Presentation((remark(), remark("limits", "Nous continuons.")), "#7a1f3d", logo_of(SVG, "Living Lab du Rivage"))


def nothing_differs(evidence: Evidence) -> tuple[Discrepancy, ...]:
    """Stands in for the analysis: the hand-made tables carry invented estimates."""
    return ()


def verified(path: Path) -> Verification:
    found = verify(path, recompute=nothing_differs)
    assert isinstance(found, Verification)
    return found


def test_the_words_of_the_team_stand_at_the_end_of_their_chapter_signed_and_named_as_not_computed() -> None:
    chapters = {chapter.anchor: chapter.blocks for chapter in document(TRIAL, "funder", "fr", WORN).chapters}
    assert {anchor: isinstance(blocks[-1], Box) for anchor, blocks in chapters.items()} == {
        anchor: anchor in ("outcomes", "limits") for anchor in chapters
    }
    assert [each.text for each in chapters["limits"][-1].said()] == [
        "Commentaire de l’équipe, non calculé",
        "Nous continuons.",
        "Living Lab du Rivage, 27\u00a0novembre\u00a02026.",
    ]


def test_words_about_a_chapter_that_is_not_there_stand_with_the_limits() -> None:
    made = document(TRIAL, "funder", "en", Presentation((remark("progress", "Three visits."),)))
    (limits,) = (chapter.blocks for chapter in made.chapters if chapter.anchor == "limits")
    assert "Three visits." in [each.text for each in limits[-1].said()]


def test_a_number_in_a_box_is_marked_as_one_nobody_verified() -> None:
    said = [each.text for each in box(remark(text="Le 3 mai, 1 200 pas de plus (12,5 %), pas 2."), "fr").said()]
    assert said[1] == "Le 3* mai, 1 200* pas de plus (12,5 %*), pas 2*."
    assert said[-1] == "* Nombre donné par l’équipe\u00a0: il n’est ni calculé ni vérifié."


def test_a_star_somebody_wrote_marks_nothing_and_words_alone_need_no_note() -> None:
    said = [each.text for each in box(remark(text="Cinq* étoiles"), "en").said()]
    assert said[1:] == ["Cinq∗ étoiles", "Living Lab du Rivage, 27\u00a0November\u00a02026."]


def test_only_paragraphs_points_bold_and_italic_are_markup() -> None:
    made = box(remark(text=WORDS + "\n\n# Titre <b>gras</b> [lien](http://x.y)"), "fr")
    assert [(part.point, [(run.text, run.tag) for run in part.runs]) for part in made.parts] == [
        (False, [("Le groupe du mardi n’a ", ""), ("jamais", "strong"), (" désempli.", "")]),
        (True, [("85 %* veulent continuer", "")]),
        (True, [("merci", "em"), (" à la mairie", "")]),
        (False, [("# Titre <b>gras</b> [lien](http://x.y)", "")]),
    ]


@given(st.text(max_size=300))
def test_no_word_of_the_team_is_lost_or_left_unmarked(text: str) -> None:
    made = box(remark(text=text), "en")
    runs = "".join(run.text for part in made.parts for run in part.runs)
    assert sum(letter.isdecimal() and letter.isascii() for letter in text) <= sum(map(str.isdecimal, runs))
    assert all("*" in run.text for part in made.parts for run in part.runs if any(map(str.isdecimal, run.text)))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_place_of_an_edition_is_one_of_its_chapters(audience: str) -> None:
    anchors = {row.anchor for row in CHAPTERS if audience in row.audiences}
    assert set(PLACES[audience]) <= anchors
    assert set(PLACES[audience]) <= set(EVERY_PLACE)


def test_a_document_that_wears_nothing_is_what_it_was() -> None:
    assert (dumps(NONE), presentation.attached(NONE), presentation.manifest_entry(NONE)) == (b"{}\n", {}, {})
    assert document(TRIAL, "funder", "fr", NONE) == document(TRIAL, "funder", "fr")
    assert ACCENT == ACTION


def test_what_is_attached_reads_back_as_it_was() -> None:
    assert loads(dumps(WORN)) == WORN
    assert loads(dumps(Presentation(accent="#7a1f3d", logo=logo_of(png(), "Rivage")))).accent == "#7a1f3d"


@pytest.mark.parametrize(
    "change",
    [
        {"accent": "#e0e000"},
        {"accent": "red;} body { display: none"},
        {"remarks": (remark(text="x" * 1_201),)},
        {"remarks": (remark("resident", "x" * 401),)},
        {"remarks": (remark(text="  "),)},
        {"remarks": (dataclasses.replace(remark(), on="hier"),)},
        {"remarks": (remark(),) * 13},
        {"logo": dataclasses.replace(WORN.logo, alternative="")},  # type: ignore[type-var]  # it has one
        {"logo": dataclasses.replace(WORN.logo, base64=base64.b64encode(png()).decode())},  # type: ignore[type-var]  # idem
        {"logo": dataclasses.replace(WORN.logo, base64="%%")},  # type: ignore[type-var]  # idem
    ],
)
def test_what_could_not_have_been_written_is_not_used(change: dict[str, object]) -> None:
    content = dumps(dataclasses.replace(WORN, **change))  # type: ignore[arg-type]  # a table of keywords
    assert presentation.of_files({presentation.PRESENTATION: content}) == NONE


def test_a_picture_with_something_hidden_in_it_is_not_used() -> None:
    logo = logo_of(png(), "Rivage")
    hidden = dataclasses.replace(logo, base64=base64.b64encode(png()).decode())
    assert presentation.of_files({presentation.PRESENTATION: dumps(Presentation(logo=hidden))}) == NONE


def test_a_png_is_drawn_anew_without_what_hides_in_it_and_no_larger_than_print_needs() -> None:
    found = checked(png(2_400, 100))
    assert (b"Lucie" in png(), b"Lucie" in found.content) == (True, False)
    assert (found.width, found.height, found.media_type) == (LARGEST_SIDE, 50, "image/png")


def test_an_svg_keeps_its_shapes_and_nothing_else() -> None:
    found = checked(SVG)
    assert (b"circle" in found.content, b"path" in found.content, b"Rivage" in found.content) == (True, True, False)
    assert (found.width, found.height) == (300, 100)
    assert checked(found.content) == found


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b"<script>alert(1)</script>", "logo_not_plain"),
        (b'<image href="http://127.0.0.1/x"/>', "logo_not_plain"),
        (b'<rect width="1" height="1" fill="url(http://127.0.0.1/x)"/>', "logo_not_plain"),
        (b'<rect width="1" height="1" style="fill:red"/>', "logo_not_plain"),
        (b'<rect width="1" height="1" onload="alert(1)"/>', "logo_not_plain"),
        (b'<use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>', "logo_not_plain"),
        (b"<foreignObject/>", "logo_not_plain"),
        (b"<text>Rivage</text>", "logo_text"),
        (b"", "logo_empty"),
        (b"<rect", "logo_damaged"),
    ],
)
def test_an_svg_that_is_no_plain_drawing_is_refused_with_its_reason(inside: bytes, code: str) -> None:
    with pytest.raises(LogoRefused) as refused:
        checked(b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">' + inside + b"</svg>")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a", "logo_kind"),
        (b"\x89PNG\r\n\x1a\n broken", "logo_damaged"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "logo_without_size"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1"><g>&a;</g></svg>', "logo_not_plain"),
        (b"<svg " + b" " * 300_000, "logo_too_large"),
    ],
)
def test_a_file_that_is_no_logo_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(LogoRefused) as refused:
        checked(content)
    assert refused.value.code == code


def test_contrast_is_that_of_the_standard() -> None:
    """Published: black on white 21, #777777 on white 4.48, #767676 on white 4.54 (webaim.org/contrastchecker)."""
    pairs = ("#000000", "#777777", "#767676")
    assert [round(contrast(one, "#ffffff"), 2) for one in pairs] == [21.0, 4.48, 4.54]


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_the_colour_proposed_can_be_read_and_is_the_one_asked_for_when_that_can(colour: str) -> None:
    found = judged(colour)
    assert on_the_page(found.nearest) >= LEAST
    assert (found.nearest == colour) == found.readable


def test_a_pale_colour_gets_the_nearest_of_its_hue() -> None:
    found = judged("#f2a900")
    red, green, blue = (int(found.nearest[place : place + 2], 16) for place in (1, 3, 5))
    assert (found.ratio < 2, red > green > blue, 4.5 <= on_the_page(found.nearest) < 4.6) == (True, True, True)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("content", [SVG, png(600, 200)], ids=["svg", "png"])
def test_a_report_that_wears_them_is_archivable_accessible_and_verifies(
    tmp_path: Path, audience: str, content: bytes
) -> None:
    words = tuple(remark(anchor, "Merci, 3 fois merci.") for anchor in PLACES[audience])
    worn = Presentation(words, "#7a1f3d", logo_of(content, "Living Lab du Rivage"))
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        reports.write_pdf(TRIAL, audience=audience, presentation=worn, to=path)
    assert [page.validate_pdf(str(paths[0]), profile=profile).failures for profile in ("3a", "ua1")] == [[], []]
    found = verified(paths[0])
    assert (found.holds, found.redrawn, found.boxes) == (True, True, len(words))
    assert [line for line in found.lines("en") if line.startswith(f"Boxes of the team: {len(words)}.")] != []
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.fixture(scope="module")
def worn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worn") / "report.pdf"
    reports.write_pdf(TRIAL, presentation=WORN, to=path)
    return path


def _with(pdf: Pdf, **change: object) -> None:
    said = json.loads(attached(pdf, presentation.PRESENTATION))
    attach(pdf, presentation.PRESENTATION, (json.dumps({**said, **change}, ensure_ascii=False) + "\n").encode())


@pytest.mark.slow
def test_altered_words_of_the_team_are_caught_on_the_page_and_in_the_file(worn: Path, tmp_path: Path) -> None:
    def other_words(pdf: Pdf) -> None:
        said = loads(attached(pdf, presentation.PRESENTATION))
        altered = dataclasses.replace(said, remarks=(remark(text="Tout va bien."), *said.remarks[1:]))
        attach(pdf, presentation.PRESENTATION, dumps(altered))

    page_of_limits = next(
        place
        for place, text in enumerate(pages.texts(pages.open_checked(worn.read_bytes())))
        if "Nouscontinuons" in text.body.replace(" ", "")
    )
    altered = {
        "file": changed(worn, tmp_path / "file.pdf", other_words),
        "page": changed(
            worn, tmp_path / "page.pdf", lambda pdf: repaint(pdf, page_of_limits, "continuons", "continuens")
        ),
        "gone": changed(
            worn, tmp_path / "gone.pdf", lambda pdf: pdf.attachments.__delitem__(presentation.PRESENTATION)
        ),
    }
    codes = {name: {problem.code for problem in verified(path).problems} for name, path in altered.items()}
    assert {name: "text_changed" in found or "text_added" in found for name, found in codes.items()} == dict.fromkeys(
        altered, True
    )
    assert "manifest_changed" in codes["file"]


@pytest.mark.slow
def test_another_colour_in_the_file_than_on_the_pages_is_caught(worn: Path, tmp_path: Path) -> None:
    painted = changed(worn, tmp_path / "painted.pdf", lambda pdf: _with(pdf, accent="#0b3d5e"))
    assert verified(painted).holds is False


@pytest.mark.slow
def test_minutes_wear_the_logo_and_the_colour_and_still_verify(tmp_path: Path) -> None:
    look = Presentation(accent="#7a1f3d", logo=logo_of(png(600, 200), "Living Lab du Rivage"))
    written = write_minutes(by_hand.minutes(), presentation=look, to=tmp_path / "minutes.pdf")
    found = verified(written.path)
    assert (found.holds, found.redrawn) == (True, True)
    assert page.validate_pdf(str(written.path), profile="ua1").failures == []
