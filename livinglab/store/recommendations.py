"""How many would recommend what they tried: the recommendation question of a study that has ended. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select

from analysis.disclosure import safe_counts
from analysis.indicators.facts import Recommendation
from livinglab.store.database import db
from livinglab.store.overview import versions_ever
from livinglab.store.responses import Response
from livinglab.store.studies import Participant, Study
from surveys.instruments import load
from surveys.instruments.insertion import asked_in

INSTRUMENT = "recommend"
KINDS = ("promoters", "passives", "detractors")


def recommendation_of(study: Study, minimum: int) -> Recommendation | None:
    """Promoters, passives and detractors by the last score of each person who has not left; None when not asked."""
    asked = {
        version.id: found[0].names[0]
        for version in versions_ever(study.id)
        if (found := asked_in(version.content, [load(INSTRUMENT)]))
    }
    if not asked:
        return None
    counted = Counter(_kind(score) for score in _scores(study, asked).values())
    safe = safe_counts({kind: counted[kind] for kind in KINDS}, minimum)
    return Recommendation(study.id, **safe)


def _scores(study: Study, asked: Mapping[str, str]) -> dict[str, int]:
    """The last score of each person. Only that answer is read from the database."""
    given = sorted(each for version_id, name in asked.items() for each in _given(study, version_id, name))
    return {person: score for _, person, score in given}


def _given(study: Study, version_id: str, name: str) -> Iterator[tuple[datetime, str, int]]:
    said = Response.answers[name].as_string()
    in_force = (Response.study_id == study.id, Response.version_id == version_id, Response.superseded_at.is_(None))
    chosen = select(Response.finished_at, Response.participant_id, said).join(Response.participant)
    for at, person, score in db.session.execute(chosen.where(*in_force, Participant.withdrawn_at.is_(None))):
        if score is not None and score.isdecimal():  # otherwise they declined, or did not know
            yield at, person, int(score)


def _kind(score: int) -> str:
    return "promoters" if score >= 9 else "passives" if score >= 7 else "detractors"
