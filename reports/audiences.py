"""For whom a report is written. Standard library only: the command line knows it before anything is installed."""

from __future__ import annotations

FUNDER, RESEARCHER, RESIDENT = "funder", "researcher", "resident"
AUDIENCES = (FUNDER, RESEARCHER, RESIDENT)
