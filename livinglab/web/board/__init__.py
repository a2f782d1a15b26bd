"""The public side of a session: join with a code, take part on a phone, watch the room's screen, follow an idea."""

from livinglab.web.board import ideas, joining, minutes, phone, room
from livinglab.web.board.blueprint import board

__all__ = [
    "board",
    "ideas",
    "joining",
    "minutes",
    "phone",
    "room",
]
