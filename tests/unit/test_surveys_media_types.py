"""What a file is: read from its content, whatever its name; two things at once are nothing."""

from __future__ import annotations

import io

import pytest
from media import DOCX, MACROS, MP3, ODT, OPUS, PDF, WAV, WEBM, archive, film, photograph, points_bomb

from surveys.media_types import recognise

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

KNOWN = {
    "image/jpeg": photograph(),
    "image/png": photograph("PNG"),
    "image/gif": photograph("GIF"),
    "image/webp": photograph("WEBP"),
    "audio/mpeg": MP3,
    "audio/wav": WAV,
    "audio/opus": OPUS,
    "audio/mp4": film(brand=b"M4A "),
    "audio/aac": b"\xff\xf1\x50\x80\x03\x9f\xfc" + bytes(40),
    "video/mp4": film(),
    "video/quicktime": film(brand=b"qt  "),
    "video/3gpp": film(brand=b"3gp4"),
    "video/webm": WEBM,
    "application/pdf": PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": DOCX,
    "application/vnd.oasis.opendocument.text": ODT,
    "text/plain": "nom;âge\r\nÉlise;71\r\n".encode(),
}
REFUSED = {
    "a page": HTML,
    "a drawing that may hold a script": SVG,
    "a page after a blank line": b"\n\n" + HTML,
    "an empty file": b"",
    "a program": b"MZ\x90\0" + bytes(60),
    "an archive": archive(("../../etc/passwd", "x")),
    "an office document with macros": MACROS,
    "a GIF that is an archive too": photograph("GIF") + archive(("a.class", "x")),
    "a film that is an archive too": film() + archive(("a.class", "x")),
    "a PDF with a page in front": PDF[:9] + HTML + PDF[9:],
    "a sound that is a PDF too": MP3[:10] + PDF + MP3[10:],
    "a text that is an archive too": b"word " + archive(("a", "x")),
    "text with a NUL": b"a\0b",
}


@pytest.mark.parametrize(("name", "content"), KNOWN.items(), ids=KNOWN)
def test_a_file_is_known_by_its_content(name: str, content: bytes) -> None:
    found = recognise(io.BytesIO(content))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_not_one_known_thing_is_not_recognised(content: bytes) -> None:
    assert recognise(io.BytesIO(content)) is None


def test_reading_a_file_leaves_it_at_its_beginning() -> None:
    file = io.BytesIO(points_bomb())
    recognise(file)
    assert file.tell() == 0
