"""Pages of the room: phones and the projection screen."""

from __future__ import annotations

from livinglab.web.doors.door import ANYONE, LINK, Doors

DOORS: Doors = {
    ANYONE: (
        "board.door",
        "board.join",
        "board.ask_receipt",
    ),
    LINK: (
        "board.idea",
        "board.phone",
        "board.handing_on",
        "board.hand_on",
        "board.projection",
        "board.state",
        "board.minutes",
        "board.read_minutes",
        "board.write",
        "board.choose",
    ),
}
