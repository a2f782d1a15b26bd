"""Changing one cell or one printed number is caught, even by someone who mends the manifest."""

from __future__ import annotations

import dataclasses
import io
import json
import shutil
import zlib
from pathlib import Path

import pikepdf
import pytest
from forgery import attach, attached, changed, mend, repaint, rewrite
from pikepdf import Dictionary, Name, Pdf
from trial_by_hand import evidence

from analysis.results import Evidence
from reports import verification
from reports.pdf import write_pdf
from reports.verification import Discrepancy, Unreadable, Verification, verify

pytestmark = pytest.mark.slow


def nothing_differs(evidence: Evidence) -> tuple[Discrepancy, ...]:
    """Stands in for the analysis: the hand-made tables carry invented estimates."""
    return ()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pdf(evidence(), to=tmp_path_factory.mktemp("report") / "report.pdf").path


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    facts = dataclasses.replace(evidence().facts, study="Autre", last_answer_on="2026-08-01")
    elsewhere = dataclasses.replace(evidence(), facts=facts)
    return write_pdf(elsewhere, to=tmp_path_factory.mktemp("other") / "other.pdf").path


def verified(path: Path) -> Verification:
    found = verify(path, recompute=nothing_differs)
    assert isinstance(found, Verification)
    return found


def found_in(path: Path) -> set[tuple[str, str]]:
    return {(problem.code, problem.figure) for problem in verified(path).problems}


def cell(value: Evidence, table_id: str, row: int, column: int, new: float) -> Evidence:
    """The evidence with one cell changed, and the estimate that rests on it made to agree."""
    tables = []
    for table in value.tables:
        if table.id == table_id:
            rows = [list(each) for each in table.rows]
            rows[row][column] = new
            table = dataclasses.replace(table, rows=tuple(tuple(each) for each in rows))
        tables.append(table)
    digests = {table.id: table.digest for table in tables}
    findings = tuple(
        dataclasses.replace(f, estimate=dataclasses.replace(f.estimate, table_digest=digests[f.table_id]))
        for f in value.findings
    )
    return dataclasses.replace(value, tables=tuple(tables), findings=findings)


def test_an_untouched_report_holds_and_its_pages_are_painted_again(report: Path) -> None:
    found = verified(report)
    assert (found.problems, found.holds, found.exit_code, found.redrawn) == ((), True, 0, True)


def test_every_figure_has_a_line_in_plain_words(report: Path) -> None:
    lines = verified(report).lines("fr")
    assert lines[1] == "Figure F1, Sentiment de solitude à 2 mois\u00a0: tient (classe B)."
    assert lines[6] == (
        "Figure F6, Qualité de vie\u00a0: empreinte seule (classe C). Le recalcul demande les lignes du laboratoire."
    )
    assert len(lines) == 8 + 3


def test_a_report_saved_under_another_name_still_holds(report: Path, tmp_path: Path) -> None:
    assert verified(Path(shutil.copy(report, tmp_path / "renamed.pdf"))).holds


@pytest.mark.parametrize("also_mend", [False, True])
def test_one_changed_cell_of_a_csv_names_its_figure_and_place(report: Path, tmp_path: Path, also_mend: bool) -> None:
    def change(pdf: Pdf) -> None:
        attach(pdf, "table-T1.csv", attached(pdf, "table-T1.csv").replace(b"214.0", b"204.0"))
        if also_mend:
            mend(pdf)

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert found.problems[0].code == "cell_changed"
    assert found.problems[0].what("en") == ("Figure F1. table-T1.csv, row 2, column sum: “204.0” instead of “214.0”.")
    assert [line.figure for line in found.figures if line.status == "differs"] == ["F1"]


