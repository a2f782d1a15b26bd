"""Votes brought in from Polis: handed in, read, then stored all together as an activity that is over, or let go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from livinglab import words
from livinglab.actions import texts
from livinglab.actions.action import action, team_action
from livinglab.actions.sessions import changed, require_open
from livinglab.actions.vote_readings import freeze_all
from livinglab.store.actors import OPERATOR
from livinglab.store.database import Entity, db, lock, new_id, now
from livinglab.store.failures import Refused
from livinglab.store.moderation import ModerationEvent
from livinglab.store.people import Account
from livinglab.store.sessions import AgendaItem, Contribution, JudgementEvent, Seat, Session
from livinglab.store.tokens import hashed, new_receipt, new_token
from livinglab.store.vote_imports import VoteImport, places_for_votes

if TYPE_CHECKING:
    from analysis.deliberation.polis import Comment
    from analysis.deliberation.polis_conversation import Conversation
    from analysis.deliberation.polis_problems import PolisProblem

CHANNEL = "import"
AT_ONCE = 5_000  # rows of one statement to the database
REJECTED = -1
MOST_PROBLEMS_KEPT = 500


def hand_in_votes(
    *, by: Account, session: Session, item: AgendaItem | None = None, title: Mapping[str, str], language: str
) -> VoteImport:
    """Files to be read. The caller keeps them under the id, then asks the job. Nothing of them is stored yet."""
    titled = {} if item else texts.in_languages(title)
    handed = VoteImport(session_id=session.id, asked_by_id=by.id, title=titled, language=language, item=item)
    with team_action(by, "hand_in_votes", session) as act:
        require_open(session)
        _require_place(session, item)
        db.session.add(handed)
        act.on(handed)
    return handed


def tell_votes_read(
    *, handed: VoteImport, conversation: Conversation | None, problems: Iterable[PolisProblem] = ()
) -> None:
    """What the files hold, or what is wrong with them."""
    listed = list(problems)
    with action(OPERATOR, "read_votes_handed_in") as act:
        lock(handed)
        if handed.state == "reading":
            handed.state = "ready" if conversation else "refused"
            handed.found = _sizes(conversation) if conversation else {"problems": len(listed)}
            handed.problems = [asdict(each) for each in listed[:MOST_PROBLEMS_KEPT]]
            act.on(handed)


def accept_votes(*, by: Account, handed: VoteImport) -> VoteImport:
    """They may be stored; the caller asks the job."""
    with team_action(by, "accept_votes", handed) as act:
        lock(handed)
        if handed.state != "ready":
            raise Refused("votes_not_waiting")
        require_open(handed.session)
        _require_place(handed.session, handed.item)
        handed.state = "storing"
        act.on(handed)
    return handed


def let_votes_go(*, by: Account, handed: VoteImport) -> VoteImport:
    """They are not wanted; the caller erases the files."""
    with team_action(by, "let_votes_go", handed) as act:
        lock(handed)
        if handed.state == "storing":
            raise Refused("votes_not_waiting")
        if handed.state in ("reading", "ready"):
            handed.state = "let_go"
            act.on(handed)
    return handed


def forget_votes(*, handed: VoteImport) -> None:
    """Nobody came back to them."""
    with action(OPERATOR, "forget_votes") as act:
        lock(handed)
        if handed.state == "ready":
            handed.state = "let_go"
            act.on(handed)


def fail_votes(*, handed: VoteImport, code: str) -> None:
    """They could not be read or stored; `code` is a key of words/refusals.toml. What is stored already stays so."""
    with action(OPERATOR, "fail_votes_handed_in") as act:
        lock(handed)
        if handed.state in ("reading", "storing"):
            handed.state, handed.refusal = "failed", code
            act.on(handed)


def store_votes(*, handed: VoteImport, conversation: Conversation) -> AgendaItem:
    """The conversation as an activity that is over, with its result: all of it or nothing.

    Whoever asked is asked again what they may do. Each person is a seat that nobody can sit in; a vote that was
    changed is an event like the others, and the last one counts. Raises NotAllowed, Refused.
    """
    by = handed.asked_by
    with team_action(by, "import_votes", handed.session) as act:
        lock(handed.session)
        db.session.refresh(handed)
        require_open(handed.session)
        _require_place(handed.session, handed.item)
        item = handed.item or _new_item(handed)
        seats = _store_people(item, conversation)
        statements = _store_statements(item, conversation, seats, by, handed.language)
        _store_events(item, conversation, seats, statements, by)
        item.state, item.started_at = "closed", now()
        item.revealed_at = item.closed_at = item.started_at
        db.session.flush()
        db.session.expire(item, ["contributions"])
        freeze_all(item)
        changed(item.session)
        handed.item_id, handed.state = item.id, "done"
        act.on(item)
    return item


def _sizes(conversation: Conversation) -> dict[str, Any]:
    return {
        "people": len(conversation.people),
        "statements": len(conversation.statements),
        "hidden": conversation.hidden,
        "votes": len(conversation.votes),
        "superseded": conversation.superseded,
        "timed": conversation.timed,
    }


def _require_place(session: Session, item: AgendaItem | None) -> None:
    if item is not None and item not in places_for_votes(session):
        raise Refused("votes_have_no_place")


def _new_item(handed: VoteImport) -> AgendaItem:
    session = handed.session
    item = AgendaItem(session_id=session.id, kind="statements", title=dict(handed.title), asks_writing=False)
    item.position = max((each.position for each in session.items), default=0) + 1
    session.items.append(item)
    db.session.flush()
    return item


def _store_people(item: AgendaItem, conversation: Conversation) -> Mapping[str, str]:
    """Person → seat. Their secrets are thrown away."""
    seats = {person: new_id() for person in conversation.people}
    _insert(
        Seat,
        (
            {
                "id": seat,
                "session_id": item.session_id,
                "token_hash": hashed(new_token()),
                "receipt_hash": hashed(new_receipt()),
                "channel": CHANNEL,
            }
            for seat in seats.values()
        ),
    )
    return seats


def _store_statements(
    item: AgendaItem, conversation: Conversation, seats: Mapping[str, str], by: Account, language: str
) -> Mapping[str, str]:
    """Statement → contribution. Ids grow with the order of the record, which moments alone would not keep."""
    run = new_id()[:24]
    ids = {each.statement: f"{run}{place:08x}" for place, each in enumerate(conversation.statements)}
    _insert(Contribution, (_statement(item, each, ids, seats, by, language) for each in conversation.statements))
    _insert(ModerationEvent, (_looked_at(each, ids, by, language) for each in conversation.statements))
    return ids


def _looked_at(one: Comment, ids: Mapping[str, str], by: Account, language: str) -> dict[str, Any]:
    """What was decided of it there, signed by whoever brings it: nothing here waits to be read again."""
    hidden = one.moderated == REJECTED
    return {
        "contribution_id": ids[one.statement],
        "move": "hidden" if hidden else "read",
        "words": words.t("votes_import.rejected_there", language) if hidden else "",
        "by_id": by.id,
    }


def _statement(
    item: AgendaItem, one: Comment, ids: Mapping[str, str], seats: Mapping[str, str], by: Account, language: str
) -> dict[str, Any]:
    hidden = one.moderated == REJECTED
    return {
        "id": ids[one.statement],
        "created_at": _moment(one.timestamp),
        "item_id": item.id,
        "seat_id": seats.get(one.author),
        "entered_by_id": by.id,
        "text": one.text,
        "language": language,
        "state": "moderated" if hidden else "visible",
        "moderation_reason": words.t("votes_import.rejected_there", language) if hidden else None,
        "moderated_by_id": by.id if hidden else None,
    }


def _store_events(
    item: AgendaItem,
    conversation: Conversation,
    seats: Mapping[str, str],
    statements: Mapping[str, str],
    by: Account,
) -> None:
    run = new_id()[:24]  # ids that grow are stored three times as fast as random ones
    _insert(
        JudgementEvent,
        (
            {
                "event_id": f"{run}{place:08x}",
                "at": _moment(each.timestamp),
                "item_id": item.id,
                "seat_id": seats[each.vote.person],
                "contribution_id": statements[each.vote.statement],
                "scale": "opinion",
                "value": each.vote.value,
                "why": "",
                "channel": CHANNEL,
                "entered_by_id": by.id,
            }
            for place, each in enumerate(conversation.votes)
        ),
    )


def _insert(kind: type[Entity], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(insert(kind.__table__), some)  # type: ignore[arg-type]  # a table, which mypy takes for a FromClause


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
