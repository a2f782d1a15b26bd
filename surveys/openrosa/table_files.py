"""The tables of a questionnaire as the files field clients download, in the format their name announces."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import PurePath

from lxml import etree

from surveys.questionnaire import Questionnaire, TableRows


def table_files(questionnaire: Questionnaire) -> Mapping[str, bytes]:
    """File name → content, for the tables that are there."""
    return {name: _WRITERS[PurePath(name).suffix](rows) for name, rows in questionnaire.tables.items() if rows}


def _columns(rows: TableRows) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))


def _csv(rows: TableRows) -> bytes:
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, _columns(rows), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue().encode()


def _xml(rows: TableRows) -> bytes:
    root = etree.Element("root")
    for row in rows:
        item = etree.SubElement(root, "item")
        for column, cell in row.items():
            etree.SubElement(item, column).text = cell
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _geojson(rows: TableRows) -> bytes:
    features = [_feature(row) for row in rows]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _feature(row: Mapping[str, str]) -> dict[str, object]:
    properties = {column: cell for column, cell in row.items() if column not in ("geometry", "id")}
    points = [_position(point) for point in row.get("geometry", "").split(";") if point.strip()]
    return {"type": "Feature", "id": row.get("id", ""), "geometry": _geometry(points), "properties": properties}


def _position(place: str) -> list[float]:
    """ODK writes "latitude longitude", GeoJSON the longitude first."""
    latitude, longitude = (float(number) for number in place.split()[:2])
    return [longitude, latitude]


def _geometry(points: list[list[float]]) -> dict[str, object] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    if len(points) > 3 and points[0] == points[-1]:
        return {"type": "Polygon", "coordinates": [points]}
    return {"type": "LineString", "coordinates": points}


_WRITERS: Mapping[str, Callable[[TableRows], bytes]] = {".csv": _csv, ".xml": _xml, ".geojson": _geojson}
