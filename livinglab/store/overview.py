"""Lists and counts of a project and of a study: what the team's pages show. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from livinglab.store.database import Entity, db
from livinglab.store.needs import Decision, Requirement
from livinglab.store.people import Membership
from livinglab.store.prototypes import Prototype, PrototypeVersion
from livinglab.store.questionnaires import Questionnaire, QuestionnaireVersion, StudyQuestionnaire
from livinglab.store.reports import Report
from livinglab.store.responses import Response
from livinglab.store.sessions import Session
from livinglab.store.studies import Participant, Study

LINKS: Mapping[str, type[Session | Decision | Requirement | Prototype | Study]] = {
    "sessions": Session,
    "decisions": Decision,
    "requirements": Requirement,
    "prototypes": Prototype,
    "studies": Study,
}


@dataclass(frozen=True)
class StudyCounts:
    """How many take part in a study, and how many responses each wave has received."""

    participants: int
    responses: Mapping[str, int]

    @property
    def total(self) -> int:
        """The responses of all waves."""
        return sum(self.responses.values())


def chain_of(project_id: str) -> Mapping[str, int]:
    """How many of each link of the chain a project holds, from sessions to studies."""
    return {name: _count(kind, project_id) for name, kind in LINKS.items()}


def studies_of(project_ids: Sequence[str]) -> Sequence[Study]:
    """The studies of these projects, newest first."""
    chosen = select(Study).where(Study.project_id.in_(project_ids)).order_by(Study.created_at.desc(), Study.id)
    return db.session.scalars(chosen).all()


def members_of(project_id: str) -> Sequence[Membership]:
    """Who belongs to a project, first come first."""
    chosen = select(Membership).where(Membership.project_id == project_id).order_by(Membership.created_at)
    return db.session.scalars(chosen).all()


def prototype_versions_of(project_id: str) -> Sequence[PrototypeVersion]:
    """Every version of every prototype of a project, newest first."""
    chosen = select(PrototypeVersion).join(Prototype).where(Prototype.project_id == project_id)
    return db.session.scalars(chosen.order_by(PrototypeVersion.created_at.desc(), PrototypeVersion.id)).all()


def questionnaire_versions_of(project_id: str) -> Sequence[QuestionnaireVersion]:
    """Every version of every questionnaire of a project, newest first."""
    chosen = select(QuestionnaireVersion).join(Questionnaire).where(Questionnaire.project_id == project_id)
    return db.session.scalars(chosen.order_by(QuestionnaireVersion.created_at.desc(), QuestionnaireVersion.id)).all()


def versions_ever(study_id: str) -> Sequence[QuestionnaireVersion]:
    """Every version the study has served or received answers to, oldest first."""
    served = select(StudyQuestionnaire.version_id).where(StudyQuestionnaire.study_id == study_id)
    answered = select(Response.version_id).where(Response.study_id == study_id)
    ever = QuestionnaireVersion.id.in_(served.union(answered).scalar_subquery())
    order = (QuestionnaireVersion.created_at, QuestionnaireVersion.id)
    return db.session.scalars(select(QuestionnaireVersion).where(ever).order_by(*order)).all()


def participants_of(study_id: str) -> Sequence[Participant]:
    """The participants of a study, in the order they were enrolled."""
    chosen = select(Participant).where(Participant.study_id == study_id)
    order = (Participant.allocation_position, Participant.created_at, Participant.pseudonym)
    return db.session.scalars(chosen.order_by(*order)).all()


def responses_of(study_id: str) -> Sequence[Response]:
    """The responses in force of a study, in the order they were finished."""
    in_force = (Response.study_id == study_id, Response.superseded_at.is_(None))
    return db.session.scalars(select(Response).where(*in_force).order_by(Response.finished_at, Response.id)).all()


def waves_answered(study_id: str) -> Mapping[str, frozenset[str]]:
    """The waves each participant has answered, by the participant's id."""
    in_force = (Response.study_id == study_id, Response.superseded_at.is_(None))
    answered: dict[str, set[str]] = {}
    for participant_id, wave in db.session.execute(select(Response.participant_id, Response.wave).where(*in_force)):
        answered.setdefault(participant_id, set()).add(wave)
    return {participant_id: frozenset(waves) for participant_id, waves in answered.items()}


def yet_to_answer(study_id: str, wave: str) -> Sequence[Participant]:
    """The participants who have not left and have not answered a wave."""
    answered = waves_answered(study_id)
    staying = (person for person in participants_of(study_id) if person.withdrawn_at is None)
    return [person for person in staying if wave not in answered.get(person.id, ())]


def counts_of(study_id: str) -> StudyCounts:
    """Participants who have not left, and responses in force per wave."""
    staying = (Participant.study_id == study_id, Participant.withdrawn_at.is_(None))
    participants = db.session.scalar(select(func.count()).select_from(Participant).where(*staying)) or 0
    in_force = (Response.study_id == study_id, Response.superseded_at.is_(None))
    waves = select(Response.wave, func.count()).where(*in_force).group_by(Response.wave)
    return StudyCounts(participants, dict(db.session.execute(waves).all()))


def reports_of(study_id: str) -> Sequence[Report]:
    """The reports of a study, newest first."""
    chosen = select(Report).where(Report.study_id == study_id).order_by(Report.created_at.desc(), Report.id)
    return db.session.scalars(chosen).all()


def _count(kind: type[Entity], project_id: str) -> int:
    chosen = select(func.count()).select_from(kind).where(kind.project_id == project_id)  # type: ignore[attr-defined]  # each of LINKS has one
    return db.session.scalar(chosen) or 0