def test_one_changed_cell_of_the_evidence_is_caught_with_everything_else_mended(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        rewrite(pdf, lambda value: cell(value, "T1", 0, 3, 204.0))
        attach(pdf, "table-T1.csv", attached(pdf, "table-T1.csv").replace(b"214.0", b"204.0"))
        mend(pdf)

    assert ("text_changed", "F1") in found_in(changed(report, tmp_path / "x.pdf", change))


def test_a_changed_count_of_the_flow_is_caught(report: Path, tmp_path: Path) -> None:
    found = found_in(changed(report, tmp_path / "x.pdf", lambda pdf: rewrite(pdf, lambda v: cell(v, "T0", 3, 3, 45))))
    assert ("text_changed", "F0") in found


def test_an_estimate_that_does_not_follow_from_its_table_is_named(report: Path) -> None:
    found = verify(report, recompute=lambda _: (Discrepancy("F2", "effect: 0.6 ≠ 0.5"),))
    assert isinstance(found, Verification)
    assert [problem.what("fr") for problem in found.problems] == [
        "Figure F2. Le recalcul ne redonne pas l’estimation publiée. effect: 0.6 ≠ 0.5"
    ]
    assert found.exit_code == 1


def test_a_number_that_another_version_of_the_computations_may_have_given_is_told_so(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> str:
        return " ".join(verify(report, recompute=lambda _: (Discrepancy("F2", "effect: 0.6 ≠ 0.5"),)).lines("en"))

    assert "version 0.1.0 of the computations, which is not the one here" in said()
    monkeypatch.setattr(verification, "CODE_VERSION", "0.1.0")
    assert "of the computations" not in said()


@pytest.mark.parametrize(
    ("page", "old", "new", "figure"),
    [
        (0, "de 6,2", "de 2,6", "F1"),
        (3, "+0,56", "+0,66", "P2"),
        (2, "(94", "(84", "F0"),
        (0, "Fondation", "Fondatiom", ""),
    ],
    ids=["a digit of a sentence", "a label of the forest plot", "a count in the flow", "who paid"],
)
def test_one_changed_letter_on_a_page_is_caught(
    report: Path, tmp_path: Path, page: int, old: str, new: str, figure: str
) -> None:
    found = found_in(changed(report, tmp_path / "x.pdf", lambda pdf: repaint(pdf, page, old, new)))
    assert ("text_changed", figure) in found


ELSEWHERE = "sha256:" + "1" * 64


def from_elsewhere(pdf: Pdf) -> None:
    """The manifest names another edition, as that of an older report does, and as anyone can write it."""
    said = json.loads(attached(pdf, "manifest.json"))
    said["edition"] = ELSEWHERE
    attach(pdf, "manifest.json", json.dumps(said).encode())


def test_other_words_of_another_edition_are_neither_confirmed_nor_called_an_alteration(
    report: Path, tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        from_elsewhere(pdf)
        repaint(pdf, 0, "de 6,2", "de 2,6")

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert (found.holds, found.exit_code, found.edition, found.problems) == (False, 3, ELSEWHERE, ())
    assert {line.status for line in found.figures} == {"recomputed", "digest_only"}
    assert [(each.page, each.number) for each in found.strange] == [(1, "2,6")]
    told = found.lines("fr")
    assert "classe B\u00a0; entre" in told[1]
    assert "n’ont pas pu être comparés" in told[-2]


def test_the_same_words_hold_whatever_edition_is_named(report: Path, tmp_path: Path) -> None:
    found = verified(changed(report, tmp_path / "x.pdf", from_elsewhere))
    assert (found.holds, found.exit_code, found.edition) == (True, 0, "")


def test_a_changed_number_is_an_alteration_whatever_edition_is_named(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        rewrite(pdf, lambda value: cell(value, "T1", 0, 3, 204.0))
        from_elsewhere(pdf)

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert (found.exit_code, found.edition) == (1, "")


def test_a_report_from_before_editions_were_named_is_told_as_one(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        said = json.loads(attached(pdf, "manifest.json"))
        del said["edition"]
        attach(pdf, "manifest.json", json.dumps(said).encode())
        repaint(pdf, 0, "de 6,2", "de 2,6")

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert (found.exit_code, found.edition) == (3, "–")


def test_a_point_moved_in_a_picture_is_caught_by_painting_again(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        contents = pdf.pages[3].Contents
        painted = contents.read_bytes()
        at = painted.rindex(b" c\n")
        contents.write(painted[:at] + b" c 1 0 0 1 3 0 cm\n" + painted[at + 3 :])

    found = found_in(changed(report, tmp_path / "x.pdf", change))
    assert found
    assert {code for code, _ in found} <= {"manifest_changed", "page_painted"}


def test_a_text_laid_over_a_page_is_caught(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 99, 99], Contents="9,2 points")
        pdf.pages[0].Annots = pdf.make_indirect([note])

    assert ("addition", "") in found_in(changed(report, tmp_path / "x.pdf", change))


@pytest.mark.parametrize("key", ["/ActualText", "/Alt", "/E"])
def test_words_that_only_a_screen_reader_would_say_are_caught(report: Path, tmp_path: Path, key: str) -> None:
    def change(pdf: Pdf) -> None:
        answer = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.P)
        answer[key] = "Tout va bien."

    assert ("addition", "") in found_in(changed(report, tmp_path / "x.pdf", change))


def test_an_alternative_text_that_says_something_else_is_caught(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        pictures = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name.Figure]
        pictures[0].Alt = "Tout va bien."

    assert "alternative_changed" in {code for code, _ in found_in(changed(report, tmp_path / "x.pdf", change))}


@pytest.mark.parametrize("name", ["table-T1.csv", "manifest.json", "README.txt"])
def test_a_removed_attachment_is_named(report: Path, tmp_path: Path, name: str) -> None:
    def change(pdf: Pdf) -> None:
        del pdf.attachments[name]

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert name in [problem.values.get("name") for problem in found.problems if problem.code == "attachment_missing"]


def test_without_its_evidence_no_figure_holds(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        del pdf.attachments["evidence.json"]

    found = verified(changed(report, tmp_path / "x.pdf", change))
    assert found.exit_code == 1
    assert {line.status for line in found.figures} == {"differs"}


def test_evidence_that_is_no_json_is_said_so(report: Path, tmp_path: Path) -> None:
    found = verified(changed(report, tmp_path / "x.pdf", lambda pdf: attach(pdf, "evidence.json", b"{")))
    assert [problem.code for problem in found.problems] == ["evidence_unreadable"]


def test_attachments_of_another_report_do_not_fit_the_pages(report: Path, other: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        with pikepdf.open(other) as source:
            for name in list(source.attachments):
                attach(pdf, name, attached(source, name))

    assert "text_changed" in {code for code, _ in found_in(changed(report, tmp_path / "x.pdf", change))}


def test_a_removed_page_is_caught(report: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        del pdf.pages[4]

    assert "text_changed" in {code for code, _ in found_in(changed(report, tmp_path / "x.pdf", change))}


def unreadable(path: Path) -> str:
    found = verify(path, recompute=nothing_differs)
    assert isinstance(found, Unreadable)
    assert (found.holds, found.exit_code) == (False, 2)
    assert all(found.lines(language) for language in ("fr", "en"))  # type: ignore[arg-type]  # literals
    return found.code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "nowhere.pdf") == "not_found"


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"PK\x03\x04 not a PDF")
    assert unreadable(tmp_path / "x.pdf") == "not_a_pdf"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_a_truncated_report(report: Path, tmp_path: Path, share: float) -> None:
    content = report.read_bytes()
    (tmp_path / "x.pdf").write_bytes(content[: int(len(content) * share)])
    assert unreadable(tmp_path / "x.pdf") == "damaged"


@pytest.mark.parametrize("password", ["secret", ""])
def test_an_encrypted_report(report: Path, tmp_path: Path, password: str) -> None:
    with pikepdf.open(report) as pdf:
        pdf.save(tmp_path / "x.pdf", encryption=pikepdf.Encryption(owner="owner", user=password))
    assert unreadable(tmp_path / "x.pdf") == "encrypted"


def test_a_pdf_without_attachments(tmp_path: Path) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.save(tmp_path / "x.pdf")
    assert unreadable(tmp_path / "x.pdf") == "not_a_report"


def test_a_report_saved_again_with_packed_objects(report: Path, tmp_path: Path) -> None:
    with pikepdf.open(report) as pdf:
        pdf.save(tmp_path / "x.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert unreadable(tmp_path / "x.pdf") == "rewritten"


def test_a_stream_that_unpacks_to_gigabytes_is_refused_before_it_does(report: Path, tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = io.BytesIO()
    for _ in range(300):
        packed.write(packer.compress(b"\0" * 1_000_000))
    packed.write(packer.flush())

    def change(pdf: Pdf) -> None:
        bomb = pdf.make_stream(b"")
        bomb.write(packed.getvalue(), filter=Name.FlateDecode)
        pdf.Root.Bomb = bomb

    assert unreadable(changed(report, tmp_path / "x.pdf", change)) == "too_large"


def test_a_file_larger_than_any_report(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 32_000_001)
    assert unreadable(tmp_path / "x.pdf") == "too_large"
