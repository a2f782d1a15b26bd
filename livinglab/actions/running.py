"""An activity as it runs: start, reveal, pause, extend, close, open again. One runs at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from livinglab.actions.action import team_action
from livinglab.actions.sessions import changed, moment_in, require_open
from livinglab.actions.vote_readings import freeze_all
from livinglab.store.actors import Member
from livinglab.store.database import db, lock
from livinglab.store.failures import Refused
from livinglab.store.judgements import snapshot_of
from livinglab.store.sessions import AgendaItem, CarriedContribution, Contribution, ItemState

LONGEST_EXTENSION = 240  # minutes, in all


def start_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """People may now write, or judge when there is nothing to write. It takes over what its source left."""
    with _step(by, "start_item", item):
        require_open(item.session)
        _require(item, "planned", "item_already_started")
        _require_alone(item)
        _carry(item)
        if item.stages[0] == "judging" and not item.subjects:
            raise Refused("nothing_to_judge_yet")
        item.state, item.started_at = item.stages[0], moment_in(item.session)
        item.revealed_at = item.started_at if item.state == "judging" else None
    return item


def reveal(*, by: Member, item: AgendaItem) -> AgendaItem:
    """What was written appears on every screen, and may be judged."""
    with _step(by, "reveal", item):
        _require(item, "writing", "item_not_being_written")
        item.state, item.revealed_at = "judging", moment_in(item.session)
    return item


def close_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """No more judgements; the result is frozen and appears."""
    with _step(by, "close_item", item):
        _require(item, "judging", "item_not_revealed")
        _end_pause(item)
        item.state, item.closed_at = "closed", moment_in(item.session)
        freeze_all(item)
    return item


def reopen_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """Takes judgements again, for an activity closed by mistake. The result frozen before stays on file."""
    with _step(by, "reopen_item", item):
        require_open(item.session)
        _require(item, "closed", "item_not_closed")
        _require_alone(item)
        item.state, item.closed_at = "judging", None
    return item


def pause_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """The clock stands still and the phones say so. What people had begun is still taken."""
    with _step(by, "pause_item", item):
        _require_running(item)
        if item.paused_at is not None:
            raise Refused("item_already_paused")
        item.paused_at = moment_in(item.session)
    return item


def resume_item(*, by: Member, item: AgendaItem) -> AgendaItem:
    """The activity goes on."""
    with _step(by, "resume_item", item):
        _require_running(item)
        if item.paused_at is None:
            raise Refused("item_not_paused")
        _end_pause(item)
    return item


def extend_item(*, by: Member, item: AgendaItem, minutes: int) -> AgendaItem:
    """More time than was planned; the plan keeps its number, for the minutes of the session."""
    with _step(by, "extend_item", item, phones=False):
        _require_running(item)
        if minutes < 1 or item.extra_minutes + minutes > LONGEST_EXTENSION:
            raise Refused("extension_out_of_range", n=LONGEST_EXTENSION)
        item.extra_minutes += minutes
    return item


def read_first(*, by: Member, item: AgendaItem, first: bool) -> AgendaItem:
    """From now on words are shown once the team has read them, or at once. What waits goes on waiting for that."""
    with _step(by, "read_first", item):
        _require_running(item)
        item.reads_first = first
    return item


@contextmanager
def _step(by: Member, verb: str, item: AgendaItem, *, phones: bool = True) -> Iterator[None]:
    """A step of a running session: of two facilitators the second sees what the first did, and every screen is told."""
    with team_action(by, verb, item) as act:
        lock(item.session)
        db.session.refresh(item)
        yield
        changed(item.session, phones=phones)
        act.on(item)


def _carry(item: AgendaItem) -> None:
    """What the source left, in the order of its result when it has one."""
    if item.source is None:
        return
    if item.source.state != "closed":
        raise Refused("source_not_closed")
    left = _in_order_of_result(item.source)
    kept = left[: item.carry_most] if item.carry_most else [*left, *_unseen(item.source)]
    item.carried.extend(
        CarriedContribution(contribution=each, position=place) for place, each in enumerate(kept, start=1)
    )


def _unseen(source: AgendaItem) -> list[Contribution]:
    """What is hidden or waits to be read: it is taken over unseen, so that it comes back here too once it is shown."""
    standing = (*(each.contribution for each in source.carried), *source.contributions)
    return [each for each in standing if each.state != "visible" and each.replaced_in_id != source.id]


def _in_order_of_result(source: AgendaItem) -> list[Contribution]:
    snapshot = snapshot_of(source)
    standings = snapshot.result["standings"] if snapshot else ()
    place = {standing["subject"]: number for number, standing in enumerate(standings)}
    return sorted(source.subjects, key=lambda subject: place.get(subject.id, len(place)))


def _end_pause(item: AgendaItem) -> None:
    if item.paused_at is not None:
        item.paused_seconds += max(0, round((moment_in(item.session) - item.paused_at).total_seconds()))
        item.paused_at = None


def _require(item: AgendaItem, state: ItemState, otherwise: str) -> None:
    if item.state != state:
        raise Refused(otherwise)


def _require_running(item: AgendaItem) -> None:
    if item is not item.session.current_item:
        raise Refused("item_not_running")


def _require_alone(item: AgendaItem) -> None:
    if item.session.current_item is not None:
        raise Refused("another_item_is_running")
