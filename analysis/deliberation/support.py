"""Support and conflict of each statement, together: a share alone hides who is against."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.deliberation.votes import AGREE, DISAGREE, VoteMatrix
from analysis.distributions import normal_quantile, wilson


@dataclass(frozen=True)
class Support:
    """What the people who saw a statement said of it. `seen` = agree + disagree + passed; None when nobody saw it."""

    statement: str
    agree: int
    disagree: int
    passed: int
    share: float | None
    low: float | None
    high: float | None
    conflict: float | None

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed


def support_of_each(matrix: VoteMatrix, confidence: float = 0.95) -> tuple[Support, ...]:
    """Support and conflict of every statement of the matrix, in its order.

    Population: people who saw the statement; who passed is counted there, so a pass lowers the share. Formulas: share
    = agree / seen with Wilson's interval (1927, https://doi.org/10.1080/01621459.1927.10502953); conflict =
    2 · min(agree, disagree) / seen, the Potential for Conflict Index of a scale -1, 0, 1 (Manfredo, Vaske and Teel
    2003, https://doi.org/10.1080/10871200304310): 1 when all take a side and split evenly, 0 when one side is empty.
    Misleads when the people who saw a statement chose to see it, or when few did: read the interval. Refused (None)
    when nobody saw it.

    Example: 6 agree, 2 disagree, 2 pass → share 0.60 [0.31, 0.83], conflict 0.40.
    """
    return tuple(
        support_of(statement, *_counted(matrix.values[:, column]), confidence)
        for column, statement in enumerate(matrix.statements)
    )


def support_of(statement: str, agree: int, disagree: int, passed: int, confidence: float = 0.95) -> Support:
    """The same from counts: see `support_of_each`."""
    seen = agree + disagree + passed
    if not seen:
        return Support(statement, 0, 0, 0, None, None, None, None)
    low, high = wilson(agree, seen, normal_quantile(confidence))
    return Support(statement, agree, disagree, passed, agree / seen, low, high, 2 * min(agree, disagree) / seen)


def _counted(votes: np.ndarray) -> tuple[int, int, int]:
    agree, disagree = int((votes == AGREE).sum()), int((votes == DISAGREE).sum())
    return agree, disagree, int((~np.isnan(votes)).sum()) - agree - disagree
