"""What a page needs for the devices of its questions: what its browser may use, and the words its scripts say.

Each script of static/form/devices/ has a row. Without it, or without the device, the fields of the question stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from livinglab.web.headers import permit
from livinglab.words import sentence, topics

Said: TypeAlias = str | Mapping[str, str]


@dataclass(frozen=True)
class Device:
    """`features` of the browser it asks for; `words` begin the keys of words/devices.toml that it says."""

    features: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


DEVICES: Mapping[str, Device] = {
    "devices/place": Device(("geolocation",), ("devices.position_", "devices.place_")),
    "devices/way": Device(("geolocation",), ("devices.position_", "devices.way_")),
    "devices/start": Device(("geolocation",), ("devices.position_", "devices.start_")),
    "devices/sending": Device((), ("devices.sending_", "devices.size_")),
    "devices/pen": Device((), ("devices.pen_",)),
    "devices/chosen": Device((), ("devices.file_", "devices.size_")),
    "devices/recorder": Device(("microphone",), ("devices.sound_",)),
    "devices/barcode": Device(("camera",), ("devices.code_",)),
    "devices/compass": Device(("accelerometer", "gyroscope", "magnetometer"), ("devices.compass_",)),
    "devices/combobox": Device((), ("devices.search_",)),
    "devices/narrowing": Device((), ("devices.search_",)),
}


def equip(modules: Sequence[str]) -> dict[str, Said]:
    """Lets this page use what its scripts ask for, and gives the words they say: key → sentence, or its forms."""
    devices = [DEVICES[module] for module in modules if module in DEVICES]
    permit(*(feature for device in devices for feature in device.features))
    return dict(said for device in devices for prefix in device.words for said in _words(prefix))


def _words(prefix: str) -> Iterator[tuple[str, Said]]:
    topic, _, beginning = prefix.partition(".")
    for key in topics()[topic]:
        if key.startswith(beginning):
            yield key, sentence(f"{topic}.{key}")
