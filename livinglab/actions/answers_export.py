"""The responses of a study to take home: every version together, the codebook and the files beside them, no contact."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from livinglab.actions.action import team_action
from livinglab.actions.exported_files import ExportedFiles, exported_files
from livinglab.actions.harms_export import harm_tables, has_harms
from livinglab.actions.measurements_export import has_measurements, measurement_tables
from livinglab.store.actors import Member
from livinglab.store.failures import Refused
from livinglab.store.overview import responses_of, versions_ever
from livinglab.store.responses import Response
from livinglab.store.studies import Study
from livinglab.words import LANGUAGES
from surveys.answer_tables import titled
from surveys.codebook import Codebook, union
from surveys.flatten import Exported, codebook_rows, csv_rows, instance_rows
from surveys.submission import Submission
from surveys.taken_home import csv_file, undated
from surveys.values import from_json

ABOUT = ("participant", "arm", "site", "wave")


def export_answers(*, by: Member, study: Study) -> IO[bytes]:
    """The archive: answers as codes and in words, what each column means, files, what was measured. Raises Refused.

    The audit line is written first: nobody else waits while films are packed.
    """
    with team_action(by, "export_answers", study, "export") as act:
        versions = versions_ever(study.id)
        if not versions and not has_measurements(study.id) and not has_harms(study.id):
            raise Refused("export_without_questionnaire")
        act.on(study)
    return _archive(study, union([version.content for version in versions]) if versions else None)


def _archive(study: Study, codebook: Codebook | None) -> IO[bytes]:
    """On disk: photographs and films are more than a memory holds."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 # the answer closes it, once sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if codebook is not None:
            _write_answers(archive, study, codebook)
        for name, table in (*measurement_tables(study.id), *harm_tables(study)):
            archive.writestr(undated(name), csv_file(table), zipfile.ZIP_DEFLATED)
    file.seek(0)
    return file


def _write_answers(archive: zipfile.ZipFile, study: Study, codebook: Codebook) -> None:
    responses = responses_of(study.id)
    files = exported_files(study.id, responses)
    rows = [_exported(response, codebook, files) for response in responses]
    for name, table in _tables(codebook, rows):
        archive.writestr(undated(name), csv_file(table), zipfile.ZIP_DEFLATED)
    for name, content in files.contents.items():
        with content.open("rb") as source, archive.open(undated(name), "w") as target:
            shutil.copyfileobj(source, target)


def _tables(codebook: Codebook, rows: Sequence[Exported]) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    yield "answers.csv", csv_rows(codebook, rows, None, ABOUT)
    for language in LANGUAGES:
        yield f"answers_{language}.csv", csv_rows(codebook, rows, language, ABOUT)
        yield f"codebook_{language}.csv", codebook_rows(codebook, language)
    for repeat, inside in codebook.repeats.items():
        table = titled(repeat)
        yield f"{table}.csv", instance_rows(codebook, repeat, rows, None, ABOUT)
        for language in LANGUAGES:
            yield f"{table}_{language}.csv", instance_rows(codebook, repeat, rows, language, ABOUT)
            yield f"codebook_{table}_{language}.csv", codebook_rows(inside, language)


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
