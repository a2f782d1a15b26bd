"""The participants of a study in segments, each read from the database when its turn comes. Heavy: for jobs only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from analysis import cluster
from analysis import segments as files
from analysis.dataset import Dataset, build
from analysis.dataset import Participant as Person
from analysis.dataset import Response as Answered
from analysis.plan import Plan
from analysis.results import Origin
from analysis.study_tally import Run, Segment
from livinglab.jobs import shared_segments
from livinglab.settings import Settings
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.responses import Response
from livinglab.store.studies import Participant
from surveys.codebook import Codebook

PEOPLE = 5_000  # in a segment: some tens of megabytes of answers
PERSONS = select(Participant.pseudonym, Participant.arm, Participant.withdrawn_at, Participant.site)
ANSWERS = (
    select(Participant.pseudonym, Response.wave, Response.answers, Response.finished_at)
    .join(Participant, Response.participant_id == Participant.id)
    .where(Response.study_id == Participant.study_id, Response.superseded_at.is_(None))
)


@dataclass(frozen=True)
class Reading:
    """What turns the rows of a study into datasets."""

    study_id: str
    plan: Plan
    codebook: Codebook
    origin: Origin

    def of(self, first: str, last: str) -> Dataset:
        """Everyone whose pseudonym lies between two, ends included, with their answers in force.

        Rows are read as values: nothing of them stays in the session once the segment is tallied.
        """
        here = (Participant.study_id == self.study_id, Participant.pseudonym.between(first, last))
        rows = db.session.execute(ANSWERS.where(*here)).all()
        people = db.session.execute(PERSONS.where(*here)).all()
        waves: dict[str, set[str]] = {}
        for row in rows:
            waves.setdefault(row.pseudonym, set()).add(row.wave)
        return build(
            self.codebook,
            [self._person(person, waves.get(person.pseudonym, set())) for person in people],
            [self._answered(row) for row in rows],
            self.origin,
        )

    def _person(self, row: Any, answered: set[str]) -> Person:
        return Person(
            pseudonym=row.pseudonym,
            arm=row.arm,
            withdrawn_wave=withdrawn_wave(self.plan, answered) if row.withdrawn_at else None,
            attributes={"site": row.site} if row.site else {},
        )

    def _answered(self, row: Any) -> Answered:
        """The answers outside repeats: one person and wave is one row of the analysis."""
        answers = {name: answer for name, answer in row.answers.items() if name in self._names}
        return Answered(row.pseudonym, row.wave, answers, row.finished_at.date().isoformat())

    @property
    def _names(self) -> Sequence[str]:
        return self.codebook.names


def withdrawn_wave(plan: Plan, answered: set[str]) -> str | None:
    """The first wave someone who left did not answer any more; None when they had answered the last."""
    codes = [wave.code for wave in sorted(plan.waves, key=lambda wave: wave.order)]
    last = max((index for index, code in enumerate(codes) if code in answered), default=-1)
    return codes[last + 1] if last + 1 < len(codes) else None


@contextmanager
def segmented(reading: Reading, settings: Settings) -> Iterator[tuple[Sequence[Segment], Run]]:
    """The segments of a study and what runs through them: a loop here, or the cluster of the settings.

    For a cluster each segment is first written as files under pseudonyms, in a folder its machines share; they are
    erased when the tallies are back, whatever happened. Raises Refused when the cluster's library is not installed.
    """
    segments = [partial(reading.of, first, last) for first, last in _bounds(reading.study_id)]
    if not settings.cluster:
        yield segments, map
        return
    if not cluster.is_installed():
        raise Refused("cluster_not_installed")
    with shared_segments.lent(settings.segments_path) as folder:
        written = [files.write(segment(), folder / f"{place:06d}") for place, segment in enumerate(segments)]
        yield [partial(files.read, path) for path in written], cluster.Cluster(settings.cluster)


def _bounds(study_id: str) -> Iterator[tuple[str, str]]:
    """The first and the last pseudonym of each segment, in order; one that nobody has when there is nobody."""
    asked = select(Participant.pseudonym).where(Participant.study_id == study_id).order_by(Participant.pseudonym)
    names = db.session.scalars(asked).all()
    for start in range(0, max(len(names), 1), PEOPLE):
        here = names[start : start + PEOPLE]
        yield (here[0], here[-1]) if here else ("", "")
