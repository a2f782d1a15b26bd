"""How a report stands today: what it replaces, what replaced it, and whether people it rests on have left since.

Nothing of it is stored: it follows from the reports and the withdrawals, so that no withdrawal can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from analysis import plan_json
from livinglab.store.database import db
from livinglab.store.reports import Report
from livinglab.store.studies import Participant, Study


@dataclass(frozen=True)
class Standing:
    """A report among the versions for the same readers in the same language.

    `left` counts the people enrolled when the answers were gathered who withdrew, or had their answers erased, since;
    it may be told only from `minimum` on: below, that there is someone.
    """

    report: Report
    replaces: Report | None
    replaced_by: Report | None
    left: int
    minimum: int

    @property
    def versions(self) -> tuple[Report, ...]:
        """The ones before and after, where there are any."""
        return tuple(one for one in (self.replaces, self.replaced_by) if one is not None)

    @property
    def told(self) -> int | None:
        """How many left, where the number may be told; None where only that someone did, or nobody."""
        return self.left if self.left >= self.minimum else None


def standing_of(report: Report) -> Standing:
    """How a written report stands."""
    versions = _versions(report)
    place = next((place for place, one in enumerate(versions) if one.id == report.id), None)
    alone = place is None
    before = None if alone or not place else versions[place - 1]
    after = None if place is None or place + 1 == len(versions) else versions[place + 1]
    plan = db.session.get_one(Study, report.study_id).plan
    minimum = plan_json.loads(plan).minimum_cell if plan else 1
    return Standing(report, before, after, _left(report), minimum)


def touched_by_withdrawals(study_id: str) -> frozenset[str]:
    """The ids of the written reports of a study that someone they rest on has left since."""
    chosen = select(Report).where(Report.study_id == study_id, Report.state == "done")
    return frozenset(report.id for report in db.session.scalars(chosen) if _left(report))


def report_of_digest(sha256: str) -> Report | None:
    """The report this laboratory wrote with these bytes, if it did."""
    chosen = select(Report).where(Report.sha256 == sha256, Report.state == "done")
    return db.session.scalars(chosen.order_by(Report.created_at)).first() if sha256 else None


def _versions(report: Report) -> list[Report]:
    """The written reports of the study for the same readers in the same language, oldest first."""
    chosen = select(Report).where(
        Report.study_id == report.study_id,
        Report.audience == report.audience,
        Report.language == report.language,
        Report.state == "done",
    )
    return list(db.session.scalars(chosen.order_by(Report.finished_at, Report.id)))


def _left(report: Report) -> int:
    """A report made before the moment was kept is taken to rest on what was there when it was asked for."""
    since = report.gathered_at or report.created_at
    chosen = select(func.count()).select_from(Participant)
    of_study = chosen.where(Participant.study_id == report.study_id, Participant.created_at <= since)
    return db.session.scalar(of_study.where(or_(Participant.withdrawn_at > since, Participant.erased_at > since))) or 0
