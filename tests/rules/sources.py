"""What the rules look at: the modules of the house, and the files under version control."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("surveys", "analysis", "reports", "livinglab")


@dataclass(frozen=True)
class Module:
    """A Python file of the house, read once."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """Every module of the rooms (all of them by default), with `lab.py` and `wsgi.py` at the door."""
    doors = () if rooms else (Module(ROOT / "lab.py"), Module(ROOT / "wsgi.py"))
    inside = (Module(path) for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return (*doors, *inside)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file under version control that still exists."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())
