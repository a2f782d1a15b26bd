"""The workshop's records of a version: lines added together, one corrected, one withdrawn with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import add_once, db
from livinglab.store.failures import Refused
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.workshop import WorkshopRecord, is_replaced, records_of
from livinglab.store.workshop_fields import KINDS, RecordKind, read_values


def record_lines(
    *, by: Member, version: PrototypeVersion, kind: RecordKind, lines: Sequence[Mapping[str, str]]
) -> list[WorkshopRecord]:
    """Keeps lines as typed, all of them or none; where a version has one only, it replaces the last. Raises Refused."""
    read = [_values(kind, line) for line in lines]
    if not read:
        raise Refused("workshop_nothing")
    with team_action(by, f"record_{kind}", version) as act:
        last = records_of(version.project_id, version.id, kind) if KINDS[kind].once else ()
        records = [
            WorkshopRecord(
                project_id=version.project_id,
                version_id=None if KINDS[kind].shared else version.id,
                kind=kind,
                values=dict(values),
                replaces_id=last[-1].id if last else None,
                recorded_by_id=account_id(by),
            )
            for values in read
        ]
        db.session.add_all(records)
        act.on(records[0])
    return records


def tell_story(*, by: Member, version: PrototypeVersion, question: str, answer: str) -> WorkshopRecord | None:
    """Keeps the answer to one question of the story beside the others; the same answer again keeps nothing new.

    The others are read inside the transaction: two people who answer at once each keep theirs.
    """
    with team_action(by, "record_story", version) as act:
        last = next(iter(records_of(version.project_id, version.id, "story")[-1:]), None)
        told = dict(last.values) if last else {}
        wanted = _values("story", {**{name: str(value) for name, value in told.items()}, question: answer})
        if wanted == told:
            return last
        record = WorkshopRecord(
            project_id=version.project_id,
            version_id=version.id,
            kind="story",
            values=dict(wanted),
            replaces_id=last.id if last else None,
            recorded_by_id=account_id(by),
        )
        db.session.add(record)
        act.on(record)
    return record


def correct_line(*, by: Member, record: WorkshopRecord, typed: Mapping[str, str]) -> WorkshopRecord:
    """Puts a corrected line in the place of one, which stays readable. Raises Refused."""
    return _replace(by, record, "correct_line", _values(record.kind, typed), None)


def withdraw_line(*, by: Member, record: WorkshopRecord, reason: str) -> WorkshopRecord:
    """Takes a line out of the sums, with the reason. Raises Refused."""
    return _replace(by, record, "withdraw_line", record.values, texts.required_text(reason, texts.LONG))


def _replace(
    by: Member, record: WorkshopRecord, verb: str, values: Mapping[str, object], because: str | None
) -> WorkshopRecord:
    later = WorkshopRecord(
        project_id=record.project_id,
        version_id=record.version_id,
        kind=record.kind,
        values=dict(values),
        replaces_id=record.id,
        withdrawn_because=because,
        recorded_by_id=account_id(by),
    )
    with team_action(by, verb, record) as act:
        if record.withdrawn_because is not None or is_replaced(record) or not add_once(later):
            raise Refused("workshop_line_replaced")
        act.on(later)
    return later


def _values(kind: RecordKind, typed: Mapping[str, str]) -> Mapping[str, object]:
    reading = read_values(kind, typed)
    if reading.problems:
        raise Refused("workshop_line_wrong")
    return reading.values
