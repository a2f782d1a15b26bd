"""`lab.py import-form`: check a questionnaire workbook, then store it as a version of the project. All or nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from livinglab.commands import check_form
from livinglab.commands.files import read_file
from livinglab.installation.sentences import Words, speak

PROJECT_HELP: Words = {
    "fr": "identifiant du projet, lu dans son adresse",
    "en": "id of the project, read in its address",
}
STORED: Words = {
    "fr": "Questionnaire « {title} » enregistré, version {version}\n  {digest}",
    "en": "Form “{title}” stored, version {version}\n  {digest}",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help=speak(PROJECT_HELP))
    parser.add_argument("file", type=Path, metavar="FILE", help=speak(check_form.FILE_HELP))


def run(options: argparse.Namespace) -> int:
    import surveys
    from livinglab.actions.questionnaires import store_questionnaire
    from livinglab.commands.database import opened
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_project
    from livinglab.words import either
    from surveys.reading import FilesBeside

    source, files = read_file(options.file), FilesBeside(options.file)
    reading = check_form.converted(surveys.read_workbook(source, options.file.name, files))
    print("\n".join((*check_form.described(reading), check_form.verdict(reading))))
    if reading.questionnaire is None or check_form.code_of(reading) == check_form.ERRORS:
        return check_form.ERRORS
    with opened():
        project = find_project(OPERATOR, options.project, "write")
        version = store_questionnaire(
            by=OPERATOR,
            project=project,
            content=reading.questionnaire,
            filename=options.file.name,
            source=source,
            files=files,
        )
        content = version.content
        print(speak(STORED, title=either(content.title), version=content.version, digest=version.digest))
    return 0
