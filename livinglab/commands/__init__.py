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
    "test": Command(
        summary={
            "fr": "installer ce que les essais demandent, puis tout vérifier",
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
