"""The one-way doors between rooms, and what the serving process may load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sources import ROOT, modules

HEAVY = ("pandas", "scipy", "statsmodels", "weasyprint", "pikepdf", "pyxform")
LOADED = "import sys, wsgi; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


@pytest.mark.slow
def test_the_doors_between_rooms_open_one_way() -> None:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    verdict = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.slow
def test_the_process_that_serves_pages_loads_no_heavy_library(tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env={**os.environ, "LIVINGLAB_DIRECTORY": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert sorted(set(HEAVY) & set(outcome.stdout.split())) == []


def test_a_command_imports_only_the_standard_library_at_its_top() -> None:
    known = {*sys.stdlib_module_names, "livinglab"}
    strangers = [
        f"{module.name}: {name}"
        for module in modules("livinglab")
        if module.name.startswith(("livinglab/commands/", "livinglab/installation/", "livinglab/entrance"))
        for name in _imported_at_the_top(module.tree)
        if name not in known
    ]
    assert strangers == []


def _imported_at_the_top(tree: ast.Module) -> list[str]:
    plain = [alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names]
    members = [node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)]
    return [name.partition(".")[0] for name in (*plain, *members)]
