"""`lab.py check-form`: every problem of a questionnaire workbook, with its place and its remedy. Stores nothing."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from livinglab.commands.files import read_file
from livinglab.installation.sentences import Words, language, speak

if TYPE_CHECKING:
    from surveys.problems import Problem
    from surveys.reading import Reading

CLEAN, WARNINGS, ERRORS = 0, 1, 2
FILE_HELP: Words = {
    "fr": "classeur XLSForm : .xlsx, .xls, .csv ou .md",
    "en": "XLSForm workbook: .xlsx, .xls, .csv or .md",
}
JSON_HELP: Words = {"fr": "réponse en JSON", "en": "answer in JSON"}
SEVERITIES: dict[str, Words] = {
    "error": {"fr": "Erreur", "en": "Error"},
    "warning": {"fr": "Avertissement", "en": "Warning"},
}
COUNTS: dict[str, tuple[Words, Words]] = {
    "error": (
        {"fr": "{number} erreur.", "en": "{number} error."},
        {"fr": "{number} erreurs.", "en": "{number} errors."},
    ),
    "warning": (
        {"fr": "{number} avertissement.", "en": "{number} warning."},
        {"fr": "{number} avertissements.", "en": "{number} warnings."},
    ),
}
VERDICTS: dict[int, Words] = {
    CLEAN: {
        "fr": "Aucun problème : le questionnaire peut être importé.",
        "en": "No problem: the form can be imported.",
    },
    WARNINGS: {
        "fr": "Le questionnaire peut être importé ; relisez les avertissements.",
        "en": "The form can be imported; read the warnings again.",
    },
    ERRORS: {
        "fr": "Corrigez les erreurs, puis relancez cette commande.",
        "en": "Correct the errors, then run this command again.",
    },
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=speak(FILE_HELP))
    parser.add_argument("--json", action="store_true", help=speak(JSON_HELP))


def run(options: argparse.Namespace) -> int:
    import surveys
    from surveys.reading import FilesBeside

    read = surveys.read_workbook(read_file(options.file), options.file.name, FilesBeside(options.file))
    reading = converted(read)
    print(_as_json(reading.problems) if options.json else "\n".join((*described(reading), verdict(reading))))
    return code_of(reading)


def converted(reading: Reading) -> Reading:
    """The reading, and what keeps the questionnaire from becoming a form for field clients: it is tried."""
    from surveys.openrosa.conversion import conversion_problems

    if reading.questionnaire is None:
        return reading
    return replace(reading, problems=(*reading.problems, *conversion_problems(reading.questionnaire)))


def code_of(reading: Reading) -> int:
    """0 none, 1 warnings only, 2 errors."""
    severities = {problem.severity for problem in reading.problems}
    return ERRORS if "error" in severities else WARNINGS if severities else CLEAN


def verdict(reading: Reading) -> str:
    """How many problems there are, and what to do next."""
    numbers = (_number(reading, severity) for severity in COUNTS)
    return " ".join((*filter(None, numbers), speak(VERDICTS[code_of(reading)])))


def _number(reading: Reading, severity: str) -> str:
    number = sum(problem.severity == severity for problem in reading.problems)
    return speak(COUNTS[severity][number > 1], number=number) if number else ""


def described(reading: Reading) -> tuple[str, ...]:
    """Every problem in words, errors first."""
    ordered = sorted(reading.problems, key=lambda problem: problem.severity)
    return tuple(described_problem(problem) for problem in ordered)


def described_problem(problem: Problem) -> str:
    """A problem in three lines: place, what is wrong, what to do."""
    speech = language()
    heading = speak(SEVERITIES[problem.severity])
    place = problem.place(speech)
    return f"{heading} [{problem.code}] {place}\n  {problem.what(speech)}\n  → {problem.remedy(speech)}"


def _as_json(problems: tuple[Problem, ...]) -> str:
    speech = language()
    rows = [
        {
            "severity": problem.severity,
            "code": problem.code,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "header": problem.header,
            "value": problem.value,
            "what": problem.what(speech),
            "remedy": problem.remedy(speech),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
