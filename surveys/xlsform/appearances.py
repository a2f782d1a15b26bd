"""The words of the appearance column: all are kept for whoever draws the question, unknown ones are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from surveys.expressions.foreign import SURVEYCTO
from surveys.problems import Problem
from surveys.sheet_table import LOOKS_LIKE, Cell, Record
from surveys.xlsform.cells import Findings
from surveys.xlsform.parameters import PARAMETER

# XLSForm's own, those of ODK Collect and those of Enketo.
KNOWN = frozenset({
    "analog-scale", "annotate", "audio", "autocomplete", "bearing", "bikram-sambat", "buddhist", "choices",
    "columns", "columns-pack", "comment", "compact", "compact-n", "coptic", "counter", "distress", "dn", "draw",
    "ethiopian", "field-list", "front", "gregorian", "hidden-answer", "hide-input", "horizontal",
    "horizontal-compact", "hxl", "image-map", "islamic", "label", "likert", "list", "list-nolabel", "list-nolabels",
    "literate-form", "map", "maps", "masked", "minimal", "month-year", "multiline", "myanmar", "new", "new-front",
    "new-rear", "no-buttons", "no-calendar", "no-collapse", "no-label", "no-ticks", "numbers", "one-by-one", "pages",
    "persian", "picker", "placement-map", "printer", "quick", "quickcompact", "rating", "search", "selfie",
    "show-scale", "signature", "streets", "table-list", "terrain", "text", "text-area", "textarea", "theme-grid",
    "thousands-sep", "url", "vertical", "vertical-compact", "video", "webcam", "year",
})  # fmt: skip
NUMBERED = re.compile(r"(columns|compact|quickcompact|w|h)-?[0-9]{1,2}|hide-?label")
CALENDARS = frozenset({"bikram-sambat", "buddhist", "coptic", "ethiopian", "islamic", "myanmar", "persian"})
EXTERNAL = "ex:"  # another application of the field client's device
PLUG_IN = "custom-"
FOR_SURVEYCTO = frozenset({"randomized", "likert-min", "likert-mid", "label-from-name", "show_formatted", "intro"})


def read_appearance(record: Record, kind: str, found: Findings) -> tuple[str, ...]:
    """The words of the appearance, known ones in small letters, arguments in brackets kept with their word."""
    cell = record.cell("appearance")
    if cell is None:
        return ()
    words = tuple(dict.fromkeys(_written(word) for word in _words(cell.value)))
    for word in words:
        _report(cell, word, found)
    if "likert" in words and kind != "select_one":
        found.add(cell.problem("appearance_likert", type=kind))
    return words


def _report(cell: Cell, word: str, found: Findings) -> None:
    bare = word.partition("(")[0]
    if bare.startswith(EXTERNAL):
        found.add(cell.problem("appearance_external", word=word))
    elif bare in CALENDARS:
        found.add(cell.problem("appearance_calendar", word=word))
    elif bare.startswith(PLUG_IN) or bare in FOR_SURVEYCTO:
        found.add(cell.problem("appearance_dialect", word=word, dialect=SURVEYCTO))
    elif bare not in KNOWN and not NUMBERED.fullmatch(bare):
        found.add(_unknown(cell, word))


def _unknown(cell: Cell, word: str) -> Problem:
    if PARAMETER.fullmatch(word):
        return cell.problem("appearance_parameter", word=word)
    alike = get_close_matches(word.lower().replace("_", "-"), KNOWN, n=1, cutoff=LOOKS_LIKE)
    return cell.problem("appearance_slip" if alike else "appearance_unknown", word=word, suggestion=" ".join(alike))


def _written(word: str) -> str:
    bare, bracket, rest = word.partition("(")
    small = bare.lower()
    return f"{small if small in KNOWN else bare}{bracket}{rest}"


def _words(text: str) -> Iterator[str]:
    """Words apart by spaces (or commas), but for those inside brackets and quotes."""
    word, depth, quote = "", 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"" and depth:
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        if depth <= 0 and not quote and (letter.isspace() or letter in ",;"):
            yield from [word] if word else []
            word, depth = "", 0
        else:
            word += letter
    yield from [word] if word else []
