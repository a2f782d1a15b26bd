"""What the command line says in French, wherever a row or a sentence stands in its modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from french import corrected
from sources import Module, modules

ROOMS_OF_THE_COMMAND_LINE = ("livinglab/commands/", "livinglab/installation/")


def test_the_command_line_speaks_both_languages() -> None:
    assert [place for place, words in _words() if set(words) != {"fr", "en"}] == []


def test_the_french_of_the_command_line_is_well_set() -> None:
    assert [place for place, words in _words() if words["fr"] != corrected(words["fr"])] == []


def _words() -> Iterator[tuple[str, dict[str, str]]]:
    """Every table of words: a dictionary whose first key is a language."""
    for module in modules("livinglab"):
        if module.name.startswith(ROOMS_OF_THE_COMMAND_LINE):
            yield from _words_of(module)


def _words_of(module: Module) -> Iterator[tuple[str, dict[str, str]]]:
    for node in module.nodes():
        if isinstance(node, ast.Dict) and node.keys and getattr(node.keys[0], "value", None) in {"fr", "en"}:
            pairs = zip(node.keys, node.values, strict=True)
            yield f"{module.name}:{node.lineno}", {ast.literal_eval(k): ast.literal_eval(v) for k, v in pairs if k}
