"""`lab.py verify`: recompute every figure of a report from the PDF alone. 0 all hold, 1 one does not, 2 unreadable."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from reports.verdict import Unreadable, Verification

UNREADABLE = 2
FILE_HELP: Words = {"fr": "rapport PDF, tel que vous l’avez reçu", "en": "PDF report, as you received it"}
JSON_HELP: Words = {"fr": "réponse en JSON", "en": "answer in JSON"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.pdf", help=speak(FILE_HELP))
    parser.add_argument("--json", action="store_true", help=speak(JSON_HELP))


def run(options: argparse.Namespace) -> int:
    import reports

    verification = reports.verify(options.file)
    print(json.dumps(as_json(verification), ensure_ascii=False, indent=2) if options.json else told(verification))
    return verification.exit_code


def told(verification: Verification | Unreadable) -> str:
    """A line per figure, then what does not hold."""
    return "\n".join(verification.lines(language()))


def as_json(verification: Verification | Unreadable) -> dict[str, Any]:
    """The same for a program."""
    figures = getattr(verification, "figures", ())
    problems = getattr(verification, "problems", ())
    return {
        "holds": verification.exit_code == 0,
        "readable": verification.exit_code != UNREADABLE,
        "figures": [{"figure": line.figure, "class": line.verifiability, "status": line.status} for line in figures],
        "problems": [
            {"code": problem.code, "figure": problem.figure, "what": problem.what(language())} for problem in problems
        ],
        "lines": list(verification.lines(language())),
    }
