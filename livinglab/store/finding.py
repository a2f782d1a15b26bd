"""Finding something and checking that this person may: one call, so that neither is ever forgotten.

What does not exist and what belongs to others look the same: NotFound. A member whose role falls short: NotAllowed.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from sqlalchemy import or_, select

from livinglab.store.abilities import ABILITIES, ALL, Ability
from livinglab.store.actors import Member, Operator
from livinglab.store.database import db, keys
from livinglab.store.failures import NotAllowed, NotFound
from livinglab.store.needs import Decision, Requirement
from livinglab.store.people import Account, Membership
from livinglab.store.projects import Project
from livinglab.store.prototypes import Prototype, PrototypeVersion
from livinglab.store.questionnaires import Questionnaire, QuestionnaireVersion
from livinglab.store.reports import Report
from livinglab.store.responses import Draft, Response
from livinglab.store.sessions import AgendaItem, Contribution, Seat, Session
from livinglab.store.studies import Participant, Study
from livinglab.store.tokens import hashed, pseudonym, read_code


class OfProject(Protocol):
    """Anything that belongs to one project."""

    @property
    def project_id(self) -> str:
        """The project that decides who may."""


Found = TypeVar("Found", bound=OfProject)


def abilities_of(by: Member | None, project_id: str) -> frozenset[Ability]:
    """What a person may do in a project; nothing at all for someone outside it."""
    if isinstance(by, Operator):
        return ALL
    if by is None or not by.active:
        return frozenset()
    if by.administrator:
        return ALL
    chosen = select(Membership.role).where(Membership.account_id == by.id, Membership.project_id == project_id)
    role = db.session.scalars(chosen).first()
    return ABILITIES[role] if role else frozenset()


def authorise(by: Member | None, project_id: str, ability: Ability) -> None:
    """Raises NotFound for someone outside the project, NotAllowed for a member whose role falls short."""
    held = abilities_of(by, project_id)
    if not held:
        raise NotFound
    if ability not in held:
        raise NotAllowed


def administers(by: Member | None) -> bool:
    """Whether this person runs the whole laboratory: accounts, new projects."""
    return isinstance(by, Operator) or (by is not None and by.active and by.administrator)


def require_administrator(by: Member | None) -> None:
    """Raises NotFound for anyone else: what only an administrator sees does not exist for others."""
    if not administers(by):
        raise NotFound


def find(by: Member | None, kind: type[Found], identifier: str, ability: Ability) -> Found:
    """The thing of that kind and id, when this person may. Raises NotFound or NotAllowed."""
    found = db.session.get(kind, identifier)
    if found is None:
        raise NotFound
    authorise(by, found.project_id, ability)
    return found


def find_project(by: Member | None, project_id: str, ability: Ability = "read") -> Project:
    """A project."""
    return find(by, Project, project_id, ability)


def find_session(by: Member | None, session_id: str, ability: Ability = "read") -> Session:
    """A co-design session, for the team."""
    return find(by, Session, session_id, ability)


def find_item(by: Member | None, item_id: str, ability: Ability = "read") -> AgendaItem:
    """An agenda item, for the team."""
    return find(by, AgendaItem, item_id, ability)


def find_contribution(by: Member | None, contribution_id: str, ability: Ability = "read") -> Contribution:
    """A contribution, for the team."""
    return find(by, Contribution, contribution_id, ability)


def find_decision(by: Member | None, decision_id: str, ability: Ability = "read") -> Decision:
    """A decision."""
    return find(by, Decision, decision_id, ability)


def find_requirement(by: Member | None, requirement_id: str, ability: Ability = "read") -> Requirement:
    """A requirement."""
    return find(by, Requirement, requirement_id, ability)


def find_prototype(by: Member | None, prototype_id: str, ability: Ability = "read") -> Prototype:
    """A prototype."""
    return find(by, Prototype, prototype_id, ability)


def find_version(by: Member | None, version_id: str, ability: Ability = "read") -> PrototypeVersion:
    """A prototype version."""
    return find(by, PrototypeVersion, version_id, ability)


def find_study(by: Member | None, study_id: str, ability: Ability = "read") -> Study:
    """A study."""
    return find(by, Study, study_id, ability)


def find_participant(by: Member | None, participant_id: str, ability: Ability = "read_rows") -> Participant:
    """A participant, for the team."""
    return find(by, Participant, participant_id, ability)


def find_questionnaire(by: Member | None, questionnaire_id: str, ability: Ability = "read") -> Questionnaire:
    """A questionnaire."""
    return find(by, Questionnaire, questionnaire_id, ability)


def find_questionnaire_version(by: Member | None, version_id: str, ability: Ability = "read") -> QuestionnaireVersion:
    """A questionnaire version."""
    return find(by, QuestionnaireVersion, version_id, ability)


def find_report(by: Member | None, report_id: str, ability: Ability = "read_reports") -> Report:
    """A report."""
    return find(by, Report, report_id, ability)


def projects_of(by: Member | None) -> tuple[Project, ...]:
    """Every project this person sees, newest first."""
    chosen = select(Project).order_by(Project.created_at.desc(), Project.id)
    if not administers(by):
        mine = by.id if isinstance(by, Account) and by.active else None
        chosen = chosen.join(Membership, Membership.project_id == Project.id).where(Membership.account_id == mine)
    return tuple(db.session.scalars(chosen))


def session_by_code(typed: str) -> Session:
    """The open session people join with a code. Raises NotFound."""
    chosen = select(Session).where(Session.code == read_code(typed), Session.state == "open")
    return _one(db.session.scalars(chosen).first())


def session_once_of_code(typed: str) -> Session:
    """The session that has or had a code, open or not. Raises NotFound."""
    return _one(db.session.scalars(select(Session).where(Session.code == read_code(typed))).first())


def seat_by_token(token: str) -> Seat:
    """Who holds a seat's token. Raises NotFound."""
    return _one(db.session.scalars(select(Seat).where(Seat.token_hash == hashed(token))).first())


