"""Files of measurements: all of a file or nothing, nothing twice, nothing left out unseen, the older kept."""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from meters import METER, checked, opened, readings, stored
from money import ECONOMICS
from people import (
    PLAN,
    Cast,
    cast,
    draft_study,
    laboratory_in,
    lucie_in,
    open_study,
    settings_in,
    version_of_a_prototype,
)
from sqlalchemy import func, select, text

from analysis.economics.plan import Alternative
from livinglab import actions
from livinglab.actions import measurements as acts
from livinglab.app import create_app
from livinglab.jobs.measurements import step, sweep_measurements
from livinglab.store.audit import AuditLine
from livinglab.store.database import MIGRATIONS, db, now, transaction
from livinglab.store.failures import NotAllowed, NotFound, Refused
from livinglab.store.files import files
from livinglab.store.measurements import (
    MeasurementFile,
    MeasurementRow,
    cash_lines_of,
    left_out_of,
    measurement_files_of,
    measurements_of,
    parameters_of,
)
from livinglab.store.studies import Study
from surveys.answer_tables import BESIDE

COSTS = "Date;Libellé;Type;Payeur;Montant;Devise;Année des prix\n02/03/2026;Capteurs;coût;ville;120,5;EUR;2026\n"
FACTORS = "Code;Libellé;Valeur;Unité;Source;Année\nelec;Électricité;0,052;kgCO2e/kWh;RTE;2024\n"


def _study(people: Cast) -> tuple[Study, str]:
    study = open_study(people)
    return study, lucie_in(study).participant.pseudonym


def _values(study: Study) -> list[tuple[str, float, str]]:
    return [(one.subject, one.value, one.unit) for one in measurements_of(study.id)]


def _rows() -> int:
    return db.session.scalar(select(func.count()).select_from(MeasurementRow)) or 0


