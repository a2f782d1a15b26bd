"""`lab.py test`: the format, the rules, the types and the doors between rooms, then every test."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from livinglab.installation import field_engine
from livinglab.installation.sentences import Words, speak

NO_TEST_FOUND = 5  # pytest's exit code when nothing matches


@dataclass(frozen=True)
class Check:
    """One thing to check, and the command that checks it."""

    what: Words
    command: tuple[str, ...]


PYTEST = ("-m", "pytest")
FILE_BY_FILE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # in the order of tests/conftest.py
CHECKS = (
    Check({"fr": "mise en forme", "en": "format"}, ("-m", "ruff", "format", "--check", ".")),
    Check({"fr": "règles d’écriture", "en": "lint rules"}, ("-m", "ruff", "check", ".")),
    Check({"fr": "types", "en": "types"}, ("-m", "mypy")),
    Check(
        {"fr": "portes entre les pièces", "en": "doors between rooms"},
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ),
    Check({"fr": "tests rapides", "en": "fast tests"}, (*PYTEST, "-n", "2", "-m", "not slow")),
    Check({"fr": "tests longs", "en": "slow tests"}, (*PYTEST, *FILE_BY_FILE, "-m", "slow")),
)
VERDICTS: dict[bool, Words] = {
    True: {"fr": "tient", "en": "holds"},
    False: {"fr": "NE TIENT PAS", "en": "DOES NOT HOLD"},
}


def arguments(parser: argparse.ArgumentParser) -> None:
    what: Words = {
        "fr": "arguments passés tels quels à un seul pytest, sans les autres vérifications",
        "en": "arguments passed as they are to one pytest, without the other checks",
    }
    parser.add_argument("pytest_arguments", nargs=argparse.REMAINDER, metavar="PYTEST…", help=speak(what))


def run(options: argparse.Namespace) -> int:
    field_engine.install()
    if options.pytest_arguments:
        return _run((*PYTEST, *options.pytest_arguments))
    codes = [_announce_and_run(check) for check in CHECKS]
    _summarise(codes)
    return exit_code(codes)


def holds(code: int) -> bool:
    """A half of the tests may be empty; a whole that is empty is judged by `exit_code`."""
    return code in {0, NO_TEST_FOUND}


def exit_code(codes: Sequence[int]) -> int:
    """0 when every check holds and at least one run of the tests found some."""
    tested = codes[-2:] != [NO_TEST_FOUND, NO_TEST_FOUND]
    return 0 if tested and all(map(holds, codes)) else 1


def _announce_and_run(check: Check) -> int:
    print(f"\n── {speak(check.what)}", flush=True)
    return _run(check.command)


def _run(command: Sequence[str]) -> int:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run([sys.executable, *command], cwd=root, check=False).returncode  # noqa: S603 our own table


def _summarise(codes: Sequence[int]) -> None:
    print()
    for check, code in zip(CHECKS, codes, strict=True):
        print(f"{'✓' if holds(code) else '✗'} {speak(check.what)} · {speak(VERDICTS[holds(code)])}")
