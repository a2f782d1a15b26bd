"""What a field client is answered: the list of forms, the files of a form, an acknowledgement. XML, in bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

FORM_LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"


@dataclass(frozen=True)
class ListedForm:
    """One form of the list. `manifest_url` is empty for a form without files."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str = ""


@dataclass(frozen=True)
class ListedFile:
    """One file of a form."""

    filename: str
    hash: str
    download_url: str


def md5_of(content: bytes) -> str:
    """The hash of OpenRosa: it tells a changed file from the same, and protects nothing."""
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


def form_list(forms: Iterable[ListedForm]) -> bytes:
    """The list of forms (OpenRosa Form Discovery API 1.0)."""
    root = etree.Element(f"{{{FORM_LIST}}}xforms", nsmap={None: FORM_LIST})
    for form in forms:
        entry = etree.SubElement(root, f"{{{FORM_LIST}}}xform")
        cells = (
            ("formID", form.form_id),
            ("name", form.name),
            ("version", form.version),
            ("hash", form.hash),
            ("downloadUrl", form.download_url),
            ("manifestUrl", form.manifest_url),
        )
        _fill(entry, FORM_LIST, cells)
    return _written(root)


def manifest(files: Iterable[ListedFile]) -> bytes:
    """The files of a form (OpenRosa Form Discovery API 1.0)."""
    root = etree.Element(f"{{{MANIFEST}}}manifest", nsmap={None: MANIFEST})
    for file in files:
        entry = etree.SubElement(root, f"{{{MANIFEST}}}mediaFile")
        _fill(
            entry,
            MANIFEST,
            (("filename", file.filename), ("hash", file.hash), ("downloadUrl", file.download_url)),
        )
    return _written(root)


def acknowledgement(message: str, *, success: bool) -> bytes:
    """The envelope a client reads, with the sentence it shows (OpenRosa Response 1.0)."""
    root = etree.Element(f"{{{RESPONSE}}}OpenRosaResponse", nsmap={None: RESPONSE})
    said = etree.SubElement(root, f"{{{RESPONSE}}}message", nature="submit_success" if success else "submit_error")
    said.text = message
    return _written(root)


def _fill(entry: etree._Element, namespace: str, cells: Iterable[tuple[str, str]]) -> None:
    for name, value in cells:
        if value:
            etree.SubElement(entry, f"{{{namespace}}}{name}").text = value


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))
