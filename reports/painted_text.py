"""The words painted on a page of a PDF, in the order in which they are painted.

Only what shows text, marks it or draws another content is read, and of fonts the table that says which letter a code
stands for: reports carry one in each font. Of files nobody vouches for, all that grows is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

MOST_PAINTED = 4_000_000  # bytes of content on a page, each time it is drawn: a report has a hundredth of it
MOST_LETTERS = 4_000_000
MOST_FORMS = 5_000
MOST_CODES = 70_000  # of a font
_UNKNOWN = "\ufffd"
_READ = "BMC BDC EMC Do gs Tf Tj TJ ' \" q Q"
_WIDE = (Name("/Identity-H"), Name("/Identity-V"))


class UnreadablePdf(ValueError):
    """The file is not a PDF this program can take apart; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class PageText:
    """The words of a page: `body` is read aloud by a screen reader, `margin` is pagination. Both in painting order."""

    body: str
    margin: str


@dataclass(frozen=True)
class Font:
    """How many bytes a code of this font takes, and the letters it stands for."""

    width: int
    letters: Mapping[bytes, str]

    def read(self, codes: bytes) -> str:
        """The letters of codes; those the font does not tell as a replacement character."""
        starts = range(0, len(codes), self.width)
        return "".join(self.letters.get(codes[start : start + self.width], _UNKNOWN) for start in starts)


class Reader:
    """Reads a page and what it draws; `fonts` are those already read in the file."""

    def __init__(self, fonts: dict[tuple[int, int], Font]) -> None:
        self._fonts = fonts
        self._body: list[str] = []
        self._margin: list[str] = []
        self._letters = self._forms = self._painted = 0

    def page(self, page: pikepdf.Page) -> PageText:
        """The words of the page; UnreadablePdf where there is more than a report can hold."""
        contents = page.obj.get("/Contents", Array())
        for part in contents if isinstance(contents, Array) else (contents,):
            self._weigh(part)
        self._content(page, page.obj.get("/Resources", Dictionary()), None, artifact=False)
        return PageText("".join(self._body), "".join(self._margin))

    def _weigh(self, content: Any) -> None:
        self._painted += len(content.read_bytes())
        if self._painted > MOST_PAINTED:
            raise UnreadablePdf("too_large")

    def _content(self, content: Any, resources: Any, font: Font | None, *, artifact: bool) -> None:
        """What one stream paints. Marks and fonts set within it end with it."""
        marks: list[bool] = []
        kept: list[Font | None] = []
        for operands, operator in _instructions(content, _READ):
            match operator:
                case "BMC" | "BDC":
                    marks.append(operands[0] == Name.Artifact)
                case "EMC" if marks:
                    marks.pop()
                case "q":
                    kept.append(font)
                case "Q" if kept:
                    font = kept.pop()
                case "Tf":
                    font = self._font(resources.get("/Font", Dictionary()).get(str(operands[0])))
                case "gs":
                    _no_font(resources.get("/ExtGState", Dictionary()).get(str(operands[0])))
                case "Do":
                    self._draw(
                        resources.get("/XObject", Dictionary()).get(str(operands[0])),
                        resources,
                        font,
                        artifact=artifact or any(marks),
                    )
                case "Tj" | "TJ" | "'" | '"':
                    self._show(operands[-1], font, self._margin if artifact or any(marks) else self._body)

    def _draw(self, drawn: Any, resources: Any, font: Font | None, *, artifact: bool) -> None:
        """A form, in its place; pictures are compared as painted bytes."""
        if isinstance(drawn, Stream) and drawn.get("/Subtype") == Name.Form:
            self._forms += 1
            if self._forms > MOST_FORMS:
                raise UnreadablePdf("too_large")
            self._weigh(drawn)
            self._content(drawn, drawn.get("/Resources", resources), font, artifact=artifact)

    def _show(self, shown: Any, font: Font | None, into: list[str]) -> None:
        for piece in shown if isinstance(shown, Array) else (shown,):
            if isinstance(piece, String):
                codes = bytes(piece)
                into.append(font.read(codes) if font else _UNKNOWN * len(codes))
                self._letters += len(codes)
        if self._letters > MOST_LETTERS:
            raise UnreadablePdf("too_large")

    def _font(self, font: Any) -> Font | None:
        if not isinstance(font, Dictionary):
            return None
        key = font.objgen
        if key == (0, 0):  # written in place: it has no number of its own
            return _read_font(font)
        if key not in self._fonts:
            self._fonts[key] = _read_font(font)
        return self._fonts[key]


def _no_font(state: Any) -> None:
    """A state may choose a font too: reports never do, and who reads `Tf` alone would read other letters."""
    if isinstance(state, Dictionary) and "/Font" in state:
        raise UnreadablePdf("rewritten")


def _instructions(content: Any, operators: str) -> Iterator[tuple[Any, str]]:
    """The operands and the name of each of these operators, in their order; pictures written in place are none."""
    for each in pikepdf.parse_content_stream(content, operators):
        if isinstance(each, pikepdf.ContentStreamInstruction):
            yield each.operands, str(each.operator)


def _read_font(font: Object) -> Font:
    composite = font.get("/Subtype") == Name.Type0
    if composite and font.get("/Encoding") not in _WIDE:
        raise UnreadablePdf("rewritten")  # not how reports are written
    table = font.get("/ToUnicode")
    if isinstance(table, Stream):
        return Font(2 if composite else 1, _told(table))
    plain = {} if composite else {bytes((code,)): bytes((code,)).decode("cp1252", "replace") for code in range(256)}
    return Font(2 if composite else 1, plain)


def _told(table: Stream) -> dict[bytes, str]:
    """What the font's own table says its codes stand for."""
    if len(table.read_bytes()) > MOST_PAINTED:
        raise UnreadablePdf("too_large")
    letters: dict[bytes, str] = {}
    for operands, operator in _instructions(table, "endbfchar endbfrange"):
        found = _ranges(operands) if operator == "endbfrange" else zip(operands[::2], operands[1::2], strict=True)
        for code, letter in found:
            letters[bytes(code)] = bytes(letter).decode("utf-16-be", "replace")
            if len(letters) > MOST_CODES:
                raise UnreadablePdf("too_large")
    return letters


def _ranges(operands: Any) -> Iterator[tuple[bytes, bytes]]:
    for first, last, letter in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
        low, high, width = int.from_bytes(bytes(first)), int.from_bytes(bytes(last)), len(bytes(first))
        for step in range(high - low + 1):
            each = bytes(letter[step]) if isinstance(letter, Array) else _later(bytes(letter), step)
            yield (low + step).to_bytes(width), each


def _later(letter: bytes, step: int) -> bytes:
    """The letter so many places after this one."""
    return (int.from_bytes(letter) + step).to_bytes(len(letter))
