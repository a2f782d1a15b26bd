"""Regular expressions in linear time (RE2): a pattern written by a stranger can never hang the server."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    import re2  # here, because most questionnaires have no pattern and the import is not free

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def pattern_fault(pattern: object) -> str:
    """Why the pattern cannot be used, in RE2's words; empty when it can."""
    import re2

    try:
        _compiled(str(pattern))
    except (re2.error, ValueError) as fault:
        return str(fault.args[0].decode() if isinstance(fault.args[0], bytes) else fault.args[0])
    return ""


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text matches, as ODK has it; a pattern that cannot be used matches nothing."""
    return not pattern_fault(pattern) and _compiled(pattern).fullmatch(text) is not None
