"""`lab.py import-data`: check a file of answers row by row, then store it in a study. All rows or none."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from livinglab.commands import check_form
from livinglab.commands.database import STUDY_HELP
from livinglab.commands.files import read_file
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livinglab.actions.imported_files import Arrived
    from livinglab.actions.imports import Imported, ImportedRow, RowProblem
    from livinglab.store.studies import Study
    from surveys.tabular import AnswerRow, Forms

NOT_STORED = 2
FILE_HELP: Words = {
    "fr": "réponses : .csv ou .xlsx, une ligne par personne et par vague",
    "en": "answers: .csv or .xlsx, one row per person and wave",
}
WAVE_HELP: Words = {
    "fr": "vague des lignes qui n’en nomment pas ; choisit aussi le questionnaire",
    "en": "wave of the rows that name none; also chooses the questionnaire",
}
NEW_HELP: Words = {
    "fr": "inscrire les personnes que l’étude ne connaît pas encore",
    "en": "enrol the people the study does not know yet",
}
NO_QUESTIONNAIRE: Words = {
    "fr": "Aucune vague n’a de questionnaire ; attribuez-en un à chaque vague dans les pages de l’étude.",
    "en": "No wave has a questionnaire; give one to each wave in the study’s pages.",
}
NOTHING_STORED: Words = {
    "fr": "Rien n’a été enregistré. Points à corriger : {n}. Relancez ensuite la commande.",
    "en": "Nothing was stored. Points to correct: {n}. Then run the command again.",
}
STORED: Words = {
    "fr": "Réponses enregistrées : {responses}. Personnes inscrites : {participants}.",
    "en": "Responses stored: {responses}. People enrolled: {participants}.",
}
ROW: Words = {"fr": "ligne {row}", "en": "row {row}"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=speak(STUDY_HELP))
    parser.add_argument("file", type=Path, metavar="FILE", help=speak(FILE_HELP))
    parser.add_argument("--wave", default="", metavar="WAVE", help=speak(WAVE_HELP))
    parser.add_argument("--new-participants", action="store_true", help=speak(NEW_HELP))


def run(options: argparse.Namespace) -> int:
    from livinglab.commands.database import opened
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_study

    source = read_file(options.file)
    with opened():
        study = find_study(OPERATOR, options.study, "write")
        return take_in(study, source, options.file.name, options.wave, new_participants=options.new_participants)


def take_in(study: Study, source: bytes, filename: str, wave: str = "", *, new_participants: bool = False) -> int:
    """Says every problem of a file of answers, and stores it when none is an error. Returns the exit code."""
    from surveys.answer_tables import opened_within
    from surveys.tabular import read_answers
    from surveys.values import Context

    read = read_answers(source, filename, _forms(study, wave), Context(datetime.now(UTC)))
    print("\n".join(map(check_form.described_problem, read.problems)))
    if any(problem.severity == "error" for problem in read.problems):
        return _nothing_stored(len(read.problems))
    files = opened_within(source, read.files)
    return _store(study, [_imported(row, wave) for row in read.rows], new_participants, files)


def _forms(study: Study, wave: str) -> Forms:
    """What the rows of the file may answer: every version the study knows, by its digest or by its wave.

    A row that says neither answers the wave named in the command, or the questionnaire all waves share.
    """
    from livinglab.store.overview import versions_ever
    from livinglab.store.serving import served_now
    from surveys.tabular import Forms

    waves = {code: version.content for code, version in served_now(study).items()}
    if not waves or (wave and wave not in waves):
        raise Refusal(speak(NO_QUESTIONNAIRE))
    several = len({form.digest for form in waves.values()}) > 1
    only = waves.get(wave) if wave or several else next(iter(waves.values()))
    return Forms(only, waves, {version.digest: version.content for version in versions_ever(study.id)})


def _imported(row: AnswerRow, wave: str) -> ImportedRow:
    from livinglab.actions.imports import ImportedRow

    return ImportedRow(
        row=row.row,
        person=row.participant,
        wave=row.wave or wave,
        answers=row.answers,
        arm=row.arm or None,
        site=row.site or None,
        language=row.language,
        answered_at=row.submitted_on,
        started_at=row.started_at,
        version=row.version,
        table=row.table,
    )


def _store(study: Study, rows: Sequence[ImportedRow], new_participants: bool, files: Arrived) -> int:
    from livinglab.actions.imports import import_responses
    from livinglab.store.actors import OPERATOR
    from livinglab.store.failures import Refused

    try:
        stored = import_responses(
            by=OPERATOR, study=study, rows=rows, create_participants=new_participants, files=files
        )
    except Refused as refused:
        if refused.code != "import_has_problems":
            raise
        print("\n".join(map(_described, refused.details)))  # type: ignore[arg-type]  # import_has_problems lists RowProblems
        return _nothing_stored(len(refused.details))
    print(_said(stored))
    return 0


def _described(problem: RowProblem) -> str:
    place = ", ".join(filter(None, (problem.table, speak(ROW, row=problem.row), problem.column)))
    return f"{speak(check_form.SEVERITIES['error'])} [{problem.code}] {place}\n  {problem.what(language())}"


def _nothing_stored(count: int) -> int:
    print(speak(NOTHING_STORED, n=count))
    return NOT_STORED


def _said(stored: Imported) -> str:
    return speak(STORED, responses=stored.responses, participants=stored.participants)
