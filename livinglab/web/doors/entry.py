"""Pages where paper questionnaires are typed."""

from __future__ import annotations

from livinglab.web.doors.door import ENTER, READ_ROWS, WRITE, Doors

DOORS: Doors = {
    WRITE: (
        "entry.set_rules",
        "entry.settle",
        "entry.confirm_consent",
    ),
    READ_ROWS: (
        "entry.compare",
        "entry.agreement",
    ),
    ENTER: (
        "entry.desk",
        "entry.begin",
        "entry.sheet",
        "entry.keep",
        "entry.review",
        "entry.finish",
        "entry.discard",
    ),
}
