"""The facilitator's side: sessions and their console, decisions, requirements, prototypes, versions, the trace."""

from livinglab.web.facilitator import agenda, console, decisions, joining, prototypes, sessions, trace
from livinglab.web.facilitator.blueprint import facilitator

__all__ = [
    "agenda",
    "console",
    "decisions",
    "facilitator",
    "joining",
    "prototypes",
    "sessions",
    "trace",
]
