"""QR codes, drawn as inline SVG."""

from __future__ import annotations

import segno


def qr_svg(address: str) -> str:
    """The address as an SVG element that scales, without an XML declaration."""
    drawn: str = segno.make(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return drawn
