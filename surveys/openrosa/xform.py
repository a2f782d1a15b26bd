"""An XForm, made by pyxform from our own workbook. pyxform takes two seconds to import: only job workers call this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from lxml import etree

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
ODK = "http://www.opendatakit.org/xforms"
XFORMS = "http://www.w3.org/2002/xforms"
MARK = "stands-in-"  # an appearance of ours, gone before anybody reads it


@dataclass(frozen=True)
class StandIn:
    """A type pyxform stops at, one it makes in its place, and the element and the type of answer meant."""

    meant: re.Pattern[str]
    made: str
    element: str
    answer: str


STAND_INS = (
    StandIn(re.compile(r"select_multiple (\$\{.+\})"), r"select_one \1", f"{{{XFORMS}}}select", "string"),
    StandIn(re.compile(r"rank_from_file (.+)"), r"select_multiple_from_file \1", f"{{{ODK}}}rank", "odk:rank"),
)


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
    except (AttributeError, LookupError, TypeError, ValueError) as stumbled:  # it means to refuse, and trips
        raise NotConverted(f"{type(stumbled).__name__}: {stumbled}") from stumbled
    return _as_meant(str(converted.xform).translate(BACK)).encode()


def _as_meant(made: str) -> str:
    """The form with the elements that others stood in for."""
    if MARK not in made:
        return made
    root = etree.fromstring(made.encode())
    for element in root.iter(f"{{{XFORMS}}}select1", f"{{{XFORMS}}}select"):
        *looks, last = element.get("appearance", "").split() or [""]
        if last.startswith(MARK):
            stand_in = STAND_INS[int(last.removeprefix(MARK))]
            element.tag = stand_in.element
            _set_or_drop(element, "appearance", " ".join(looks))
            for bind in root.iterfind(f".//{{{XFORMS}}}bind[@nodeset='{element.get('ref')}']"):
                bind.set("type", stand_in.answer)
    return str(etree.tostring(root, encoding="unicode"))


def _set_or_drop(element: etree._Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        del element.attrib[name]


def _definition(workbook: Workbook) -> dict[str, list[dict[str, str]]]:
    rows = {sheet.name: _rows(sheet) for sheet in workbook.sheets}
    titles = {sheet.name: (*sheet.rows[0].cells, *chain(*rows[sheet.name])) for sheet in workbook.sheets}
    return {**rows, **{f"{name}_header": [dict.fromkeys(found, "")] for name, found in titles.items()}}


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    titles, *lines = sheet.rows
    return [
        _stood_in({title: _cell(title, cell) for title, cell in zip(titles.cells, line.cells, strict=True) if cell})
        for line in lines
    ]


def _stood_in(row: dict[str, str]) -> dict[str, str]:
    for number, stand_in in enumerate(STAND_INS):
        found = stand_in.meant.fullmatch(row.get("type", ""))
        if found:
            looks = f"{row.get('appearance', '')} {MARK}{number}".strip()
            return {**row, "type": found.expand(stand_in.made), "appearance": looks}
    return row


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
