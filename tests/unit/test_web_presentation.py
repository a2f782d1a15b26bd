"""The team adds its words to a report, an administrator chooses the look: seen first, every version kept."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from desk import Desk, Upload
from flask import Flask
from people import Cast, open_study
from sqlalchemy import select

from livinglab import actions
from livinglab.actions.looks import choose_look
from livinglab.actions.remarks import write_remark
from livinglab.jobs.presentation import look_of_minutes, presentation_now, presentation_of
from livinglab.store import NotAllowed, NotFound, Refused
from livinglab.store.audit import AuditLine
from livinglab.store.database import db
from livinglab.store.looks import LaboratoryLook, look_in_force
from livinglab.store.remarks import remarks_in_force, remarks_of
from livinglab.store.studies import Study
from reports.limits import ACCENT

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10"/></svg>'
SAID: Mapping[str, str] = {
    "language": "en",
    "anchor": "limits",
    "text": "We go on, 3 times.",
    "organisation": "The lab",
}


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


@pytest.fixture
def rose(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.rose)


@pytest.fixture
def amina(laboratory: Flask, people: Cast) -> Desk:
    return Desk(laboratory).known_as(people.amina)


def say(people: Cast, study: Study, **change: str) -> None:
    write_remark(by=people.rose, study=study, **{**SAID, **change})


def test_a_box_is_seen_before_it_is_kept_and_nothing_is_stored_by_looking(rose: Desk, study: Study) -> None:
    page = rose.send(rose.open(f"/studies/{study.id}/remarks"), "write-remark", {**SAID, "preview": "1"})
    box = page.soup.select_one(".box")
    assert box is not None
    assert "We go on, 3* times." in " ".join(box.get_text(" ").split())
    assert list(remarks_of(study.id)) == []
    page = rose.send(page, "write-remark", {})
    assert (page.status, remarks_in_force(study.id, "en")["limits"].text) == (200, SAID["text"])


def test_every_version_stays_and_the_last_is_in_force_until_it_is_taken_back(people: Cast, study: Study) -> None:
    for text in ("One", "Two", "Two", ""):
        say(people, study, text=text)
    assert [remark.text for remark in remarks_of(study.id)] == ["", "Two", "One"]
    assert (dict(remarks_in_force(study.id, "en")), dict(remarks_in_force(study.id, "fr"))) == ({}, {})


def test_a_report_keeps_the_words_and_the_look_it_was_asked_for_with(people: Cast, study: Study) -> None:
    say(people, study)
    say(people, study, anchor="resident", text="Thank you")
    choose_look(by=people.amina, accent="#7A1F3D", logo=SVG, logo_words="The lab")
    asked = actions.request_report(by=people.rose, study=study, language="en")
    say(people, study, text="Something else")
    choose_look(by=people.amina, accent=ACCENT, without_logo=True)
    worn, now = presentation_of(asked), presentation_now(study.id, "funder", "en")
    assert ([remark.text for remark in worn.remarks], worn.accent, worn.logo is not None) == (
        ["We go on, 3 times."],
        "#7a1f3d",
        True,
    )
    assert ([remark.text for remark in now.remarks], now.accent, now.logo) == (["Something else"], ACCENT, None)
    assert [remark.text for remark in presentation_now(study.id, "resident", "en").remarks] == ["Thank you"]
    assert presentation_now(study.id, "funder", "fr").remarks == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": "x" * 1_201}, "text_too_long"),
        ({"anchor": "resident", "text": "x" * 401}, "text_too_long"),
        ({"anchor": "essential"}, "remark_place_unknown"),
        ({"language": "ar"}, "language_unknown"),
        ({"organisation": " "}, "text_missing"),
    ],
)
def test_words_that_do_not_fit_are_refused(people: Cast, study: Study, change: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        say(people, study, **change)
    assert list(remarks_of(study.id)) == []


def test_a_funder_reads_reports_and_adds_no_word(people: Cast, study: Study) -> None:
    with pytest.raises(NotAllowed):
        write_remark(by=people.felix, study=study, **SAID)


def test_words_too_long_come_back_with_what_was_typed(rose: Desk, study: Study) -> None:
    typed = {**SAID, "text": "y" * 1_201, "preview": "1"}
    page = rose.send(rose.open(f"/studies/{study.id}/remarks"), "write-remark", typed)
    assert (page.status, page.errors()) == (422, ["Shorten this text: 1200 characters at most."])
    assert "y" * 1_201 in page.form("write-remark").get_text()


def test_a_pale_colour_is_refused_with_its_ratio_and_the_nearest_is_proposed(amina: Desk) -> None:
    page = amina.send(amina.open("/laboratory/look"), "choose-look", {"accent": "#F2A900"})
    assert page.status == 422
    (error,) = page.errors()
    assert "its contrast is 1.8" in error
    proposed = str(page.form("choose-look").select_one("#accent")["value"])  # type: ignore[index]  # it is there
    assert proposed in error
    assert amina.send(page, "choose-look", {}).status == 200
    look = look_in_force()
    assert look is not None
    assert look.accent == proposed


def test_a_logo_is_kept_with_its_words_until_it_is_taken_away(amina: Desk) -> None:
    page = amina.open("/laboratory/look")
    refused = amina.send(page, "choose-look", {"logo": Upload("logo.svg", SVG)})
    assert refused.errors() == ["Write what the logo says, for those who do not see it."]
    page = amina.send(page, "choose-look", {"logo": Upload("logo.svg", SVG), "logo_words": "The lab"})
    assert page.soup.select_one("img[alt='The lab']") is not None
    page = amina.send(page, "choose-look", {"accent": "#7a1f3d"})
    assert look_of_minutes().logo is not None
    amina.send(page, "choose-look", {"without_logo": "1"})
    assert (look_of_minutes().logo, look_of_minutes().accent) == (None, "#7a1f3d")
    assert len(db.session.scalars(select(LaboratoryLook)).all()) == 3


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"accent": "teal"}, "Write the colour as #0b5d5e: a hash and six hexadecimal digits."),
        ({"logo": Upload("x.gif", b"GIF89a")}, "Give a logo as PNG or SVG."),
        (
            {"logo": Upload("x.svg", SVG.replace(b"<rect", b"<text>x</text><rect"))},
            "This SVG holds text. Convert it to outlines, or give a PNG.",
        ),
    ],
)
def test_what_cannot_be_worn_is_refused_and_says_what_to_do(amina: Desk, change: dict[str, object], error: str) -> None:
    page = amina.send(amina.open("/laboratory/look"), "choose-look", {"logo_words": "The lab", **change})
    assert (page.status, page.errors(), look_in_force()) == (422, [error], None)


def test_only_an_administrator_chooses_and_it_is_told_in_the_audit_log(people: Cast) -> None:
    with pytest.raises(NotFound):
        choose_look(by=people.marc, accent=ACCENT)
    choose_look(by=people.amina, accent=ACCENT)
    line = db.session.scalars(select(AuditLine).order_by(AuditLine.sequence.desc())).first()
    assert line is not None
    assert (line.verb, line.object_kind) == ("choose_look", "LaboratoryLook")


def test_a_report_on_screen_wears_the_colour_by_day_only(laboratory: Flask, people: Cast, study: Study) -> None:
    plain = actions.request_report(by=people.marc, study=study)
    choose_look(by=people.amina, accent="#7a1f3d")
    worn = actions.request_report(by=people.marc, study=study)
    marc = Desk(laboratory).known_as(people.marc)
    styles = [marc.open(f"/reports/{report.id}/look.css").answer for report in (plain, worn)]
    assert [style.get_data(as_text=True) for style in styles] == [
        "",
        "@media (prefers-color-scheme: light) { .report { --action: #7a1f3d; } }\n",
    ]
    assert {style.mimetype for style in styles} == {"text/css"}
