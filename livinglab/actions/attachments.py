"""Attachments: a file is recognised, cleaned, kept and named by a row; what no row names any more goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TypeAlias

from sqlalchemy import delete, select

from livinglab.actions import texts
from livinglab.actions.action import action
from livinglab.store.attachments import (
    UNKNOWN_TYPE,
    Attachment,
    WaitingFile,
    attachments_of,
    named_digests,
    named_in,
    size_of,
)
from livinglab.store.database import add_once, db, lock, now, transaction
from livinglab.store.failures import NotFound, Refused
from livinglab.store.field_clients import FieldClient
from livinglab.store.files import MEGABYTE, TooLarge, Written, files, hold_files
from livinglab.store.responses import Draft, Quarantine, Response
from livinglab.store.sittings import Sitting
from livinglab.store.studies import Participant, Study
from surveys import films, photographs
from surveys.file_names import clean, folded, unlike, with_suffix
from surveys.media_types import ACCEPTED, MediaKind, MediaType, recognise


@dataclass(frozen=True)
class Unknown:
    """Whoever gave files to the team of a study, before the team has said whose they are."""

    study: Study


Giver: TypeAlias = Participant | Sitting

EVERY_KIND = ACCEPTED["file"]
UNSENT_AFTER = timedelta(days=1)  # a page that keeps a file saves its answers in the same breath


@dataclass(frozen=True)
class Prepared:
    """A file on the disk, cleaned, and what it was recognised to be, if it was."""

    written: Written
    media_type: MediaType | None


def keep_attachment(
    *,
    by: Giver,
    response_id: str,
    source: IO[bytes],
    name: str,
    question: str = "",
    place: str = "",
    accepts: Collection[MediaKind] = EVERY_KIND,
    longest: int | None = None,
    as_sent: bool = False,
) -> Attachment:
    """Keeps a file with the response of that id, written or to come. The same file again is the same attachment.

    `by` may be a sitting, whose participant nobody knows yet. A file of a name already there gets a name of its own:
    the answer is `Attachment.name`. `longest` is the most points on a side of a picture. A door that cannot ask again
    says `as_sent`: the name stays as it is if it can, and what is not recognised is kept as bytes nobody opens. Raises
    Refused, NotFound, Full. A file of a draft leaves no audit line, as the draft itself; one that comes after the
    response does.
    """
    texts.client_id(response_id)
    with prepared(source, accepts, longest, as_sent) as ready, action(_actor(by), "keep_attachment") as act:
        lock(by)
        _require_own(by, response_id)
        named = clean(name) if ready.media_type is None or as_sent else with_suffix(clean(name), ready.media_type)
        known = _known(response_id, question, place, named, ready.written.digest)
        if known is not None:
            return known
        require_space(size_of(response_id), ready.written)
        attachment = add_attachment(by, response_id, ready, named, question, place)
        sent = db.session.get(Response, response_id)
        if sent is not None:
            act.on(sent)
    return attachment


def remove_attachment(*, by: Giver, attachment: Attachment) -> None:
    """Removes a file of something not yet sent. Raises NotFound, Refused."""
    with transaction():
        if not _gave(by, attachment):
            raise NotFound
        if db.session.get(Response, attachment.response_id) is not None:
            raise Refused("attachment_sent")
        digest = attachment.digest
        db.session.delete(attachment)
    discard_unnamed([digest])


def leave_out(*, by: Participant, response: Response) -> None:
    """Removes, of what a page sent, the files no answer names: of a person taken off a list, of a choice undone.

    What was set aside under the same id keeps those it names.
    """
    with transaction():
        if response.participant_id != by.id:
            raise NotFound
        set_aside = select(Quarantine.content).where(Quarantine.response_id == response.id)
        answers = [response.answers, *(content["answers"] for content in db.session.scalars(set_aside))]
        there = attachments_of(response.id)
        said = {attachment.id for attachment in named_in(answers, there)}
        gone = _deleted(attachment for attachment in there if attachment.id not in said)
    discard_unnamed(gone)


def take_away(participant: Participant, *, everything: bool) -> tuple[str, ...]:
    """Takes away, inside the running transaction, the files of what was not sent, or all of them.

    The digests are for `discard_unnamed`, once that transaction is committed.
    """
    mine = select(Attachment).where(Attachment.participant_id == participant.id)
    if not everything:
        mine = mine.where(
            Attachment.response_id.not_in(select(Response.id)),
            Attachment.response_id.not_in(select(Quarantine.response_id)),
        )
    waiting = select(WaitingFile.digest).join(WaitingFile.quarantine).where(Quarantine.participant_id == participant.id)
    freed = db.session.scalars(waiting).all() if everything else ()
    return (*_deleted(db.session.scalars(mine).all()), *freed)


def take_back(sitting: Sitting) -> tuple[str, ...]:
    """Takes away the files of a sitting, inside the running transaction; the digests are for `discard_unnamed`."""
    return _deleted(attachments_of(sitting.id))


def discard_unnamed(digests: Iterable[str]) -> None:
    """Removes those of these contents that no row names. If the process dies before, `sweep_files` does."""
    gone = list(digests)
    if gone:
        with transaction():
            hold_files()
            files().discard(gone, named_digests(gone))


def sweep_files() -> int:
    """Removes what dead uploads and crashes left behind: rows of nothing, contents of no row. How many."""
    with transaction():
        forgotten = select(Attachment).where(
            Attachment.received_at < now() - UNSENT_AFTER,
            *(
                Attachment.response_id.not_in(select(column))
                for column in (Response.id, Draft.id, Sitting.id, Quarantine.response_id)
            ),
        )
        _deleted(db.session.scalars(forgotten).all())
    with transaction():
        hold_files()
        unnamed = files().unnamed(named_digests)
        files().discard(unnamed, ())
    return len(unnamed) + files().forget_abandoned()


def add_attachment(
    by: Giver | Unknown, response_id: str, ready: Prepared, name: str, question: str = "", place: str = ""
) -> Attachment:
    """Puts a prepared file into its place and names it, inside the running action."""
    attachment = Attachment(
        study_id=by.study.id,
        participant_id=by.id if isinstance(by, Participant) else None,
        response_id=response_id,
        question=question,
        place=place,
        name=unlike(name, {folded(other.name) for other in attachments_of(response_id)}),
        given_name=name,
        digest=ready.written.digest,
        size=ready.written.size,
        media_type=ready.media_type.name if ready.media_type else UNKNOWN_TYPE,
    )
    files().place(ready.written)
    if not add_once(attachment):
        raise Refused("id_unreadable")
    return attachment


def require_space(kept: int, written: Written) -> None:
    """Raises Refused when a response, with so many bytes kept already, would hold more than it may."""
    most = files().most
    if kept + written.size > most:
        raise Refused("files_too_large", limit=most // MEGABYTE)


@contextmanager
def prepared(
    source: IO[bytes],
    accepts: Collection[MediaKind] = EVERY_KIND,
    longest: int | None = None,
    as_sent: bool = False,
) -> Iterator[Prepared]:
    """The file as it will be kept, on disk, and what it is; before any transaction, so that nobody waits for it."""
    with received(source) as raw, raw.path.open("r+b") as file:
        media_type = recognise(file)
        try:
            cleaned = _cleaned(file, media_type, accepts, longest)
        except Refused:
            if not as_sent:
                raise
            media_type, cleaned = None, None
        if cleaned is None:
            yield Prepared(raw, media_type)
            return
        with received(cleaned) as better:
            yield Prepared(better, media_type)


@contextmanager
def received(source: IO[bytes]) -> Iterator[Written]:
    """A file written to the disk as it comes. Raises Full, and Refused beyond the limit."""
    store = files()
    try:
        with store.written(source, store.largest) as written:
            yield written
    except TooLarge:
        raise Refused("file_too_large", limit=store.largest // MEGABYTE) from None


def _cleaned(
    file: IO[bytes], media_type: MediaType | None, accepts: Collection[MediaKind], longest: int | None
) -> IO[bytes] | None:
    """What is kept in place of the file; None for the file itself."""
    if media_type is None or media_type.kind not in accepts:
        raise Refused(_not_taken(accepts))
    try:
        if media_type.kind == "image":
            return photographs.redrawn(file, longest)
        if media_type.name in films.FAMILY and films.blank_metadata(file):
            file.seek(0)
            return file
    except photographs.TooManyPoints:
        raise Refused("image_too_large", limit=photographs.MOST_POINTS // 1_000_000) from None
    except (photographs.NotAPicture, films.NotAFilm):
        raise Refused("file_damaged") from None
    return None


def _not_taken(accepts: Collection[MediaKind]) -> str:
    """The sentence that says which files the question takes."""
    if "document" in accepts:
        return "file_not_taken"
    return "image_not_taken" if "image" in accepts else "sound_not_taken" if "audio" in accepts else "film_not_taken"


def _actor(by: Giver) -> Participant | FieldClient:
    return by.client if isinstance(by, Sitting) else by


def _gave(by: Giver, attachment: Attachment) -> bool:
    """Whether it is theirs; the files of a sitting are those of its response to come."""
    return attachment.response_id == by.id if isinstance(by, Sitting) else attachment.participant_id == by.id


def _require_own(by: Giver, response_id: str) -> None:
    """Nobody adds to what another person sends, nor to anything once they have left or the study is closed."""
    if isinstance(by, Sitting):
        if by.id != response_id or not by.study.takes_answers:
            raise NotFound
        return
    sent, draft = db.session.get(Response, response_id), db.session.get(Draft, response_id)
    kept = [row for row in (sent, draft, *attachments_of(response_id)) if row is not None]
    if any(row.participant_id != by.id for row in kept):
        raise NotFound
    if by.withdrawn_at is not None:
        raise Refused("participant_withdrawn")
    if sent is None and not by.study.takes_answers:
        raise Refused("study_not_open")


def _known(response_id: str, question: str, place: str, name: str, digest: str) -> Attachment | None:
    """The same file, sent again for the same question."""
    same = (
        Attachment.response_id == response_id,
        Attachment.question == question,
        Attachment.place == place,
        Attachment.given_name == name,
        Attachment.digest == digest,
    )
    return db.session.scalars(select(Attachment).where(*same)).first()


def _deleted(attachments: Iterable[Attachment]) -> tuple[str, ...]:
    gone = {attachment.id: attachment.digest for attachment in attachments}
    db.session.execute(delete(Attachment).where(Attachment.id.in_(gone)))
    return tuple(gone.values())
