"""What is really on the pages of a PDF: its text in painting order, and digests of what is painted.

Reads files nobody vouches for: sizes are bounded before anything is unpacked.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from reports.painted_text import Font, PageText, Reader, UnreadablePdf

LARGEST_FILE = 32_000_000
LARGEST_UNPACKED = 128_000_000
MOST_PAGES = 400
_OF_ROOT = {
    "/AF", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines", "/OutputIntents", "/Pages", "/StructTreeRoot",
    "/Type", "/ViewerPreferences",
}  # fmt: skip
_OF_PAGE = {
    "/BleedBox", "/Contents", "/MediaBox", "/Parent", "/Resources", "/StructParents", "/Tabs", "/TrimBox", "/Type",
}  # fmt: skip
_ALOUD = ("/ActualText", "/Alt", "/E")
_SKIPPED = {"/Length", "/Filter", "/DecodeParms", "/Parent", "/StructParents"}


def open_checked(data: bytes) -> Pdf:
    """The PDF, once its size, form and unpacked size are known to be harmless; else UnreadablePdf."""
    if len(data) > LARGEST_FILE:
        raise UnreadablePdf("too_large")
    if not data.startswith(b"%PDF-"):
        raise UnreadablePdf("not_a_pdf")
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes.fromhex(found[1].decode()), data)
    if re.search(rb"/(ObjStm|XRef)\b", plain) and not re.search(rb"/Encrypt\b", plain):
        raise UnreadablePdf("rewritten")  # compressed objects: not how reports are written, and unbounded to unpack
    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise UnreadablePdf("encrypted") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise UnreadablePdf("damaged") from error
    if pdf.is_encrypted:
        raise UnreadablePdf("encrypted")
    _check_streams(pdf)
    if len(pdf.pages) > MOST_PAGES:
        raise UnreadablePdf("too_large")
    return pdf


def texts(pdf: Pdf) -> tuple[PageText, ...]:
    """The text of every page; UnreadablePdf when it cannot be read or is unbounded."""
    fonts: dict[tuple[int, int], Font] = {}
    try:
        return tuple(Reader(fonts).page(page) for page in pdf.pages)
    except UnreadablePdf:
        raise
    except Exception as error:  # hostile files make the parser raise many kinds; all mean the same here
        raise UnreadablePdf("damaged") from error


def painted(pdf: Pdf) -> tuple[str, ...]:
    """A digest per page of what paints it: its content, and every font, form and state it may use."""
    try:
        return tuple(_sha256(_flattened(page.obj, set())) for page in pdf.pages)
    except RecursionError as error:
        raise UnreadablePdf("too_large") from error


def alternatives(pdf: Pdf) -> tuple[str, ...]:
    """The alternative text of every picture, in reading order."""
    return tuple(str(element.get("/Alt", "")) for element in _elements(pdf) if element.get("/S") == Name.Figure)


def instead(pdf: Pdf) -> tuple[str, ...]:
    """What is read aloud in the place of words that are seen."""
    return tuple(
        str(element[key])
        for element in _elements(pdf)
        for key in _ALOUD
        if key in element and not (key == "/Alt" and element.get("/S") == Name.Figure)
    )


def _elements(pdf: Pdf) -> Iterator[Object]:
    """Every element of the tree once, in reading order; a hostile tree may have loops."""
    seen, waiting = set(), [pdf.Root.get("/StructTreeRoot")]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or (element.is_indirect and element.objgen in seen):
            continue
        seen.add(element.objgen)
        yield element
        kids = element.get("/K")
        waiting.extend(reversed(list(kids)) if isinstance(kids, Array) else [kids])


def additions(pdf: Pdf) -> tuple[str, ...]:
    """What a report never holds and could cover or replace what is read: annotations, layers, scripts, cropping."""
    root = sorted(set(pdf.Root.keys()) - _OF_ROOT)
    return tuple(
        dict.fromkeys((*root, *(key for page in pdf.pages for key in sorted(set(page.obj.keys()) - _OF_PAGE))))
    )


def attachments(pdf: Pdf) -> dict[str, bytes]:
    """Every attached file by name."""
    return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def _check_streams(pdf: Pdf) -> None:
    left = LARGEST_UNPACKED
    for found in pdf.objects:
        if isinstance(found, Stream):
            left -= _unpacked(found, left)


def _unpacked(stream: Stream, most: int) -> int:
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        size = len(raw)
    elif filters == pikepdf.Name.FlateDecode:
        unpacker = zlib.decompressobj()
        try:
            size = len(unpacker.decompress(raw, most + 1))
        except zlib.error as error:
            raise UnreadablePdf("damaged") from error
    else:
        raise UnreadablePdf("rewritten")
    if size > most:
        raise UnreadablePdf("too_large")
    return size


def _flattened(value: Object, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """The bytes of an object and of all it refers to, independent of numbering and compression."""
    reference = getattr(value, "objgen", (0, 0))
    if reference != (0, 0):
        if reference in seen:
            return
        seen.add(reference)
    if isinstance(value, Stream | Dictionary):
        for key in sorted(value.keys()):
            if key not in _SKIPPED:
                yield key.encode()
                yield from _flattened(value[key], seen)
        if isinstance(value, Stream):
            yield value.read_bytes()
    elif isinstance(value, Array):
        yield b"["
        for item in value:
            yield from _flattened(item, seen)
    else:
        yield (value.unparse() if isinstance(value, Object) else repr(value).encode()) + b" "


def _sha256(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return "sha256:" + digest.hexdigest()
