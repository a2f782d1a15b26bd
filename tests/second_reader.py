"""PDF pages read by pdfminer, which shares nothing with the code under test: a device that keeps words alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser


class Device(PDFDevice):
    """What is painted of one page; subclasses say in `keep` what becomes of each string of words."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())

    def keep(self, words: str) -> None:
        """Words just painted."""
        raise NotImplementedError

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Forms are read in place."""

    def end_figure(self, name: str) -> None:
        """Forms are read in place."""

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Not words."""

    def render_image(self, name: str, stream: Any) -> None:
        """Not words."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        codes = (code for piece in seq if isinstance(piece, bytes) for code in textstate.font.decode(piece))
        self.keep("".join(_letter(textstate.font, code) for code in codes))


def _letter(font: Any, code: int) -> str:
    try:
        return str(font.to_unichr(code))
    except PDFUnicodeNotDefined:
        return "\ufffd"


def read(content: bytes, device: Device) -> Iterator[int]:
    """Page after page painted on the device; the number of each, from 0, before it is."""
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(content))))):
        yield number
        PDFPageInterpreter(device.rsrcmgr, device).process_page(page)
