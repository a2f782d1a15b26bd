"""What differs from page to page, drawn over them untagged: the QR code in the corner, the number of the sheet."""

from __future__ import annotations

import segno
from pikepdf import Name, Page, Pdf, Rectangle

MILLIMETRE = 72 / 25.4
SIDE = 17 * MILLIMETRE
RIGHT, TOP = 15 * MILLIMETRE, 8 * MILLIMETRE


def stamp_code(pdf: Pdf, page: Page, address: str) -> None:
    """Draws the QR code of an address in the top right corner, as an artifact: it says nothing the page does not."""
    matrix = segno.make(address, error="m").matrix
    module = SIDE / len(matrix)
    left, top = float(page.mediabox[2]) - RIGHT - SIDE, float(page.mediabox[3]) - TOP
    squares = (
        f"{left + column * module:.3f} {top - (row + 1) * module:.3f} {module:.3f} {module:.3f} re"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    )
    drawn = "\n".join(("Q /Artifact BMC 0 0 0 rg", *squares, "f EMC\n"))
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)  # the page may leave its own measures behind
    page.contents_add(pdf.make_stream(drawn.encode()), prepend=False)


def numbered(base: Pdf, stamps: Pdf, addresses: list[list[str]]) -> Pdf:
    """The pages of `base` once per sheet, each with the stamp of its sheet and its own code.

    A pile to print, not to be read on a screen: it has no tags. `addresses` are those of the pages, sheet by sheet.
    """
    pile = Pdf.new()
    for _ in addresses:
        pile.pages.extend(base.pages)  # all of them before any is stamped: copies share what they are made from
    sheets = zip(stamps.pages, addresses, strict=True)
    stamped = [(stamp, address) for stamp, of_sheet in sheets for address in of_sheet]
    for page, (stamp, address) in zip(pile.pages, stamped, strict=True):
        for tagging in {"/StructParents", "/Tabs"} & set(page.obj.keys()):
            del page.obj[tagging]
        page.add_overlay(stamp, Rectangle(*map(float, page.mediabox)))
        stamp_code(pile, page, address)
    pile.Root.PageLayout = Name.SinglePage
    return pile
