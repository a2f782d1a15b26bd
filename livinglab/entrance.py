"""From the words typed after `lab.py` to a command that runs in an environment ready for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from livinglab import commands
from livinglab.installation import parts
from livinglab.installation.refusal import Refusal
from livinglab.installation.sentences import LANGUAGE_VARIABLE, say

ASKS_FOR_HELP = frozenset({"-h", "--help", "help"})
INTERRUPTED = 130  # what a shell expects after Ctrl-C


def enter(root: Path, arguments: list[str]) -> int:
    """Answer the command line; the value is the exit code."""
    try:
        return _answer(root, _without_language(arguments))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return INTERRUPTED


def _without_language(arguments: list[str]) -> list[str]:
    """Obey a leading `--lang`; after the command's name the option is the command's own."""
    if arguments[:1] != ["--lang"]:
        return arguments
    chosen = arguments[1] if len(arguments) > 1 else ""
    if chosen not in {"fr", "en"}:
        raise Refusal(say("unknown_language", name=chosen))
    os.environ[LANGUAGE_VARIABLE] = chosen
    return arguments[2:]


def _answer(root: Path, arguments: list[str]) -> int:
    if not arguments or arguments[0] in ASKS_FOR_HELP:
        print(commands.listing())
        return 0
    name, *rest = arguments
    if name not in commands.COMMANDS:
        raise Refusal(say("unknown_command", name=name, names=", ".join(commands.COMMANDS)))
    if not ASKS_FOR_HELP.isdisjoint(rest):
        commands.parser(name).print_help()
        return 0
    _prepare(root, commands.COMMANDS[name], arguments)
    return commands.run(name, rest)


def _prepare(root: Path, command: commands.Command, arguments: list[str]) -> None:
    """Set up what the command needs, then continue inside the environment: this process becomes that one."""
    if os.name != "posix":
        raise Refusal(say("not_posix"))
    from livinglab.installation import environment  # locks files the POSIX way: cannot be imported elsewhere

    place = environment.Environment(root)
    if not environment.is_ready(place, command.requirements):
        environment.set_up(place, command.requirements)
    parts.require(command.needs)
    parts.wish(command.wants)
    if not environment.is_inside(place):
        os.execv(place.python, [str(place.python), str(root / "lab.py"), *arguments])  # noqa: S606 no shell is meant
