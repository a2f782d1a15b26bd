"""`lab.py report`: from a study's stored answers to its PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from livinglab.commands.database import STUDY_HELP
from livinglab.commands.files import refusal
from livinglab.installation.sentences import Words, language, speak

AUDIENCE_HELP: Words = {"fr": "à qui le rapport s’adresse", "en": "whom the report is for"}
LANGUAGE_HELP: Words = {"fr": "langue du rapport", "en": "language of the report"}
TO_HELP: Words = {"fr": "fichier à écrire", "en": "file to write"}
GATHERING: Words = {"fr": "Calcul des résultats…", "en": "Computing the results…"}
WRITING: Words = {"fr": "Mise en page du PDF…", "en": "Laying the PDF out…"}
WRITTEN: Words = {
    "fr": "{path} : {pages} pages en {seconds:.1f} s (dont {renderer:.1f} s de mise en page)\n  sha256:{digest}",
    "en": "{path}: {pages} pages in {seconds:.1f} s (of which {renderer:.1f} s laying out)\n  sha256:{digest}",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    from reports.audiences import AUDIENCES, FUNDER

    parser.add_argument("study", metavar="STUDY", help=speak(STUDY_HELP))
    parser.add_argument("--audience", choices=AUDIENCES, default=FUNDER, help=speak(AUDIENCE_HELP))
    parser.add_argument("--lang", choices=("fr", "en"), default=None, help=speak(LANGUAGE_HELP))
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf", help=speak(TO_HELP))


def run(options: argparse.Namespace) -> int:
    import reports
    from livinglab.commands.database import opened
    from livinglab.jobs.evidence import evidence_of
    from livinglab.jobs.presentation import presentation_now
    from livinglab.store.actors import OPERATOR
    from livinglab.store.finding import find_study

    chosen = options.lang or language()
    with opened() as settings:
        study = find_study(OPERATOR, options.study, "request_report")
        print(speak(GATHERING), flush=True)
        evidence = evidence_of(study.id, settings, chosen)
        worn = presentation_now(study.id, options.audience, chosen)
    print(speak(WRITING), flush=True)
    audience = options.audience
    try:
        written = reports.write_pdf(evidence, audience=audience, language=chosen, presentation=worn, to=options.output)
    except OSError as failed:
        raise refusal("unwritable", options.output) from failed
    facts = {"pages": written.pages, "digest": written.sha256}
    spent = {"seconds": written.seconds, "renderer": written.renderer_seconds}
    print(speak(WRITTEN, path=options.output, **facts, **spent))
    return 0
