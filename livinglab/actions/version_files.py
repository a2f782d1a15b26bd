"""Keeping a photograph or a file of a prototype version, and taking it out."""

from __future__ import annotations

from typing import IO

from sqlalchemy import select

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.attachments import prepared
from livinglab.store.actors import Member, account_id
from livinglab.store.attachments import UNKNOWN_TYPE
from livinglab.store.database import add_once, db, lock, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.files import files
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.version_files import VersionFile
from surveys.file_names import clean, with_suffix


def keep_version_file(
    *, by: Member, version: PrototypeVersion, source: IO[bytes], name: str, words: str = ""
) -> VersionFile:
    """Keeps the content under its digest; a picture needs words. Raises Refused, Full."""
    told = texts.optional_text(words)
    with prepared(source) as ready, team_action(by, "keep_version_file", version) as act:
        kind = ready.media_type
        if kind and kind.name.startswith("image/") and not told:
            raise Refused("picture_without_words")
        files().place(ready.written)
        kept = VersionFile(
            project_id=version.project_id,
            version_id=version.id,
            name=with_suffix(clean(name), kind) if kind else clean(name),
            digest=ready.written.digest,
            size=ready.written.size,
            media_type=kind.name if kind else UNKNOWN_TYPE,
            words=told,
            recorded_by_id=account_id(by),
        )
        if not add_once(kept):
            kept = _back(version, kept)
        act.on(kept)
    return kept


def take_out_version_file(*, by: Member, file: VersionFile, reason: str) -> VersionFile:
    """Takes a file off the pages and the manifest, with a reason; nothing is destroyed. Raises Refused, Conflict."""
    why = texts.required_text(reason)
    with team_action(by, "take_out_version_file", file) as act:
        lock(file)
        if file.withdrawn_at is not None:
            raise Conflict("version_file_out_already")
        file.withdrawn_at, file.withdrawn_because = now(), why
        act.on(file)
    return file


def _back(version: PrototypeVersion, given: VersionFile) -> VersionFile:
    """A content taken out and given again stands again, under the name and the words it is given now."""
    chosen = select(VersionFile).where(VersionFile.version_id == version.id, VersionFile.digest == given.digest)
    kept = db.session.scalars(chosen).one()
    if kept.withdrawn_at is None:
        raise Refused("version_file_there")
    kept.withdrawn_at = kept.withdrawn_because = None
    kept.name, kept.words = given.name, given.words
    return kept
