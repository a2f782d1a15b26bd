"""Laboratories for the tests: empty databases, on SQLite and, for what storage promises, on PostgreSQL too."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from people import Cast, cast, laboratory_in

from livinglab.store.database import db

EVERY_DATABASE = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


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


def _addresses(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "sqlite":
        return {}
    server = request.getfixturevalue("postgresql_url")
    return {f"LIVINGLAB_{name}": _new_database(server) for name in ("DATABASE_URL", "VAULT_URL")}


def _new_database(server: str) -> str:
    name = f"test_{secrets.token_hex(8)}"
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    address, _, query = server.partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
