"""Tables that choices and `pulldata` read: a CSV, GeoJSON or XML file becomes rows of cells. Never an exception.

Every cell is text; an empty one is absent. A geometry is written as ODK does: "latitude longitude 0 0", points joined
by ";".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from typing import Any, TypeAlias
from xml.parsers import expat

from surveys.workbook import csv_rows_of, decoded

Cells: TypeAlias = Mapping[str, str]

FILE_LIMIT = 5_000_000  # bytes: every version of the questionnaire carries its tables
ROWS_LIMIT = 50_000
CELLS_LIMIT = 500_000
DEEPEST = 3  # root, item, cell


class NotATable(Exception):
    """The file cannot be read as a table: carries the code of the problem."""


def table_of(name: str, content: bytes) -> tuple[Cells, ...]:
    """The rows of a file, by the format its name announces. Raises NotATable."""
    if len(content) > FILE_LIMIT:
        raise NotATable("table_too_large")
    reader = READERS.get(PurePath(name).suffix.lower())
    text = decoded(content)
    if reader is None or text is None:
        raise NotATable("table_unreadable")
    rows: list[Cells] = []
    cells = 0
    for row in reader(text):
        if row:
            rows.append(row)
            cells += len(row)
        if len(rows) > ROWS_LIMIT or cells > CELLS_LIMIT:
            raise NotATable("table_too_large")
    return tuple(rows)


def _csv(text: str) -> Iterator[Cells]:
    rows = csv_rows_of(text)
    if not rows:
        raise NotATable("table_unreadable")
    titles = rows[0].cells
    for row in rows[1:]:
        yield {title: cell for title, cell in zip(titles, row.cells, strict=False) if title and cell}


def _geojson(text: str) -> Iterator[Cells]:
    try:
        features = json.loads(text)["features"]
        for feature in features:
            yield _feature(feature)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotATable("table_unreadable") from None


def _feature(feature: Mapping[str, Any]) -> Cells:
    properties = {str(name): _cell(value) for name, value in (feature.get("properties") or {}).items()}
    identity = {"id": _cell(feature["id"])} if "id" in feature else {}
    cells = {**identity, **properties, "geometry": _geometry(feature.get("geometry"))}
    return {name: cell for name, cell in cells.items() if cell}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()


def _geometry(geometry: Mapping[str, Any] | None) -> str:
    """A point, a line or the outline of an area; anything else has no place on a map."""
    if not geometry:
        return ""
    coordinates = geometry.get("coordinates") or []
    points = {"Point": [coordinates], "LineString": coordinates, "Polygon": coordinates[:1] and coordinates[0]}
    return ";".join(_place(point) for point in points.get(str(geometry.get("type")), []))


def _place(point: list[float]) -> str:
    longitude, latitude = (float(number) for number in point[:2])
    return f"{latitude:.12g} {longitude:.12g} 0 0"


def _xml(text: str) -> Iterator[Cells]:
    """`<root><item><name>…</name></item></root>`. A document type is refused: entities are how XML bombs are made."""
    table = _XmlTable()
    try:
        table.parser.Parse(text.encode(), True)
    except (expat.ExpatError, ValueError):
        raise NotATable("table_unreadable") from None
    yield from table.rows


class _XmlTable:
    """The rows of an XML table, read as its elements come by."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self.path: list[str] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.path.append(name.rpartition(":")[2])
        if len(self.path) == DEEPEST - 1:
            self.rows.append({})
        if len(self.path) > DEEPEST:
            raise NotATable("table_unreadable")
        if len(self.rows) > ROWS_LIMIT:
            raise NotATable("table_too_large")

    def _end(self, name: str) -> None:
        self.path.pop()

    def _text(self, text: str) -> None:
        if len(self.path) == DEEPEST and text.strip():
            row = self.rows[-1]
            row[self.path[-1]] = row.get(self.path[-1], "") + text.strip()

    def _doctype(self, *_: object) -> None:
        raise NotATable("table_unreadable")


READERS: Mapping[str, Callable[[str], Iterator[Cells]]] = {".csv": _csv, ".geojson": _geojson, ".xml": _xml}
