"""The measurements of a study to take home, as tables: rows as stored, where they come from, what analyses use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.measurements import (
    CashRow,
    LeftOutRow,
    MeasurementFile,
    MeasurementRow,
    ParameterRow,
    measurement_files_of,
    measurements_of,
)
from livinglab.store.studies import Participant

Table: TypeAlias = Iterable[Sequence[str]]
FROM = ("file", "row", "in_force")
MEASURED = ("series", "subject_kind", "subject", "start", "end", "value", "unit", "origin")


def measurement_tables(study_id: str) -> Iterator[tuple[str, Table]]:
    """Name and rows of each table, titles first; nothing at all of a study without measurements."""
    brought = [file for file in measurement_files_of(study_id) if file.state == "done"]
    if not brought:
        return
    yield "measurement_files.csv", _files(brought)
    yield "measurements.csv", _stored(study_id)
    yield "consumption.csv", _used(study_id)
    yield "costs.csv", _money(study_id)
    yield "parameters.csv", _parameters(study_id)
    yield "measurements_left_out.csv", _left_out(study_id)


def has_measurements(study_id: str) -> bool:
    """Whether a file was ever stored."""
    chosen = select(MeasurementFile.id).where(MeasurementFile.study_id == study_id, MeasurementFile.state == "done")
    return db.session.scalars(chosen.limit(1)).first() is not None


def _files(brought: Sequence[MeasurementFile]) -> Iterator[Sequence[str]]:
    yield "file", "series_of_files", "kind", "filename", "digest", "stored_at", "replaces", "replaced_at", "layout"
    for file in brought:
        layout = json.dumps(file.layout, ensure_ascii=False, sort_keys=True)
        when = (_said(file.stored_at), file.supersedes_id or "", _said(file.superseded_at))
        yield file.id, file.name, file.kind, file.filename, file.fingerprint, *when, layout


def _stored(study_id: str) -> Iterator[Sequence[str]]:
    """Every row, of files that were replaced too; readings of meters as they were read."""
    yield *MEASURED, "reading_of_a_meter", *FROM
    row = MeasurementRow
    chosen = select(row, Participant.pseudonym).outerjoin(Participant, Participant.id == row.participant_id)
    for one, pseudonym in db.session.execute(chosen.where(row.study_id == study_id).order_by(row.file_id, row.row)):
        about = (one.series, one.subject_kind, pseudonym or one.subject, _said(one.start), _said(one.end))
        yield *about, repr(one.value), one.unit, one.origin, _said(one.is_index), *_from(one)


def _used(study_id: str) -> Iterator[Sequence[str]]:
    """What analyses take in: of meters, what passed between readings."""
    yield *MEASURED, "note"
    for one in measurements_of(study_id):
        about = (one.series, one.subject_kind, one.subject, _said(one.start), _said(one.end))
        yield *about, repr(one.value), one.unit, one.origin, one.note


def _money(study_id: str) -> Iterator[Sequence[str]]:
    names = ("voucher", "label", "kind", "payer", "on", "amount", "currency", "price_year", "arm", "quantity")
    yield from _columns(CashRow, study_id, (*names, "unit", "unit_value", "origin", "low", "high", "source"))


def _parameters(study_id: str) -> Iterator[Sequence[str]]:
    names = ("code", "label", "value", "unit", "low", "high", "source", "year", "url", "licence")
    yield from _columns(ParameterRow, study_id, names)


def _columns(table: type[CashRow | ParameterRow], study_id: str, names: Sequence[str]) -> Iterator[Sequence[str]]:
    yield *names, *FROM
    chosen = select(table).where(table.study_id == study_id).order_by(table.file_id, table.row)
    for one in db.session.scalars(chosen):
        yield tuple(_said(getattr(one, name)) for name in (*names, "file_id", "row", "in_force"))


def _left_out(study_id: str) -> Iterator[Sequence[str]]:
    yield "file", "row", "reasons", "cells"
    chosen = select(LeftOutRow).join(MeasurementFile, MeasurementFile.id == LeftOutRow.file_id)
    order = (LeftOutRow.file_id, LeftOutRow.row)
    for one in db.session.scalars(chosen.where(MeasurementFile.study_id == study_id).order_by(*order)):
        yield one.file_id, str(one.row), " ".join(one.codes), json.dumps(one.cells, ensure_ascii=False)


def _from(one: MeasurementRow | CashRow | ParameterRow) -> tuple[str, str, str]:
    return one.file_id, str(one.row), _said(one.in_force)


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime) else str(value)
