"""What is measured beside answers: the files it comes in, and their rows. Append-only: a correction is a new file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TypeAlias, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from analysis.measurements.kinds import KINDS, ORIGINS, SUBJECT_KINDS, Kind
from analysis.measurements.known import Known
from analysis.measurements.layout import Layout, layout_from
from analysis.measurements.meters import Position, differences
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from livinglab.store.choices import one_of
from livinglab.store.database import Entity, Identified, db
from livinglab.store.people import Account
from livinglab.store.serving import planned_arms, planned_ways
from livinglab.store.studies import Participant, Study

FileState: TypeAlias = Literal[
    "opening", "unmapped", "checking", "ready", "storing", "done", "refused", "failed", "let_go"
]
UNDER_WAY: tuple[FileState, ...] = ("opening", "checking", "storing")
PENDING: tuple[FileState, ...] = (*UNDER_WAY, "unmapped", "ready")


class MeasurementFile(Identified, Entity):
    """A file handed in for a study. `name` is that of its series of files: the next one is laid out like the last.

    `fingerprint` is the digest of its content, on record for ever; `digest` the same while the content is kept as it
    came: none once let go, or once someone whose rows it held has left and had them erased. `layout` is a Layout,
    `found` what it holds (sizes, first rows), `problems` the first of its Problems. `leaves_out`: someone chose to
    leave wrong rows out. A file that `supersedes` another replaces it; the other is kept.
    """

    __tablename__ = "measurement_file"
    __table_args__ = (
        one_of("state", get_args(FileState)),
        one_of("kind", KINDS),
        CheckConstraint("state <> 'done' OR (layout IS NOT NULL AND stored_at IS NOT NULL)", name="done_with_layout"),
    )

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    handed_in_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    filename: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str | None] = mapped_column(String(80), index=True)
    size: Mapped[int]
    state: Mapped[FileState] = mapped_column(String(20), default="opening")
    layout: Mapped[dict[str, Any] | None]
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problems: Mapped[list[Any] | None] = mapped_column(deferred=True)
    refusal: Mapped[str | None] = mapped_column(String(80))
    leaves_out: Mapped[bool] = mapped_column(default=False)
    supersedes_id: Mapped[str | None] = mapped_column(ForeignKey("measurement_file.id"))
    superseded_at: Mapped[datetime | None]
    stored_at: Mapped[datetime | None]

    study: Mapped[Study] = relationship()
    handed_in_by: Mapped[Account | None] = relationship()
    supersedes: Mapped[MeasurementFile | None] = relationship(remote_side="MeasurementFile.id")

    @property
    def project_id(self) -> str:
        """The project of its study."""
        return self.study.project_id

    @property
    def laid_out(self) -> Layout | None:
        """How it is laid out, once someone said so."""
        return layout_from(self.layout) if self.layout else None


class StoredLine:
    """One line of a file. `key` makes it the same thing again; at most one line in force of a study has it."""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    file_id: Mapped[str] = mapped_column(ForeignKey("measurement_file.id", ondelete="CASCADE"), index=True)
    row: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(String(200))
    in_force: Mapped[bool] = mapped_column(default=True)


def _once_in_force(table: str) -> Index:
    in_force = text("in_force")
    return Index(
        f"uq_{table}_in_force", "study_id", "key", unique=True, sqlite_where=in_force, postgresql_where=in_force
    )


class MeasurementRow(StoredLine, Entity):
    """A measurement; `is_index`: the position of a meter, of which only differences mean something.

    `subject` is the code of a site or an arm; a participant is named by `participant_id`.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        _once_in_force("measurement"),
        one_of("subject_kind", SUBJECT_KINDS),
        one_of("origin", ORIGINS),
        CheckConstraint("(subject_kind = 'participant') = (participant_id IS NOT NULL)", name="participant_named"),
    )

    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    series: Mapped[str] = mapped_column(String(240))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))
    start: Mapped[datetime]
    end: Mapped[datetime | None]
    value: Mapped[float]
    unit: Mapped[str] = mapped_column(String(40))
    origin: Mapped[str] = mapped_column(String(20))
    is_index: Mapped[bool] = mapped_column(default=False)


class CashRow(StoredLine, Entity):
    """A line of money."""

    __tablename__ = "cash_line"
    __table_args__ = (_once_in_force("cash_line"), one_of("kind", ("cost", "benefit")))

    voucher: Mapped[str] = mapped_column(String(200))
    label: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(20))
    payer: Mapped[str] = mapped_column(String(200))
    on: Mapped[date]
    amount: Mapped[float]
    currency: Mapped[str] = mapped_column(String(8))
    price_year: Mapped[int]
    arm: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(40))
    unit_value: Mapped[float | None]
    origin: Mapped[str] = mapped_column(String(20))
    low: Mapped[float | None]
    high: Mapped[float | None]
    source: Mapped[str] = mapped_column(Text)


