"""What a project aims at, indicator by indicator: set at the start, each change kept with the earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Float, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.database import Entity, Identified, db
from livinglab.store.people import Account


class IndicatorTarget(Identified, Entity):
    """What a project aims at. Append-only: the last of an indicator counts, the earlier ones stay to be read.

    `rule` is the version of the counting rule it was set under; a change says why in `reason`.
    """

    __tablename__ = "indicator_target"

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    indicator: Mapped[str] = mapped_column(String(40))
    rule: Mapped[int]
    value: Mapped[float] = mapped_column(Float)
    reason: Mapped[str] = mapped_column(Text, default="")
    set_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    set_by: Mapped[Account | None] = relationship()


def targets_of(project_id: str) -> Mapping[str, Sequence[IndicatorTarget]]:
    """The targets of each indicator that has one, the last set first."""
    chosen = select(IndicatorTarget).where(IndicatorTarget.project_id == project_id)
    found: dict[str, list[IndicatorTarget]] = {}
    for target in db.session.scalars(chosen.order_by(IndicatorTarget.created_at.desc(), IndicatorTarget.id)):
        found.setdefault(target.indicator, []).append(target)
    return found
