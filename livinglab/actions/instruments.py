"""Instruments a team holds itself: added to the library of a project, taken out of it."""

from __future__ import annotations

from livinglab.actions.action import team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, now
from livinglab.store.failures import Refused
from livinglab.store.instruments import OwnInstrument, own_instrument
from livinglab.store.projects import Project
from surveys.instruments import codes, to_json
from surveys.instruments.instrument import Instrument


def hold_instrument(
    *, by: Member, project: Project, content: Instrument, filename: str, source: bytes
) -> OwnInstrument:
    """Adds what `surveys.instruments.reading` read, once; another of the same code takes its place.

    Raises Refused for the code of an instrument of the platform.
    """
    with team_action(by, "hold_instrument", project) as act:
        if content.code in codes():
            raise Refused("instrument_code_taken", name=content.code)
        known = own_instrument(project.id, content.code)
        if known is not None and known.content == content:
            return known
        if known is not None:
            known.retired_at = now()
            db.session.flush()
        held = OwnInstrument(
            project_id=project.id,
            code=content.code,
            definition=to_json(content),
            source_filename=filename[-255:],
            source=source,
            added_by_id=account_id(by),
        )
        db.session.add(held)
        act.on(held)
    return held


def retire_instrument(*, by: Member, instrument: OwnInstrument) -> OwnInstrument:
    """Takes one out of the library. Questionnaires that ask it keep it, and plans can still score it."""
    with team_action(by, "retire_instrument", instrument) as act:
        if instrument.retired_at is None:
            instrument.retired_at = now()
            act.on(instrument)
    return instrument
