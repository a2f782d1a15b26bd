"""The file of minutes, given only while it shows nothing that was hidden since."""

from __future__ import annotations

from pathlib import Path

from flask import Response

from livinglab.store.failures import NotFound
from livinglab.store.minutes import SessionMinutes
from livinglab.web.downloads import download


def minutes_file(found: SessionMinutes) -> Response:
    """The file of a version that may be given. Raises NotFound."""
    if not found.readable or found.path is None or not Path(found.path).is_file():
        raise NotFound
    name = f"minutes-{found.session.code}-{found.number}-{found.language}.pdf"
    return download(Path(found.path), "application/pdf", name)
