"""Laboratories for the tests: empty databases, on SQLite and, for what storage promises, on PostgreSQL too."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from people import Cast, cast, laboratory_in
from sqlalchemy import make_url

from livinglab.store.database import db

EVERY_DATABASE = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
ADDRESSES = ("LIVINGLAB_DATABASE_URL", "LIVINGLAB_VAULT_URL")


@pytest.fixture
def laboratory(tmp_path: Path) -> Iterator[Flask]:
    """A laboratory on SQLite, inside its application context."""
    yield from _opened(laboratory_in(tmp_path))


@pytest.fixture(params=EVERY_DATABASE)
def any_laboratory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A laboratory on each database the platform runs on."""
    yield from _opened(laboratory_in(tmp_path, **_addresses(request)))


@pytest.fixture
def people(laboratory: Flask) -> Cast:
    """Everyone, in the laboratory on SQLite."""
    return cast()


@pytest.fixture
def everyone(any_laboratory: Flask) -> Cast:
    """Everyone, in a laboratory on each database."""
    return cast()


def _opened(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture(scope="session")
def migrated(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Both databases on PostgreSQL, migrated once a process: each test has copies of them."""
    addresses = {name: _new_database(postgresql_url, "template0") for name in ADDRESSES}
    app = laboratory_in(tmp_path_factory.mktemp("migrated"), **addresses)
    for _ in _opened(app):
        pass
    return addresses


def _addresses(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "sqlite":
        return {}
    migrated: dict[str, str] = request.getfixturevalue("migrated")
    return {name: _new_database(address, make_url(address).database or "") for name, address in migrated.items()}


def _new_database(address: str, template: str) -> str:
    """The address of a new database on the same server, a copy of that template."""
    name = f"test_{secrets.token_hex(8)}"
    whole = make_url(address)
    server = whole.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return whole.set(database=name).render_as_string(hide_password=False)
