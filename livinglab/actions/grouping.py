"""Themes and splits in front of the room: every original stays, and what was done can be undone, and is still read."""

from __future__ import annotations

from collections.abc import Sequence

from livinglab.actions import texts
from livinglab.actions.action import draw_edge, node, team_action
from livinglab.actions.agenda import CONTRIBUTION_LENGTH
from livinglab.actions.sessions import changed
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Conflict, Refused
from livinglab.store.grouping import Split, Theme, edges_at, splits_of, themes_of
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.store.trace import TraceEdge
from livinglab.words import either

MOST_PARTS = 10


def make_theme(*, by: Member, item: AgendaItem, title: str, members: Sequence[str], language: str) -> Contribution:
    """A theme the team words, and the contributions, by their ids, that are judged through it from now on."""
    worded = texts.required_text(title, CONTRIBUTION_LENGTH)
    with team_action(by, "make_theme", item) as act:
        _begin(item)
        taken = _free(item, members)
        (theme,) = _written(by, item, [worded], language)
        _gather(item, taken, theme)
        act.on(theme)
    return theme


def add_to_theme(*, by: Member, item: AgendaItem, theme: str, members: Sequence[str]) -> Contribution:
    """More contributions go into a theme that is there."""
    with team_action(by, "add_to_theme", item) as act:
        _begin(item)
        known = _theme(item, theme).contribution
        _gather(item, _free(item, members), known)
        act.on(known)
    return known


def take_out_of_theme(*, by: Member, item: AgendaItem, member: str, reason: str) -> Contribution:
    """A contribution stands on its own again. A theme that nothing is left in is dissolved."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "take_out_of_theme", item) as act:
        _begin(item)
        theme = next((one for one in themes_of(item) if member in {each.id for each in one.members}), None)
        if theme is None:
            raise Conflict("not_in_a_theme")
        _give_back(by, item, theme, {member}, why)
        taken = next(each for each in theme.members if each.id == member)
        act.on(taken)
    return taken


def dissolve_theme(*, by: Member, item: AgendaItem, theme: str, reason: str) -> Contribution:
    """All of a theme stand on their own again; its words stay on file and are judged no more."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "dissolve_theme", item) as act:
        _begin(item)
        known = _theme(item, theme)
        _give_back(by, item, known, {each.id for each in known.members}, why)
        act.on(known.contribution)
    return known.contribution


def split_contribution(
    *, by: Member, item: AgendaItem, contribution: str, parts: Sequence[str], language: str
) -> Sequence[Contribution]:
    """A contribution that says several things is judged through its parts from now on."""
    worded = [texts.required_text(each, CONTRIBUTION_LENGTH) for each in parts if each.strip()]
    if not 2 <= len(worded) <= MOST_PARTS:
        raise Refused("parts_out_of_range", n=MOST_PARTS)
    with team_action(by, "split_contribution", item) as act:
        _begin(item)
        (original,) = _free(item, [contribution])
        made = _written(by, item, worded, language)
        for part in made:
            draw_edge(item.project_id, node("contribution", part), "split_from", node("contribution", original))
        original.replaced_in_id = item.id
        act.on(original)
    return made


def rejoin_parts(*, by: Member, item: AgendaItem, contribution: str, reason: str) -> Contribution:
    """A split is undone: the original is judged again, its parts no more."""
    why = texts.required_text(reason, texts.LONG)
    with team_action(by, "rejoin_parts", item) as act:
        _begin(item)
        split = _split(item, contribution)
        if any(part.replaced_in_id is not None for part in split.parts):
            raise Refused("parts_are_grouped")
        _mark(by, [edge for edge in edges_at(item, "split_from") if edge.target_id == contribution], why)
        for part in split.parts:
            part.replaced_in_id = item.id
        split.original.replaced_in_id = None
        act.on(split.original)
    return split.original


def _begin(item: AgendaItem) -> None:
    """Holds the session, so that of two facilitators the second sees what the first did; the room is told."""
    lock(item.session)
    db.session.refresh(item)
    if not item.activity.gathers:
        raise Refused("item_does_not_group")
    if item is not item.session.current_item:
        raise Refused("item_not_running")
    changed(item.session, phones=False)


def _free(item: AgendaItem, ids: Sequence[str]) -> Sequence[Contribution]:
    """The contributions named, if all of them are still on their own."""
    if not ids:
        raise Refused("nothing_ticked")
    known = {each.id: each for each in (*(one.contribution for one in item.carried), *item.contributions)}
    if any(each not in known for each in ids):
        raise Refused("not_of_this_grouping")
    chosen = [known[each] for each in dict.fromkeys(ids)]
    made = {theme.contribution.id for theme in themes_of(item)}
    for each in chosen:
        db.session.refresh(each)
        if each.id in made:
            raise Refused("theme_in_a_theme")
        if each.state != "visible":
            raise Refused("hidden_stays_out")
        if each.replaced_in_id == item.id:
            raise Conflict("grouped_already", words=each.text[:60])
        if each.replaced_in_id is not None:
            raise Refused("grouped_elsewhere", words=each.text[:60], activity=_named(each.replaced_in_id))
    return chosen


def _named(item_id: str) -> str:
    """An activity, as the agenda calls it."""
    item = db.session.get_one(AgendaItem, item_id)
    return either(item.prompt) or either(item.title)


def _theme(item: AgendaItem, theme: str) -> Theme:
    found = next((each for each in themes_of(item) if each.contribution.id == theme), None)
    if found is None:
        raise Conflict("theme_is_gone")
    return found


def _split(item: AgendaItem, original: str) -> Split:
    found = next((each for each in splits_of(item) if each.original.id == original), None)
    if found is None:
        raise Conflict("split_is_gone")
    return found


def _written(by: Member, item: AgendaItem, words: Sequence[str], language: str) -> Sequence[Contribution]:
    author = account_id(by)
    if author is None:
        raise Refused("proposals_need_account")
    made = [Contribution(entered_by_id=author, text=each, language=language) for each in words]
    item.contributions.extend(made)
    db.session.flush()
    return made


def _gather(item: AgendaItem, taken: Sequence[Contribution], theme: Contribution) -> None:
    for each in taken:
        draw_edge(item.project_id, node("contribution", each), "merged_into", node("contribution", theme))
        each.replaced_in_id = item.id


def _give_back(by: Member, item: AgendaItem, theme: Theme, members: set[str], why: str) -> None:
    edges = [edge for edge in edges_at(item, "merged_into") if edge.target_id == theme.contribution.id]
    _mark(by, [edge for edge in edges if edge.source_id in members], why)
    for each in theme.members:
        if each.id in members:
            each.replaced_in_id = None
    if len(members) == len(theme.members):
        theme.contribution.replaced_in_id = item.id


def _mark(by: Member, edges: Sequence[TraceEdge], why: str) -> None:
    """What the trace keeps of an edge made in error: that it was there, when and why not, by whom."""
    for edge in edges:
        edge.mistaken_at, edge.mistake_reason, edge.mistaken_by_id = now(), why, account_id(by)
