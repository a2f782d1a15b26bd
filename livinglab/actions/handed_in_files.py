"""The photographs and other files within a file handed in: kept until the team says whose they are, a day at most."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO

from sqlalchemy import select

from livinglab.actions.action import team_action
from livinglab.actions.attachments import Unknown, add_attachment, prepared, require_space
from livinglab.actions.collected import Collected
from livinglab.actions.handed_in import missing_files
from livinglab.store.actors import Member
from livinglab.store.attachments import Attachment, attachments_of, size_of
from livinglab.store.database import db, lock
from livinglab.store.failures import Refused
from livinglab.store.responses import Draft, Response
from livinglab.store.studies import Participant, Study
from surveys.file_names import clean


@dataclass(frozen=True)
class HeldFile:
    """A photograph or another file within the file a device hands out, by the name the answers give it."""

    name: str
    question: str
    place: str
    content: bytes


def keep_handed_in_files(
    *, by: Member, study: Study, sent: Collected, files: Collection[HeldFile]
) -> tuple[Attachment, ...]:
    """Keeps those its answers name and the server has not. What nobody takes in is swept as an unsent file is.

    Raises Refused, Full: for what belongs to another study, for a file or files too large.
    """
    wanted = [file for file in files if file.name in missing_files(sent)]
    if not wanted:
        return ()
    with ExitStack() as open_files:
        ready = [open_files.enter_context(prepared(BytesIO(file.content), as_sent=True)) for file in wanted]
        with team_action(by, "keep_handed_in_files", study) as act:
            lock(study)
            giver = _giver(study, sent.id)
            kept = []
            for file, content in zip(wanted, ready, strict=True):
                require_space(size_of(sent.id), content.written)
                kept.append(add_attachment(giver, sent.id, content, clean(file.name), file.question, file.place))
            act.on(study)
    return tuple(kept)


def _giver(study: Study, response_id: str) -> Participant | Unknown:
    """Whose they are, where something of that id came before. Raises Refused when that was in another study."""
    rows = (db.session.get(Response, response_id), db.session.get(Draft, response_id))
    owner = next((row.participant for row in rows if row is not None), None)
    elsewhere = select(Attachment.id).where(Attachment.response_id == response_id, Attachment.study_id != study.id)
    if (owner and owner.study_id != study.id) or db.session.scalars(elsewhere).first():
        raise Refused("handed_in_elsewhere")
    mine = next((one.participant_id for one in attachments_of(response_id) if one.participant_id), None)
    known = db.session.get(Participant, mine) if mine else None
    return owner or known or Unknown(study)
