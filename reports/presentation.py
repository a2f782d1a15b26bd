"""What a document carries besides what was computed: the words of the team, the colour and the logo of the laboratory.

They are attached as `presentation.json`, so that the pages can be made again from the file alone. A file comes from
outside: what would not have been accepted when it was written is not used when it is verified.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from analysis import frozen_json
from analysis.frozen_json import UnreadableJson
from reports.contrast import COLOUR, LEAST, on_the_page
from reports.limits import ACCENT, most_letters
from reports.logos import MEDIA_TYPES, CheckedLogo, checked, is_checked

PRESENTATION = "presentation.json"
MOST_BOXES = 12
LONGEST_NAME = 200


@dataclass(frozen=True)
class Remark:
    """Words of the team at the end of a chapter: limited Markdown, who says it, on which day (ISO)."""

    anchor: str
    text: str
    organisation: str
    on: str


@dataclass(frozen=True)
class Logo:
    """A logo as it is attached: its bytes in base64, its size in pixels, what it says to those who do not see it."""

    media_type: str
    base64: str
    width: int
    height: int
    alternative: str

    @cached_property
    def content(self) -> bytes:
        """The file."""
        return base64.b64decode(self.base64, validate=True)


@dataclass(frozen=True)
class Presentation:
    """All of it; a document without any is made as before there was such a thing."""

    remarks: tuple[Remark, ...] = ()
    accent: str = ACCENT
    logo: Logo | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what is attached; empty when nothing is."""
        return frozen_json.digest(self) if self != NONE else ""


NONE = Presentation()


def dumps(presentation: Presentation) -> bytes:
    """As it is attached: equal presentations give equal bytes. What is as by default is left out."""
    told = {key: value for key, value in asdict(presentation).items() if value != asdict(NONE)[key]}
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def loads(content: bytes) -> Presentation:
    """What bytes stand for; ValueError when they stand for none that could have been written."""
    try:
        read = frozen_json.load(Presentation, content.decode())
    except (UnreadableJson, UnicodeDecodeError) as error:
        raise ValueError("not a presentation") from error
    return accepted(read)


def accepted(presentation: Presentation) -> Presentation:
    """The same, once it is harmless on a page; ValueError when it is not."""
    if not COLOUR.fullmatch(presentation.accent) or on_the_page(presentation.accent) < LEAST:
        raise ValueError("a colour that cannot be read")
    if len(presentation.remarks) > MOST_BOXES:
        raise ValueError("too many boxes")
    for remark in presentation.remarks:
        too_long = len(remark.text) > most_letters(remark.anchor) or len(remark.organisation) > LONGEST_NAME
        if too_long or not remark.text.strip():
            raise ValueError("a box that is empty or too long")
        date.fromisoformat(remark.on)  # ValueError for what is no day
    if presentation.logo is not None:
        _accept(presentation.logo)
    return presentation


def of_files(files: Mapping[str, bytes]) -> Presentation:
    """The presentation among the attachments of a file; none when there is none that could have been written."""
    try:
        return loads(files[PRESENTATION])
    except (KeyError, ValueError):
        return NONE


def attached(presentation: Presentation) -> Mapping[str, bytes]:
    """The attachment, when there is something to attach."""
    return {PRESENTATION: dumps(presentation)} if presentation != NONE else {}


def logo_of(content: bytes, alternative: str) -> Logo:
    """A logo from a file somebody gave: redrawn or taken apart first. Raises LogoRefused."""
    found = checked(content)
    encoded = base64.b64encode(found.content).decode()
    return Logo(found.media_type, encoded, found.width, found.height, alternative)


def manifest_entry(presentation: Presentation) -> Mapping[str, Any]:
    """What the manifest says of it: its digest, and how many boxes hold words nobody computed."""
    if presentation == NONE:
        return {}
    return {"presentation": {"digest": presentation.digest, "words_of_the_team": len(presentation.remarks)}}


def _accept(logo: Logo) -> None:
    """The file is as checking leaves one: nothing was slipped in since."""
    if logo.media_type not in MEDIA_TYPES or not 0 < len(logo.alternative) <= LONGEST_NAME:
        raise ValueError("a logo that is not ours")
    if not is_checked(CheckedLogo(logo.content, logo.media_type, logo.width, logo.height)):
        raise ValueError("a logo that is not ours")
