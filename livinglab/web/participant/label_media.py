"""What goes with the words of a questionnaire: pictures, sounds and films."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from livinglab.web.media import media_address
from livinglab.web.participant.sheet import Sheet
from livinglab.words import spoken
from surveys.values import Text
from surveys.wording import pick

MEDIA_KINDS = ("image", "audio", "video")


@dataclass(frozen=True)
class Medium:
    """A picture, sound or film that goes with a label. `kind`: image, audio or video."""

    kind: str
    address: str


def media_of(sheet: Sheet, media: Mapping[str, Text]) -> Iterator[Medium]:
    """The media of a label that are here; those still awaited, in a preview, leave no hole."""
    for kind in MEDIA_KINDS:
        filename = pick(media.get(kind, {}), spoken(), sheet.questionnaire)
        address = media_address(sheet.version, filename) if filename else ""
        if address:
            yield Medium(kind, address)
