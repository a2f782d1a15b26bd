"""The door of an offline queue: JSON in and out, behind a personal link (0013) or an interviewer's address (0015)."""

from livinglab.web.offline import interviews, submissions  # views register themselves
from livinglab.web.offline.blueprint import offline

__all__ = ["interviews", "offline", "submissions"]
