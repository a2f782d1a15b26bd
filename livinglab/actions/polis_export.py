"""The votes of a closed activity to take home, as the files of a Polis conversation: people by number."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from livinglab.actions.action import team_action
from livinglab.store.actors import Member
from livinglab.store.failures import Refused
from livinglab.store.judgements import Given, events_of
from livinglab.store.sessions import AgendaItem, Contribution
from surveys.flatten import neutral

OF_THE_TEAM = "0"  # who wrote a statement without a seat; seats count from 1
HIDDEN, NOT_LOOKED_AT = -1, 0  # as Polis moderates; nobody here accepts statements one by one
AGREE, DISAGREE = 1, -1


def export_votes(*, by: Member, item: AgendaItem) -> Mapping[str, str]:
    """File name → content. Raises Refused for an activity that is not over, or whose votes Polis cannot say.

    Hidden statements keep their number and their votes, never their words. Moments are cut to the minute, so that they
    tell less of who held which phone; at the same moment, the order of the rows says which vote came last.
    """
    from analysis.deliberation import polis  # with it numpy wakes: when somebody exports, not before
    from analysis.deliberation.votes import Vote

    with team_action(by, "export_votes", item, "export") as act:
        if item.activity.method != "statements":
            raise Refused("votes_not_of_statements")
        if item.state != "closed":
            raise Refused("votes_not_closed")
        act.on(item)
        listed = _listed(item)
        statement = {each.id: str(number) for number, each in enumerate(listed)}
        events = _votes(item, listed)
        person = _numbers(item, listed, events)
        votes = [
            polis.TimedVote(_minute(each.at), Vote(person[each.seat_id], statement[each.contribution_id], value))
            for each, value in events
        ]
        current = {(each.vote.person, each.vote.statement): each.vote.value for each in votes}
        given = Counter((said_of, value) for (_, said_of), value in current.items())
        comments = [
            polis.Comment(
                timestamp=_minute(each.created_at),
                statement=number,
                author=_author(each, person),
                agrees=given[number, AGREE],
                disagrees=given[number, DISAGREE],
                moderated=NOT_LOOKED_AT if each.state == "visible" else HIDDEN,
                text=neutral(each.text) if each.state == "visible" else "",
            )
            for each, number in zip(listed, statement.values(), strict=True)
        ]
        written = Counter(each.author for each in comments)
        matrix = polis.matrix_of(current, tuple(person.values()), tuple(statement.values()))
    return {
        polis.PARTICIPANTS_FILE: polis.write_participants(polis.Participants(matrix, {}, written)),
        polis.COMMENTS_FILE: polis.write_comments(comments),
        polis.VOTES_FILE: polis.write_votes(votes),
    }


def _listed(item: AgendaItem) -> Sequence[Contribution]:
    """What could be voted on, hidden ones too, in the order it came."""
    all_of_them = (*(each.contribution for each in item.carried), *item.contributions)
    return [each for each in all_of_them if each.replaced_in_id != item.id]


def _votes(item: AgendaItem, listed: Iterable[Contribution]) -> Sequence[tuple[Given, int]]:
    """The votes on what is listed, those that were changed too, with their value; nobody can skip a statement."""
    known = {each.id for each in listed}
    return [(each, each.value) for each in events_of(item) if each.contribution_id in known and each.value is not None]


def _numbers(
    item: AgendaItem, listed: Iterable[Contribution], events: Iterable[tuple[Given, int]]
) -> Mapping[str, str]:
    """Seat → number, for those who wrote or voted, in an order that tells neither who came first nor which sheet."""
    seats = {each.seat_id for each in listed if each.seat_id} | {event.seat_id for event, _ in events}
    shuffled = sorted(seats, key=lambda seat: hashlib.sha256(f"{item.id} {seat}".encode()).digest())
    return {seat: str(number) for number, seat in enumerate(shuffled, start=1)}


def _author(contribution: Contribution, person: Mapping[str, str]) -> str:
    return person[contribution.seat_id] if contribution.seat_id else OF_THE_TEAM


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60 * 60_000
