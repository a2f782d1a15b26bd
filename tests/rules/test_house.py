"""The rules of the house that a machine can check (docs/decisions/0001-the-house.md)."""

from __future__ import annotations

import ast

import pytest
from sources import ROOMS, Module, modules

EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "core", "base"})
LONGEST_MODULE = 400
LONG_FUNCTION = 30
SHARE_OF_SHORT_FUNCTIONS = 0.9
MAY_COMMIT = ("livinglab/actions/", "livinglab/store/database.py", "livinglab/store/migrations/")


def test_every_module_begins_by_saying_what_it_is() -> None:
    assert [module.name for module in modules() if not ast.get_docstring(module.tree)] == []


def test_a_module_is_named_after_what_it_holds() -> None:
    assert [module.name for module in modules() if EMPTY_NAMES & {*module.path.with_suffix("").parts}] == []


def test_input_is_never_asserted_upon() -> None:
    # `python -O` removes asserts, and an AssertionError tells a user nothing.
    assert [f"{m.name}:{node.lineno}" for m in modules() for node in m.nodes() if isinstance(node, ast.Assert)] == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    written = [module for module in modules() if "/migrations/versions/" not in module.name]  # Alembic writes those
    lengths = {module.name: len(module.text.splitlines()) for module in written}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_nine_functions_in_ten_fit_on_half_a_screen(room: str) -> None:
    lengths = {f"{module.name}:{each.name}": _lines(each) for module in modules(room) for each in _functions(module)}
    long = {name: lines for name, lines in lengths.items() if lines > LONG_FUNCTION}
    assert len(long) <= (1 - SHARE_OF_SHORT_FUNCTIONS) * len(lengths), long


def test_only_actions_commit() -> None:
    commits = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if not module.name.startswith(MAY_COMMIT)
        for node in module.nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert commits == []


def test_no_answer_of_another_program_is_compiled() -> None:
    compiled = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in module.nodes()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"eval", "exec", "compile"}
    ]
    assert compiled == []


def _functions(module: Module) -> list[ast.FunctionDef]:
    return [node for node in module.nodes() if isinstance(node, ast.FunctionDef)]


def _lines(function: ast.FunctionDef) -> int:
    """Lines of the body, without the docstring: an explained formula is not a long function."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0
