"""Bytes of files, kept under their digest: written whole or not at all, the same content once.

A file is written beside its place and synced before the transaction; inside the transaction it is linked into place
and named by a row. A row therefore never names a file that is not there. What no row names is swept: whoever adds a
name and whoever sweeps hold the same lock, so nothing is taken away while it is being named.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import Flask, current_app
from sqlalchemy import text

from livinglab.settings import Settings
from livinglab.store.database import db
from livinglab.store.failures import Full

FILES = "livinglab.files"
FILES_LOCK = 1_179_208_773  # any number but that of the audit chain, as long as every process takes the same
PREFIX = "sha256:"
MEGABYTE = 1024 * 1024
CHUNK = MEGABYTE
AT_ONCE = 500  # contents asked about in one query
ABANDONED_SECONDS = 24 * 3600  # no upload lasts as long
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class TooLarge(Exception):
    """More bytes than allowed."""


@dataclass(frozen=True)
class Written:
    """A file written and synced, not yet in its place. `path` goes when the block that wrote it ends."""

    path: Path
    digest: str
    size: int


@dataclass(frozen=True)
class FileStore:
    """The folder of files, and what may be kept in it, in bytes.

    `largest` is the limit of a file, `most` that of all those of a response. `least_free` bytes of the disk stay for
    answers; `free` says how many there are.
    """

    folder: Path
    largest: int
    most: int
    least_free: int
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free

    def path(self, digest: str) -> Path:
        """Where the content of that digest stands, if it is kept."""
        name = digest.removeprefix(PREFIX)
        return self.folder / name[:2] / name

    @contextmanager
    def written(self, source: IO[bytes], limit: int) -> Iterator[Written]:
        """The content of a stream, on disk and synced. Raises TooLarge beyond the limit, Full when the disk is."""
        self.require_room()
        draft = self.folder / "new" / secrets.token_hex(16)
        draft.parent.mkdir(exist_ok=True)
        try:
            yield _write(draft, source, limit)
        finally:
            draft.unlink(missing_ok=True)

    def require_room(self) -> None:
        """Raises Full when what is left of the disk is kept for answers."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.free(self.folder) < self.least_free:
            raise Full

    def place(self, written: Written) -> None:
        """Links a written file into its place, inside a transaction that names it in a row."""
        hold_files()
        place = self.path(written.digest)
        with _room():
            place.parent.mkdir(exist_ok=True)
            try:
                os.link(written.path, place)
            except FileExistsError:
                return
            for folder in (place.parent, self.folder):
                _sync(folder)

    def discard(self, digests: Iterable[str], named: Collection[str]) -> None:
        """Removes contents no row names any more, inside a transaction that holds the files, and only that."""
        for digest in set(digests) - set(named):
            self.path(digest).unlink(missing_ok=True)

    def unnamed(self, named: Callable[[Collection[str]], Collection[str]]) -> list[str]:
        """Every content kept that no row names; `named` says which of some contents one does."""
        kept = [PREFIX + place.name for place in self.folder.glob("[0-9a-f][0-9a-f]/*")]
        some = (kept[first : first + AT_ONCE] for first in range(0, len(kept), AT_ONCE))
        return [digest for asked in some for digest in {*asked} - {*named(asked)}]

    def forget_abandoned(self) -> int:
        """Removes what uploads that died left behind; how many."""
        before = time.time() - ABANDONED_SECONDS
        old = [draft for draft in self.folder.glob("new/*") if draft.stat().st_mtime < before]
        for draft in old:
            draft.unlink(missing_ok=True)
        return len(old)


def hold_files() -> None:
    """Waits until no other transaction names or removes files. SQLite lets one write at a time already."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": FILES_LOCK})


def files() -> FileStore:
    """The files of the running application."""
    held: FileStore = current_app.extensions[FILES]
    return held


def init_app(app: Flask, settings: Settings) -> None:
    """Binds the folder of files to the application."""
    app.extensions[FILES] = FileStore(
        settings.files_path,
        largest=settings.file_limit_mb * MEGABYTE,
        most=settings.response_files_mb * MEGABYTE,
        least_free=settings.free_disk_mb * MEGABYTE,
    )


def _write(draft: Path, source: IO[bytes], limit: int) -> Written:
    digest, size = hashlib.sha256(), 0
    with _room(), draft.open("xb") as file:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Written(draft, PREFIX + digest.hexdigest(), size)


@contextmanager
def _room() -> Iterator[None]:
    """A disk that fills up while writing is said like one that was full before."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Full from error
        raise


def _sync(folder: Path) -> None:
    """The name of a new file survives a power cut only once its folder is synced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
