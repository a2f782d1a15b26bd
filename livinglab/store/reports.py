"""Reports: requested by a person, written by a job, kept with their digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.looks import LaboratoryLook
from livinglab.store.studies import Study

Audience: TypeAlias = Literal["funder", "researcher", "resident"]
ReportState: TypeAlias = Literal["queued", "running", "done", "failed"]


def article_of(pdf: Path) -> Path:
    """Where the page of a report stands: beside its PDF."""
    return pdf.with_suffix(".html")


class Report(Identified, Entity):
    """One PDF about one study. `stage` is a key of words/reports.toml; `failure` one of words/refusals.toml."""

    __tablename__ = "report"
    __table_args__ = (
        one_of("audience", get_args(Audience)),
        one_of("state", get_args(ReportState)),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress_in_percent"),
        CheckConstraint("state <> 'done' OR (path IS NOT NULL AND sha256 IS NOT NULL)", name="done_with_file"),
        CheckConstraint("state <> 'failed' OR failure IS NOT NULL", name="failed_with_reason"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    audience: Mapped[Audience] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[ReportState] = mapped_column(String(20), default="queued")
    progress: Mapped[int] = mapped_column(default=0)
    stage: Mapped[str] = mapped_column(String(40), default="queued")
    path: Mapped[str | None] = mapped_column(String(500))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    pages: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(80))
    requested_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    finished_at: Mapped[datetime | None]
    gathered_at: Mapped[datetime | None]  # when the answers it rests on were read
    remark_ids: Mapped[list[Any]] = mapped_column(
        default=list
    )  # the words of the team it carries, as they were when asked for
    look_id: Mapped[str | None] = mapped_column(ForeignKey("laboratory_look.id"))

    study: Mapped[Study] = relationship()
    look: Mapped[LaboratoryLook | None] = relationship()

    @property
    def article(self) -> Path | None:
        """The same report as a page of the web; None for one written before there were any."""
        article = article_of(Path(self.path)) if self.path else None
        return article if article is not None and article.is_file() else None

    @property
    def project_id(self) -> str:
        """The project of the study."""
        return self.study.project_id


def newest_reports(project_id: str) -> Sequence[Report]:
    """The newest finished report of each study of a project that carries all of its evidence, oldest study first."""
    done = (Study.project_id == project_id, Report.state == "done")
    ordered = select(Report).join(Report.study).where(*done).order_by(Report.finished_at, Report.id)
    newest = {report.study_id: report for report in db.session.scalars(ordered)}
    return sorted(newest.values(), key=lambda report: (report.study.created_at, report.study_id))
