"""The rows of a file of measurements, inside the running action: stored, retired or erased together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, update

from analysis.measurements.kinds import KINDS
from analysis.measurements.known import LeftOut, Line
from analysis.measurements.reading import Read
from analysis.measurements.shapes import CashLine, Measurement, Parameter
from livinglab.store.database import Entity, db, new_id, now
from livinglab.store.measurements import (
    LINES,
    PENDING,
    CashRow,
    LeftOutRow,
    MeasurementFile,
    MeasurementRow,
    ParameterRow,
    measurement_files_of,
)
from livinglab.store.studies import Participant

AT_ONCE = 5_000  # rows of one statement to the database


def store_lines(handed: MeasurementFile, lines: Sequence[Line]) -> None:
    """Every line of a file, in force."""
    people, run = _people(handed), new_id()[:24]  # ids that grow are stored three times as fast as random ones
    index = KINDS[handed.kind].index
    _insert(
        LINES[KINDS[handed.kind].makes],
        (
            {
                "id": f"{run}{place:08x}",
                "study_id": handed.study_id,
                "file_id": handed.id,
                "row": line.row,
                "key": line.key,
                "content": line.content[:200],
                "in_force": True,
                **_columns(line.what, people, index=index),
            }
            for place, line in enumerate(lines)
        ),
    )


def store_left_out(handed: MeasurementFile, rows: Iterable[LeftOut]) -> None:
    """The rows left out, with their reasons."""
    people, run = _people(handed), new_id()[:24]
    layout = handed.laid_out
    of_people = layout is not None and layout.subject_kind == "participant"
    _insert(
        LeftOutRow,
        (
            {
                "id": f"{run}{place:08x}",
                "file_id": handed.id,
                "participant_id": people.get(row.cells.get("subject", "")) if of_people else None,
                "row": row.row,
                "codes": list(row.codes),
                "cells": dict(row.cells),
            }
            for place, row in enumerate(rows)
        ),
    )


def retire(handed: MeasurementFile) -> None:
    """What a correction replaces no longer counts; it stays."""
    table = LINES[KINDS[handed.kind].makes]
    db.session.execute(update(table).where(table.file_id == handed.id).values(in_force=False))
    handed.superseded_at = now()


def erase_measurements(participant: Participant) -> tuple[str, ...]:
    """Erases someone's rows, inside the running action, and the files as they came that held them.

    Files that wait are let go: they may hold rows of theirs. The digests are for `discard_unnamed`.
    """
    freed = []
    for file in measurement_files_of(participant.study_id):
        if file.state not in PENDING and participant.id not in file.found.get("people", ()):
            continue
        freed.append(file.fingerprint)
        file.digest, file.problems = None, None
        file.found = {name: value for name, value in file.found.items() if name not in ("preview", "sheets")}
        if file.state in PENDING:
            file.state = "let_go"
    for table in (MeasurementRow, LeftOutRow):
        db.session.execute(delete(table).where(table.participant_id == participant.id))
    return tuple(freed)


def people_staying(study_id: str) -> Mapping[str, str]:
    """Pseudonym → id of those who have not left a study."""
    staying = (Participant.study_id == study_id, Participant.withdrawn_at.is_(None))
    return dict(db.session.execute(select(Participant.pseudonym, Participant.id).where(*staying)).all())


def people_named(handed: MeasurementFile, read: Read) -> list[str]:
    """The ids of everyone whose rows the file holds, those that said nothing new too: it is kept as it came."""
    people = _people(handed)
    return sorted(people[name] for name in read.people if name in people)


def _columns(what: Measurement | CashLine | Parameter, people: Mapping[str, str], *, index: bool) -> dict[str, Any]:
    if isinstance(what, Measurement):
        of_person = what.subject_kind == "participant"
        return {
            "participant_id": people[what.subject] if of_person else None,
            "series": what.series,
            "subject_kind": what.subject_kind,
            "subject": "" if of_person else what.subject,
            "start": what.start,
            "end": what.end,
            "value": what.value,
            "unit": what.unit,
            "origin": what.origin,
            "is_index": index,
        }
    names = _own_columns(CashRow if isinstance(what, CashLine) else ParameterRow)
    return {name: getattr(what, "id" if name == "voucher" else name) for name in names}


def _own_columns(table: type[CashRow | ParameterRow]) -> list[str]:
    shared = {"id", "study_id", "file_id", "row", "key", "content", "in_force"}
    return [column.name for column in table.__table__.columns if column.name not in shared]


def _people(handed: MeasurementFile) -> Mapping[str, str]:
    chosen = select(Participant.pseudonym, Participant.id).where(Participant.study_id == handed.study_id)
    return dict(db.session.execute(chosen).all())


def _insert(kind: type[Entity], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(kind.__table__), some)  # type: ignore[arg-type]  # a table, which mypy takes for a FromClause
