"""The commands of `lab.py`: one row each, and one module each, named after the command.

A command's module has `arguments(parser)`, which declares what the command takes, and `run(options) -> int`, whose
value is the exit code. At its top it imports the standard library only, so that `--help` answers before anything
is installed; heavier imports stand inside `run`. What the user got wrong is raised as a
`livinglab.installation.refusal.Refusal`.
"""

from __future__ import annotations

import argparse
import importlib
from dataclasses import dataclass
from types import ModuleType

from livinglab.installation.parts import BROWSER, PDF_PICTURES, TEXT_LIBRARIES, Part
from livinglab.installation.sentences import Words, say, speak


@dataclass(frozen=True)
class Command:
    """What a command does, an example, and what must be installed before it runs."""

    summary: Words
    example: str
    needs: tuple[Part, ...] = ()
    wants: tuple[Part, ...] = ()
    requirements: str = "requirements.txt"


COMMANDS: dict[str, Command] = {
    "demo": Command(
        summary={
            "fr": "jouer un petit laboratoire simulé, écrire et vérifier ses rapports, ouvrir le site",
            "en": "play a small simulated lab, write and verify its reports, open the site",
        },
        example="demo --no-serve",
        needs=(TEXT_LIBRARIES,),
    ),
    "test": Command(
        summary={
            "fr": "installer ce que les tests demandent, puis tout vérifier",
            "en": "set up what the tests need, then check everything",
        },
        example="test tests/unit -k numbers",
        needs=(TEXT_LIBRARIES, BROWSER, PDF_PICTURES),
        requirements="requirements-test.txt",
    ),
    "serve": Command(
        summary={
            "fr": "ouvrir le site et traiter les travaux en arrière-plan",
            "en": "open the site and run the work in the background",
        },
        example="serve --port 8000",
        wants=(TEXT_LIBRARIES,),
    ),
    "check-form": Command(
        summary={
            "fr": "dire tout ce qui ne va pas dans un questionnaire, sans rien enregistrer",
            "en": "say everything that is wrong with a form, storing nothing",
        },
        example="check-form questionnaire.xlsx",
    ),
    "import-form": Command(
        summary={
            "fr": "vérifier un questionnaire, puis l’enregistrer dans un projet",
            "en": "check a form, then store it in a project",
        },
        example="import-form 4f1c… questionnaire.xlsx",
    ),
    "import-data": Command(
        summary={
            "fr": "vérifier un fichier de réponses, puis l’enregistrer dans une étude, tout ou rien",
            "en": "check a file of answers, then store it in a study, all or nothing",
        },
        example="import-data 9b27… answers.csv --new-participants",
    ),
    "import-measurements": Command(
        summary={
            "fr": "vérifier un fichier de mesures, de coûts ou de paramètres, puis l’enregistrer dans une étude",
            "en": "check a file of measurements, costs or parameters, then store it in a study",
        },
        example="import-measurements 9b27… meters.csv --kind meter_index --with subject_kind=site",
    ),
    "export": Command(
        summary={
            "fr": "emporter les réponses d’une étude, leur codebook et leurs fichiers, sans aucun contact",
            "en": "take home the answers of a study, their codebook and their files, without any contact",
        },
        example="export 9b27… -o answers.zip",
    ),
    "report": Command(
        summary={
            "fr": "écrire le rapport PDF d’une étude",
            "en": "write the PDF report of a study",
        },
        example="report 9b27… --lang fr -o rapport.pdf",
        needs=(TEXT_LIBRARIES,),
    ),
    "verify": Command(
        summary={
            "fr": "recalculer chaque chiffre d’un rapport à partir du seul PDF",
            "en": "recompute every figure of a report from the PDF alone",
        },
        example="verify rapport.pdf",
    ),
}


def listing() -> str:
    """Every command in a line, for `lab.py --help`."""
    width = max(map(len, COMMANDS))
    rows = [f"  {name:<{width}}  {speak(command.summary)}" for name, command in COMMANDS.items()]
    return "\n".join((say("introduction"), "", say("usage"), "", say("commands"), *rows, "", say("more")))


def parser(name: str) -> argparse.ArgumentParser:
    """What the command takes, with its summary and its example."""
    command = COMMANDS[name]
    made = argparse.ArgumentParser(
        prog=f"lab.py {name}",
        description=speak(command.summary).capitalize() + ".",
        epilog=say("example", example=command.example),
        allow_abbrev=False,
    )
    _module(name).arguments(made)
    return made


def run(name: str, argv: list[str]) -> int:
    """Run a command; its value is the exit code of `lab.py`."""
    made = parser(name)
    code: int = _module(name).run(made.parse_args(argv))
    return code


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
