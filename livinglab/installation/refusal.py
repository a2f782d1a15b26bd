"""A command that cannot go on for a reason its user can act upon."""

from __future__ import annotations


class Refusal(Exception):
    """One sentence that says what to do. Shown on standard error without a traceback; `code` becomes the exit code."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.code = code
