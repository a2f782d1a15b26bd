"""Runs the migrations on both databases: each of them in one transaction, so that a failed one leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

from livinglab.store.database import Moment, db


def run() -> None:
    """Migrates the answers, then the contacts; commits both at the end."""
    with ExitStack() as stack:
        connections = {bind: stack.enter_context(_transaction(engine)) for bind, engine in _engines().items()}
        for bind, connection in connections.items():
            _run_on(bind or "", connection)


@contextmanager
def _transaction(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction. SQLite makes a table anew to change it: dropping the old one must delete nothing else."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        driver = connection.connection.cursor()
        driver.execute("PRAGMA foreign_keys=OFF")  # does nothing once a transaction has begun
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise sa.exc.IntegrityError("PRAGMA foreign_key_check", {}, Exception(str(broken[:5])))
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _engines() -> dict[str | None, sa.Engine]:
    return {bind: db.engines[bind] for bind in (None, *current_app.config["SQLALCHEMY_BINDS"])}


def _run_on(bind: str, connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        upgrade_token=f"{bind}_upgrades",
        downgrade_token=f"{bind}_downgrades",
        target_metadata=db.metadatas[bind or None],
        render_item=_render,
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations(engine_name=bind)


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Types of our own are written as what the database sees: a migration must not change with the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


run()
