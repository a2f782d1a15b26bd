"""Typing sheets of paper: the pile, one sheet, what was typed read back, two entries side by side."""

from livinglab.web.entry import agreement, desk, reading, sides, typing
from livinglab.web.entry.blueprint import entry

__all__ = ["agreement", "desk", "entry", "reading", "sides", "typing"]
