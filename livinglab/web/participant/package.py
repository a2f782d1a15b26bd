"""What a device keeps to open a form without a network: our modules and styles, the worker, the sign of the app."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, current_app, jsonify, send_from_directory, url_for

from livinglab.store.failures import NotFound
from livinglab.web.participant.door import participant, visit
from livinglab.words import either, spoken

FOLDERS = ("form", "form/devices", "expressions", "offline")
STYLE = "look.css"
WORKER = "offline/worker.js"
WORKER_THAT_SENDS = "offline/worker_that_sends.js"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Package:
    """The files of one release of the site that an open form needs. `release` changes when one of them does."""

    release: str
    files: tuple[str, ...]


def package() -> Package:
    """The files as they are."""
    return _package(Path(current_app.static_folder or ""))


@cache
def _package(folder: Path) -> Package:
    paths = [
        folder / STYLE,
        *(path for name in FOLDERS for path in sorted((folder / name).iterdir()) if path.is_file()),
    ]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    files = (path.relative_to(folder).as_posix() for path in paths)
    return Package(digest.hexdigest()[:16], tuple(file for file in files if file not in (WORKER, WORKER_THAT_SENDS)))


@participant.get("/a/kept/<release>/<path:name>")
def kept_file(release: str, name: str) -> Response:
    """A file of the release: the address never means another content, so that no page mixes two releases."""
    if release != package().release or name not in package().files:
        raise NotFound
    answer = send_from_directory(current_app.static_folder or "", name)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return answer


@participant.get("/a/worker.js")
def worker() -> Response:
    """The worker of the respondent's pages: its address says how far it reaches. Browsers ask for a newer one."""
    return send_from_directory(current_app.static_folder or "", WORKER)


@participant.get("/a/worker_that_sends.js")
def worker_that_sends() -> Response:
    """The same, for browsers that wake it to send."""
    return send_from_directory(current_app.static_folder or "", WORKER_THAT_SENDS)


@participant.get("/a/<token>/manifest.webmanifest")
def manifest(token: str) -> Response:
    """What an icon on the home screen opens: the personal page."""
    study = visit(token).study
    answer = jsonify(
        name=either(study.title),
        short_name=either(study.title)[:20],
        lang=spoken(),
        start_url=url_for("participant.home", token=token),
        scope="/a/",
        display="standalone",
        background_color="#faf8f4",
        theme_color="#0b5d5e",
        icons=_icons(),
    )
    answer.mimetype = "application/manifest+json"
    return answer


def _icons() -> list[dict[str, str]]:
    """The icons, drawn by us."""
    release = package().release
    sizes = {"icon.svg": "any", "icon-192.png": "192x192", "icon-512.png": "512x512"}
    return [
        {"src": url_for("participant.kept_file", release=release, name=f"offline/{name}"), "sizes": size}
        for name, size in sizes.items()
    ]
