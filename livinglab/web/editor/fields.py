"""The form of a question: its fields filled in from the workbook, and what they change in it when they come back.

Only a field that was changed changes a cell: what the form cannot say stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import request
from werkzeug.datastructures import MultiDict

from livinglab.web.editor import conditions
from livinglab.web.editor.conditions import Complaint
from livinglab.web.editor.kinds import Kind
from livinglab.web.editor.opened import Opened
from livinglab.words import t
from surveys.editing.choices import ChoiceLine
from surveys.editing.grid import lines_of
from surveys.editing.outline import Line
from surveys.editing.rules import Limits, limits_of, rule_of, source_of_limits
from surveys.editing.tables import Field
from surveys.languages import UNLABELLED
from surveys.xlsform.cells import NO, SOFT_ANSWERS, YES
from surveys.xlsform.columns import SURVEY_COLUMNS
from surveys.xlsform.parameters import PARAMETER

WORDED = ("label", "hint", "constraint_message")
RANGE = ("start", "end", "step")
OFTEN = ("appearance", "required", "constraint", "default", "calculation", "choice_filter", "parameters", "trigger")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,10})?")
SEVERAL = "\n"  # ticks of one name, joined
LONGEST_TABLE = 120  # choices: a longer list is quicker to change in a spreadsheet


@dataclass(frozen=True)
class Form:
    """What a page shows: fields by name, the choices of the list, and what to put right."""

    fields: Mapping[str, str]
    choices: tuple[ChoiceLine, ...] = ()
    complaints: tuple[Complaint, ...] = field(default=())


def blank_form(kind: Kind) -> Form:
    """The form of a question to come."""
    fields = {"kind": kind.code, "asked": "always", "start": "0", "end": "10", "step": "1"}
    return Form(fields, (ChoiceLine(None, ""), ChoiceLine(None, "")) if kind.takes_choices else ())


def form_of(found: Opened, line: Line, kind: Kind) -> Form:
    """The form of a row as it is written."""
    fields = {"name": line.name, "kind": kind.code, "list": line.kind.list}
    for language in found.languages:
        for column in WORDED:
            fields[f"{column}_{language.code}"] = found.value(line.row, (column, language.code))
    fields |= {f"cell:{column}": found.value(line.row, (column, UNLABELLED)) for column in advanced(found, kind, line)}
    fields |= conditions.fields_of(found, found.value(line.row, ("relevant", UNLABELLED)))
    if "answer" in kind.parts:
        fields["required"] = "yes" if found.value(line.row, ("required", UNLABELLED)).lower() in YES else ""
        fields["missing"] = SEVERAL.join(_soft(found.value(line.row, ("missing_options", UNLABELLED))))
    fields |= _limits(found, line, kind) | _range(found, line, kind)
    for part, column in (("calculation", "calculation"), ("count", "repeat_count")):
        if part in kind.parts:
            fields[column] = found.value(line.row, (column, UNLABELLED))
    return Form(fields, found.choices(line))


def advanced(found: Opened, kind: Kind, line: Line | None) -> Sequence[str]:
    """The columns without language that have no field of their own: those in use, then those often needed."""
    taken = {"type", "name", "relevant", *_own_columns(found, kind, line)}
    used = [header.column for header in found.tables.survey.headers if header.language == UNLABELLED]
    words = SURVEY_COLUMNS.worded
    return [column for column in dict.fromkeys((*OFTEN, *used)) if column not in taken and column not in words]


def typed_form(found: Opened) -> Form:
    """The form as it was sent."""
    fields = {name: _clean(values) for name, values in _several(request.form).items()}
    return Form(fields, tuple(_choices_typed(found, fields)))


def changes(found: Opened, kind: Kind, before: Form, typed: Form) -> tuple[dict[Field, str], tuple[Complaint, ...]]:
    """The cells that the changed fields write, and what to put right first."""
    new = {name: value for name, value in typed.fields.items() if value != before.fields.get(name, "")}
    values: dict[Field, str] = {}
    for language in found.languages:
        for column in WORDED:
            if (name := f"{column}_{language.code}") in new:
                values[column, language.code] = new[name]
    for name, value in new.items():
        if name.startswith("cell:"):
            values[name.removeprefix("cell:"), UNLABELLED] = value
        elif name in ("calculation", "repeat_count", "constraint"):
            values[name, UNLABELLED] = value
    complaints = [*_answer(kind, before, typed, values), *_numbers(kind, before, new, typed, values)]
    complaints += _condition(found, before, typed, values)
    return values, tuple(complaints)


def moved_choices(choices: Sequence[ChoiceLine], order: str) -> tuple[ChoiceLine, ...]:
    """The choices after a button of the list: `more`, `up-2`, `down-0`, `remove-1`."""
    lines = list(choices)
    verb, _, place = order.partition("-")
    at = int(place) if place.isdecimal() else -1
    if verb == "more":
        return (*lines, ChoiceLine(None, ""))
    if not 0 <= at < len(lines):
        return tuple(lines)
    line = lines.pop(at)
    if verb == "up":
        lines.insert(max(at - 1, 0), line)
    elif verb == "down":
        lines.insert(at + 1, line)
    return tuple(lines)


def _own_columns(found: Opened, kind: Kind, line: Line | None) -> Iterator[str]:
    if "answer" in kind.parts:
        yield "missing_options"
        required = found.value(line.row, ("required", UNLABELLED)).lower() if line else ""
        if required in YES | NO | {""}:
            yield "required"
    if "limits" in kind.parts:
        yield "constraint"
    if "range" in kind.parts:
        yield "parameters"
    if "calculation" in kind.parts:
        yield "calculation"
    if "count" in kind.parts:
        yield "repeat_count"


def _limits(found: Opened, line: Line, kind: Kind) -> dict[str, str]:
    if "limits" not in kind.parts:
        return {}
    source = found.value(line.row, ("constraint", UNLABELLED))
    limits = limits_of(source) if source else Limits()
    return {"least": limits.least, "most": limits.most} if limits else {"constraint": source}


def _range(found: Opened, line: Line, kind: Kind) -> dict[str, str]:
    if "range" not in kind.parts:
        return {}
    given = dict(PARAMETER.findall(found.value(line.row, ("parameters", UNLABELLED)).lower()))
    return {name: given.get(name, default) for name, default in zip(RANGE, ("0", "10", "1"), strict=True)}


def _answer(kind: Kind, before: Form, typed: Form, values: dict[Field, str]) -> Iterator[Complaint]:
    if "answer" in kind.parts and "has-answer" in typed.fields:
        if "cell:required" not in before.fields and typed.fields.get("required", "") != before.fields.get(
            "required", ""
        ):
            values["required", UNLABELLED] = typed.fields.get("required", "")
        soft = _soft(typed.fields.get("missing", ""))
        if soft != _soft(before.fields.get("missing", "")):
            values["missing_options", UNLABELLED] = " ".join(soft)
    yield from ()


def _numbers(
    kind: Kind, before: Form, new: Mapping[str, str], typed: Form, values: dict[Field, str]
) -> Iterator[Complaint]:
    for name in ("least", "most", *RANGE):
        if new.get(name) and not NUMBER.fullmatch(new[name]):
            yield Complaint(name, t("editor.number_unreadable", value=new[name]))
    if "limits" in kind.parts and {"least", "most"} & new.keys():
        least, most = (typed.fields.get(name, "").replace(",", ".") for name in ("least", "most"))
        values["constraint", UNLABELLED] = source_of_limits(Limits(least, most))
    if "range" in kind.parts and ({*RANGE} & new.keys() or not before.fields.get("name")):
        bounds = (f"{name}={typed.fields.get(name, '').replace(',', '.')}" for name in RANGE)
        values["parameters", UNLABELLED] = " ".join(bounds)


def _condition(found: Opened, before: Form, typed: Form, values: dict[Field, str]) -> Sequence[Complaint]:
    if "asked" not in typed.fields or _same_condition(before.fields, typed.fields):
        return ()
    source, complaints = conditions.source_typed(found, typed.fields)
    written = before.fields.get("relevant", "")
    same = typed.fields["asked"] == "rule" and rule_of(source) == rule_of(written)
    if not complaints and not same and source != written:
        values["relevant", UNLABELLED] = source
    return complaints


def _same_condition(before: Mapping[str, str], typed: Mapping[str, str]) -> bool:
    """Whether the fields that count in the way chosen are as they were: a condition on a choice long gone stays."""
    if before.get("asked", "always") != typed["asked"]:
        return False
    said = {"rule": ("if-", "join"), "expression": ("relevant",)}.get(typed["asked"], ("asked",))
    default = {"comparison": "is", "join": "and"}
    names = {name for name in {*before, *typed} if name.startswith(said)}
    return all(typed.get(name, "") == before.get(name, default.get(name.rpartition("-")[2], "")) for name in names)


def _choices_typed(found: Opened, fields: Mapping[str, str]) -> Iterator[ChoiceLine]:
    """The lines of the table in the order they were sent, then those pasted."""
    places = sorted({int(written) for name in fields if (written := _place(name))})
    codes = [language.code for language in found.languages]
    for place in places:
        row = fields.get(f"choice-{place}-row", "")
        labels = {code: fields.get(f"choice-{place}-label_{code}", "") for code in codes}
        yield ChoiceLine(int(row) if row.isdecimal() else None, fields.get(f"choice-{place}-name", ""), labels)
    for line in fields.get("pasted", "").splitlines():
        name, equals, label = line.partition("=")
        if line.strip():
            yield ChoiceLine(None, name.strip() if equals else "", {codes[0]: (label if equals else line).strip()})


def _place(name: str) -> str:
    found = re.fullmatch(r"choice-([0-9]{1,4})-row", name)
    return found[1] if found else ""


def _several(form: MultiDict[str, str]) -> dict[str, list[str]]:
    return {name: form.getlist(name) for name in form}


def _clean(values: Sequence[str]) -> str:
    return SEVERAL.join(UNSTORABLE.sub("", value.replace("\r\n", "\n")).strip() for value in values)


def _soft(written: str) -> list[str]:
    words = re.split(r"[\s,;]+", written.lower())
    return [word for word in SOFT_ANSWERS if word in words]


def last_row(found: Opened) -> int:
    """The last row of the survey sheet: where a new question goes when nobody says where."""
    return len(lines_of(found.workbook.sheet("survey")))
