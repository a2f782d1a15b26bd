"""The responses of a study to take home: every version together, the codebook and the files beside them, no contact."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from livinglab.store.failures import NotFound
from livinglab.store.overview import responses_of, versions_ever
from livinglab.store.responses import Response
from livinglab.store.studies import Study
from livinglab.web.access import here
from livinglab.web.csv_file import csv_file
from livinglab.web.downloads import download
from livinglab.web.forms import Answered
from livinglab.web.team.blueprint import team
from livinglab.web.team.exported_files import ExportedFiles, exported_files
from livinglab.words import LANGUAGES
from surveys.codebook import Codebook, union
from surveys.flatten import Exported, codebook_rows, csv_rows, instance_rows
from surveys.submission import Submission
from surveys.values import from_json

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip knows: the same answers give the same file
ABOUT = ("participant", "arm", "site", "wave")


@team.get("/studies/<study_id>/answers.zip")
def answers(study_id: str) -> Answered:
    """The answers as codes and in words, and what each column means."""
    study = here(Study, study_id)
    versions = versions_ever(study.id)
    if not versions:
        raise NotFound
    archive = _archive(study, union([version.content for version in versions]))
    return download(archive, "application/zip", f"answers-{study.id}.zip")


def _archive(study: Study, codebook: Codebook) -> IO[bytes]:
    """On disk: photographs and films are more than a memory holds."""
    responses = responses_of(study.id)
    files = exported_files(study.id, responses)
    rows = [_exported(response, codebook, files) for response in responses]
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 # the answer closes it, once sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in _tables(codebook, rows):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), csv_file(table), zipfile.ZIP_DEFLATED)
        for name, content in files.contents.items():
            with content.open("rb") as source, archive.open(zipfile.ZipInfo(name, LONG_AGO), "w") as target:
                shutil.copyfileobj(source, target)
    file.seek(0)
    return file


def _tables(codebook: Codebook, rows: Sequence[Exported]) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    yield "answers.csv", csv_rows(codebook, rows, None, ABOUT)
    for language in LANGUAGES:
        yield f"answers_{language}.csv", csv_rows(codebook, rows, language, ABOUT)
        yield f"codebook_{language}.csv", codebook_rows(codebook, language)
    for repeat, inside in codebook.repeats.items():
        yield f"{repeat}.csv", instance_rows(codebook, repeat, rows, None, ABOUT)
        for language in LANGUAGES:
            yield f"{repeat}_{language}.csv", instance_rows(codebook, repeat, rows, language, ABOUT)
            yield f"codebook_{repeat}_{language}.csv", codebook_rows(inside, language)


def _exported(response: Response, codebook: Codebook, files: ExportedFiles) -> Exported:
    submission = Submission(
        id=response.id,
        questionnaire_digest=response.version.digest,
        answers=files.said(response, from_json(response.answers), codebook),
        language=response.language,
        channel=response.channel,
        entered_by=response.entered_by_id or "",
        started_at=response.started_at,
        finished_at=response.finished_at,
    )
    person = response.participant
    about = {"participant": person.pseudonym, "arm": person.arm or "", "site": person.site or "", "wave": response.wave}
    return Exported(submission, about)
