"""The two databases (answers, contacts), their transactions, and the column types every aggregate shares.

SQLite runs in WAL with `synchronous=FULL`: an acknowledged row survives a power cut. A transaction that writes
begins IMMEDIATE: a read that turns into a write would fail under load whatever the timeout.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, String, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.orm.exc import ObjectDeletedError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from livinglab.settings import Secrets
from livinglab.store.failures import NotFound

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MILLISECONDS = 10_000
LANGUAGE_LENGTH = 35  # BCP 47 recommends to expect as much
ID_LENGTH = 64  # our own ids are 32 hexadecimal digits; ids made by clients may be UUIDs with hyphens
CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

KEYS = "livinglab.keys"

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Moment(TypeDecorator[datetime]):
    """An instant, stored in UTC; SQLite would forget the time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Naive UTC for the database; an instant without a time zone is a defect."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same instant, in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What every table shares: names of constraints, and how Python types become columns."""

    registry = registry(  # Flask-SQLAlchemy copies this class, so the types are declared on a registry of its own
        metadata=MetaData(naming_convention=CONVENTION),
        type_annotation_map={
            datetime: Moment,
            dict[str, Any]: JSON(none_as_null=True),
            list[Any]: JSON(none_as_null=True),
            dict[str, str]: JSON(none_as_null=True),
        },
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})
migrate = Migrate()

if TYPE_CHECKING:
    Entity = Base
else:
    Entity = db.Model  # made at run time by Flask-SQLAlchemy, which mypy cannot see


def new_id() -> str:
    """128 random bits: no central counter, nothing to guess."""
    return secrets.token_hex(16)


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


class Identified:
    """An entity with an id of its own and the instant it was stored."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=now)


@contextmanager
def transaction() -> Iterator[None]:
    """One write: everything inside is stored together when it ends, or not at all.

    What was read before is read again inside, so that a decision never rests on a stale row.
    """
    if _writing.get():
        raise RuntimeError("an action is one transaction: it may not call another action")
    token = _writing.set(True)
    try:
        db.session.rollback()
        db.session.expire_all()
        db.session.connection()
        yield
        db.session.commit()
    except ObjectDeletedError:
        db.session.rollback()
        raise NotFound from None
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def add_once(entity: Entity) -> bool:
    """Stores an entity unless a constraint says that it, or its like, is stored already. True when it was stored."""
    try:
        with db.session.begin_nested():
            db.session.add(entity)
    except IntegrityError:
        return False
    return True


def lock(entity: Entity) -> None:
    """Holds a row until the transaction ends. SQLite holds the whole database already."""
    db.session.refresh(entity, with_for_update=True)


def upgrade(app: Flask) -> None:
    """Brings both databases to the present structure; repeated, it changes nothing."""
    token = _writing.set(True)  # of two processes that start together, the second waits for the first
    try:
        with app.app_context():
            flask_migrate.upgrade(directory=str(MIGRATIONS))
    finally:
        _writing.reset(token)


def keys() -> Secrets:
    """The keys of the running application."""
    held: Secrets = current_app.extensions[KEYS]
    return held


def init_app(app: Flask, held: Secrets) -> None:
    """Binds both databases and the keys to the application."""
    app.extensions[KEYS] = held
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        for engine in db.engines.values():
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine)


def _prepare_sqlite(engine: Engine) -> None:
    if engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we write BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is erased leaves the freed pages too
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
