"""What WeasyPrint leaves to do for PDF/A-3a and PDF/UA-1 in one file: changes to tags, metadata and letters."""

from __future__ import annotations

import re
from typing import Any

from pikepdf import Dictionary, Name, Object, Pdf

from reports.reading_order import Layout, elements, hang, kids, put_together

_PART = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


_MAY_BE_EMPTY = (Name.Span, Name.P, Name.Div, Name.NonStruct)
_TAGGED = re.compile(rb"^/\w+\n<</MCID (\d+)>>\nBDC$", re.MULTILINE)
_JOINER = b"> <200d>"  # zero width joiner: what a part of a letter stands for, once the letter is said


def finish(pdf: Pdf, layout: Layout) -> None:
    """Say that the file is PDF/UA-1, put its reading together, scope header cells, set running heads apart."""
    _say_every_glyph(pdf)
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", _PART.encode()))
    put_together(pdf, layout)
    _without_empty(pdf.Root.StructTreeRoot)
    for element in elements(pdf.Root.StructTreeRoot):
        if element.S in (Name.TH, Name.TD):
            _name_cell(element)
    _mark_artifacts(pdf, {element.objgen for element in elements(pdf.Root.StructTreeRoot)})


def _name_cell(cell: Object) -> None:
    """A header names its column or what follows it in its row; WeasyPrint gave a cell every header of its row."""
    if cell.S == Name.TH:
        cell.A.Scope = Name.Column if Name.THead == cell.P.P.S else Name.Row
    for told in ("/Headers", "/ID"):
        for holder in (cell, cell.A):
            if told in holder:
                del holder[told]


def _say_every_glyph(pdf: Pdf) -> None:
    """Arabic letters are drawn of several glyphs, of which only the first says what it is: the others said nothing."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            said = font.ToUnicode.read_bytes()
            if b"> <>" in said:
                font.ToUnicode.write(said.replace(b"> <>", _JOINER))


def _without_empty(parent: Object) -> None:
    """Take out of the tree what holds nothing: boxes to tick, lines to write on, columns left blank."""
    for kid in kids(parent):
        if isinstance(kid, Dictionary):
            _without_empty(kid)
    hang(parent, [kid for kid in kids(parent) if not _holds_nothing(kid)])


def _holds_nothing(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") in _MAY_BE_EMPTY and not kids(kid)


def _mark_artifacts(pdf: Pdf, in_tree: set[tuple[int, int]]) -> None:
    """Content of margin boxes is tagged but hangs on no tree: a screen reader must not read it on every page."""
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    for place, page in enumerate(pdf.pages):
        owners = nums[2 * place + 1]
        orphans = {mcid for mcid, owner in enumerate(owners) if owner.objgen not in in_tree}
        if orphans:
            page.contents_coalesce()
            page.Contents = pdf.make_stream(_without(page.Contents.read_bytes(), orphans))
            for mcid in orphans:
                owners[mcid] = None


def _without(content: bytes, orphans: set[int]) -> bytes:
    """The page's content with each orphan's tag replaced by a pagination artifact; ValueError where one is not found.

    WeasyPrint writes each operand and operator on a line of its own and texts in hexadecimal: nothing else reads so.
    """
    replaced: list[int] = []

    def artifact(tag: re.Match[bytes]) -> bytes:
        if int(tag[1]) not in orphans:
            return tag[0]
        replaced.append(int(tag[1]))
        return b"/Artifact\n<</Type /Pagination>>\nBDC"

    content = _TAGGED.sub(artifact, content)
    if sorted(replaced) != sorted(orphans):
        raise ValueError("A page's running head is tagged in a way that is not known")
    return content
