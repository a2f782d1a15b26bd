"""The order a screen reader follows: what WeasyPrint tags page by page, put together again into one reading.

An element broken over pages is tagged once per page: a table whose second half has no headers, a list told in two.
The boxes that were laid out know which parts are of one element; the tags do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reports.comparison import leftwards

_UNTAGGED = ("html", "body")  # WeasyPrint makes no tag for these
_ROOT = 2  # the root and the document stand above every element


@dataclass(frozen=True)
class Leaf:
    """A text or a picture laid out: the element behind each tag above it, outermost first, and its words."""

    elements: tuple[int, ...]
    words: str = ""


class Layout:
    """Given to WeasyPrint as its finisher: keeps the leaves of every page, in the order in which they are tagged."""

    def __init__(self) -> None:
        self.pages: tuple[tuple[Leaf, ...], ...] = ()

    def __call__(self, document: Any, pdf: object) -> None:
        """What WeasyPrint calls when the pages are laid out."""
        self.pages = tuple(tuple(_leaves(page._page_box, ())) for page in document.pages)


def put_together(pdf: Pdf, layout: Layout) -> None:
    """Join in the tree what page ends and columns broke; say in their order the words written from right to left."""
    tagged = _tagged(pdf)
    for leaves, paths in zip(layout.pages, tagged, strict=True):
        for leaf, path in zip(leaves, paths, strict=True):
            if leftwards(leaf.words):
                path[-1].ActualText = leaf.words
    for place in range(len(tagged) - 1, 0, -1):  # the last first: what it brings may itself go further up
        if tagged[place - 1] and tagged[place]:
            last = layout.pages[place - 1][-1]
            broken = [_broken(last, leaf) for leaf in layout.pages[place]]
            deepest = max(broken)  # not that of the first leaf: it may be in a table's head, repeated
            rest = tagged[place][broken.index(deepest)]
            _join(tagged[place - 1][-1][_ROOT : _ROOT + deepest], rest[_ROOT : _ROOT + deepest])
    for element in elements(pdf.Root.StructTreeRoot):
        _tidy(element)


def kids(element: Object) -> list[Any]:
    """What hangs on an element: other elements, and the numbers of marked content."""
    found = element.get("/K", Array())
    return list(found) if isinstance(found, Array) else [found]


def hang(element: Object, on: Sequence[Any]) -> None:
    """Make these the kids of the element."""
    for kid in on:
        if isinstance(kid, Dictionary):
            kid.P = element
    element.K = Array(on)


def elements(parent: Object) -> Iterator[Object]:
    """Every element below, each before its own."""
    for kid in kids(parent):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _leaves(box: Any, above: tuple[int, ...]) -> Iterator[Leaf]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox):
        yield Leaf(above, box.text)
        return
    within = above + (id(box.element),) * _tags(box, above)
    if isinstance(box, boxes.ReplacedBox):
        yield Leaf(within)
        return
    for child in box.children:
        # A table is tagged with its caption in it: the box of its rows alone has no tag.
        inner = child.children if box.is_table_wrapper and child is box.get_wrapped_table() else (child,)
        for each in inner:
            yield from _leaves(each, within)


def _tags(box: Any, above: tuple[int, ...]) -> int:
    """How many tags WeasyPrint gives the box: a list item without a bullet has one more, for its body."""
    if isinstance(box, boxes.LineBox | boxes.PageBox) or box.element_tag in _UNTAGGED:
        return 0
    anonymous = id(box.element) in above
    return 2 if box.element_tag == "li" and not anonymous and box.style["list_style_type"] == "none" else 1


def _tagged(pdf: Pdf) -> list[list[list[Object]]]:
    """For every page, for every piece of tagged content in the order of the tree, the tags above it."""
    pages: list[list[list[Object]]] = [[] for _ in pdf.pages]
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def walk(element: Object, above: list[Object]) -> None:
        path = [*above, element]
        for kid in kids(element):
            if isinstance(kid, Dictionary):
                walk(kid, path)
            else:
                pages[numbers[element.Pg.objgen]].append(path)

    walk(pdf.Root.StructTreeRoot, [])
    return pages


def _broken(before: Leaf, after: Leaf) -> int:
    """How many tags above these two leaves are of the same elements."""
    differ = [one != other for one, other in zip(before.elements, after.elements, strict=False)]
    return differ.index(True) if True in differ else len(differ)


def _join(before: Sequence[Object], after: Sequence[Object]) -> None:
    """Hang on the first part of each element what its second part holds, and take the second part away."""
    row = next((place for place, element in enumerate(before) if element.S == Name.TR), None)
    if row is not None:  # every cell of a row may go on, not only the last
        before, after = before[: row + 1], after[: row + 1]
        for cell, rest in zip(kids(before[row]), kids(after[row]), strict=True):
            hang(cell, kids(cell) + kids(rest))
        after[row].K = Array()
    for first, second in zip(reversed(before), reversed(after), strict=True):
        hang(first, kids(first) + kids(second))
        above = second.P
        above.K = Array([kid for kid in kids(above) if not _same(kid, second)])


def _same(kid: Any, element: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == element.objgen


def _tidy(element: Object) -> None:
    """A head repeated at the top of each page is said once; a list set in columns is one list."""
    if str(element.S) == "/Table":
        parts = {str(kid.S): kid for kid in reversed(kids(element))}  # the first of each kind
        hang(element, [kid for kid in kids(element) if kid.S == Name.TR or _same(kid, parts[str(kid.S)])])
    elif element.S == Name.L and all(kid.S == Name.L for kid in kids(element)):
        hang(element, [item for column in kids(element) for item in kids(column)])
