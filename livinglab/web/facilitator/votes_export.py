"""The votes of an activity to take home, as a zip of the files Polis exports."""

from __future__ import annotations

import io
import zipfile

from livinglab.actions import export_votes
from livinglab.store.failures import Refused
from livinglab.store.sessions import AgendaItem
from livinglab.web.access import by, here
from livinglab.web.downloads import download
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.decisions import results_page
from livinglab.web.facilitator.entries import Entry
from livinglab.web.forms import Answered
from surveys.taken_home import undated


@facilitator.post("/items/<item_id>/votes.zip")
def take_votes(item_id: str) -> Answered:
    """The files, once the audit line is written; or the results again, with why not."""
    item = here(AgendaItem, item_id)
    try:
        files = export_votes(by=by(), item=item)
    except Refused as refusal:
        return results_page(item, Entry().refused(refusal, "votes")), refusal.status
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(undated(name), content.encode(), zipfile.ZIP_DEFLATED)
    archive.seek(0)
    return download(archive, "application/zip", f"votes-{item.id}.zip")
