"""Words the team adds to its reports: written, written anew, taken back. Every version stays."""

from __future__ import annotations

from livinglab import words
from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.remarks import ReportRemark, remarks_in_force
from livinglab.store.studies import Study
from reports.audiences import EVERY_PLACE
from reports.limits import most_letters


def write_remark(
    *, by: Member, study: Study, language: str, anchor: str, text: str, organisation: str
) -> ReportRemark | None:
    """What the team says at the end of a chapter, from now on; empty text takes it back. The same again is no version.

    Reports already asked for keep what they were asked for with.
    """
    if language not in words.LANGUAGES:
        raise Refused("language_unknown")
    if anchor not in EVERY_PLACE:
        raise Refused("remark_place_unknown")
    said = texts.optional_text(text, most_letters(anchor))
    signed = texts.required_text(organisation)
    with team_action(by, "write_remark", study, "request_report") as act:
        known = remarks_in_force(study.id, language).get(anchor)
        if (known.text, known.organisation) == (said, signed) if known else not said:
            return known
        remark = ReportRemark(
            study_id=study.id,
            language=language,
            anchor=anchor,
            text=said,
            organisation=signed,
            written_by_id=account_id(by),
        )
        db.session.add(remark)
        act.on(remark)
    return remark
