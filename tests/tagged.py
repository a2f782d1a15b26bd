"""A tagged PDF as a screen reader meets it, and what the Matterhorn Protocol 1.1 finds wrong that a machine can see.

Written from ISO 32000-1 §14.7-14.8 and ISO 14289-1 with pikepdf alone: it shares nothing with the code that tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import outloud
import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf
from second_reader import Device, read

STANDARD = set(re.findall(r"\w+", """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
    Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form
"""))  # fmt: skip
INSIDE = {
    "L": {"Caption", "LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
ONLY_IN = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}}
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "EI", "INLINE IMAGE"}


def faults(path: Path) -> list[str]:
    """Every fault found, in words; an empty list is a file without any."""
    with pikepdf.open(path) as pdf:
        elements = list(walk(pdf.Root.StructTreeRoot))
        return [
            *_of_the_file(pdf),
            *_of_content(pdf, elements),
            *(fault for element in elements for fault in _of_an_element(element)),
            *_of_headings(elements),
            *(fault for element in elements if tag(element) == "Table" for fault in _of_a_table(element)),
            *_of_fonts(pdf),
        ]


def spoken_faults(path: Path) -> list[str]:
    """What another checker finds wrong. It suspects any table with more headers than data, hence every one of two
    columns whose first names its rows (its rule TBL-010): those are right."""
    return [finding.message for finding in outloud.check(str(path)).sorted_findings() if finding.rule != "TBL-010"]


def read_aloud(path: Path) -> list[str]:
    """What is read, piece by piece along the tree: text, or the alternative of a picture between angle quotes."""
    with pikepdf.open(path) as pdf:
        said = _words(path)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return list(_read(pdf.Root.StructTreeRoot.K[0], said, pages))


def cells(path: Path) -> list[list[tuple[str, str]]]:
    """Every row of every table: the tag and the words of each cell."""
    with pikepdf.open(path) as pdf:
        said = _words(path)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        rows = [element for element in walk(pdf.Root.StructTreeRoot) if tag(element) == "TR"]
        return [[(tag(cell), " ".join(_read(cell, said, pages))) for cell in kids(row)] for row in rows]


def tag(element: Object) -> str:
    """The structure type."""
    return str(element.S)[1:]


def kids(element: Object) -> list[Any]:
    """Elements, references and numbers of marked content."""
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def below(element: Object) -> list[Object]:
    """The elements right below."""
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def walk(parent: Object) -> Iterator[Object]:
    """Every element below, in reading order."""
    for kid in below(parent):
        yield kid
        yield from walk(kid)


def _read(element: Object, said: dict[tuple[int, int], str], pages: dict[tuple[int, int], int]) -> Iterator[str]:
    if tag(element) == "Figure":
        yield f"‹{element.Alt}›"
    elif "/ActualText" in element:
        yield str(element.ActualText)
    else:
        for kid in kids(element):
            if isinstance(kid, Dictionary):
                yield from _read(kid, said, pages)
            else:
                yield said.get((pages[element.Pg.objgen], kid), "")


def _of_the_file(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "06-001 the file does not say that it is tagged"
    if "/Lang" not in root or not str(root.Lang):
        yield "11-006 the file has no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "07-002 the title is not shown"
    if b"pdfuaid:part" not in root.Metadata.read_bytes() or b"dc:title" not in root.Metadata.read_bytes():
        yield "06-002 the metadata have no title, or do not say PDF/UA"
    if [tag(element) for element in below(root.StructTreeRoot)] != ["Document"]:
        yield "01-005 the tree does not begin with one document"
    for number, page in enumerate(pdf.pages, start=1):
        if str(page.obj.get("/Tabs")) != "/S":
            yield f"28-010 page {number}: the tabulator does not follow the tree"
        for annotation in page.obj.get("/Annots", Array()):
            if annotation.Subtype != "/Link" or "/Contents" not in annotation or "/StructParent" not in annotation:
                yield f"28-002 page {number}: an annotation without tag or words"


def _of_content(pdf: Pdf, elements: list[Object]) -> Iterator[str]:
    """All that is painted is tagged once, or is an artifact; page, parent tree and tree agree on who owns it."""
    owners = {
        (element.Pg.objgen, kid): element.objgen
        for element in elements
        for kid in kids(element)
        if isinstance(kid, int)
    }
    if len(owners) != sum(isinstance(kid, int) for element in elements for kid in kids(element)):
        yield "01-006 some content hangs on two elements"
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number, page in enumerate(pdf.pages, start=1):
        yield from (f"{fault} (page {number})" for fault in _of_painting(page))
        marked = [mcid for _, mcid in _marks(page) if mcid is not None]
        told = parents.get(int(page.obj.get("/StructParents", -1)), Array())
        for mcid in marked:
            owner = owners.get((page.obj.objgen, mcid))
            if owner is None or mcid >= len(told) or told[mcid].objgen != owner:
                yield f"01-005 page {number}: content {mcid} is not in the tree where the parent tree says"
        if len(set(marked)) != len(marked) or {mcid for at, mcid in owners if at == page.obj.objgen} - set(marked):
            yield f"01-006 page {number}: content marked twice, or an element that owns what is not painted"


def _of_painting(page: pikepdf.Page) -> Iterator[str]:
    open_: list[str] = []
    marks = _marks(page)
    for _, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            kind, _ = next(marks)
            if kind and any(open_):
                yield "01-003 an artifact in tagged content, or the other way round"
            open_.append(kind)
        elif name == "EMC":
            open_.pop()
        elif name in PAINTING and not any(open_):
            yield f"01-005 something is painted ({name}) that is neither tagged nor an artifact"


def _marks(page: pikepdf.Page) -> Iterator[tuple[str, int | None]]:
    """Each opening of marked content: artifact, tagged or neither, and its number."""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            told = operands[1] if str(operator) == "BDC" else None
            mcid = told.get("/MCID") if isinstance(told, Dictionary) else None
            kind = "artifact" if str(operands[0]) == "/Artifact" else "" if mcid is None else "tagged"
            yield kind, None if mcid is None else int(mcid)


def _of_an_element(element: Object) -> Iterator[str]:
    name, inner = tag(element), [tag(kid) for kid in below(element)]
    if name not in STANDARD:
        yield f"02-001 {name} is not a standard tag"
    if name != "TD" and not kids(element):
        yield f"09-004 an empty {name}"
    if name in INSIDE and (set(inner) - INSIDE[name] or len(inner) != len(kids(element))):
        yield f"09-004 {name} holds {sorted(set(inner) - INSIDE[name])} or bare content"
    if name in ONLY_IN and tag(element.P) not in ONLY_IN[name]:
        yield f"09-004 {name} in {tag(element.P)}"
    if any(kid.P.objgen != element.objgen for kid in below(element)):
        yield f"01-006 a kid of {name} says it hangs elsewhere"
    if name in ("Figure", "Formula") and not str(element.get("/Alt", "")).strip():
        yield f"13-004 a {name} without alternative"
    if name == "LI" and "LBody" not in inner:
        yield "16-001 a list item without body"


def _of_headings(elements: list[Object]) -> Iterator[str]:
    levels = [int(tag(element)[1]) for element in elements if tag(element) in ("H1", "H2", "H3", "H4", "H5", "H6")]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "14-002 the first heading is not the only one of level 1"
    yield from (
        f"14-003 from a heading {before} to a heading {after}"
        for before, after in pairwise(levels)
        if after > before + 1
    )


def _of_a_table(table: Object) -> Iterator[str]:
    rows = [element for element in walk(table) if tag(element) == "TR"]
    widths = {sum(int(_told(cell, "/ColSpan", 1)) for cell in below(row)) for row in rows}
    if len(widths) != 1 and not any("/RowSpan" in cell.get("/A", Dictionary()) for row in rows for cell in below(row)):
        yield f"15-001 a table with rows of {sorted(widths)} cells"
    heads = [cell for row in rows for cell in below(row) if tag(cell) == "TH"]
    if any(str(_told(cell, "/Scope", "")) not in ("/Row", "/Column", "/Both") for cell in heads):
        yield "15-003 a header cell without scope"
    columns = any(str(_told(cell, "/Scope", "")) == "/Column" for cell in heads)
    for row in rows:
        named = columns or (below(row) and tag(below(row)[0]) == "TH")
        if not named:
            yield "15-004 a row whose cells have no header"
    if [element for element in below(table) if tag(element) == "THead"][1:]:
        yield "15-001 a table with two heads"


def _told(cell: Object, key: str, otherwise: Any) -> Any:
    return cell.get("/A", Dictionary()).get(key, otherwise)


def _of_fonts(pdf: Pdf) -> Iterator[str]:
    for font in pdf.objects:
        if not (isinstance(font, Dictionary) and font.get("/Type") == "/Font"):
            continue
        if "/FontDescriptor" in font and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
            font.FontDescriptor.keys()
        ):
            yield f"31-009 {font.BaseFont} is not embedded"
        if font.Subtype == "/Type0" and ("/ToUnicode" not in font or b"> <>" in font.ToUnicode.read_bytes()):
            yield f"10-001 {font.BaseFont} has glyphs that stand for no letter"


class _Reader(Device):
    """The words of every piece of marked content."""

    def __init__(self) -> None:
        super().__init__()
        self.page, self._open = 0, [None]
        self.said: dict[tuple[int, int], str] = {}

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self._open.append(props.get("MCID") if isinstance(props, dict) else None)

    def end_tag(self) -> None:
        self._open.pop()

    def keep(self, words: str) -> None:
        mcid = next((each for each in reversed(self._open) if each is not None), None)
        if mcid is not None:
            self.said[self.page, mcid] = self.said.get((self.page, mcid), "") + words


def _words(path: Path) -> dict[tuple[int, int], str]:
    reader = _Reader()
    for number in read(path.read_bytes(), reader):
        reader.page = number
    return reader.said
