"""A file that claims to be ours, taken apart within bounds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reports import attachments, pages
from reports.painted_text import PageText, UnreadablePdf

MINUTES = "minutes.json"


@dataclass(frozen=True)
class Opened:
    """The parts of a file, read within bounds."""

    texts: tuple[PageText, ...]
    painted: tuple[str, ...]
    alternatives: tuple[str, ...]
    instead: tuple[str, ...]
    additions: tuple[str, ...]
    files: Mapping[str, bytes]
    title: str
    language: str
    manifest: Mapping[str, Any]


def opened(data: bytes) -> Opened:
    """The parts of a report, or of minutes; UnreadablePdf when it is neither, or cannot be read."""
    with pages.open_checked(data) as pdf:
        try:
            files = pages.attachments(pdf)
            if not {attachments.EVIDENCE, MINUTES, attachments.MANIFEST} & set(files):
                raise UnreadablePdf("not_a_report")
            return Opened(
                pages.texts(pdf),
                pages.painted(pdf),
                pages.alternatives(pdf),
                pages.instead(pdf),
                pages.additions(pdf),
                files,
                str(pdf.docinfo.get("/Title", "")),
                str(pdf.Root.get("/Lang", "")),
                _read_manifest(files.get(attachments.MANIFEST, b"")),
            )
        except UnreadablePdf:
            raise
        except Exception as error:  # a hostile file can fail anywhere in the PDF library; all mean the same here
            raise UnreadablePdf("damaged") from error


def _read_manifest(content: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
