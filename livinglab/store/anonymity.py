"""Anonymous studies: what is kept of who answers them holds neither a moment nor an order.

Times put side by side would join the people of two studies: someone sends the last questionnaire of one at 14:02 and
an answer to the other at 14:04. So every row of a person in an anonymous study carries the moment at which the study
opened, whatever wrote it; the audit log names the study and not the row; and SQLite, which numbers rows as they come,
is given another number for them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Date, event, text
from sqlalchemy.orm import Session, UOWTransaction, class_mapper

from livinglab.store.attachments import Attachment
from livinglab.store.consents import Consent
from livinglab.store.database import Moment, db
from livinglab.store.responses import Draft, Quarantine, Response
from livinglab.store.studies import Participant, Study

OfPerson: TypeAlias = Participant | Consent | Draft | Response | Quarantine | Attachment

OF_PERSONS = (Participant, Consent, Draft, Response, Quarantine, Attachment)
SAID_ASIDE = ("started_at", "finished_at")  # moments inside what was set aside, as its device told them
BELOW_ALL = (
    "UPDATE {table} SET rowid = -1 - (abs(random()) >> 1) WHERE id = :id"  # the next row counts from the largest
)


def anonymous_study_of(entity: object) -> Study | None:
    """The study a row about a person belongs to, if that is anonymous; None for every other row."""
    if not isinstance(entity, OF_PERSONS):
        return None
    of_study = db.session.get_one(Participant, entity.participant_id) if isinstance(entity, Consent | Draft) else entity
    study = db.session.get_one(Study, of_study.study_id)
    return study if study.anonymous else None


@event.listens_for(db.session, "before_flush")
def _forget_moments(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for entity in (*session.new, *session.dirty):
        study = anonymous_study_of(entity)
        if study is not None:
            _date_as_opened(entity, study.opened_at or study.created_at)


@event.listens_for(db.session, "after_flush")
def _forget_order(session: Session, _context: UOWTransaction) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    for entity in session.new:
        if anonymous_study_of(entity) is not None:
            move = text(BELOW_ALL.format(table=entity.__tablename__))
            session.connection().execute(move, {"id": entity.id})


def _date_as_opened(entity: OfPerson, opened: datetime) -> None:
    """Every moment and day of a row, where it holds or will hold one."""
    for attribute in class_mapper(type(entity)).column_attrs:
        column = attribute.columns[0]
        if not isinstance(column.type, Moment | Date) or (column.nullable and getattr(entity, attribute.key) is None):
            continue
        kept = opened if isinstance(column.type, Moment) else opened.date()
        if getattr(entity, attribute.key) != kept:
            setattr(entity, attribute.key, kept)
    if isinstance(entity, Quarantine):
        entity.content = {**entity.content, **{name: "" for name in SAID_ASIDE if name in entity.content}}
