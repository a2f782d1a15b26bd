"""Tallying on several machines: a Dask scheduler applies the function to each segment, results come back in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import TypeVar

from analysis.study_tally import Segment

T = TypeVar("T")


def is_installed() -> bool:
    """Whether what a cluster needs is there."""
    return find_spec("distributed") is not None


class Cluster:
    """A `Run` on the workers of a Dask scheduler. Their machines need this code, and the folder of the segments."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(self, function: Callable[[Segment], T], segments: Sequence[Segment], /) -> Iterator[T]:
        """The results in the order of the segments. What a worker raises is raised here."""
        from distributed import Client

        with Client(self.address) as client:  # type: ignore[no-untyped-call]  # distributed carries few types
            for future in client.map(function, list(segments), pure=False):
                yield future.result()
                future.release()
