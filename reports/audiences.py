"""For whom a report is written. Standard library only: the command line knows it before anything is installed."""

from __future__ import annotations

from collections.abc import Mapping

FUNDER, RESEARCHER, RESIDENT = "funder", "researcher", "resident"
AUDIENCES = (FUNDER, RESEARCHER, RESIDENT)

CHAPTERS = ("origin", "plan", "participants", "outcomes", "progress", "economics", "gaps", "limits")
PLACES: Mapping[str, tuple[str, ...]] = {FUNDER: CHAPTERS, RESEARCHER: CHAPTERS, RESIDENT: ("resident",)}
EVERY_PLACE = (*CHAPTERS, "resident")  # where the team may add a box, at the end of the chapter
