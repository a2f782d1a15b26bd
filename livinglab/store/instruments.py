"""Instruments a team holds itself, beside those of the platform: a project's library is both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from livinglab.store.database import Entity, Identified, db
from livinglab.store.failures import NotFound
from livinglab.store.people import Account
from surveys.instruments import codes, from_json, library, load
from surveys.instruments.instrument import Instrument


class OwnInstrument(Identified, Entity):
    """One a team uploaded, with the workbook it came in. Another of the same code retires it; it stays recognised."""

    __tablename__ = "own_instrument"
    __table_args__ = (
        Index(
            "uq_own_instrument_current",
            "project_id",
            "code",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    definition: Mapped[dict[str, Any]]
    source_filename: Mapped[str] = mapped_column(String(255))
    source: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    added_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    retired_at: Mapped[datetime | None]

    added_by: Mapped[Account | None] = relationship()

    @property
    def content(self) -> Instrument:
        """The instrument itself, as `surveys` knows it."""
        return from_json(self.definition)


def own_instruments(project_id: str) -> Sequence[OwnInstrument]:
    """Those of a project that can be added to a questionnaire, by code."""
    chosen = select(OwnInstrument).where(OwnInstrument.project_id == project_id, OwnInstrument.retired_at.is_(None))
    return db.session.scalars(chosen.order_by(OwnInstrument.code)).all()


def own_instrument(project_id: str, code: str) -> OwnInstrument | None:
    """The one of that code, if the project has it."""
    return next((one for one in own_instruments(project_id) if one.code == code), None)


def library_of(project_id: str) -> tuple[Instrument, ...]:
    """Everything a project can add to a questionnaire: the instruments of the platform, then its own."""
    return (*library(), *(one.content for one in own_instruments(project_id)))


def instrument_of(project_id: str, code: str) -> Instrument:
    """The instrument of that code in the library of a project. Raises NotFound."""
    if code in codes():
        return load(code)
    own = own_instrument(project_id, code)
    if own is None:
        raise NotFound
    return own.content


def recognised_in(project_id: str) -> tuple[Instrument, ...]:
    """Everything a questionnaire of the project may ask word for word: what was retired is still in earlier ones."""
    chosen = select(OwnInstrument).where(OwnInstrument.project_id == project_id)
    kept = db.session.scalars(chosen.order_by(OwnInstrument.created_at.desc(), OwnInstrument.id)).all()
    return (*library(), *(one.content for one in kept))
