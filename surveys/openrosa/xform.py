"""An XForm, made by pyxform from our own workbook. pyxform takes two seconds to import: only job workers call this."""

from __future__ import annotations

import re

from surveys.questionnaire import Questionnaire
from surveys.wording import REFERENCE
from surveys.workbook import Sheet, Workbook
from surveys.xlsform_writer import workbook_of

ROOT = "data"  # the element every answer stands in
CURLY = "‘’“”"  # pyxform makes straight quotes of these; words, and names of choices, must stay as they are
KEPT_ASIDE = str.maketrans(CURLY, "\ue000\ue001\ue002\ue003")
BACK = {aside: ord(quote) for quote, aside in zip(CURLY, KEPT_ASIDE.values(), strict=True)}
EXPRESSIONS = frozenset(
    {
        "required",
        "relevant",
        "choice_filter",
        "constraint",
        "calculation",
        "read_only",
        "repeat_count",
        "instance_name",
    }
)
SPACES = str.maketrans("\u00a0\u202f\u2007\u200b", "    ")
NO_REFERENCE = re.compile(r"\$\{(?![^\s{}]+\})")  # pyxform takes any "${" for the beginning of one
QUOTED = re.compile(r"""("[^"]*"|'[^']*')|[“”]([^“”]*)[“”]|[‘’]([^‘’]*)[‘’]""")
LINEBREAK = re.compile(r"""("[^"]*"|'[^']*')|linebreak\(\s*\)""")
A_LINEBREAK = "base64-decode('Cg==')"  # what field clients know, and no attribute turns into a space


class NotConverted(Exception):
    """No XForm can be made of this questionnaire; the message is pyxform's own."""


def xform(questionnaire: Questionnaire) -> bytes:
    """The XForm of a questionnaire (see `introduction.field_questionnaire`), in UTF-8. Raises NotConverted."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        converted = convert(_definition(workbook_of(questionnaire)), form_name=ROOT)
    except PyXFormError as refused:
        raise NotConverted(str(refused)) from refused
    return str(converted.xform).translate(BACK).encode()


def _definition(workbook: Workbook) -> dict[str, list[dict[str, str]]]:
    headers = {f"{sheet.name}_header": [dict.fromkeys(sheet.rows[0].cells, "")] for sheet in workbook.sheets}
    return {**{sheet.name: _rows(sheet) for sheet in workbook.sheets}, **headers}


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    titles, *lines = sheet.rows
    return [
        {title: _cell(title, cell) for title, cell in zip(titles.cells, line.cells, strict=True) if cell}
        for line in lines
    ]


def _cell(title: str, cell: str) -> str:
    expression = title in EXPRESSIONS or (title == "default" and "(" in cell)  # a default may be plain words
    written = _as_clients_know(cell) if expression else cell
    return NO_REFERENCE.sub("$ {", REFERENCE.sub(r"${\1}", written)).translate(KEPT_ASIDE)


def _as_clients_know(expression: str) -> str:
    straight = QUOTED.sub(_straight, expression).translate(SPACES)
    return LINEBREAK.sub(lambda found: found[1] or A_LINEBREAK, straight)


def _straight(quoted: re.Match[str]) -> str:
    """A text between typographic quotes, as word processors leave it in an expression: XPath knows straight ones."""
    whole, double, single = quoted.groups()
    if whole is not None:
        return str(whole)
    return f'"{double}"' if double is not None else f"'{single}'"
