"""The problems of a plan, each at the field of the form where it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.plan_problems import PlanProblem
from livinglab.web.team.field_reader import text_of
from livinglab.web.team.plan_form import TOP, PlanFields, Row, name_of
from livinglab.words import LANGUAGES, either, t

PARTS: Mapping[str, str] = {
    "arms": "arm",
    "waves": "wave",
    "scales": "scale",
    "groups": "group",
    "population": "margin",
    "series": "series",
    "outcomes": "outcome",
}
# The field of a problem whose place names a whole row.
FIELDS: Mapping[str, str] = {
    "duplicate_code": "code",
    "scale_named_as_question": "code",
    "scale_range_empty": "minimum",
    "group_without_values": "values",
    "margin_does_not_sum": "share-0",
    "margin_without_source": "source",
    "series_without_name": "series",
}


TITLES: Mapping[str, str] = {
    "title": "general",
    "research_question": "question",
    "arms": "arms",
    "waves": "waves",
    "scales": "scales",
    "groups": "groups",
    "population": "margins",
    "series": "series",
    "outcomes": "outcomes",
    "confidence": "confidence",
    "minimum_cell": "minimum_cell",
    "zone": "zone",
}
OF_THE_ACCOUNTS = ("economics", "environment")


def place_of(problem: PlanProblem, fields: PlanFields) -> str:
    """Where a problem is, in the words of the form: the part, and the name of the row."""
    family, _, rest = problem.place.partition(".")
    if family in OF_THE_ACCOUNTS:
        return t(f"plan_accounts.{family}")
    rows = fields.parts[PARTS[family]] if family in PARTS else ()
    names = [name_of(row) for row in rows if _is_at(row, PARTS[family], rest)]
    title = t(f"plan.{TITLES[family]}") if family in TITLES else problem.place
    return t("plan.problem_at", part=title, name=names[0]) if names and names[0] else title


def complaints_of(problems: Iterable[PlanProblem], fields: PlanFields) -> dict[str, str]:
    """What to put right, by id of the field; problems of the accounts have their own page."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        said = f"{either(problem.what)} {either(problem.remedy)}"
        for field in fields_at(problem, fields):
            found.setdefault(field, []).append(either(problem.remedy) if problem.code == "text_missing" else said)
    return {field: " ".join(dict.fromkeys(words)) for field, words in found.items()}


def fields_at(problem: PlanProblem, fields: PlanFields) -> tuple[str, ...]:
    """The ids of the fields where a problem is put right; the title of a part when it lacks a row."""
    family, _, rest = problem.place.partition(".")
    if family in PARTS and rest:
        part = PARTS[family]
        found = ((place, row) for place, row in enumerate(fields.parts[part]) if _is_at(row, part, rest))
        return tuple(field for place, row in found for field in _in_row(problem, f"{part}-{place}-", row, rest))
    if problem.code == "text_missing":
        return _blank("", family, fields.top)
    return (family,) if family in (*TOP, *PARTS) else ()


def _is_at(row: Row, part: str, rest: str) -> bool:
    code = text_of(row, "attribute" if part == "margin" else "code")
    return rest == code or rest.startswith(f"{code}.")


def _in_row(problem: PlanProblem, prefix: str, row: Row, rest: str) -> tuple[str, ...]:
    name = rest.rpartition(".")[2]
    if problem.code == "text_missing":
        return _blank(prefix, name, row)
    return (prefix + FIELDS.get(problem.code, name),)


def _blank(prefix: str, name: str, row: Row) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}_{language}" for language in LANGUAGES if not text_of(row, f"{name}_{language}"))
