"""What a grouping has made so far, read from the trace: themes with their members, contributions with their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.sessions import AgendaItem, Contribution
from livinglab.store.trace import Relation, TraceEdge


@dataclass(frozen=True)
class Theme:
    """A theme, and what was gathered into it, hidden or not, in the order it came."""

    contribution: Contribution
    members: tuple[Contribution, ...]

    @property
    def readable(self) -> tuple[Contribution, ...]:
        """The members a room may read."""
        return tuple(each for each in self.members if each.state == "visible")


@dataclass(frozen=True)
class Split:
    """A contribution that said several things, and its parts."""

    original: Contribution
    parts: tuple[Contribution, ...]


def themes_of(item: AgendaItem) -> tuple[Theme, ...]:
    """The themes of a grouping, oldest first; those dissolved are none any more."""
    own = {each.id: each for each in item.contributions}
    edges = [edge for edge in edges_at(item, "merged_into") if edge.target_id in own]
    found = _contributions([edge.source_id for edge in edges])
    members: dict[str, list[Contribution]] = {}
    for edge in edges:
        one = found.get(edge.source_id)
        if one is not None and one.replaced_in_id == item.id:
            members.setdefault(edge.target_id, []).append(one)
    return tuple(Theme(each, tuple(members[each.id])) for each in item.contributions if each.id in members)


def splits_of(item: AgendaItem) -> tuple[Split, ...]:
    """What was split in a grouping."""
    own = {each.id: each for each in item.contributions}
    parts: dict[str, list[Contribution]] = {}
    for edge in edges_at(item, "split_from"):
        parts.setdefault(edge.target_id, []).append(own[edge.source_id])
    found = _contributions(list(parts))
    return tuple(Split(found[each], tuple(made)) for each, made in parts.items() if each in found)


def ungrouped(item: AgendaItem, themes: Sequence[Theme]) -> tuple[Contribution, ...]:
    """What may still be put in a theme or split."""
    made = {theme.contribution.id for theme in themes}
    return tuple(each for each in item.subjects if each.id not in made and each.replaced_in_id is None)


def grouped_elsewhere(item: AgendaItem) -> tuple[Contribution, ...]:
    """What another grouping has put in a theme or split: it stays there, and is judged here as it is."""
    return tuple(each for each in item.subjects if each.replaced_in_id is not None)


def edges_at(item: AgendaItem, relation: Relation) -> Sequence[TraceEdge]:
    """The edges of a relation at the themes, or the parts, of a grouping: oldest first, without those made in error."""
    end = TraceEdge.target_id if relation == "merged_into" else TraceEdge.source_id
    own = select(Contribution.id).where(Contribution.item_id == item.id)
    chosen = select(TraceEdge).where(
        TraceEdge.project_id == item.project_id,
        TraceEdge.relation == relation,
        TraceEdge.mistaken_at.is_(None),
        TraceEdge.source_kind == "contribution",
        TraceEdge.target_kind == "contribution",
        end.in_(own),
    )
    return db.session.scalars(chosen.order_by(TraceEdge.created_at, TraceEdge.id)).all()


def _contributions(ids: Sequence[str]) -> Mapping[str, Contribution]:
    rows = db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))
    return {each.id: each for each in rows}
