"""A workbook and the files it refers to, as a form brings them, and the page of what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from flask import render_template, request

from livinglab.store.questionnaire_drafts import QuestionnaireDraft
from livinglab.store.studies import Study
from livinglab.web.forms import Answered
from livinglab.words import t
from surveys import read_workbook
from surveys.file_names import meant
from surveys.problems import Problem
from surveys.questionnaire import Questionnaire
from surveys.reading import Reading
from surveys.workbook import FILE_LIMIT

NONE: Mapping[str, bytes] = MappingProxyType({})


class GivenFiles(Mapping[str, bytes]):
    """Files by name: those of a form, over those a version has already."""

    def __init__(self, posted: Mapping[str, bytes], kept: Mapping[str, bytes] = NONE) -> None:
        self._posted, self._kept = posted, kept

    def __getitem__(self, name: str) -> bytes:
        return self._posted[name] if name in self._posted else self._kept[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._kept), **dict.fromkeys(self._posted)})

    def __len__(self) -> int:
        return len(self._posted.keys() | self._kept.keys())

    def called_as_in(self, questionnaire: Questionnaire) -> GivenFiles:
        """The same, under the names the questionnaire writes: a phone or a disk may change their capitals."""
        expected = (*questionnaire.files, *questionnaire.tables)
        return GivenFiles({meant(name, expected): content for name, content in self._posted.items()}, self._kept)

    def unused_in(self, questionnaire: Questionnaire) -> tuple[str, ...]:
        """The names of the files of the form that the questionnaire does not write."""
        return tuple(sorted(self._posted.keys() - questionnaire.files.keys() - questionnaire.tables.keys()))


def posted_workbook(field: str = "workbook") -> tuple[str, bytes, str]:
    """The name and the content of the workbook of a form, and what to put right when there is none to read."""
    file = request.files.get(field)
    content = file.stream.read(FILE_LIMIT + 1) if file and file.filename else b""
    if file is None or not file.filename:
        return "", b"", t("questionnaires.file_missing")
    if len(content) > FILE_LIMIT:
        return file.filename, b"", t("questionnaires.file_too_large")
    return file.filename, content, ""


def problems_page(
    study: Study,
    filename: str,
    problems: Sequence[Problem],
    *,
    title: str,
    again: str,
    way_back: str,
    draft: QuestionnaireDraft | None = None,
) -> Answered:
    """What to correct in a workbook of which nothing was stored, errors first; `again` leads where to upload it."""
    page = render_template(
        "team/workbook_problems.html",
        study=study,
        filename=filename,
        problems=sorted(problems, key=lambda problem: problem.severity),
        number=sum(problem.severity == "error" for problem in problems),
        title=title,
        again=again,
        way_back=way_back,
        draft=draft,
        wrong=True,
        wide=True,
    )
    return page, 422


def posted_files(field: str = "files") -> dict[str, bytes]:
    """The files chosen in a field, by their name without folders."""
    chosen = [file for file in request.files.getlist(field) if file.filename]
    return {str(file.filename).replace("\\", "/").rpartition("/")[2]: file.stream.read() for file in chosen}


def read_with(source: bytes, filename: str, files: GivenFiles) -> tuple[Reading, GivenFiles]:
    """The workbook read with its files, and the files under the names it writes."""
    alone = read_workbook(source, filename)
    if alone.questionnaire is None or not files:
        return alone, files
    named = files.called_as_in(alone.questionnaire)
    return read_workbook(source, filename, named), named
