"""The pages of measurements: from a file to its rows, each problem at its place; the archive; the command."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from meters import METER, readings, stored
from people import Cast, lucie_in, open_study
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from analysis.measurements.cells import open_file
from analysis.measurements.kinds import KINDS
from analysis.measurements.problem_words import CATALOGUE
from livinglab import actions
from livinglab.actions import measurements as acts
from livinglab.commands import import_measurements, parser
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import LANGUAGE_VARIABLE
from livinglab.jobs.measurements import step
from livinglab.store.database import db
from livinglab.store.measurements import MeasurementFile, MeasurementRow, cash_lines_of, measurements_of
from livinglab.store.studies import Study
from livinglab.words import t

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def marc(laboratory: Flask, people: Cast, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Marc in a browser; the job is done at once."""
    laboratory.config["WTF_CSRF_ENABLED"] = False
    pages = sys.modules["livinglab.web.facilitator.measurements"]  # its package names the blueprint, not the room
    monkeypatch.setattr(pages, "ask_for_measurements", step)
    client = laboratory.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = people.marc.fs_uniquifier, True
    return client


def _study(people: Cast) -> tuple[Study, str]:
    study = open_study(people)
    return study, lucie_in(study).participant.pseudonym


def _sent(client: FlaskClient, study: Study, text: str, kind: str = "meter_index", **fields: str) -> str:
    given = {"file": (io.BytesIO(text.encode()), "relevés.csv"), "kind": kind, "name": "Compteurs", **fields}
    answer = client.post(f"/studies/{study.id}/measurements/new", data=given, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def _laid_out(client: FlaskClient, page: str, **changes: str) -> None:
    """Sends the form as the page proposes it, but for some changes."""
    handed = db.session.get_one(MeasurementFile, page.rpartition("/")[2])
    db.session.refresh(handed)
    layout = handed.laid_out
    assert layout is not None
    fields = {f"column.{role}": title for role, title in layout.columns.items()}
    fields |= {f"constant.{role}": said for role, said in layout.constants.items()}
    fields |= {"subject_kind": layout.subject_kind, "zone": layout.zone, "decimal": layout.decimal, "day_first": "1"}
    answer = client.post(f"{page}/layout", data={**fields, "origin": "measured", "sheet": layout.sheet, **changes})
    assert answer.status_code == 303, answer.text


def _store(client: FlaskClient, page: str, **fields: str) -> TestResponse:
    """Presses the button of the page as it stands."""
    shown = re.search(r'name="seen" value="(\w+)"', client.get(page).text)
    return client.post(f"{page}/store", data={"seen": shown[1] if shown else "", **fields}, headers=ENGLISH)


def _rows() -> int:
    return db.session.scalar(select(func.count()).select_from(MeasurementRow)) or 0


def test_a_file_goes_from_its_columns_to_its_rows_and_nothing_is_stored_before(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10, 12.5))
    shown = marc.get(page, headers=ENGLISH).text
    assert ("What is each column for?" in shown, "Index (kWh) – 10, 12,5" in shown, _rows()) == (True, True, 0)
    _laid_out(marc, page)
    shown = marc.get(page, headers=ENGLISH).text
    assert ("2026-03-01 08:00:00+01:00" in shown, "12.5 kWh" in shown, _rows()) == (True, True, 0)
    assert _store(marc, page).status_code == 303
    shown = marc.get(page, headers=ENGLISH).text
    assert ("The file is stored" in shown, _rows(), lucie in shown) == (True, 2, False)
    assert marc.get(f"{page}/original").data.decode() == METER + readings(lucie, 10, 12.5)
    assert "Compteurs" in marc.get(f"/studies/{study.id}/measurements").text
    assert _store(marc, page).status_code == 422  # pressed twice, stored once


def test_wrong_rows_are_told_at_their_place_and_left_out_only_when_ticked(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10) + f"02/03/2026;08:00;{lucie};élec;beaucoup\n")
    _laid_out(marc, page)
    shown = marc.get(page, headers=ENGLISH).text
    assert "row 3, column E (Index (kWh))" in shown
    assert "“beaucoup” is not a number." in shown
    refused = _store(marc, page)
    assert (refused.status_code, "tick that you leave it out" in refused.text, _rows()) == (422, True, 0)
    assert _store(marc, page, leave_out="1").status_code == 303
    shown = marc.get(page, headers=ENGLISH).text
    assert ("The row left out" in shown, "beaucoup" in shown, _rows()) == (True, True, 1)


def test_columns_can_be_changed_after_the_rows_were_shown(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10.5))
    _laid_out(marc, page, decimal=".")
    assert "is not a number" in marc.get(page, headers=ENGLISH).text
    _laid_out(marc, page, decimal=",")
    assert "is not a number" not in marc.get(page, headers=ENGLISH).text


