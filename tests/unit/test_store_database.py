"""Databases: migrated to exactly what the code declares, durable, whole transactions or none."""

from __future__ import annotations

import multiprocessing
from io import BytesIO
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from field import Filled
from flask import Flask
from people import Cast, laboratory_in, lucie_in, open_study, settings_in
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from livinglab import actions
from livinglab.actions.waiting_files import keep_waiting_file
from livinglab.app import create_app
from livinglab.store import NotFound, transaction, upgrade
from livinglab.store.attachments import waiting_files
from livinglab.store.audit import AuditLine, verify_chain
from livinglab.store.consents import consent_texts
from livinglab.store.database import MIGRATIONS, db
from livinglab.store.files import files
from livinglab.store.people import Account
from livinglab.store.projects import Project

WRITERS, WRITES = 8, 10


def test_the_migrations_make_what_the_code_declares(any_laboratory: Flask) -> None:
    for bind, engine in db.engines.items():
        with engine.connect() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), db.metadatas[bind])
        assert difference == []


def test_a_second_upgrade_changes_nothing(any_laboratory: Flask) -> None:
    upgrade(any_laboratory)
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == newest


def test_a_table_made_anew_by_a_migration_keeps_its_rows_and_those_that_hang_on_it(everyone: Cast) -> None:
    """SQLite changes a constraint by making the table again: dropping the old one must take nothing along."""
    lucie = lucie_in(open_study(everyone)).participant
    (text_agreed, *_) = consent_texts(lucie.study).values()
    actions.give_consent(by=lucie, consent_text=text_agreed)
    counted = (
        "SELECT (SELECT count(*) FROM consent), (SELECT count(*) FROM participant), (SELECT count(*) FROM membership)"
    )
    before = db.session.execute(text(counted)).one()
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0005_own_instruments")
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    assert (before, db.session.execute(text(counted)).one()) == ((1, 1, 4), (1, 1, 4))


def test_sqlite_survives_a_power_cut(tmp_path: Path) -> None:
    with create_app(settings_in(tmp_path)).app_context():  # as served: those of tests do not wait for the disk
        pragmas = {
            name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_transaction_that_fails_stores_nothing(any_laboratory: Flask) -> None:
    with pytest.raises(PowerCut):
        store_half_of_it()
    assert db.session.scalar(select(func.count(Project.id))) == 0


def test_an_action_calls_no_other_action(laboratory: Flask) -> None:
    with pytest.raises(RuntimeError, match="one transaction"), transaction(), transaction():
        pass


def test_a_stale_row_is_read_again_before_it_is_changed(everyone: Cast) -> None:
    project = everyone.balades
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text('UPDATE project SET title = \'{"fr": "Promenades"}\''))
    with transaction():
        assert project.title == {"fr": "Promenades"}


def test_something_deleted_meanwhile_is_not_found(everyone: Cast) -> None:
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("DELETE FROM project"))
    with pytest.raises(NotFound):
        actions.describe_project(by=everyone.amina, project=everyone.balades, title={"fr": "Trop tard"})


def test_what_the_code_forgets_the_database_refuses(everyone: Cast) -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Account(email="SECOND@example.org", name="Second", founder=1))


@pytest.mark.slow
def test_eight_processes_write_at_once_and_none_is_told_to_wait(tmp_path: Path) -> None:
    app = laboratory_in(tmp_path)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_projects, args=(tmp_path,)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        stored = db.session.scalar(select(func.count(AuditLine.sequence)))
        assert ([writer.exitcode for writer in writers], stored, verify_chain()) == (
            [0] * WRITERS,
            WRITERS * WRITES,
            None,
        )


class PowerCut(Exception):
    """Something stops the program in the middle."""


def store_half_of_it() -> None:
    """A transaction that does not reach its end."""
    with transaction():
        db.session.add(Project(title={"fr": "Perdu"}))
        db.session.flush()
        raise PowerCut


def write_projects(folder: Path) -> None:
    """One process that reads and writes in the same transactions as seven others."""
    from livinglab.store import OPERATOR

    app = create_app(settings_in(folder))
    with app.app_context():
        for number in range(WRITES):
            actions.create_project(by=OPERATOR, title={"fr": f"Projet {number}"})


def test_files_that_waited_in_the_database_wait_in_the_folder_of_files(everyone: Cast) -> None:
    study = open_study(everyone)
    device = actions.issue_field_client(by=everyone.marc, study=study, name="Tablette").client
    sent = Filled(study.id, "P-NOBODY", consent_texts(study)["fr"].digest)
    kept = actions.accept_field_submission(by=device, xml=sent.xml).quarantine
    assert kept is not None
    keep_waiting_file(quarantine=kept, source=BytesIO(b"\x00photo"), name="photo.bin")
    db.session.remove()
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="0009_print_runs")
    (content,) = db.session.scalars(text("SELECT content FROM waiting_file")).all()
    db.session.remove()
    files().path(files().unnamed(lambda _: ())[0]).unlink()
    flask_migrate.upgrade(directory=str(MIGRATIONS))
    (file,) = waiting_files(kept.id)
    assert (content, file.path.read_bytes(), file.size) == (b"\x00photo", b"\x00photo", 6)
