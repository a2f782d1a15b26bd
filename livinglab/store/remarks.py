"""Words the team adds to the reports of a study: append-only versions, of which the last of a place is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.database import LANGUAGE_LENGTH, Entity, Identified, db
from livinglab.store.people import Account
from livinglab.store.studies import Study
from reports.audiences import PLACES


class ReportRemark(Identified, Entity):
    """What the team says at the end of a chapter, in a language, since `created_at`; empty text takes it back.

    Never changed: a report that was made with it keeps it.
    """

    __tablename__ = "report_remark"

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    anchor: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(String(200))
    written_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    study: Mapped[Study] = relationship()
    written_by: Mapped[Account | None] = relationship()

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


def remarks_of(study_id: str) -> Sequence[ReportRemark]:
    """Every version of every remark of a study, newest first."""
    chosen = select(ReportRemark).where(ReportRemark.study_id == study_id)
    return db.session.scalars(chosen.order_by(ReportRemark.created_at.desc(), ReportRemark.id.desc())).all()


def remarks_in_force(study_id: str, language: str) -> Mapping[str, ReportRemark]:
    """Place → the remark that stands there now, in a language."""
    last: dict[str, ReportRemark] = {}
    for remark in reversed(remarks_of(study_id)):
        if remark.language == language:
            last[remark.anchor] = remark
    return {anchor: remark for anchor, remark in last.items() if remark.text}


def remarks_for(study_id: str, audience: str, language: str) -> Sequence[ReportRemark]:
    """The remarks in force that an edition has a place for, in the order of its chapters."""
    standing = remarks_in_force(study_id, language)
    return [standing[anchor] for anchor in PLACES[audience] if anchor in standing]


def remarks_by_id(identifiers: Sequence[str]) -> Sequence[ReportRemark]:
    """These versions, in the order of the identifiers."""
    found = {remark.id: remark for remark in db.session.scalars(
        select(ReportRemark).where(ReportRemark.id.in_(identifiers))
    )}  # fmt: skip
    return [found[identifier] for identifier in identifiers if identifier in found]
