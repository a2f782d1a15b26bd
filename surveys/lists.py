"""The lists of choices and the tables of a questionnaire as documents: `instance('cities')/root/item[…]`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from surveys.expressions.document import Element
from surveys.itext import choice_reference
from surveys.questions import Choice


def list_document(choices: Iterable[Choice], language: str, name: str = "") -> Element:
    """A document with an `item` per choice: `name`, `label` in that language, and the other columns.

    Of a list with a name, also `itextId`, for `jr:itext`.
    """
    rows = (
        {**choice.attributes, "name": choice.name, "label": choice.label.get(language) or _any(choice.label)}
        | ({"itextId": choice_reference(name, place)} if name else {})
        for place, choice in enumerate(choices)
    )
    return table_document(rows)


def table_document(rows: Iterable[Mapping[str, str]]) -> Element:
    """A document with an `item` per row, a child per cell."""
    root = Element("root")
    for row in rows:
        item = root.add(Element("item"))
        for column, cell in row.items():
            item.add(Element(column, answer=cell))
    outside = Element("instance")
    outside.add(root)
    return outside


def items(document: Element) -> tuple[Element, ...]:
    """The elements of the rows, in order."""
    return tuple(document.children[0].children)


def list_name(file: str) -> str:
    """How expressions call a table: the name of its file without the ending."""
    return PurePath(file).stem


def _any(words: Mapping[str, str]) -> str:
    return next(iter(words.values()), "")
