"""Uptake: an organisation that adopts a version or a learning, on what scale, with the document that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from analysis.indicators.facts import INNOVATIONS, SIZES
from livinglab.store.choices import one_of, together
from livinglab.store.database import Entity, Identified
from livinglab.store.files import files
from livinglab.store.sessions import Helix


class Uptake(Identified, Entity):
    """An adoption, written down by the team. What was taken up is an edge of the trace: `taken_up_by`.

    `adopter_size` and `adopter_introduced` are what programmes ask of a business: its size, and whether what it adopted
    is a product on its market or a process in use; "" when not said, as `adopter_country` (ISO 3166). `legal_solution`:
    what was adopted is a legal or administrative solution, which programmes count elsewhere. What was said before a
    correction is in `livinglab.store.corrections`. The adopter's document is a content of
    `livinglab.store.files`, named here by its digest.
    """

    __tablename__ = "uptake"
    __table_args__ = (
        one_of("helix", get_args(Helix)),
        one_of("adopter_size", ("", *SIZES)),
        one_of("adopter_introduced", ("", *INNOVATIONS)),
        together("document_whole", "digest", "size", "media_type", "given_name"),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    organisation: Mapped[str] = mapped_column(String(200))
    helix: Mapped[Helix] = mapped_column(String(20))
    adopted_on: Mapped[date]
    scale: Mapped[str] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(80), index=True)
    size: Mapped[int | None] = mapped_column(BigInteger)
    media_type: Mapped[str | None] = mapped_column(String(100))
    given_name: Mapped[str | None] = mapped_column(String(255))
    adopter_size: Mapped[str] = mapped_column(String(20), default="")
    adopter_introduced: Mapped[str] = mapped_column(String(20), default="")
    adopter_country: Mapped[str] = mapped_column(String(2), default="")
    legal_solution: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


class UptakeDocument:
    """The adopter's document of an uptake that has one, as it is handed out."""

    def __init__(self, uptake: Uptake) -> None:
        self.name = uptake.given_name or ""
        self.digest = uptake.digest or ""
        self.media_type = uptake.media_type or ""

    @property
    def path(self) -> Path:
        """Where its content stands."""
        return files().path(self.digest)
