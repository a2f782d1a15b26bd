"""Participants: enrolled by the team or by a public link, reached by a personal link, withdrawn when they wish."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from analysis import plan_json
from livinglab.actions import texts
from livinglab.actions.action import Act, action, team_action
from livinglab.actions.attachments import discard_unnamed, take_away, take_back
from livinglab.actions.consents import agree
from livinglab.actions.measurement_rows import erase_measurements
from livinglab.store import vault
from livinglab.store.actors import Member
from livinglab.store.consents import Consent, ConsentText, in_force
from livinglab.store.database import add_once, db, keys, lock, new_id, now
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.field_clients import FieldClient
from livinglab.store.finding import person_of
from livinglab.store.paper_entries import EnteredSheet
from livinglab.store.print_runs import PrintedSheet
from livinglab.store.responses import Draft, Quarantine, Response
from livinglab.store.serving import planned_arms
from livinglab.store.sittings import interviews_begun
from livinglab.store.studies import Allocation, Participant, ParticipantOrigin, Study
from livinglab.store.tokens import hashed, new_token, pseudonym

MOST_AT_ONCE = 5_000
BLOCK_ROUNDS = 2  # each block holds every arm twice: short enough to stay balanced, long enough to surprise


@dataclass(frozen=True)
class Newcomer:
    """Someone to enrol. `person` recognises them within the study (an address, a file number) and is not stored."""

    person: str = ""
    arm: str | None = None
    site: str | None = None
    contact: vault.Contact | None = None


@dataclass(frozen=True)
class Enrolled:
    """A participant and the secret of their personal link, shown once."""

    participant: Participant
    token: str


@dataclass(frozen=True)
class Agreed:
    """Someone who came by the public link: the participant, their consent, the secret of their link."""

    participant: Participant
    consent: Consent
    token: str


def enrol_participants(
    *, by: Member, study: Study, newcomers: Sequence[Newcomer], randomise: bool = False
) -> tuple[Enrolled, ...]:
    """Enrols people, each with a personal link. All or nothing. `randomise` draws the arms in recorded blocks."""
    if not 0 < len(newcomers) <= MOST_AT_ONCE:
        raise Refused("participants_out_of_range", n=MOST_AT_ONCE)
    with team_action(by, "enrol_participants", study) as act:
        _require_enrolling(study)
        _require_planned_arms(study, newcomers)
        lock(study)
        arms = drawn_arms(study) if randomise else None
        enrolled = tuple(_enrol(study, newcomer, arms) for newcomer in newcomers)
        act.on(study)
    return enrolled


def issue_link(*, by: Member, participant: Participant) -> Enrolled:
    """A new personal link; the earlier one stops working."""
    with team_action(by, "issue_link", participant) as act:
        require_named(participant.study)
        if participant.withdrawn_at is not None:
            raise Refused("participant_withdrawn")
        token = new_token()
        participant.token_hash = hashed(token)
        act.on(participant)
    return Enrolled(participant, token)


def join_by_open_link(*, study: Study, consent_text: ConsentText, token: str = "") -> Agreed:
    """Someone who came by the public link and agrees: a participant, a consent and a link of their own, at once.

    `token`, drawn by the page that asked, will be the secret of that link: sent twice, it is the same person.
    """
    token = texts.client_id(token or new_id())
    with action(None, "join_by_open_link") as act:
        if study.state != "open" or study.open_token is None or consent_text.study_id != study.id:
            raise NotFound
        lock(study)
        known = _joined(study, token)
        if known is not None:
            return Agreed(known, in_force(known) or agree(known, consent_text, "page"), token)
        arms = drawn_arms(study) if _randomised(study) else None
        enrolled = _enrol(study, Newcomer(), arms, "open_link", token)
        consent = agree(enrolled.participant, consent_text, "page")
        act.on(enrolled.participant)
    return Agreed(enrolled.participant, consent, token)


def enrol_for_sheet(study: Study) -> Participant:
    """Inside the running action: whoever filled in a sheet of paper without saying who they are. No link."""
    return _enrol(study, Newcomer(), None, "paper").participant


def enrol_at_kiosk(client: FieldClient) -> Participant:
    """Someone nobody knows who answered at a kiosk, inside the running action. No link leads back to them."""
    study = client.study
    drawn = drawn_arms(study) if client.arm is None and _randomised(study) else None
    participant = _enrol(study, Newcomer(arm=client.arm), drawn, "kiosk").participant
    participant.token_hash = None
    db.session.flush()
    return participant


def keep_contact(*, by: Member, participant: Participant, contact: vault.Contact) -> None:
    """Stores or replaces how to reach a participant, sealed in the vault."""
    with team_action(by, "keep_contact", participant) as act:
        require_named(participant.study)
        if participant.erased_at is not None:
            raise Refused("participant_withdrawn")
        vault.keep(keys().vault_key, participant.id, contact)
        act.on(participant)


def withdraw_participant(
    *, by: Member | Participant, participant: Participant, reason: str = "", erase: bool = False
) -> Participant:
    """Ends a participation: no more links, the consent is withdrawn, what was being written goes.

    With `erase`, what they sent, with its files, what was measured of them and their contact go too; that someone took
    part and left remains.
    """
    why = texts.optional_text(reason) or "-"
    with _withdrawing(by, participant) as act:
        lock(participant)
        if participant.withdrawn_at is None:
            participant.withdrawn_at, participant.withdrawal_reason = now(), why
        participant.token_hash = None
        _end_consent(participant)
        _delete(participant, [Draft])
        _delete_sheets(participant, everything=erase)
        files = take_away(participant, everything=erase) + _end_sittings(participant)
        if erase and participant.erased_at is None:
            _delete(participant, [Response, Quarantine])
            files += erase_measurements(participant)
            participant.erased_at = now()
            vault.forget(participant.id)
        act.on(participant)
    discard_unnamed(files)
    return participant


def drawn_arms(study: Study) -> Allocation:
    """The recorded drawing of a study's arms, made at first use from the plan."""
    known = db.session.scalars(select(Allocation).where(Allocation.study_id == study.id)).first()
    if known is not None:
        return known
    arms = planned_arms(study)
    if len(arms) < 2:
        raise Refused("arms_missing")
    allocation = Allocation(
        study_id=study.id, seed=secrets.token_hex(16), block_size=len(arms) * BLOCK_ROUNDS, arms=list(arms)
    )
    db.session.add(allocation)
    db.session.flush()
    return allocation


