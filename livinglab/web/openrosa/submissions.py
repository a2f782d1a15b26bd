"""What a field client sends: an XML and its files, in one post or in several, acknowledged once all is committed."""

from __future__ import annotations

from typing import IO

from flask import Response, request, url_for
from werkzeug.datastructures import FileStorage

from livinglab.actions.attachments import keep_attachment
from livinglab.actions.collected import Receipt
from livinglab.actions.field_submissions import accept_field_submission
from livinglab.actions.waiting_files import keep_waiting_file
from livinglab.store.failures import Full, Refused
from livinglab.store.field_clients import client_by_token
from livinglab.web.openrosa.blueprint import openrosa, said
from livinglab.words import t
from surveys.openrosa.instance import LARGEST

PART = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"


@openrosa.get("/submission")
def where_to_send(token: str) -> Response:
    """Where to send and how much at once: clients ask (HEAD) before they send."""
    client_by_token(token)
    answer = Response(status=204)
    answer.headers["Location"] = url_for("openrosa.send", token=token, _external=True)
    return answer


@openrosa.post("/submission")
def send(token: str) -> Response:
    """Stores it or sets it aside, then its files, then says so: 201 stored, 202 set aside, 409 other content."""
    client = client_by_token(token)
    receipt = accept_field_submission(by=client, xml=_xml())
    for part, file in request.files.items(multi=True):
        if part != PART:
            _keep(receipt, file.filename or part, file)
    receipt.require_same()
    if INCOMPLETE in request.form:
        return said(t("field.more_to_come"), 201)
    return said(t("field.set_aside"), 202) if receipt.quarantine else said(t("field.received"), 201)


def _xml() -> bytes:
    """The XML, as a file of the form or as one of its fields. Raises Refused: a cut post has none."""
    file = request.files.get(PART)
    content = _whole(file).read(LARGEST + 1) if file else request.form.get(PART, "").encode()
    if not content:
        raise Refused("xml_missing")
    return content


def _keep(receipt: Receipt, name: str, file: FileStorage) -> None:
    """A file goes with its response, or waits beside what was set aside."""
    if receipt.quarantine is not None:
        keep_waiting_file(quarantine=receipt.quarantine, source=_whole(file), name=name)
    elif receipt.participant is not None:
        keep_attachment(
            by=receipt.participant, response_id=receipt.response_id, source=_whole(file), name=name, as_sent=True
        )


def _whole(file: FileStorage) -> IO[bytes]:
    """What came of a part. Raises Full when the disk filled up under it: a part of a file is not the file."""
    if getattr(file.stream, "full", False):
        raise Full
    return file.stream
