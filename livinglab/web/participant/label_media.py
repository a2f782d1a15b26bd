"""What goes with the words of a questionnaire: pictures, sounds and films."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from livinglab.web.media import media_address
from livinglab.web.participant.sheet import Sheet
from livinglab.words import chosen
from surveys.values import Text
from surveys.wording import pick

LARGER = "big-image"
MEDIA_KINDS = ("image", "audio", "video")


@dataclass(frozen=True)
class Medium:
    """A picture, sound or film that goes with a label. `kind`: image, audio or video. `larger`: a larger picture."""

    kind: str
    address: str
    larger: str = ""


def media_of(sheet: Sheet, media: Mapping[str, Text]) -> Iterator[Medium]:
    """The media of a label that are here; those still awaited, in a preview, leave no hole."""
    addresses = {kind: _address(sheet, media.get(kind, {})) for kind in (*MEDIA_KINDS, LARGER)}
    for kind in MEDIA_KINDS:
        larger = addresses[LARGER] if kind == "image" else ""
        if addresses[kind] or larger:
            yield Medium(kind, addresses[kind] or larger, larger)


def _address(sheet: Sheet, files: Text) -> str:
    filename = pick(files, chosen(), sheet.questionnaire)
    return media_address(sheet.version, filename) if filename else ""