def seat_by_receipt(typed: str) -> Seat:
    """Who noted down a receipt code, in any case, with or without hyphens. Raises NotFound."""
    return _one(db.session.scalars(select(Seat).where(Seat.receipt_hash == hashed(read_code(typed)))).first())


def participant_by_token(token: str) -> Participant:
    """Who holds a personal link. Raises NotFound, also once erased, or once an anonymous answer was sent by it."""
    chosen = select(Participant).where(Participant.token_hash == hashed(token))
    return _one(db.session.scalars(chosen).first())


def person_of(study: Study, code: str) -> Participant | None:
    """Who a code means: their pseudonym, in any case, or what the team calls them, which is not stored."""
    bare = "".join(code.split())
    named = pseudonym(keys().pseudonym_key, study.id, code.strip())
    chosen = select(Participant).where(
        Participant.study_id == study.id,
        or_(Participant.pseudonym == bare.upper(), Participant.pseudonym == bare, Participant.pseudonym == named),
    )
    return db.session.scalars(chosen).first() if bare else None


def study_by_open_token(token: str) -> Study:
    """The study behind a public link or QR code, while it invites. Raises NotFound."""
    chosen = select(Study).where(Study.open_token == token, Study.state == "open")
    return _one(db.session.scalars(chosen).first())


def draft_of(participant: Participant, wave: str) -> Draft | None:
    """What a participant has begun to write at a wave, if anything."""
    chosen = select(Draft).where(Draft.participant_id == participant.id, Draft.wave == wave)
    return db.session.scalars(chosen).first()


def response_of(participant: Participant, wave: str) -> Response | None:
    """What a participant sent at a wave, in its current state, if anything."""
    chosen = select(Response).where(
        Response.participant_id == participant.id, Response.wave == wave, Response.superseded_at.is_(None)
    )
    return db.session.scalars(chosen).first()


Row = TypeVar("Row")


def _one(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