def test_readings_are_stored_as_they_are_and_what_passed_between_them_is_read(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    handed = stored(everyone.marc, study, METER + readings(lucie, 10, 12.5, 20))
    assert (handed.state, _rows(), _values(study)) == ("done", 3, [(lucie, 2.5, "kWh"), (lucie, 7.5, "kWh")])
    assert files().path(handed.fingerprint).read_bytes() == (METER + readings(lucie, 10, 12.5, 20)).encode()
    verbs = db.session.scalars(select(AuditLine.verb).where(AuditLine.object_id == handed.id)).all()
    assert verbs == [
        *("hand_in_measurements", "open_measurements", "lay_out_measurements", "check_measurements"),
        *("accept_measurements", "import_measurements"),
    ]


def test_the_cost_of_each_way_of_the_plan_is_taken_in(everyone: Cast) -> None:
    study = draft_study(everyone)
    ways = tuple(Alternative(code, {"fr": code, "en": code}, "exit") for code in ("buy", "build"))
    actions.save_plan(
        by=everyone.marc, study=study, plan=replace(PLAN, economics=replace(ECONOMICS, alternatives=ways))
    )
    titles, row = COSTS.splitlines()
    stored(everyone.marc, study, f"{titles};Groupe\n{row};buy\n{row};walk\n", "cost_sheet", "Coûts")
    assert [line.arm for line in cash_lines_of(study.id)] == ["buy", "walk"]


def test_money_and_parameters_come_back_in_their_shapes(everyone: Cast) -> None:
    study, _ = _study(everyone)
    stored(everyone.marc, study, COSTS, "cost_sheet", "Coûts")
    stored(everyone.marc, study, FACTORS, "parameter_sheet", "Facteurs")
    [line], [factor] = cash_lines_of(study.id), parameters_of(study.id)
    assert (line.label, line.amount, line.currency, line.price_year, line.kind) == (
        "Capteurs",
        120.5,
        "EUR",
        2026,
        "cost",
    )
    assert (factor.code, factor.value, factor.unit, factor.source, factor.year) == (
        "elec",
        0.052,
        "kgCO2e/kWh",
        "RTE",
        2024,
    )


def test_a_file_with_a_wrong_row_stores_nothing_until_someone_leaves_the_row_out(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    handed = checked(everyone.marc, opened(everyone.marc, study, METER + readings(lucie, 10, 12) + "x;;;;\n"))
    assert (handed.state, handed.found["left"], handed.found["lines"]) == ("ready", 1, 2)
    with pytest.raises(Refused) as refused:
        actions.accept_measurements(by=everyone.marc, handed=handed)
    assert (refused.value.code, _rows()) == ("measurements_rows_wrong", 0)
    actions.accept_measurements(by=everyone.marc, handed=handed, leave_out=True)
    step(handed.id)
    [left] = left_out_of(handed.id)
    assert (_rows(), left.row, left.codes[0], left.cells["start"]) == (2, 4, "not_a_moment", "x")


def test_the_same_file_again_adds_nothing(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    sheet = METER + readings(lucie, 10, 12)
    stored(everyone.marc, study, sheet)
    again = checked(everyone.marc, opened(everyone.marc, study, sheet))
    assert (again.found["again"], again.found["lines"], again.found["codes"]["stored_already"]) == (2, 0, 2)
    with pytest.raises(Refused) as refused:
        actions.accept_measurements(by=everyone.marc, handed=again)
    assert (refused.value.code, _rows()) == ("measurements_nothing_new", 2)


def test_a_longer_file_of_the_same_meters_adds_its_new_rows_only(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    stored(everyone.marc, study, METER + readings(lucie, 10, 12))
    longer = stored(everyone.marc, study, METER + readings(lucie, 10, 12, 13))
    assert (longer.found["again"], _rows(), [value for _, value, _ in _values(study)]) == (1 + 1, 3, [2.0, 1.0])


def test_another_value_for_the_same_moment_is_refused_until_it_comes_as_a_correction(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    first = stored(everyone.marc, study, METER + readings(lucie, 10, 12))
    clash = checked(everyone.marc, opened(everyone.marc, study, METER + readings(lucie, 10, 15)))
    assert clash.found["codes"]["stored_otherwise"] == 1
    second = stored(everyone.marc, study, METER + readings(lucie, 10, 15), supersedes=first)
    db.session.refresh(first)
    assert (second.state, [value for _, value, _ in _values(study)]) == ("done", [5.0])
    assert (first.superseded_at is not None, _rows(), first.digest) == (True, 4, first.fingerprint)
    with pytest.raises(Refused, match="measurements_corrected_already"):
        opened(everyone.marc, study, METER, supersedes=first)


def test_the_layout_of_a_series_of_files_is_remembered_for_the_next(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    stored(everyone.marc, study, METER + readings(lucie, 10, 12), zone="Indian/Reunion", digits=5, gap_times=9.0)
    following = opened(everyone.marc, study, METER + readings(lucie, 13))
    other = opened(everyone.marc, study, METER + readings(lucie, 14), name="Autres compteurs")
    layouts = [each.laid_out for each in (following, other)]
    assert [(each.zone, each.digits, each.gap_times) for each in layouts if each] == [
        ("Indian/Reunion", 5, 9.0),
        ("Europe/Paris", None, 3.0),
    ]


def test_sent_twice_or_accepted_in_two_tabs_it_is_one_file_stored_once(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    sheet = METER + readings(lucie, 10, 12)
    first, second = opened(everyone.marc, study, sheet), opened(everyone.marc, study, sheet)
    assert first.id == second.id
    actions.accept_measurements(by=everyone.marc, handed=checked(everyone.marc, first))
    with pytest.raises(Refused, match="measurements_not_waiting"):
        actions.accept_measurements(by=everyone.marc, handed=second)
    step(first.id)
    step(first.id)
    assert (_rows(), len(measurement_files_of(study.id))) == (2, 1)


def test_two_files_that_say_the_same_rows_are_not_both_stored_when_accepted_together(everyone: Cast) -> None:
    """Both were right when they were checked; the second is shown again, with what has changed."""
    study, lucie = _study(everyone)
    waiting = [
        checked(everyone.marc, opened(everyone.marc, study, METER + readings(lucie, 10, 12) + end, name=name))
        for name, end in (("Un", ""), ("Deux", "\n\n"))
    ]
    for each in waiting:
        actions.accept_measurements(by=everyone.marc, handed=each)
    for each in waiting:
        step(each.id)
    assert ([each.state for each in waiting], _rows()) == (["done", "ready"], 2)
    assert (waiting[1].found["again"], waiting[1].found["lines"]) == (2, 0)


def test_someone_who_left_while_a_file_waited_stops_it(everyone: Cast) -> None:
    study = open_study(everyone)
    lucie = lucie_in(study).participant
    handed = checked(everyone.marc, opened(everyone.marc, study, METER + readings(lucie.pseudonym, 10, 12)))
    actions.accept_measurements(by=everyone.marc, handed=handed)
    actions.withdraw_participant(by=lucie, participant=lucie)
    step(handed.id)
    assert (handed.state, handed.found["blocked"], _rows()) == ("ready", True, 0)


def test_leaving_keeps_what_was_measured_and_erasing_takes_it_away_with_the_files_that_held_it(everyone: Cast) -> None:
    study = open_study(everyone)
    lucie = lucie_in(study).participant
    (paul,) = actions.enrol_participants(by=everyone.marc, study=study, newcomers=[actions.Newcomer("paul")])
    both = METER + readings(lucie.pseudonym, 10, 12) + readings(paul.participant.pseudonym, 5, 6)
    wrong = f"x;;{lucie.pseudonym};élec;1\n"
    handed = stored(everyone.marc, study, both + wrong, leave_out=True)
    other = stored(everyone.marc, study, COSTS, "cost_sheet", "Coûts")
    longer = stored(everyone.marc, study, both + readings(paul.participant.pseudonym, 1, series="eau"), name="Encore")
    waiting = opened(everyone.marc, study, METER + readings(lucie.pseudonym, 99), name="Autre")
    actions.withdraw_participant(by=lucie, participant=lucie)
    assert len(_values(study)) == 2
    actions.withdraw_participant(by=lucie, participant=lucie, erase=True)
    for each in (handed, other, longer, waiting):
        db.session.refresh(each)
    assert _values(study) == [(paul.participant.pseudonym, 1.0, "kWh")]
    assert (handed.state, handed.digest, handed.fingerprint != "", handed.problems) == ("done", None, True, None)
    assert ("preview" in handed.found, left_out_of(handed.id), waiting.state) == (False, [], "let_go")
    assert [files().path(each.fingerprint).exists() for each in (handed, longer, other, waiting)] == [
        False,
        False,
        True,
        False,
    ]
    assert lucie.pseudonym not in repr([each.found for each in (handed, waiting)])


def test_a_file_let_go_is_erased_with_what_was_seen_of_it(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    handed = opened(everyone.marc, study, METER + readings(lucie, 10))
    actions.let_measurements_go(by=everyone.marc, handed=handed)
    assert (handed.state, handed.found, handed.digest) == ("let_go", {}, None)
    assert not files().path(handed.fingerprint).exists()


def test_a_file_that_cannot_be_opened_is_refused_with_the_reason(everyone: Cast) -> None:
    study, _ = _study(everyone)
    handed = opened(everyone.marc, study, "Date;Index\n")
    assert (handed.state, [each["code"] for each in handed.problems or []]) == ("refused", ["file_without_rows"])
    assert not files().path(handed.fingerprint).exists()


def test_an_original_that_a_row_names_is_never_swept(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    handed = stored(everyone.marc, study, METER + readings(lucie, 10))
    actions.sweep_files()
    assert files().path(handed.fingerprint).exists()


def test_only_who_may_write_hands_in_and_a_stranger_sees_no_study(people: Cast) -> None:
    study, _ = _study(people)
    for account, failure in ((people.rose, NotAllowed), (people.felix, NotAllowed), (people.ines, NotFound)):
        with pytest.raises(failure):
            opened(account, study, METER)
    with pytest.raises(NotFound):
        opened(people.marc, study, METER, kind="gossip")
    assert measurement_files_of(study.id) == []


def test_what_fails_halfway_stores_nothing_and_says_so(everyone: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    study, lucie = _study(everyone)

    def broken(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(acts, "store_left_out", broken)
    handed = stored(everyone.marc, study, METER + readings(lucie, 10, 12))
    assert (handed.state, handed.refusal, _rows()) == ("failed", "measurements_fault", 0)


def test_the_migration_goes_back_and_forward(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    stored(everyone.marc, study, METER + readings(lucie, 10))
    identifier = study.id
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0025_reports_gathered")
    assert db.session.scalar(text("SELECT count(*) FROM study")) == 1
    db.session.remove()
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert measurements_of(identifier) == ()


def _killed(folder: Path, file_id: str) -> None:
    """A worker that loses its power once the lines are written and before the end."""
    acts.store_left_out = lambda *_: os._exit(9)  # type: ignore[assignment]
    with create_app(settings_in(folder)).app_context():
        step(file_id)


@pytest.mark.slow
def test_a_worker_killed_halfway_stores_nothing_and_the_next_one_finishes(tmp_path: Path) -> None:
    app = laboratory_in(tmp_path)
    with app.app_context():
        people = cast()
        study, lucie = _study(people)
        handed = checked(people.marc, opened(people.marc, study, METER + readings(lucie, 10, 12)))
        actions.accept_measurements(by=people.marc, handed=handed)
        identifier, fingerprint = handed.id, handed.fingerprint
        db.session.remove()
        worker = multiprocessing.get_context("spawn").Process(target=_killed, args=(tmp_path, identifier))
        worker.start()
        worker.join()
        assert (worker.exitcode, _rows(), files().path(fingerprint).exists()) == (9, 0, True)
        assert db.session.get_one(MeasurementFile, identifier).state == "storing"
        db.session.remove()
        step(identifier)
        assert (db.session.get_one(MeasurementFile, identifier).state, _rows()) == ("done", 2)


def test_a_file_nobody_comes_back_to_is_let_go(laboratory: Flask, people: Cast) -> None:
    study, lucie = _study(people)
    old, new = (opened(people.marc, study, METER + readings(lucie, value), name=str(value)) for value in (1, 2))
    with transaction():
        old.created_at = now() - timedelta(days=15)
    sweep_measurements()
    assert [each.state for each in (old, new)] == ["let_go", "unmapped"]


def test_a_study_without_questionnaire_takes_its_measurements_home(laboratory: Flask, people: Cast) -> None:
    study = actions.plan_study(by=people.marc, version=version_of_a_prototype(people), title={"fr": "Coûts"})
    with pytest.raises(Refused, match="export_without_questionnaire"):
        actions.export_answers(by=people.rose, study=study)
    stored(people.marc, study, COSTS, "cost_sheet", "Coûts")
    with zipfile.ZipFile(actions.export_answers(by=people.rose, study=study)) as archive:
        assert set(archive.namelist()) <= BESIDE
        [line] = csv.DictReader(io.StringIO(archive.read("costs.csv").decode("utf-8-sig")))
    assert (line["amount"], line["price_year"], line["row"], line["in_force"]) == ("120.5", "2026", "2", "yes")


PERIODS = "Début;Fin;Énergie;Consommation (kWh)\n"


def test_a_period_that_is_stored_in_parts_already_is_refused_so_that_nothing_counts_twice(everyone: Cast) -> None:
    study, _ = _study(everyone)
    month, days = "01/01/2026;01/02/2026;élec;50\n", "31/01/2026;01/02/2026;élec;2\n01/02/2026;02/02/2026;élec;3\n"
    first = stored(everyone.marc, study, PERIODS + month, "consumption", "Factures")
    handed = checked(everyone.marc, opened(everyone.marc, study, PERIODS + days, "consumption", "Capteurs"))
    assert [(each["code"], each["row"]) for each in handed.problems or []] == [("period_overlaps_stored", 2)]
    wider = "31/12/2025;02/01/2026;élec;4\n"
    before = checked(everyone.marc, opened(everyone.marc, study, PERIODS + wider, "consumption", "Avant"))
    assert [(each["code"], each["row"]) for each in before.problems or []] == [("period_overlaps_stored", 2)]
    again = stored(everyone.marc, study, PERIODS + days, "consumption", "Capteurs", supersedes=first)
    assert (again.state, [one.value for one in measurements_of(study.id)]) == ("done", [2.0, 3.0])


def test_a_series_keeps_from_file_to_file_to_units_of_one_kind(everyone: Cast) -> None:
    study, lucie = _study(everyone)
    stored(everyone.marc, study, METER + readings(lucie, 10, 12))
    water = METER.replace("kWh", "m3") + f"05/03/2026;08:00;{lucie};élec;3\n"
    handed = checked(everyone.marc, opened(everyone.marc, study, water, name="Eau"))
    assert handed.found["codes"] == {"unit_of_other_kind": 1}
