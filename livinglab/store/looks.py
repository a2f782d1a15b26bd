"""The look of the laboratory on its reports and minutes: a colour, a logo. Every choice is kept, the last holds."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from livinglab.store.choices import together
from livinglab.store.database import Entity, Identified, db


class LaboratoryLook(Identified, Entity):
    """A choice of an administrator. `logo` is the checked file in base64; a logo always has words that say it."""

    __tablename__ = "laboratory_look"
    __table_args__ = (together("whole_logo", "logo", "logo_media_type", "logo_width", "logo_height", "logo_words"),)

    accent: Mapped[str] = mapped_column(String(7))
    logo: Mapped[str | None] = mapped_column(Text)
    logo_media_type: Mapped[str | None] = mapped_column(String(40))
    logo_width: Mapped[int | None]
    logo_height: Mapped[int | None]
    logo_words: Mapped[str | None] = mapped_column(String(200))
    chosen_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))


def look_in_force() -> LaboratoryLook | None:
    """The last choice, if one was ever made."""
    newest = select(LaboratoryLook).order_by(LaboratoryLook.created_at.desc(), LaboratoryLook.id.desc())
    return db.session.scalars(newest.limit(1)).first()
