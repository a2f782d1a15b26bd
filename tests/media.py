"""Small files of each kind for the tests: pictures drawn here, the beginnings of sounds and films, documents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

GPS_IFD, ORIENTATION, UPRIGHT_AFTER_A_QUARTER_TURN = 0x8825, 0x0112, 6
LATITUDE = (48.0, 51.0, 24.0)


def photograph(
    form: str = "JPEG", size: tuple[int, int] = (64, 48), *, position: bool = False, turned: bool = False
) -> bytes:
    """A picture, red above and blue below; with a position as a phone writes it, or lying on its side."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Lucie"
    if position:
        exif.get_ifd(GPS_IFD).update({1: "N", 2: LATITUDE, 3: "E", 4: (2.0, 21.0, 3.0)})
    if turned:
        exif[ORIENTATION] = UPRIGHT_AFTER_A_QUARTER_TURN
    file = io.BytesIO()
    picture.save(file, form, **({} if form == "GIF" else {"exif": exif}))
    return file.getvalue()


def points_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it has more points than a memory holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def box(kind: bytes, content: bytes) -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I", len(content) + 8) + kind + content


def film(place: bytes = b"+48.8566+002.3522/", brand: bytes = b"isom") -> bytes:
    """The boxes of an MP4 film, with the place it was taken at in `moov/udta`."""
    header = box(b"ftyp", brand + b"\0\0\2\0" + b"isommp41")
    told = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7) + place))
    return (
        header
        + box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(84))) + told)
        + box(b"mdat", b"film" * 50)
    )


def archive(*parts: tuple[str, str]) -> bytes:
    """A zip of these parts, uncompressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in parts:
            written.writestr(name, content)
    return file.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + bytes(413)
WAV = (
    b"RIFF"
    + struct.pack("<I", 36)
    + b"WAVEfmt "
    + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    + b"data\0\0\0\0"
)
OPUS = b"OggS\0\2" + bytes(20) + b"\1\x13" + b"OpusHead" + bytes(11)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webm"
DOCX = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))
MACROS = archive(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), ("word/vbaProject.bin", "x"))
ODT = archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office/>"))
