"""What comes in: a form that cannot be read whole is refused, and a file there is no room for takes no answer along."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

import flask
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

from livinglab.store.files import FULL

if TYPE_CHECKING:
    from werkzeug.formparser import t_parse_result

IN_MEMORY = 512 * 1024


class Spool(SpooledTemporaryFile[bytes]):
    """A file on its way. When the disk is full it says so and lets the rest pass: the fields after it are answers."""

    full = False

    def write(self, chunk: Any) -> int:
        """Keeps a piece, while there is room."""
        if self.full:
            return len(chunk)
        try:
            return super().write(chunk)
        except OSError as error:
            if error.errno not in FULL:
                raise
            self.full = True
            return len(chunk)


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
    """A request whose forms are whole."""

    form_data_parser_class = WholeForms

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return cast(IO[bytes], Spool(max_size=IN_MEMORY))
