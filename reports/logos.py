"""A logo from a file somebody gives: a PNG drawn anew without what hides in it, an SVG of plain shapes only."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

LARGEST_FILE = 300_000
MOST_PIXELS = 4_000_000
LARGEST_SIDE = 1_200  # pixels kept: 11 mm high in print need far fewer
MOST_SHAPES = 2_000
PNG, SVG = "image/png", "image/svg+xml"
MEDIA_TYPES = (PNG, SVG)

_NAMESPACE = "http://www.w3.org/2000/svg"
_SHAPES = frozenset({"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_LEFT_OUT = frozenset({"title", "desc", "metadata", "namedview"})  # words for editors, never drawn
_ATTRIBUTES = frozenset(
    (
        *("viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points"),
        *("transform", "fill", "fill-rule", "fill-opacity", "clip-rule", "opacity", "stroke", "stroke-width"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-opacity"),
    )
)
_OURS = frozenset({b"IHDR", b"IDAT", b"IEND"})
_VALUE = re.compile(r"[-+#.,()%\w\s]*")  # neither an address nor a style can be written with these
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*")


class LogoRefused(ValueError):
    """The file cannot be used as a logo; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class CheckedLogo:
    """A logo that can be drawn: `width` and `height` in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def checked(content: bytes) -> CheckedLogo:
    """The logo made safe. Checking what was checked gives the same bytes. Raises LogoRefused."""
    if len(content) > LARGEST_FILE:
        raise LogoRefused("logo_too_large")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if b"<svg" in content[:4_000]:
        return _svg(content)
    raise LogoRefused("logo_kind")


def is_checked(logo: CheckedLogo) -> bool:
    """Whether a file is one that `checked` made, on whatever machine: a PNG may be packed otherwise elsewhere."""
    try:
        again = checked(logo.content)
    except LogoRefused:
        return False
    if (again.media_type, again.width, again.height) != (logo.media_type, logo.width, logo.height):
        return False
    return _chunks(logo.content) <= _OURS if logo.media_type == PNG else again.content == logo.content


def _chunks(png: bytes) -> set[bytes]:
    """The kinds of part a PNG is made of; what stands after its end is a part too."""
    kinds, at = set(), 8
    while at + 8 <= len(png):
        kinds.add(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    return kinds if at == len(png) else {*kinds, b"rest"}


def _png(content: bytes) -> CheckedLogo:
    from PIL import Image, UnidentifiedImageError  # images are loaded only where one is given

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as given:
            if given.width * given.height > MOST_PIXELS:
                raise LogoRefused("logo_too_large")
            drawn = given.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, LogoRefused):
            raise
        raise LogoRefused("logo_damaged") from error
    flat = Image.new("RGB", drawn.size, "white")  # on paper: an archive file keeps no see-through picture here
    flat.paste(drawn, mask=drawn.getchannel("A"))
    if max(flat.size) > LARGEST_SIDE:
        flat.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    if min(flat.size) < 1:
        raise LogoRefused("logo_damaged")
    file = io.BytesIO()
    flat.save(file, "PNG")
    if file.tell() > LARGEST_FILE:
        raise LogoRefused("logo_too_large")
    return CheckedLogo(file.getvalue(), PNG, flat.width, flat.height)


def _svg(content: bytes) -> CheckedLogo:
    from lxml import etree  # idem

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LogoRefused("logo_damaged") from error
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in content:
        raise LogoRefused("logo_not_plain")
    if etree.QName(root).localname != "svg" or sum(1 for _ in root.iter()) > MOST_SHAPES:
        raise LogoRefused("logo_not_plain")
    width, height = _size(root.get("viewBox", ""), root.get("width", ""), root.get("height", ""))
    made = etree.Element(f"{{{_NAMESPACE}}}svg", nsmap={None: _NAMESPACE})
    _copy(root, made)
    made.set("width", f"{width:g}")
    made.set("height", f"{height:g}")
    if not len(made):
        raise LogoRefused("logo_empty")
    return CheckedLogo(etree.tostring(made), SVG, max(1, round(width)), max(1, round(height)))


def _copy(given: object, made: object) -> None:
    """Shapes and their plain attributes; anything else that would be drawn is refused, never dropped silently."""
    from lxml import etree

    for name, value in given.attrib.items():  # type: ignore[attr-defined]  # lxml carries no types
        if name in _ATTRIBUTES:
            if not _VALUE.fullmatch(value) or "url" in value.lower():
                raise LogoRefused("logo_not_plain")
            made.set(name, value)  # type: ignore[attr-defined]  # idem
        elif name in ("style", "class", "filter", "mask", "clip-path") or "href" in name or name.startswith("on"):
            raise LogoRefused("logo_not_plain")
    for child in given:  # type: ignore[attr-defined]  # idem
        if not isinstance(child.tag, str):
            continue  # a comment or an instruction
        name = etree.QName(child).localname
        if name in _LEFT_OUT or (name == "defs" and not len(child)):
            continue
        if name in ("text", "tspan"):
            raise LogoRefused("logo_text")
        if name not in _SHAPES or etree.QName(child).namespace not in (_NAMESPACE, None):
            raise LogoRefused("logo_not_plain")
        _copy(child, etree.SubElement(made, f"{{{_NAMESPACE}}}{name}"))


def _size(box: str, width: str, height: str) -> tuple[float, float]:
    """From the width and height in pixels, else from the view box."""
    sides = (_LENGTH.fullmatch(width), _LENGTH.fullmatch(height))
    parts = [_LENGTH.fullmatch(part) for part in box.replace(",", " ").split()[2:4]]
    for found in (sides, parts):
        if len(found) == 2 and all(found):
            wide, high = (float(one[1]) for one in found if one)
            if 0 < wide <= 20_000 and 0 < high <= 20_000:
                return wide, high
    raise LogoRefused("logo_without_size")
