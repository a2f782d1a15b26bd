"""From the things of a project to what its indicators are counted from. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from analysis.disclosure import safe_counts
from analysis.indicators.facts import (
    HELICES,
    FieldTest,
    PartnerSeen,
    ProjectFacts,
    PrototypeMade,
    Recommendation,
    UptakeSeen,
    VersionFootprint,
)
from livinglab.store.database import db, now
from livinglab.store.lead_times import spans_of, stages_of
from livinglab.store.partners import Partner, partners_of
from livinglab.store.projects import Project
from livinglab.store.prototypes import Prototype, PrototypeVersion, prototypes_of
from livinglab.store.recommendations import recommendation_of
from livinglab.store.responses import Response
from livinglab.store.sessions import Seat, Session
from livinglab.store.studies import Study
from livinglab.store.trace import Edge, edges_of
from livinglab.store.trace_things import things_of
from livinglab.store.uptakes import Uptake
from livinglab.store.workshop_sums import account_of

MINIMUM = 5  # of a project without a study; with some, the largest of theirs


def facts_of(project_id: str) -> ProjectFacts:
    """Everything the indicators of a project are counted from, as it stands today."""
    project = db.session.get_one(Project, project_id)
    studies: Sequence[Study] = things_of(project_id, "study")
    uptakes: Sequence[Uptake] = things_of(project_id, "uptake")
    versions: Sequence[PrototypeVersion] = things_of(project_id, "prototype_version")
    edges = edges_of(project_id)
    minimum = max((study.minimum_cell for study in studies), default=MINIMUM)
    decisions = things_of(project_id, "decision")
    stages = stages_of(project_id, edges, decisions=decisions, versions=versions, studies=studies, uptakes=uptakes)
    people = safe_counts(_seats(project_id), minimum)
    return ProjectFacts(
        as_of=now().date(),
        minimum_cell=minimum,
        prototypes=tuple(_made(prototype) for prototype in prototypes_of(project_id)),
        versions=tuple(version.id for version in versions),
        tests=_tests(studies),
        uptakes=_adoptions(uptakes, versions, edges),
        spans=spans_of(stages),
        people={helix: people[helix] for helix in HELICES},
        undeclared=people["undeclared"],
        footprints=tuple(_footprint(version) for version in versions),
        recommendations=_recommendations(studies, minimum),
        partners=tuple(_partner(partner) for partner in partners_of(project_id)),
        starts_on=project.starts_on,
        ends_on=project.ends_on,
    )


def _partner(partner: Partner) -> PartnerSeen:
    return PartnerSeen(partner.id, partner.country, tuple(test.study_id for test in partner.tests))


def _made(prototype: Prototype) -> PrototypeMade:
    return PrototypeMade(prototype.id, len(prototype.versions))


def _tests(studies: Sequence[Study]) -> tuple[FieldTest, ...]:
    in_force = (Response.superseded_at.is_(None), Response.study_id.in_([study.id for study in studies]))
    answered = set(db.session.scalars(select(Response.study_id).where(*in_force).distinct()))
    return tuple(
        FieldTest(
            study.id,
            study.opened_at.date() if study.opened_at else None,
            study.closed_at.date() if study.closed_at and study.state == "closed" else None,
            study.id in answered,
        )
        for study in studies
    )


def _adoptions(
    uptakes: Sequence[Uptake], versions: Sequence[PrototypeVersion], edges: Sequence[Edge]
) -> tuple[UptakeSeen, ...]:
    """Organisations are told apart by their name, whatever its capitals and spaces, and only numbered."""
    prototype_of = {version.id: version.prototype_id for version in versions}
    taken: dict[str, dict[str, None]] = {}
    for edge in edges:
        if edge.relation == "taken_up_by" and edge.source.id in prototype_of:
            taken.setdefault(edge.target.id, {})[prototype_of[edge.source.id]] = None
    ordered = sorted(uptakes, key=lambda uptake: (uptake.adopted_on, uptake.created_at, uptake.id))
    names = dict.fromkeys(" ".join(uptake.organisation.casefold().split()) for uptake in ordered)
    numbers = {name: f"organisation {number}" for number, name in enumerate(names, start=1)}
    return tuple(
        UptakeSeen(
            id=uptake.id,
            on=uptake.adopted_on,
            organisation=numbers[" ".join(uptake.organisation.casefold().split())],
            helix=uptake.helix,
            documented=uptake.digest is not None,
            prototypes=tuple(taken.get(uptake.id, ())),
            size=uptake.adopter_size,
            introduced=uptake.adopter_introduced,
            legal=uptake.legal_solution,
        )
        for uptake in ordered
    )


def _seats(project_id: str) -> dict[str, int]:
    """Participations in sessions by helix, and those that declare none."""
    chosen = select(Seat.helix, func.count()).join(Session, Seat.session_id == Session.id)
    counted = db.session.execute(chosen.where(Session.project_id == project_id).group_by(Seat.helix))
    seen = Counter[str]({helix or "undeclared": count for helix, count in counted})
    return {helix: seen[helix] for helix in (*HELICES, "undeclared")}


def _footprint(version: PrototypeVersion) -> VersionFootprint:
    figure = account_of(version).footprint
    return VersionFootprint(version.id, figure.value, figure.low, figure.high, len(figure.uncounted))


def _recommendations(studies: Sequence[Study], minimum: int) -> tuple[Recommendation, ...]:
    """Of the studies that have ended and asked the question."""
    found = (recommendation_of(study, minimum) for study in studies if study.state == "closed")
    return tuple(one for one in found if one is not None)
