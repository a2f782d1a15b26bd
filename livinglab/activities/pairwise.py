"""Pairwise: two proposals at a time, which one first? Each person sees pairs of their own, in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations

from livinglab.activities.activity import Activity

PAIRWISE = Activity("pairwise", ballot="pairs", method="pairwise")
PAIRS_EACH = 15  # proposed to a person; two or three minutes


def pairs_for(seat: str, subjects: Sequence[str], most: int = PAIRS_EACH) -> tuple[tuple[str, str], ...]:
    """The pairs one person is shown, in order: drawn from the seat's id, so that phone, reload and paper show the same.

    Sides are drawn too: what stands first is chosen more often.
    """
    drawn = sorted(combinations(sorted(subjects), 2), key=lambda pair: _draw(seat, *pair))
    return tuple(pair if _draw(seat, *reversed(pair))[0] % 2 else (pair[1], pair[0]) for pair in drawn[:most])


def _draw(*names: str) -> bytes:
    return sha256("\n".join(names).encode()).digest()
