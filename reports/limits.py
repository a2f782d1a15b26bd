"""How much the team may add to a report. Standard library only: forms know it without drawing anything."""

from __future__ import annotations

ACCENT = "#0b5d5e"  # the colour of a report of a laboratory that chose none
MOST_LETTERS = {"resident": 400}  # of a box in the residents' edition, which is two pages
MOST_LETTERS_OTHERWISE = 1_200


def most_letters(anchor: str) -> int:
    """How long a box may be."""
    return MOST_LETTERS.get(anchor, MOST_LETTERS_OTHERWISE)