def _joined(study: Study, token: str) -> Participant | None:
    chosen = select(Participant).where(Participant.study_id == study.id, Participant.token_hash == hashed(token))
    return db.session.scalars(chosen).first()


def _enrol(
    study: Study,
    newcomer: Newcomer,
    arms: Allocation | None,
    origin: ParticipantOrigin = "team",
    token: str = "",
) -> Enrolled:
    token = token or new_token()
    participant = Participant(
        id=new_id(),
        study_id=study.id,
        pseudonym=pseudonym(keys().pseudonym_key, study.id, newcomer.person or new_id()),
        arm=newcomer.arm,
        site=newcomer.site,
        origin=origin,
        token_hash=hashed(token),
        enrolled_on=now().date(),
    )
    if arms is not None:
        participant.allocation_position = _next_position(study)
        participant.arm = arms.arm_at(participant.allocation_position)
    if not add_once(participant):
        raise Conflict("participant_enrolled_already")
    if newcomer.contact is not None:
        vault.keep(keys().vault_key, participant.id, newcomer.contact)
    return Enrolled(participant, token)


def _next_position(study: Study) -> int:
    last = select(func.max(Participant.allocation_position)).where(Participant.study_id == study.id)
    taken = db.session.scalar(last)
    return 0 if taken is None else taken + 1


def _randomised(study: Study) -> bool:
    return study.plan is not None and plan_json.loads(study.plan).design == "randomised"


def require_named(study: Study) -> None:
    """Refuses whatever would say who answers in an anonymous study."""
    if study.anonymous:
        raise Refused("study_anonymous")


def _require_enrolling(study: Study) -> None:
    require_named(study)
    if study.state not in ("locked", "open"):
        raise Refused("study_not_enrolling")


def _require_planned_arms(study: Study, newcomers: Sequence[Newcomer]) -> None:
    known = planned_arms(study)
    for newcomer in newcomers:
        if newcomer.arm is not None and newcomer.arm not in known:
            raise Refused("arm_unknown", arm=newcomer.arm)


def _withdrawing(by: Member | Participant, participant: Participant) -> AbstractContextManager[Act]:
    if not isinstance(by, Participant):
        return team_action(by, "withdraw_participant", participant)
    if by.id != participant.id:
        raise NotFound
    return action(by, "withdraw_participant")


def _end_consent(participant: Participant) -> None:
    consent = in_force(participant)
    if consent is not None:
        consent.withdrawn_at = now()


def _delete_sheets(participant: Participant, *, everything: bool) -> None:
    """What was typed of their sheets of paper: what is not settled yet, or all of it, with the sheets to come."""
    chosen = delete(EnteredSheet).where(EnteredSheet.participant_id == participant.id)
    db.session.execute(chosen if everything else chosen.where(EnteredSheet.settled_at.is_(None)))
    if everything:
        db.session.execute(delete(PrintedSheet).where(PrintedSheet.participant_id == participant.id))


def _end_sittings(participant: Participant) -> tuple[str, ...]:
    """Takes away what interviewers' devices have begun with them and not sent; the digests of its files."""
    study = participant.study
    begun = ((sitting, person_of(study, sitting.code)) for sitting in interviews_begun(study))
    theirs = [sitting for sitting, person in begun if person is not None and person.id == participant.id]
    for sitting in theirs:
        db.session.delete(sitting)
    return tuple(digest for sitting in theirs for digest in take_back(sitting))


def _delete(participant: Participant, tables: Sequence[type[Draft | Response | Quarantine]]) -> None:
    for table in tables:
        db.session.execute(delete(table).where(table.participant_id == participant.id))
