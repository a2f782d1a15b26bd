"""Every estimator, one row and one module each. The modules are heavy and are imported on first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from analysis.disclosure import Form
from analysis.estimators.catalogue import CATALOGUE
from analysis.plan import Outcome, Plan
from analysis.results import Cell, Estimate, EvidenceTable

if TYPE_CHECKING:
    from analysis.dataset import Dataset
    from analysis.tallies import Tally
    from surveys.codebook import Codebook


class Estimator(Protocol):
    """What each module named in the catalogue offers. `estimate` reads the table and nothing else."""

    def tally(self, dataset: Dataset, plan: Plan, outcome: Outcome) -> Tally:
        """What one segment of the participants adds to the table."""

    def forms(self, tally: Tally, codebook: Codebook, plan: Plan, outcome: Outcome) -> Iterable[Form]:
        """The ways to tabulate what was tallied, the most telling first."""

    def estimate(self, table: EvidenceTable, parameters: Mapping[str, Cell | tuple[str, ...]]) -> Estimate:
        """The effect with its interval; refused, never raised, when the table cannot carry it."""


class _Estimators(Mapping[str, Estimator]):
    """The catalogue's codes, each bound to its module when it is first asked for."""

    def __getitem__(self, code: str) -> Estimator:
        """The module of one estimator; KeyError when the catalogue has no such code."""
        return import_module(f"analysis.estimators.{CATALOGUE[code].code}")

    def __iter__(self) -> Iterator[str]:
        return iter(CATALOGUE)

    def __len__(self) -> int:
        return len(CATALOGUE)


ESTIMATORS: Mapping[str, Estimator] = _Estimators()

__all__ = ["CATALOGUE", "ESTIMATORS", "Estimator"]
