"""Statistics: from a dataset and a locked plan to findings a funder can recompute. No web, no database.

`analysis.analyse` is loaded on first use, so that `analysis.plan` stays cheap for the process that serves pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.pipeline import analyse

__all__ = ["analyse"]


def __getattr__(name: str) -> object:
    """`analyse`, imported when it is first asked for (PEP 562)."""
    if name == "analyse":
        from analysis.pipeline import analyse as found

        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
