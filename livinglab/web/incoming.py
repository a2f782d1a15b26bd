"""What comes in: a form that cannot be read whole is refused, and a file there is no room for takes no answer along.

A page is read to its end even when a film in it is too large: the film is let pass, its field is told, and what was
typed around it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

import flask
from flask import current_app
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

from livinglab.store.files import FULL, TooLarge

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from werkzeug.formparser import t_parse_result

IN_MEMORY = 512 * 1024
MOST_READ = 4 * 1024**3  # bytes of one form: an hour of film from a phone


@dataclass
class Room:
    """How many bytes of files one request may still have kept."""

    left: int


class Spool(SpooledTemporaryFile[bytes]):
    """A file on its way. Too large, or the disk full, it lets the rest pass: the fields after it are answers."""

    full = False
    too_large = False

    def __init__(self, room: Room) -> None:
        super().__init__(max_size=IN_MEMORY)
        self.room = room

    def write(self, chunk: Any) -> int:
        """Keeps a piece, while there is room. A file that is too large leaves its room to the others."""
        self.room.left -= len(chunk)
        if self.room.left < 0 and not self.too_large:
            self.room.left += self.tell()
            self.seek(0)
            self.truncate()
            self.too_large = True
        if self.full or self.too_large:
            self.room.left += len(chunk)
            return len(chunk)
        try:
            return super().write(chunk)
        except OSError as error:
            if error.errno not in FULL:
                raise
            self.full = True
            return len(chunk)

    def read(self, size: int = -1, /) -> bytes:
        """Raises TooLarge: a part of a file is not the file."""
        if self.too_large:
            raise TooLarge
        return super().read(size)


class WholeForms(FormDataParser):
    """Werkzeug reads a multipart body that was cut short as a form without fields: every answer would turn blank."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> t_parse_result:
        """The fields and files. Raises BadRequest."""
        self.silent = False
        try:
            return super().parse(stream, mimetype, content_length, options)
        except ValueError as cut:
            raise BadRequest from cut


class Request(flask.Request):
    """A request whose forms are whole: of one with files, far more is read than is kept of them."""

    form_data_parser_class = WholeForms

    def __init__(self, environ: WSGIEnvironment, populate_request: bool = True, shallow: bool = False) -> None:
        super().__init__(environ, populate_request, shallow)
        if self.mimetype == "multipart/form-data":
            self.max_content_length = MOST_READ

    @cached_property
    def _room(self) -> Room:
        return Room(current_app.config["MAX_CONTENT_LENGTH"])

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return cast(IO[bytes], Spool(self._room))
