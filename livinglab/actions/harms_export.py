"""The unwanted effects reported during a study to take home: a row per report, those taken off too, and their codes.

Whoever takes rows home already reads the same on the study's page; no participant stands in them, and the report itself
only counts them (`analysis.harms_reported`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, get_args

from analysis.harms_reported import Relation, Seriousness
from livinglab.actions.harms import arms_of
from livinglab.store.harms import ReportedHarm, Reporter, harms_of
from livinglab.store.studies import Study
from livinglab.words import LANGUAGES, t

Table: TypeAlias = Iterable[Sequence[str]]
FOLDER = "harms"  # of its own: a repeat of the questionnaire may have any name
COLUMNS: Mapping[str, str] = {
    "happened_on": "harms.happened_on",
    "what": "harms.what",
    "seriousness": "harms.seriousness",
    "relation": "harms.relation",
    "reporter": "harms.reporter",
    "arm": "harms.arm",
    "done": "harms.done",
    "taken_off_at": "harms.taken_off_at",
    "taken_off_because": "harms.taken_off_because",
}
CODES: Mapping[str, Sequence[str]] = {
    "seriousness": get_args(Seriousness),
    "relation": get_args(Relation),
    "reporter": get_args(Reporter),
}


def harm_tables(study: Study) -> Iterator[tuple[str, Table]]:
    """Name and rows of each table, titles first; nothing at all where nothing was ever reported."""
    reports = (*harms_of(study.id), *harms_of(study.id, withdrawn=True))
    if not reports:
        return
    yield f"{FOLDER}/reports.csv", _rows(reports)
    for language in LANGUAGES:
        yield f"{FOLDER}/codebook_{language}.csv", _codebook(study, language)


def has_harms(study_id: str) -> bool:
    """Whether any was ever reported."""
    return bool(harms_of(study_id) or harms_of(study_id, withdrawn=True))


def _rows(reports: Sequence[ReportedHarm]) -> Iterator[Sequence[str]]:
    yield tuple(COLUMNS)
    for one in sorted(reports, key=lambda report: (report.happened_on, report.id)):
        off = one.withdrawn_at.isoformat(timespec="seconds") if one.withdrawn_at else ""
        told = (one.happened_on.isoformat(), one.what, one.seriousness, one.relation, one.reporter, one.arm, one.done)
        yield *told, off, one.withdrawn_because or ""


def _codebook(study: Study, language: str) -> Iterator[Sequence[str]]:
    """The words of each column, then of each of its codes."""
    yield "column", "code", "words"
    arms = {code: label.get(language) or code for code, label in arms_of(study).items()}
    for column, words in COLUMNS.items():
        yield column, "", t(words, language)
        yield from ((column, code, t(f"harms.{column}_{code}", language)) for code in CODES.get(column, ()))
        if column == "arm":
            yield from ((column, code, label) for code, label in arms.items())
            yield column, "", t("harms.arm_unknown", language)
