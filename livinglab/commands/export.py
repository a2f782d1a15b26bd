"""`lab.py export`: the answers of a study as an archive to take home, as its page hands it out."""

from __future__ import annotations

import argparse
from pathlib import Path

from livinglab.commands.database import STUDY_HELP
from livinglab.commands.files import write_file
from livinglab.installation.sentences import Words, speak

TO_HELP: Words = {"fr": "archive à écrire", "en": "archive to write"}
GATHERING: Words = {"fr": "Rassemblement des réponses…", "en": "Gathering the answers…"}
WRITTEN: Words = {"fr": "{path} : {size:.1f} Mo", "en": "{path}: {size:.1f} MB"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", metavar="STUDY", help=speak(STUDY_HELP))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip", help=speak(TO_HELP))


def run(options: argparse.Namespace) -> int:
    from livinglab.actions import export_answers
    from livinglab.commands.database import opened
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_study

    with opened():
        study = find_study(OPERATOR, options.study, "export")
        print(speak(GATHERING), flush=True)
        with export_answers(by=OPERATOR, study=study) as archive:
            write_file(options.output, archive)
    print(speak(WRITTEN, path=options.output, size=options.output.stat().st_size / 1_000_000))
    return 0
