"""Seats: what people in a session do, on a phone or on paper, without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livinglab.actions import texts
from livinglab.actions.action import action
from livinglab.actions.sessions import changed
from livinglab.store.database import add_once, db, lock
from livinglab.store.dots import dots_of
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.finding import session_by_code
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Seat, SeatChannel
from livinglab.store.tokens import hashed, new_receipt, new_token

CONTRIBUTION_LENGTH = 5_000
PSEUDONYM_LENGTH = 80


@dataclass(frozen=True)
class Seated:
    """A seat and its secrets, kept by the person alone: the token acts, the receipt only reads."""

    seat: Seat
    token: str
    receipt: str


def join_session(*, code: str, pseudonym: str = "", channel: SeatChannel = "phone") -> Seated:
    """A seat in the open session of that code. Raises NotFound when there is none."""
    token, receipt = new_token(), new_receipt()
    name = texts.optional_text(pseudonym, PSEUDONYM_LENGTH) or None
    with action(None, "join_session") as act:
        session = session_by_code(code)
        seat = Seat(
            session_id=session.id,
            token_hash=hashed(token),
            receipt_hash=hashed(receipt),
            pseudonym=name,
            channel=channel,
        )
        db.session.add(seat)
        act.on(seat)
    return Seated(seat, token, receipt)


def contribute(*, by: Seat, item: AgendaItem, contribution_id: str, text: str, language: str) -> Contribution:
    """What a seat writes. The same id with the same words is the same contribution; with other words, a Conflict."""
    words = texts.required_text(text, CONTRIBUTION_LENGTH)
    contribution = Contribution(
        id=texts.client_id(contribution_id), item_id=item.id, seat_id=by.id, text=words, language=language
    )
    with action(by, "contribute") as act:
        _require_seated(by, item)
        known = db.session.get(Contribution, contribution_id)
        if known is None:
            _require_writing(item)
            if add_once(contribution):
                changed(item.session)
                act.on(contribution)
                return contribution
            known = db.session.get(Contribution, contribution_id)
        return _same(known, contribution)


def place_dots(*, by: Seat, item: AgendaItem, dots: Mapping[str, int]) -> Mapping[str, int]:
    """Puts dots on contributions (id → how many; 0 takes them back) and returns all the seat's dots on the item.

    What is not named keeps its dots. Refused when the sum goes over what a seat may give.
    """
    with action(by, "place_dots") as act:
        _require_seated(by, item)
        _require_judging(item)
        lock(by)
        before = dots_of(item, by)
        after = {**before, **_judged(item, dots)}
        if sum(after.values()) > item.dots:
            raise Refused("too_many_dots", n=item.dots)
        events = _events(by, item, before, after)
        db.session.add_all(events)
        if events:
            changed(item.session)
            act.on(item)
    return {contribution: n for contribution, n in after.items() if n}


def _judged(item: AgendaItem, dots: Mapping[str, int]) -> Mapping[str, int]:
    visible = {contribution.id for contribution in item.contributions if contribution.state == "visible"}
    if not dots.keys() <= visible:
        raise NotFound
    if any(n < 0 for n in dots.values()):
        raise Refused("dots_negative")
    return dots


def _events(seat: Seat, item: AgendaItem, before: Mapping[str, int], after: Mapping[str, int]) -> list[JudgementEvent]:
    return [
        JudgementEvent(item_id=item.id, seat_id=seat.id, contribution_id=contribution, value=n)
        for contribution, n in after.items()
        if before.get(contribution, 0) != n
    ]


def _same(known: Contribution | None, sent: Contribution) -> Contribution:
    if known is None or (known.seat_id, known.item_id, known.text) != (sent.seat_id, sent.item_id, sent.text):
        raise Conflict("contribution_differs")
    return known


def _require_seated(seat: Seat, item: AgendaItem) -> None:
    if item.session_id != seat.session_id:
        raise NotFound


def _require_writing(item: AgendaItem) -> None:
    if item.state != "writing":
        raise Refused("writing_is_over")


def _require_judging(item: AgendaItem) -> None:
    if item.state != "judging":
        raise Refused("judging_is_over")
