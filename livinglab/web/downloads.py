"""Files handed to someone signed in: kept by their browser only."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(file: Path | IO[bytes], media_type: str, name: str) -> Response:
    """The file under that name; no cache on the way may keep it."""
    answer: Response = send_file(file, media_type, as_attachment=True, download_name=name, max_age=0)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
