"""The blueprint every module of this folder adds its pages to."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from livinglab.store.failures import NotFound
from livinglab.store.paper_entries import PaperEntry
from livinglab.web.access import by, here

entry = Blueprint("entry", __name__)


@entry.after_request
def keep_to_oneself(response: Response) -> Response:
    """What was typed is somebody's answers: it stays in no shared memory."""
    response.headers["Cache-Control"] = "no-store"
    return response


def my_entry(entry_id: str) -> PaperEntry:
    """The entry the address names, if it is the reader's own: nobody sees what another types. Raises NotFound."""
    found = here(PaperEntry, entry_id)
    if found.account_id != by().id:
        raise NotFound
    return found
