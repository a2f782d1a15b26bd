"""The tables of a report, made again from the laboratory's own database. Heavy: for jobs and commands only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analysis.results import Evidence
from livinglab.jobs.evidence import evidence_of
from livinglab.settings import Settings

State: TypeAlias = Literal["equal", "differs", "gone"]


@dataclass(frozen=True)
class Rederived:
    """What became of one table, of the plan or of all the answers, known by its digest."""

    name: str
    state: State

    @property
    def holds(self) -> bool:
        """Whether the database gives it again."""
        return self.state == "equal"


def rederive(carried: Evidence, study_id: str, settings: Settings) -> tuple[Rederived, ...]:
    """The plan, the answers, then each table of a report against what the database gives today.

    A table that stayed with the laboratory (class C) is compared by the digest of its rows, which the report carries:
    this is where it is checked. Answers given, corrected or taken back since make the answers and their tables differ.
    Raises Refused when the study has nothing to analyse.
    """
    return tuple(_compared(carried, evidence_of(study_id, settings)))


def _compared(carried: Evidence, now: Evidence) -> Iterator[Rederived]:
    yield Rederived("plan", "equal" if carried.plan_digest == now.plan_digest else "differs")
    yield Rederived("answers", "equal" if carried.dataset_digest == now.dataset_digest else "differs")
    here = {table.id: table.digest for table in now.tables}
    for table in carried.tables:
        found = here.get(table.id)
        yield Rederived(table.id, "gone" if found is None else "equal" if found == table.digest else "differs")
