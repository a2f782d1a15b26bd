"""What a document wears: the words of the team as they stood, the colour and the logo of the laboratory."""

from __future__ import annotations

from collections.abc import Iterable

from livinglab.store.looks import LaboratoryLook, look_in_force
from livinglab.store.remarks import ReportRemark, remarks_by_id, remarks_for
from livinglab.store.reports import Report
from reports.presentation import NONE, Logo, Presentation, Remark


def presentation_of(report: Report) -> Presentation:
    """As it stood when the report was asked for."""
    return _made(remarks_by_id(report.remark_ids or []), report.look)


def presentation_now(study_id: str, audience: str, language: str) -> Presentation:
    """As it stands, for a report asked for on the machine itself."""
    return _made(remarks_for(study_id, audience, language), look_in_force())


def look_of_minutes() -> Presentation:
    """The colour and the logo: nobody adds words to minutes."""
    return _made((), look_in_force())


def _made(remarks: Iterable[ReportRemark], look: LaboratoryLook | None) -> Presentation:
    said = tuple(
        Remark(remark.anchor, remark.text, remark.organisation, remark.created_at.date().isoformat())
        for remark in remarks
    )
    return Presentation(said, look.accent if look else NONE.accent, _logo(look))


def _logo(look: LaboratoryLook | None) -> Logo | None:
    if look is None or look.logo is None:
        return None
    size = (look.logo_width or 1, look.logo_height or 1)
    return Logo(look.logo_media_type or "", look.logo, *size, look.logo_words or "")
