"""Where people stand: the two principal components of their votes, and people placed on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
COMPONENTS = 2


@dataclass(frozen=True, eq=False)
class OpinionSpace:
    """The mean vote of each statement and the two directions (2 × statements, length 1) people differ most along."""

    means: Array
    components: Array

    def places(self, votes: Array) -> Array:
        """Where people (rows of votes, NaN not seen) stand, people × 2.

        A vote not seen adds nothing, and each place is stretched by sqrt(statements / votes given), so that people
        who saw little are not all gathered at the centre (the scaling of Polis, Small et al. 2021).
        """
        seen = np.maximum((~np.isnan(votes)).sum(axis=1), 1)
        stretch = np.sqrt(votes.shape[1] / seen)
        return np.asarray(centred(votes, self.means) @ self.components.T * stretch[:, None])


def opinion_space(votes: Array) -> OpinionSpace:
    """The space of these people (rows): principal components with votes not seen as the statement's mean.

    Population: the rows given. Formula: singular vectors of votes - mean, missing as 0 (Small et al. 2021,
    https://doi.org/10.6035/recerca.5516). Each component points where its largest loading is positive. Misleads when
    most votes are missing: what people were shown then shapes the space too.
    """
    means = statement_means(votes)
    _, _, directions = np.linalg.svd(centred(votes, means), full_matrices=False)
    components = np.zeros((COMPONENTS, votes.shape[1]))
    components[: min(COMPONENTS, len(directions))] = directions[:COMPONENTS]
    largest = components[np.arange(COMPONENTS), np.abs(components).argmax(axis=1)]
    return OpinionSpace(means, components * np.where(largest < 0, -1.0, 1.0)[:, None])


def statement_means(votes: Array) -> Array:
    """The mean vote of each statement among those who saw it; 0 where nobody did."""
    seen = (~np.isnan(votes)).sum(axis=0)
    return np.asarray(np.nansum(votes, axis=0) / np.maximum(seen, 1))


def centred(votes: Array, means: Array) -> Array:
    """Votes minus the statement's mean, and 0 where there is no vote."""
    return np.asarray(np.nan_to_num(votes - means))