class ParameterRow(StoredLine, Entity):
    """A parameter: never without source, never without year."""

    __tablename__ = "study_parameter"
    __table_args__ = (_once_in_force("study_parameter"), CheckConstraint("source <> ''", name="with_source"))

    code: Mapped[str] = mapped_column(String(200))
    label: Mapped[str] = mapped_column(String(500))
    value: Mapped[float]
    unit: Mapped[str] = mapped_column(String(40))
    low: Mapped[float | None]
    high: Mapped[float | None]
    source: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    url: Mapped[str] = mapped_column(Text)
    licence: Mapped[str] = mapped_column(String(200))


class LeftOutRow(Entity):
    """A row someone chose to leave out: why, and what its mapped cells hold."""

    __tablename__ = "left_out_row"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("measurement_file.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    row: Mapped[int]
    codes: Mapped[list[Any]]
    cells: Mapped[dict[str, str]]


LINES: Mapping[str, type[MeasurementRow | CashRow | ParameterRow]] = {
    "measurements": MeasurementRow,
    "cash": CashRow,
    "parameters": ParameterRow,
}


def measurement_files_of(study_id: str) -> Sequence[MeasurementFile]:
    """The files of a study, the newest first."""
    chosen = select(MeasurementFile).where(MeasurementFile.study_id == study_id)
    return db.session.scalars(chosen.order_by(MeasurementFile.created_at.desc(), MeasurementFile.id)).all()


def files_under_way() -> Sequence[MeasurementFile]:
    """Those a job has to open, to check or to store."""
    return db.session.scalars(select(MeasurementFile).where(MeasurementFile.state.in_(UNDER_WAY))).all()


def last_like(study_id: str, kind: str, name: str) -> MeasurementFile | None:
    """The last file stored of the same kind and name, whose layout the next one takes over."""
    alike = (MeasurementFile.study_id == study_id, MeasurementFile.kind == kind, MeasurementFile.name == name)
    chosen = select(MeasurementFile).where(*alike, MeasurementFile.state == "done")
    return db.session.scalars(chosen.order_by(MeasurementFile.stored_at.desc())).first()


def left_out_of(file_id: str, most: int = 1_000_000) -> Sequence[LeftOutRow]:
    """The rows left out of a file, in its order."""
    chosen = select(LeftOutRow).where(LeftOutRow.file_id == file_id).order_by(LeftOutRow.row).limit(most)
    return db.session.scalars(chosen).all()


def lines_in_force(study_id: str) -> Mapping[str, int]:
    """How many lines of each file count."""
    counts: dict[str, int] = {}
    for table in LINES.values():
        chosen = select(table.file_id, func.count()).where(table.study_id == study_id, table.in_force)
        counts |= dict(db.session.execute(chosen.group_by(table.file_id)).all())
    return counts


def measurements_of(study_id: str) -> tuple[Measurement, ...]:
    """Every measurement in force of a study, by series, subject and time; of meters, what passed between readings.

    People who left without having their answers erased are in it until then, as their answers are.
    """
    rows = _positions(study_id)
    passed = differences(position for position, kind in rows if kind.index)
    found = (*passed, *(position.reading for position, kind in rows if not kind.index))
    return tuple(sorted(found, key=lambda one: (one.series, one.subject_kind, one.subject, one.start)))


def cash_lines_of(study_id: str) -> tuple[CashLine, ...]:
    """The lines of money in force of a study, in order of date."""
    chosen = select(CashRow).where(CashRow.study_id == study_id, CashRow.in_force).order_by(CashRow.on, CashRow.id)
    return tuple(_cash_line(row) for row in db.session.scalars(chosen))


def parameters_of(study_id: str) -> tuple[Parameter, ...]:
    """The parameters in force of a study, by code and year."""
    in_force = (ParameterRow.study_id == study_id, ParameterRow.in_force)
    chosen = select(ParameterRow).where(*in_force).order_by(ParameterRow.code, ParameterRow.year)
    names = ("code", "label", "value", "unit", "low", "high", "source", "year", "url", "licence")
    return tuple(Parameter(*(getattr(row, name) for name in names)) for row in db.session.scalars(chosen))


def cited_in(study_id: str) -> frozenset[str]:
    """The codes of the parameters in force of a study."""
    chosen = select(ParameterRow.code).where(ParameterRow.study_id == study_id, ParameterRow.in_force)
    return frozenset(db.session.scalars(chosen))


def series_measured_in(study_id: str) -> Sequence[str]:
    """The names of the series a study has measurements of, in order."""
    in_force = (MeasurementRow.study_id == study_id, MeasurementRow.in_force)
    return db.session.scalars(select(MeasurementRow.series).where(*in_force).distinct().order_by("series")).all()


def known_to(file: MeasurementFile) -> Known:
    """What the study knows when this file is read; what it supersedes does not count as stored."""
    study = file.study
    people = db.session.execute(
        select(Participant.pseudonym, Participant.withdrawn_at, Participant.site).where(
            Participant.study_id == study.id
        )
    ).all()
    table = LINES[KINDS[file.kind].makes]
    kept = select(table.key, table.content).where(table.study_id == study.id, table.in_force)
    if file.supersedes_id:
        kept = kept.where(table.file_id != file.supersedes_id)
    return Known(
        participants=frozenset(name for name, left, _ in people if left is None),
        left=frozenset(name for name, left, _ in people if left is not None),
        sites=frozenset(site for _, _, site in people if site),
        arms=frozenset((*planned_arms(study), *(planned_ways(study) if KINDS[file.kind].makes == "cash" else ()))),
        stored=dict(db.session.execute(kept).all()),
        last=_last_readings(file) if KINDS[file.kind].index else (),
        units=_units(file),
        periods=_periods(file) if KINDS[file.kind].exclusive else (),
    )


def _units(file: MeasurementFile) -> dict[tuple[str, str, str], str]:
    """The unit of each series and subject in force."""
    row = MeasurementRow
    chosen = (
        select(row.series, row.subject_kind, Participant.pseudonym, row.subject, row.unit)
        .outerjoin(Participant, Participant.id == row.participant_id)
        .where(row.study_id == file.study_id, row.in_force, row.file_id != (file.supersedes_id or ""))
        .distinct()
    )
    rows = db.session.execute(chosen).all()
    return {(series, kind, pseudonym or subject): unit for series, kind, pseudonym, subject, unit in rows}


def _periods(file: MeasurementFile) -> tuple[Measurement, ...]:
    """The periods in force that no other may overlap."""
    rows = _positions(file.study_id, without=file.supersedes_id)
    return tuple(position.reading for position, kind in rows if kind.exclusive)


def _last_readings(file: MeasurementFile) -> tuple[Measurement, ...]:
    """The last reading in force of each meter of a study."""
    last: dict[tuple[str, str, str], Measurement] = {}
    for position, kind in _positions(file.study_id, without=file.supersedes_id):
        one = position.reading
        if kind.index:
            last[one.series, one.subject_kind, one.subject] = one
    return tuple(last.values())


def _positions(study_id: str, without: str | None = None) -> list[tuple[Position, Kind]]:
    """The rows in force, in order of time, each with the kind of its file."""
    row = MeasurementRow
    columns = (row.series, row.subject_kind, row.subject, row.start, row.end, row.value, row.unit, row.origin)
    chosen = (
        select(*columns, Participant.pseudonym, row.file_id)
        .outerjoin(Participant, Participant.id == row.participant_id)
        .where(row.study_id == study_id, row.in_force)
        .order_by(row.start, row.id)
    )
    if without:
        chosen = chosen.where(row.file_id != without)
    files = {file.id: (file.laid_out, KINDS[file.kind]) for file in measurement_files_of(study_id)}
    found = []
    for series, of, subject, start, end, value, unit, origin, pseudonym, file_id in db.session.execute(chosen):
        one = Measurement(series, of, pseudonym or subject, start, end, value, unit, origin)  # type: ignore[arg-type]  # the database refuses any other
        layout, kind = files[file_id]
        found.append((Position(one, layout.digits, layout.gap_times) if layout else Position(one), kind))
    return found


def _cash_line(row: CashRow) -> CashLine:
    return CashLine(
        id=row.voucher,
        label=row.label,
        kind=row.kind,  # type: ignore[arg-type]  # the database refuses any other
        payer=row.payer,
        on=row.on,
        amount=row.amount,
        currency=row.currency,
        price_year=row.price_year,
        arm=row.arm,
        quantity=row.quantity,
        unit=row.unit,
        unit_value=row.unit_value,
        origin=row.origin,  # type: ignore[arg-type]  # as it was read
        low=row.low,
        high=row.high,
        source=row.source,
    )
