"""The facilitator's side: from the sessions and their console to decisions, versions, the trace, learnings, uptakes."""

from livinglab.web.facilitator import (
    agenda,
    console,
    decisions,
    grouping,
    joining,
    learnings,
    prototypes,
    publishing,
    sessions,
    sheet_printing,
    sheets,
    trace,
    uptakes,
    votes_export,
    votes_import,
    workshop,
    workshop_files,
)
from livinglab.web.facilitator.blueprint import facilitator

__all__ = [
    "agenda",
    "console",
    "decisions",
    "facilitator",
    "grouping",
    "joining",
    "learnings",
    "prototypes",
    "publishing",
    "sessions",
    "sheet_printing",
    "sheets",
    "trace",
    "uptakes",
    "votes_export",
    "votes_import",
    "workshop",
    "workshop_files",
]
