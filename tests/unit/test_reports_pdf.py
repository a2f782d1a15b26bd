"""The file a funder receives: valid, identical for equal evidence, closed to the world, carrying its proof."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from pathlib import Path

import page
import pikepdf
import pytest
from tagged import spoken_faults
from trial_by_hand import evidence

from analysis import evidence_json
from reports import pages, typesetting
from reports.attachments import csv_bytes
from reports.document import document
from reports.numbers import LANGUAGES, Language
from reports.pdf import NothingElse, Written, write_pdf

pytestmark = pytest.mark.slow
TRIAL = evidence()
HOSTILE = '<script>alert(1)</script><img src="http://127.0.0.1:9/x"> {{7*7}} ${8*8} \u202e"\'&; ]]> 👩‍🦽 الوحدة'


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    language: Language = request.param
    return write_pdf(TRIAL, language=language, to=tmp_path_factory.mktemp(language) / "report.pdf")


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_one_file_is_both_archivable_and_accessible(written: Written, profile: str) -> None:
    report = page.validate_pdf(str(written.path), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_nothing_is_read_aloud_wrongly(written: Written) -> None:
    assert spoken_faults(written.path) == []


def test_equal_evidence_gives_identical_bytes_whatever_the_letters_fixed_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_pdf(evidence(), to=tmp_path / "a.pdf")
    typesetting._fixed.cache_clear()
    monkeypatch.setattr(typesetting, "_USUAL", "")
    again = write_pdf(evidence(), to=tmp_path / "b.pdf")
    assert first.path.read_bytes() == again.path.read_bytes()
    assert first.sha256 == again.sha256
    typesetting._fixed.cache_clear()


@pytest.mark.parametrize("audience", ["resident", "funder"])
def test_no_line_of_a_title_ends_within_a_word(audience: str, tmp_path: Path) -> None:
    """At two lengths of a title: with one or the other, each edition once ended its first line at the hyphen."""
    asked = (
        "Proposer chaque semaine une balade accompagnée rend-il les habitants âgés plus confiants pour sortir à pied ?"
    )
    ends = []
    for more in (4, 6):
        title = f"Quand des balades {'a' * more} deviennent-elles un rendez-vous ?"
        plan = dataclasses.replace(TRIAL.plan, title={"fr": title}, research_question={"fr": asked})
        file = tmp_path / f"{more}.pdf"
        write_pdf(dataclasses.replace(TRIAL, plan=plan), audience=audience, language="fr", to=file)
        told = subprocess.run(
            ["pdftotext", "-layout", "-l", "1", file, "-"], capture_output=True, text=True, check=True
        ).stdout
        ends += [line for line in told.splitlines() if line.endswith("-")]
    assert ends == []


def test_the_file_says_its_language_title_and_date(written: Written) -> None:
    with pikepdf.open(written.path) as pdf:
        said = (str(pdf.Root.Lang), str(pdf.docinfo.Title), str(pdf.docinfo.CreationDate))
    titles = {"fr": "Balades de quartier", "en": "Neighbourhood walks"}
    assert said == (said[0], titles[said[0]], "D:20260718")


def test_each_chapter_has_its_bookmark(written: Written) -> None:
    with pikepdf.open(written.path) as pdf, pdf.open_outline() as outline:
        inside = [item.title.split(".")[0] for item in outline.root[0].children]
    assert inside == ["2", "3", "4", "5", "6", "7", "8", "9"]


def test_the_evidence_its_tables_and_the_manifest_are_inside(written: Written) -> None:
    with pages.open_checked(written.path.read_bytes()) as pdf:
        files = pages.attachments(pdf)
        relationships = {str(each.AFRelationship) for each in pdf.Root.AF}
    assert sorted(files) == [
        "README.txt",
        "evidence.json",
        "manifest.json",
        *(f"table-T{place}.csv" for place in range(8)),
    ]
    assert evidence_json.loads(files["evidence.json"].decode()) == TRIAL
    assert relationships == {"/Data", "/Supplement"}


def test_the_manifest_says_where_each_figure_is_printed(written: Written) -> None:
    with pages.open_checked(written.path.read_bytes()) as pdf:
        manifest = json.loads(pages.attachments(pdf)["manifest.json"])
    figure = manifest["figures"]["F1"]
    assert (figure["table"], figure["class"], figure["estimator"]) == ("T1", "B", "two_arms_mean")
    assert figure["pages"][0] == 1
    assert len(manifest["pages"]) == written.pages


def test_simulated_data_are_stamped_on_every_page(written: Written) -> None:
    margins = [text.margin for text in pages.texts(pages.open_checked(written.path.read_bytes()))]
    assert [("Données simulées" in margin or "Simulated data" in margin) for margin in margins] == [
        True
    ] * written.pages


def test_what_people_wrote_is_inert(tmp_path: Path) -> None:
    nodes = (
        dataclasses.replace(TRIAL.facts.trace_nodes[0], label=HOSTILE, quote=HOSTILE),
        *TRIAL.facts.trace_nodes[1:],
    )
    facts = dataclasses.replace(TRIAL.facts, project=HOSTILE, study=HOSTILE, laboratory=HOSTILE, trace_nodes=nodes)
    plan = dataclasses.replace(TRIAL.plan, title={"fr": HOSTILE}, funders=(HOSTILE,))
    report = write_pdf(dataclasses.replace(TRIAL, facts=facts, plan=plan), to=tmp_path / "x.pdf")
    text = "".join(each.body for each in pages.texts(pages.open_checked(report.path.read_bytes())))
    assert "<script>alert(1)</script>" in text
    assert "{{7*7}}" in text
    assert "Noto-Sans-Arabic" in _fonts(report), "Arabic letters come with their font: a machine may have none"
    with pages.open_checked(report.path.read_bytes()) as pdf:
        assert pages.additions(pdf) == ()


def test_arabic_words_are_set_in_their_own_font_wherever_they_stand(tmp_path: Path) -> None:
    words = "المشي إلى الدكان"
    nodes = tuple(dataclasses.replace(node, label=words, quote=words) for node in TRIAL.facts.trace_nodes)
    facts = dataclasses.replace(TRIAL.facts, project=words, study=words, laboratory=words, trace_nodes=nodes)
    said = {"fr": words, "en": words}
    plan = dataclasses.replace(
        TRIAL.plan,
        title=said,
        outcomes=tuple(dataclasses.replace(outcome, label=said) for outcome in TRIAL.plan.outcomes),
        arms=tuple(dataclasses.replace(arm, label=said) for arm in TRIAL.plan.arms),
        waves=tuple(dataclasses.replace(wave, label=said) for wave in TRIAL.plan.waves),
    )
    report = write_pdf(dataclasses.replace(TRIAL, facts=facts, plan=plan), to=tmp_path / "x.pdf")
    families = ("Atkinson-Hyperlegible", "Noto-Sans-Arabic", "Source-Serif-4")
    assert [name for name in _fonts(report) if not name.startswith(families)] == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1/", "https://example.org/a.css", "data:text/css,a", "report:other"],
)
def test_a_report_loads_nothing_from_outside(address: str) -> None:
    fetcher = NothingElse(typesetting.resources(document(TRIAL, "funder", "fr")))
    with pytest.raises(ValueError, match="loads nothing from outside"):
        fetcher.fetch(address)


def test_a_cell_that_a_spreadsheet_would_run_is_made_text() -> None:
    table = dataclasses.replace(TRIAL.tables[0], columns=("arm", "n"), rows=(("=1+1", -2), ("+a", 3.5)))
    assert csv_bytes(table) == b"arm,n\r\n'=1+1,-2\r\n'+a,3.5\r\n"


def _fonts(report: Written) -> set[str]:
    with pikepdf.open(report.path) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
        return {str(font.BaseFont).partition("+")[2] for font in fonts}
