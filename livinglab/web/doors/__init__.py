"""Who may open what: one table for each audience, one row for each endpoint."""

from __future__ import annotations

from livinglab.web.doors import board, editor, entry, facilitator, participant, public, team
from livinglab.web.doors.door import Access

ROWS: tuple[tuple[str, Access], ...] = tuple(
    (endpoint, row)
    for table in (board, editor, entry, facilitator, participant, public, team)
    for row, endpoints in table.DOORS.items()
    for endpoint in endpoints
)
