"""Keeping a photograph or a file of a prototype version."""

from __future__ import annotations

from typing import IO

from livinglab.actions import texts
from livinglab.actions.action import team_action
from livinglab.actions.attachments import prepared
from livinglab.store.actors import Member, account_id
from livinglab.store.attachments import UNKNOWN_TYPE
from livinglab.store.database import add_once
from livinglab.store.failures import Refused
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
            raise Refused("version_file_there")
        act.on(kept)
    return kept
