"""Files of what was set aside: kept as they came, and attachments of the response once the team accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO

from livinglab.actions.attachments import Prepared, add_attachment, prepared, received, require_space
from livinglab.store.attachments import NAME_LENGTH, Attachment, WaitingFile, attachments_of, named_in, waiting_files
from livinglab.store.database import add_once, db, lock, transaction
from livinglab.store.failures import Busy
from livinglab.store.files import files
from livinglab.store.responses import Quarantine, Response
from surveys.file_names import clean


def keep_waiting_file(*, quarantine: Quarantine, source: IO[bytes], name: str) -> None:
    """Keeps a file beside a submission set aside; the same file again is kept once. It leaves no audit line of its own.

    Raises Refused, Full; and Busy when the team accepted the submission meanwhile: sent again, it joins the response.
    """
    with received(source) as written, transaction():
        lock(quarantine)
        if quarantine.became_id is not None:
            raise Busy
        waiting = waiting_files(quarantine.id)
        require_space(sum(file.size for file in waiting), written)
        files().place(written)
        add_once(
            WaitingFile(quarantine_id=quarantine.id, name=name[:NAME_LENGTH], digest=written.digest, size=written.size)
        )


@contextmanager
def prepared_files(quarantine: Quarantine) -> Iterator[Mapping[str, Prepared]]:
    """The files that wait beside it, as attachments will be, by id."""
    with ExitStack() as opened:
        yield {file.id: opened.enter_context(_prepared(file)) for file in waiting_files(quarantine.id)}


def files_follow(quarantine: Quarantine, response: Response, ready: Mapping[str, Prepared]) -> tuple[str, ...]:
    """Gives the files of a submission to the response it becomes, inside the running action.

    The digests of the files as they came, with all that photographs tell, are for `discard_unnamed` after the commit.
    Raises Busy when one came after they were prepared.
    """
    waiting = waiting_files(quarantine.id)
    if {file.id for file in waiting} != set(ready):
        raise Busy
    for file in waiting:
        add_attachment(response.participant, response.id, ready[file.id], clean(file.name))
        db.session.delete(file)
    if response.id != quarantine.response_id:
        for attachment in named_in(response.answers, attachments_of(quarantine.response_id)):
            db.session.add(_copy(attachment, response))
    return tuple(file.digest for file in waiting)


@contextmanager
def _prepared(file: WaitingFile) -> Iterator[Prepared]:
    with file.path.open("rb") as source, prepared(source, as_sent=True) as ready:
        yield ready


def _copy(attachment: Attachment, response: Response) -> Attachment:
    """The same file under the new identity: the response that had the identity first may name it too."""
    return Attachment(
        study_id=response.study_id,
        participant_id=response.participant_id,
        response_id=response.id,
        question=attachment.question,
        place=attachment.place,
        name=attachment.name,
        given_name=attachment.given_name,
        digest=attachment.digest,
        size=attachment.size,
        media_type=attachment.media_type,
    )
