"""The pulse of a session: what a phone or a screen compares to know that something changed, in one cheap read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import astuple, dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from sqlalchemy import Engine, Select, bindparam, func, select
from sqlalchemy.engine.interfaces import Compiled, Dialect
from sqlalchemy.exc import SQLAlchemyError

from livinglab.store.failures import Busy
from livinglab.store.sessions import Seat, Session
from livinglab.store.tokens import read_code

Face: TypeAlias = Literal["phone", "room"]
TAG_LETTERS = 20


@dataclass(frozen=True)
class Pulse:
    """Where a session stands: `revision` and `turn` are the session's own; `people` counts its seats."""

    session_id: str
    revision: int
    turn: int
    people: int

    def tag(self, face: Face) -> str:
        """The HTTP entity tag of what a face shows.

        The room sees each idea arrive. A phone does not: three hundred phones must not read their page again at
        each idea that one of them sends.
        """
        parts = astuple(self) if face == "room" else (self.session_id, self.turn)
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:TAG_LETTERS]}"'


def read_pulse(engine: Engine, typed_code: str) -> Pulse | None:
    """The pulse of the session with this code, or None. Runs beside any transaction of the ORM. Raises Busy."""
    try:
        row = _row(engine, {"code": read_code(typed_code)})
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as trouble:
        raise Busy from trouble
    return Pulse(*row) if row else None


def _row(engine: Engine, given: Mapping[str, str]) -> Any:
    statement = _compiled(engine.dialect)
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute(str(statement), _parameters(statement, given))
        return cursor.fetchone()


def _parameters(statement: Compiled, given: Mapping[str, str]) -> Any:
    values = {**statement.params, **given}
    order = getattr(statement, "positiontup", None)
    return [values[name] for name in order] if order else values


@cache
def _compiled(dialect: Dialect) -> Compiled:
    """Compiled once: SQLAlchemy's own work would cost more than the read."""
    return _statement().compile(dialect=dialect)


def _statement() -> Select[Any]:
    """One row: the session and how many sit in it."""
    people = select(func.count()).where(Seat.session_id == Session.id)
    columns = (Session.id, Session.revision, Session.turn, people.scalar_subquery())
    return select(*columns).where(Session.code == bindparam("code", ""))
