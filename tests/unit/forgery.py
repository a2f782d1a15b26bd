"""Ways to tamper with a report, for the tests of verification."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import AttachedFileSpec, Name, Operator, Pdf

from analysis import evidence_json
from analysis.results import Evidence

Glyphs = dict[str, str]


def changed(report: Path, to: Path, change: Callable[[Pdf], None]) -> Path:
    """A copy of a report with one change."""
    with pikepdf.open(report) as pdf:
        change(pdf)
        pdf.save(to, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return to


def attached(pdf: Pdf, name: str) -> bytes:
    """An attachment's content."""
    return pdf.attachments[name].get_file().read_bytes()


def attach(pdf: Pdf, name: str, content: bytes) -> None:
    """Put other content under an attachment's name."""
    pdf.attachments[name] = AttachedFileSpec(pdf, content, filename=name, relationship=Name.Data)


def mend(pdf: Pdf) -> None:
    """Make the manifest's digests agree with the attachments again, as someone would who knows the format."""
    manifest = json.loads(attached(pdf, "manifest.json"))
    for name in manifest["attachments"]:
        if name in pdf.attachments:
            manifest["attachments"][name] = "sha256:" + hashlib.sha256(attached(pdf, name)).hexdigest()
    evidence = evidence_json.loads(attached(pdf, "evidence.json").decode())
    manifest["evidence"] = evidence_json.digest(evidence)
    for table in evidence.tables:
        manifest["tables"][table.id]["digest"] = table.digest
    attach(pdf, "manifest.json", (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())


def rewrite(pdf: Pdf, change: Callable[[Evidence], Evidence]) -> None:
    """Change the evidence and mend the manifest."""
    evidence = change(evidence_json.loads(attached(pdf, "evidence.json").decode()))
    attach(pdf, "evidence.json", evidence_json.dumps(evidence).encode())
    mend(pdf)


def repaint(pdf: Pdf, page: int, old: str, new: str) -> None:
    """Paint other letters, of the same number, where a page first shows `old`."""
    forms = pdf.pages[page].Resources.get("/XObject", {})
    streams = [pdf.pages[page].Contents, *(forms[name] for name in sorted(forms.keys()))]
    fonts = {name: _glyphs(font) for name, font in pdf.pages[page].Resources.Font.items()}
    if not any(_repainted(stream, fonts, old, new) for stream in streams):
        raise AssertionError(f"page {page + 1} does not show {old!r}")


def _repainted(stream: pikepdf.Object, fonts: dict[str, Glyphs], old: str, new: str) -> bool:
    instructions = list(pikepdf.parse_content_stream(stream))
    spots = list(_spots(instructions, fonts))
    at = "".join(font.get(code, "\0") for _, _, _, code, font in spots).find(old)
    if at < 0:
        return False
    for (shown, item, offset, _, font), letter in zip(spots[at : at + len(old)], new, strict=True):
        raw, codes = bytes(shown[item]), {one: code for code, one in font.items()}
        shown[item] = pikepdf.String(raw[:offset] + bytes.fromhex(codes[letter]) + raw[offset + 2 :])
    stream.write(pikepdf.unparse_content_stream(instructions))
    return True


def _spots(instructions: list[Any], fonts: dict[str, Glyphs]) -> Iterator[tuple[Any, int, int, str, Glyphs]]:
    """Every glyph of a stream: the array that shows it, its place there, its code, its font."""
    font: Glyphs = {}
    for instruction in instructions:
        if instruction.operator == Operator("Tf"):
            font = fonts.get(str(instruction.operands[0]), {})
        if instruction.operator == Operator("TJ"):
            shown = instruction.operands[0]
            for item, piece in enumerate(list(shown)):
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    yield from ((shown, item, at, raw[at : at + 2].hex(), font) for at in range(0, len(raw), 2))


def _glyphs(font: pikepdf.Object) -> Glyphs:
    read = font.ToUnicode.read_bytes().decode()
    lines = [line.split("> <") for line in read.splitlines() if line.startswith("<") and "> <" in line]
    pairs = {line[0].strip("<>"): bytes.fromhex(line[1].strip("<>")).decode("utf-16-be") for line in lines}
    return {code: letter for code, letter in pairs.items() if len(letter) == 1}
