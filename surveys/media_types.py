"""What a file is, read from its content: its name is only what a person or a phone called it.

A file that two programs would open as two different things is nothing we know: a picture with an archive behind it, a
document with markup in front. So are archives, programs, and pages or drawings that may hold a script (HTML, SVG).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Literal, TypeAlias

MediaKind: TypeAlias = Literal["image", "audio", "video", "document"]

HEAD = 1_024  # what readers look through for a signature; PDF readers look exactly that far
END_OF_ARCHIVE = b"PK\x05\x06"
END_LENGTH = 22
LONGEST_COMMENT = 65_535
CHUNK = 65_536
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True)
class MediaType:
    """One row. `suffixes` begins with the usual one."""

    name: str
    kind: MediaKind
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]


# What a question of each type takes. A phone records sound in a container made for films, hence the overlap.
ACCEPTED: dict[str, frozenset[MediaKind]] = {
    "image": frozenset({"image"}),
    "audio": frozenset({"audio", "video"}),
    "video": frozenset({"video"}),
    "file": frozenset({"image", "audio", "video", "document"}),
    "audit": frozenset({"document"}),
    "background-audio": frozenset({"audio", "video"}),
}


def recognise(file: IO[bytes]) -> MediaType | None:
    """What the file is; None when it is nothing we know, or more than one thing. It is left at its beginning."""
    head = _read(file, 0, HEAD)
    found = next((row for row in MEDIA_TYPES if row.recognises(head)), None)
    if found is None:
        found = _office(file) if head.startswith(b"PK\x03\x04") else _text(file, head)
    elif _is_more(file, found, head):
        found = None
    file.seek(0)
    return found


def type_named(name: str) -> MediaType:
    """The row of that name. Raises KeyError."""
    return _BY_NAME[name]


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _brand(*brands: bytes) -> Callable[[bytes], bool]:
    """ISO 14496-12: a file begins with the box `ftyp`, which names what may read it."""
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _ogg(codecs: tuple[bytes, ...]) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"OggS" and head[28:].startswith(codecs)


def _mp3(head: bytes) -> bool:
    """A tag, or a frame of layer III whose bit rate and sampling rate are none of the forbidden values."""
    if head[:3] == b"ID3":
        return True
    frame = len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return frame and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _aac(head: bytes) -> bool:
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0


MEDIA_TYPES: tuple[MediaType, ...] = (
    MediaType("image/jpeg", "image", (".jpg", ".jpeg"), _starts(b"\xff\xd8\xff")),
    MediaType("image/png", "image", (".png",), _starts(b"\x89PNG\r\n\x1a\n")),
    MediaType("image/gif", "image", (".gif",), _starts(b"GIF87a", b"GIF89a")),
    MediaType("image/webp", "image", (".webp",), _riff(b"WEBP")),
    MediaType("audio/wav", "audio", (".wav",), _riff(b"WAVE")),
    MediaType("audio/opus", "audio", (".opus", ".ogg"), _ogg((b"OpusHead",))),
    MediaType("audio/ogg", "audio", (".ogg", ".oga"), _ogg((b"\x01vorbis", b"\x7fFLAC", b"Speex   "))),
    MediaType("audio/flac", "audio", (".flac",), _starts(b"fLaC")),
    MediaType("audio/amr", "audio", (".amr",), _starts(b"#!AMR")),
    MediaType("audio/mp4", "audio", (".m4a", ".mp4"), _brand(b"M4A ", b"M4B ")),
    MediaType("video/3gpp", "video", (".3gp", ".3gpp", ".3g2"), _brand(b"3gp4", b"3gp5", b"3gp6", b"3ge6", b"3g2a")),
    MediaType("video/quicktime", "video", (".mov",), _brand(b"qt  ")),
    MediaType(
        "video/mp4",
        "video",
        (".mp4", ".m4v"),
        _brand(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"),
    ),
    MediaType("video/webm", "video", (".webm", ".weba"), _starts(b"\x1aE\xdf\xa3")),
    MediaType("audio/mpeg", "audio", (".mp3",), _mp3),
    MediaType("audio/aac", "audio", (".aac",), _aac),
    MediaType("application/pdf", "document", (".pdf",), _starts(b"%PDF-")),
)

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def _archived(name: str, suffix: str) -> MediaType:
    return MediaType(name, "document", (suffix,), lambda _head: False)  # recognised by what the archive holds


ARCHIVED: dict[str, MediaType] = {
    "word/": _archived(OFFICE + "wordprocessingml.document", ".docx"),
    "xl/": _archived(OFFICE + "spreadsheetml.sheet", ".xlsx"),
    "ppt/": _archived(OFFICE + "presentationml.presentation", ".pptx"),
    OPEN_DOCUMENT + "text": _archived(OPEN_DOCUMENT + "text", ".odt"),
    OPEN_DOCUMENT + "spreadsheet": _archived(OPEN_DOCUMENT + "spreadsheet", ".ods"),
    OPEN_DOCUMENT + "presentation": _archived(OPEN_DOCUMENT + "presentation", ".odp"),
}
TEXT = MediaType("text/plain", "document", (".txt", ".csv", ".tsv", ".md"), lambda _head: False)

_BY_NAME = {row.name: row for row in (*MEDIA_TYPES, *ARCHIVED.values(), TEXT)}


def _is_more(file: IO[bytes], found: MediaType, head: bytes) -> bool:
    """Whether another program would find something of its own in it."""
    pdf_too = found.name != "application/pdf" and b"%PDF-" in head
    return pdf_too or MARKUP.search(head) is not None or _ends_as_an_archive(file)


def _ends_as_an_archive(file: IO[bytes]) -> bool:
    """An archive is read from its end: a record there, whose comment goes exactly to the last byte."""
    size = file.seek(0, 2)
    tail = _read(file, max(0, size - END_LENGTH - LONGEST_COMMENT), END_LENGTH + LONGEST_COMMENT)
    place = tail.rfind(END_OF_ARCHIVE)
    while place >= 0:
        record = tail[place : place + END_LENGTH]
        comment = int.from_bytes(record[20:22], "little")
        if len(record) == END_LENGTH and place + END_LENGTH + comment == len(tail):
            return True
        place = tail.rfind(END_OF_ARCHIVE, 0, place)
    return False


def _office(file: IO[bytes]) -> MediaType | None:
    """An office document without macros. Nothing of the archive is unpacked but the first bytes of one part."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return None
            if names[:1] == ["mimetype"]:
                with archive.open("mimetype") as part:
                    return ARCHIVED.get(part.read(100).decode("ascii", "replace"))
            parts = [part for part in ARCHIVED if any(name.startswith(part) for name in names)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    return ARCHIVED[parts[0]] if parts and "[Content_Types].xml" in names else None


def _text(file: IO[bytes], head: bytes) -> MediaType | None:
    """Words in any encoding that keeps ASCII; nothing a browser would take for a page."""
    if not head or MARKUP.search(head) or b"%PDF-" in head:
        return None
    file.seek(0)
    while chunk := file.read(CHUNK):
        if CONTROL.search(chunk):
            return None
    return None if _ends_as_an_archive(file) else TEXT


def _read(file: IO[bytes], place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)
