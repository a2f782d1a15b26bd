"""What comes in: a form that cannot be read whole is refused, never taken for an empty one."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import flask
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser

if TYPE_CHECKING:
    from werkzeug.formparser import t_parse_result


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
