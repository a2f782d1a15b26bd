"""The door of an offline queue: JSON in and out, behind a personal link (docs/decisions/0013-offline.md)."""

from livinglab.web.offline import submissions  # views register themselves
from livinglab.web.offline.blueprint import offline

__all__ = ["offline", "submissions"]