def test_what_another_tab_has_changed_is_not_stored_unseen(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10, 12))
    _laid_out(marc, page)
    seen = re.search(r'name="seen" value="(\w+)"', marc.get(page).text)
    assert seen is not None
    _laid_out(marc, page, zone="UTC")
    answer = marc.post(f"{page}/store", data={"seen": seen[1]}, headers=ENGLISH)
    assert (answer.status_code, "has changed since you saw it" in answer.text, _rows()) == (422, True, 0)
    assert (_store(marc, page).status_code, _rows()) == (303, 2)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("zone", "Mars/Olympus", "Choose a zone of the list"),
        ("digits", "many", "Write a whole number from 1 to 15"),
        ("gap_times", "0", "Write a number from 1 to 1,000"),
    ],
)
def test_what_is_wrong_in_the_form_is_told_at_its_field_and_what_was_chosen_stays(
    marc: FlaskClient, people: Cast, field: str, value: str, said: str
) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10))
    answer = marc.post(f"{page}/layout", data={"column.series": "Lieu", field: value}, headers=ENGLISH)
    assert (answer.status_code, said in answer.text, f'href="#{field}"' in answer.text) == (422, True, True)


def test_a_workbook_of_several_sheets_is_read_one_sheet_at_a_time(marc: FlaskClient, people: Cast) -> None:
    from xlsxwriter import Workbook

    study, _ = _study(people)
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        for name in ("Lisez-moi", "Coûts"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Date", "Libellé", "Payeur", "Montant", "Année des prix", "Devise"])
            page.write_row(1, 0, ["02/03/2026", name, "ville", 12.5, 2026, "EUR"])
    given = {"file": (buffer, "couts.xlsx"), "kind": "cost_sheet", "name": "Coûts"}
    buffer.seek(0)
    page = marc.post(f"/studies/{study.id}/measurements/new", data=given, content_type="multipart/form-data").headers[
        "Location"
    ]
    chosen = marc.get(f"{page}?sheet=Coûts").text
    assert re.search(r'name="sheet" value="Coûts"', chosen)
    _laid_out(marc, page, sheet="Coûts")
    _store(marc, page)
    assert [line.label for line in cash_lines_of(study.id)] == ["Coûts"]


def test_a_correction_replaces_the_file_and_both_pages_say_so(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    first = _sent(marc, study, METER + readings(lucie, 10, 12))
    _laid_out(marc, first)
    _store(marc, first)
    corrects = first.rpartition("/")[2]
    assert "relevés.csv" in marc.get(f"/studies/{study.id}/measurements/new?corrects={corrects}").text
    second = _sent(marc, study, METER + readings(lucie, 10, 15), corrects=corrects)
    _laid_out(marc, second)
    _store(marc, second)
    assert "Another file replaced it" in marc.get(first, headers=ENGLISH).text
    assert [one.value for one in measurements_of(study.id)] == [5.0]


def test_nothing_chosen_nothing_handed_in(marc: FlaskClient, people: Cast) -> None:
    study, _ = _study(people)
    answer = marc.post(f"/studies/{study.id}/measurements/new", data={}, headers=ENGLISH)
    said = ("Choose a file.", "Choose what the file holds.", "Give this series of files a name.")
    assert (answer.status_code, [each in answer.text for each in said]) == (422, [True] * 3)
    assert db.session.query(MeasurementFile).count() == 0


def test_a_file_let_go_or_that_does_not_open_says_what_to_do(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10))
    assert marc.post(f"{page}/let-go").status_code == 303
    assert "the file is erased" in marc.get(page, headers=ENGLISH).text
    assert marc.get(f"{page}/original").status_code == 404
    broken = marc.get(_sent(marc, study, "Date;Index\n"), headers=ENGLISH).text
    assert ("The file does not open" in broken, "no row under the titles" in broken) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_example_of_each_kind_can_be_downloaded_and_opened(marc: FlaskClient, kind: str, ending: str) -> None:
    answer = marc.get(f"/measurement-examples/{kind}.{ending}")
    assert (answer.status_code, open_file(answer.data).problems) == (200, ())


def test_a_kind_nobody_knows_has_no_example(marc: FlaskClient) -> None:
    assert [marc.get(f"/measurement-examples/{name}").status_code for name in ("gossip.csv", "usage_log.pdf")] == [
        404
    ] * 2


def test_every_problem_has_a_short_name_on_the_page() -> None:
    names = {
        code: {language: t(f"measurements.code_{code}", language) for language in ("fr", "en")} for code in CATALOGUE
    }
    assert [code for code, said in names.items() if any("code_" in one for one in said.values())] == []


def test_a_thousand_problems_are_read_page_by_page(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    wrong = "".join(f"x{row};08:00;{lucie};élec;1\n" for row in range(1000))
    page = _sent(marc, study, METER + wrong)
    _laid_out(marc, page)
    first, last = marc.get(page, headers=ENGLISH).text, marc.get(f"{page}?page=10", headers=ENGLISH).text
    assert ("page 1 of 10" in first, "“x0”" in first, "“x999”" in first, "“x999”" in last) == (True, True, False, True)


def test_measurements_go_home_with_the_answers_and_with_where_they_come_from(marc: FlaskClient, people: Cast) -> None:
    study, lucie = _study(people)
    page = _sent(marc, study, METER + readings(lucie, 10, 12.5) + "x;;;;\n")
    _laid_out(marc, page)
    _store(marc, page, leave_out="1")
    with zipfile.ZipFile(io.BytesIO(marc.post(f"/studies/{study.id}/answers.zip").data)) as archive:
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
            if name.startswith(("measurement", "consumption", "costs", "param"))
        }
    handed = db.session.scalars(select(MeasurementFile)).one()
    assert [(row["subject"], row["value"], row["row"], row["file"]) for row in tables["measurements.csv"]] == [
        (lucie, "10.0", "2", handed.id),
        (lucie, "12.5", "3", handed.id),
    ]
    assert [(row["value"], row["unit"]) for row in tables["consumption.csv"]] == [("2.5", "kWh")]
    assert [row["digest"] for row in tables["measurement_files.csv"]] == [handed.fingerprint]
    [left] = tables["measurements_left_out.csv"]
    assert (left["row"], "not_a_moment" in left["reasons"].split()) == ("4", True)
    assert (tables["costs.csv"], tables["parameters.csv"]) == ([], [])


# The command.


def _command(study: Study, folder: Path, text: str, *more: str) -> int:
    file = folder / "meters.csv"
    file.write_text(text, "utf-8")
    options = parser("import-measurements").parse_args([study.id, str(file), "--kind", "meter_index", *more])
    return import_measurements.take_in(study, file.read_bytes(), options)


def test_the_command_stores_a_file_whole_or_says_each_row_to_put_right(
    laboratory: Flask, people: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "en")
    study, lucie = _study(people)
    wrong = METER + readings(lucie, 10, 12) + "x;;;;\n"
    day = ("--with", "day_first=yes")
    assert (_command(study, tmp_path, wrong, *day), _rows()) == (2, 0)
    said = capsys.readouterr().out
    assert ("row 4, column A (Date)" in said, "Nothing was stored." in said) == (True, True)
    assert (_command(study, tmp_path, wrong, "--leave-out", *day), _rows()) == (0, 2)
    assert "Measurements stored: 2. Rows left out: 1." in capsys.readouterr().out
    assert (_command(study, tmp_path, METER + readings(lucie, 10, 12)), _rows()) == (0, 2)
    assert "Everything this file says is already stored (2 rows)." in capsys.readouterr().out


@pytest.mark.parametrize(
    "more",
    [
        ("--with", "zone=UTC"),
        ("--map", "start"),
        ("--map", "nose=Date"),
        ("--with", "digits=many"),
        ("--with", "decimal=;"),
        ("--kind", "x"),
    ],
)
def test_a_setting_the_command_does_not_know_is_refused_and_nothing_waits(
    laboratory: Flask, people: Cast, tmp_path: Path, more: tuple[str, str]
) -> None:
    study, lucie = _study(people)
    with pytest.raises(Refusal):
        _command(study, tmp_path, METER + readings(lucie, 10), *more)
    assert [file.state for file in db.session.scalars(select(MeasurementFile))] in ([], ["let_go"])


def test_the_command_maps_columns_and_constants(laboratory: Flask, people: Cast, tmp_path: Path) -> None:
    study, _ = _study(people)
    more = (
        "--with",
        "day_first=yes",
        "--map",
        "start=Quand",
        "--map",
        "value=Combien",
        "--set",
        "series=eau",
        "--set",
        "unit=m3",
    )
    assert _command(study, tmp_path, "Quand;Combien\n02/03/2026;1\n03/03/2026;4\n", *more) == 0
    assert [(one.series, one.value, one.unit) for one in measurements_of(study.id)] == [("eau", 3.0, "m3")]
    assert actions.export_answers(by=people.marc, study=study).read(2) == b"PK"


def test_the_command_stores_nothing_when_the_study_changed_while_it_read(
    laboratory: Flask, people: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, lucie = _study(people)
    sheet, accept = METER + readings(lucie, 10, 12), acts.accept_measurements

    def overtaken(**how: Any) -> MeasurementFile:
        monkeypatch.setattr(acts, "accept_measurements", accept)
        accepted = accept(**how)
        stored(people.marc, study, f"{sheet}\n\n", name="Avant")
        return accepted

    monkeypatch.setattr(acts, "accept_measurements", overtaken)
    with pytest.raises(Refusal):
        _command(study, tmp_path, sheet, "--with", "day_first=yes")
    states = [file.state for file in db.session.scalars(select(MeasurementFile).order_by(MeasurementFile.created_at))]
    assert (states, _rows()) == (["let_go", "done"], 2)
