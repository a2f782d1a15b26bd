"""Seats: what people in a session do, without an account: on a phone, on paper or aloud, then typed by the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from livinglab.actions import texts
from livinglab.actions.action import action
from livinglab.actions.agenda import CONTRIBUTION_LENGTH
from livinglab.actions.sessions import changed
from livinglab.activities.activity import HEADLINE
from livinglab.activities.marks import Key, Mark, Unacceptable, check
from livinglab.store.actors import account_id
from livinglab.store.database import add_once, db, lock
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.finding import authorise, session_by_code
from livinglab.store.judgements import marks_of
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Channel, Contribution, Helix, JudgementEvent, Seat, Session
from livinglab.store.tokens import hashed, new_receipt, new_token

PSEUDONYM_LENGTH = 80


@dataclass(frozen=True)
class Seated:
    """A seat and its secrets, kept by the person alone: the token acts, the receipt only reads."""

    seat: Seat
    token: str
    receipt: str


def join_session(*, code: str, pseudonym: str = "", helix: Helix | None = None, channel: Channel = "phone") -> Seated:
    """A seat in the open session of that code. Raises NotFound when there is none."""
    with action(None, "join_session") as act:
        seated = seat_in(session_by_code(code), channel, pseudonym=pseudonym, helix=helix)
        act.on(seated.seat)
    return seated


def seat_in(
    session: Session, channel: Channel, *, number: str | None = None, pseudonym: str = "", helix: Helix | None = None
) -> Seated:
    """A new seat, inside the running action."""
    token, receipt = new_token(), new_receipt()
    seat = Seat(
        session_id=session.id,
        token_hash=hashed(token),
        receipt_hash=hashed(receipt),
        pseudonym=texts.optional_text(pseudonym, PSEUDONYM_LENGTH) or None,
        helix=helix,
        channel=channel,
        number=number,
    )
    db.session.add(seat)
    return Seated(seat, token, receipt)


def contribute(
    *,
    by: Seat,
    item: AgendaItem,
    contribution_id: str,
    text: str,
    language: str,
    details: Mapping[str, str] | None = None,
    entered_by: Account | None = None,
) -> Contribution:
    """What a seat writes. The same id with the same words is the same contribution; with other words, a Conflict.

    `details` are the other fields of the activity. `entered_by` typed it for somebody, from paper or aloud.
    Raises Refused when a field it needs is missing.
    """
    words = texts.required_text(text, CONTRIBUTION_LENGTH)
    more = _fields_of(item, details or {})
    contribution = Contribution(
        id=texts.client_id(contribution_id),
        item_id=item.id,
        seat_id=by.id,
        entered_by_id=account_id(entered_by),
        text=words,
        details=more,
        language=language,
    )
    with action(entered_by or by, "contribute") as act:
        _require_seated(by, item)
        _require_typist(by, entered_by)
        known = db.session.get(Contribution, contribution_id)
        if known is None:
            (require_sheets_taken if entered_by else _require_writing)(item)
            contribution.state = "waiting" if item.reads_first else "visible"
            if add_once(contribution):
                changed(item.session, phones=item.state == "judging")
                act.on(contribution)
                return contribution
            known = db.session.get(Contribution, contribution_id)
        return _same(known, contribution)


def judge(
    *, by: Seat, item: AgendaItem, marks: Sequence[Mark], entered_by: Account | None = None
) -> Mapping[Key, Mark]:
    """Stores what a seat says of subjects, and returns all it says now. What is not named stays as it was.

    Said twice, it is the same. `entered_by` typed it for somebody, from paper or aloud.
    Raises NotFound for a subject that is not there, Refused for a mark that cannot be.
    """
    with action(entered_by or by, "judge") as act:
        _require_seated(by, item)
        _require_typist(by, entered_by)
        if entered_by:
            require_sheets_taken(item)
        _require_judging(item)
        lock(by)
        before = marks_of(item, by)
        after = {**before, **{mark.key: mark for mark in marks}}
        _require_acceptable(item, marks, after)
        events = [_event(by, item, mark, entered_by) for key, mark in after.items() if _differs(mark, before.get(key))]
        db.session.add_all(events)
        if events:
            changed(item.session, phones=False)
            act.on(item)
    return after


def _fields_of(item: AgendaItem, given: Mapping[str, str]) -> dict[str, str] | None:
    """The fields an activity asks beside its headline, cleaned; None for an activity that has none."""
    fields = [each for each in item.activity.fields if each.code != HEADLINE]
    filled = {each.code: texts.optional_text(given.get(each.code, ""), CONTRIBUTION_LENGTH) for each in fields}
    for each in fields:
        if each.choices and filled[each.code] and filled[each.code] not in each.choices:
            raise Refused("field_unreadable")
        needed = each.required or (each.required_with and filled[each.required_with[0]] == each.required_with[1])
        if needed and not filled[each.code]:
            raise Refused(each.missing)
    return {code: words for code, words in filled.items() if words} if fields else None


def _require_acceptable(item: AgendaItem, marks: Sequence[Mark], after: Mapping[Key, Mark]) -> None:
    subjects = {subject.id for subject in item.subjects}
    if not {mark.subject for mark in marks} | {mark.against for mark in marks if mark.against} <= subjects:
        raise NotFound
    try:
        check(item.activity, item.dots, subjects, after)
    except Unacceptable as unacceptable:
        raise Refused(unacceptable.code, n=unacceptable.n) from None


def _differs(mark: Mark, before: Mark | None) -> bool:
    return mark != before and not (before is None and mark.scale == "dots" and not mark.value)


def _event(seat: Seat, item: AgendaItem, mark: Mark, entered_by: Account | None) -> JudgementEvent:
    return JudgementEvent(
        item_id=item.id,
        seat_id=seat.id,
        contribution_id=mark.subject,
        against_id=mark.against or None,
        scale=mark.scale,
        value=mark.value,
        why=texts.optional_text(mark.why, CONTRIBUTION_LENGTH),
        channel=seat.channel,
        entered_by_id=account_id(entered_by),
    )


def _same(known: Contribution | None, sent: Contribution) -> Contribution:
    if known is None or _said(known) != _said(sent):
        raise Conflict("contribution_differs")
    return known


def _said(contribution: Contribution) -> tuple[object, ...]:
    return contribution.seat_id, contribution.item_id, contribution.text, contribution.details


def _require_seated(seat: Seat, item: AgendaItem) -> None:
    if item.session_id != seat.session_id:
        raise NotFound


def _require_typist(seat: Seat, entered_by: Account | None) -> None:
    """A seat with a phone speaks for itself; the others through somebody who may type in the project."""
    if entered_by is None:
        return
    authorise(entered_by, seat.project_id, "enter")
    if seat.channel == "phone":
        raise Refused("seat_has_a_phone")


def require_sheets_taken(item: AgendaItem) -> None:
    """A sheet may be typed until the activity closes, its writing too once the phones have gone on to choosing."""
    if item.state == "closed":
        raise Refused("sheets_no_more" if item.session.state == "closed" else "sheet_item_closed")
    if item.state == "planned":
        raise Refused("sheet_item_not_started")


def _require_writing(item: AgendaItem) -> None:
    if item.state != "writing":
        raise Refused("writing_is_over")


def _require_judging(item: AgendaItem) -> None:
    if item.state != "judging":
        raise Refused("judging_is_over")
