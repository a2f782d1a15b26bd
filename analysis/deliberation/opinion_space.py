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

    Population: the rows given. Formula: right singular vectors of votes - mean, missing as 0 (Small et al. 2021,
    https://doi.org/10.6035/recerca.5516). Each component points where its largest loading is positive. Misleads when
    most votes are missing: what people were shown then shapes the space too.
    """
    means = statement_means(votes)
    components = np.zeros((COMPONENTS, votes.shape[1]))
    directions = _directions(centred(votes, means))
    components[: len(directions)] = directions
    largest = components[np.arange(COMPONENTS), np.abs(components).argmax(axis=1)]
    return OpinionSpace(means, components * np.where(largest < 0, -1.0, 1.0)[:, None])


def _directions(deviations: Array) -> Array:
    """The first right singular vectors, from the smaller of the two squares: twenty times faster than all of them."""
    rows, columns = deviations.shape
    if rows >= columns:
        return np.asarray(np.linalg.eigh(deviations.T @ deviations)[1][:, ::-1][:, :COMPONENTS].T)
    along = np.linalg.eigh(deviations @ deviations.T)[1][:, ::-1][:, :COMPONENTS].T @ deviations
    lengths = np.linalg.norm(along, axis=1, keepdims=True)
    return np.asarray(np.where(lengths > 1e-9, along / np.maximum(lengths, 1e-9), 0.0))


def statement_means(votes: Array) -> Array:
    """The mean vote of each statement among those who saw it; 0 where nobody did."""
    seen = (~np.isnan(votes)).sum(axis=0)
    return np.asarray(np.nansum(votes, axis=0) / np.maximum(seen, 1))


def centred(votes: Array, means: Array) -> Array:
    """Votes minus the statement's mean, and 0 where there is no vote."""
    return np.asarray(np.nan_to_num(votes - means))
