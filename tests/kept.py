"""What every application of the tests would compute again at its start, kept once a process.

A third of the time of the tests of pages went to compiling the same templates and the same addresses anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_WRITTEN: LRUCache[Any, Any] = LRUCache(2000)  # statements, as SQL


class CompiledTemplates(BytecodeCache):
    """Templates by their name and what is written in them."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the template back as it was compiled."""
        code = self.compiled.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps a template that was just compiled."""
        self.compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def keep() -> None:
    """From here on applications share their templates and the functions that write their addresses."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
    compiled: dict[Any, Callable[..., tuple[str, str]]] = {}
    compile_builder = Rule._compile_builder

    def builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (tuple(rule._trace), repr(rule.defaults), tuple(sorted(rule.arguments)), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = builder


def share_sql(engine: Engine, like: Engine) -> None:
    """An engine that finds its statements written as SQL by others of the same dialect: each would write them anew."""
    engine.dialect, engine._compiled_cache = like.dialect, _WRITTEN
