"""Files of people and of questionnaires, answered: as what they were recognised to be, and unable to do anything."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Protocol

from flask import Response, send_file

from livinglab.store.failures import NotFound
from surveys import photographs

INERT = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
SHOWN = ("image/", "audio/", "video/")  # the rest is handed out, never opened in the page


class Kept(Protocol):
    """A row that names a content."""

    @property
    def name(self) -> str:
        """What the file is called."""

    @property
    def digest(self) -> str:
        """Its SHA-256."""

    @property
    def media_type(self) -> str:
        """What it was recognised to be."""

    @property
    def path(self) -> Path:
        """Where its content stands."""


def file_answer(kept: Kept) -> Response:
    """The file; a part of it when only that was asked for, as players do. Raises NotFound."""
    if not kept.path.is_file():
        raise NotFound
    handed = not kept.media_type.startswith(SHOWN)
    return _inert(kept.path, kept.media_type, kept.name, etag=kept.digest, handed=handed)


def small_picture_answer(kept: Kept) -> Response:
    """A photograph, small enough to recognise it by. Raises NotFound for anything else."""
    if not kept.media_type.startswith("image/") or not kept.path.is_file():
        raise NotFound
    with kept.path.open("rb") as file:
        picture = photographs.thumbnail(file)
    return _inert(picture, "image/webp", "thumbnail.webp", etag=f"{kept.digest}-small", handed=False)


def _inert(file: Path | IO[bytes], media_type: str, name: str, *, etag: str, handed: bool) -> Response:
    answer: Response = send_file(file, media_type, as_attachment=handed, download_name=name, etag=etag, max_age=0)
    answer.headers["Content-Security-Policy"] = INERT
    return answer
