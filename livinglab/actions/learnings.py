"""Learnings: written down with what they come from, reworded without losing the earlier words, published on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from livinglab.actions import texts
from livinglab.actions.action import draw_edge, node, team_action
from livinglab.store.actors import Member, account_id
from livinglab.store.database import db, lock, now
from livinglab.store.failures import Conflict, NotFound, Refused
from livinglab.store.learnings import Confidence, Learning, LearningRevision, NextStep
from livinglab.store.projects import Project
from livinglab.store.trace import JOINS, Node
from livinglab.store.trace_things import thing

MOST_TAGS, TAG_LENGTH = 12, 40


@dataclass(frozen=True)
class Told:
    """The words of a learning as they were typed: each text by language."""

    title: Mapping[str, str]
    expected: Mapping[str, str]
    seen: Mapping[str, str]
    meaning: Mapping[str, str]
    confidence: str
    next_step: str = ""
    next_reason: Mapping[str, str] = field(default_factory=dict)
    tags: Sequence[str] = ()


def record_learning(*, by: Member, project: Project, told: Told, sources: Sequence[Node]) -> Learning:
    """A learning, traced to what it comes from: a study, a report, a session, a version. Raises Refused, NotFound."""
    learning = Learning(project_id=project.id)
    learning.revisions = [_revision(by, told, 1)]
    with team_action(by, "record_learning", project) as act:
        if not sources:
            raise Refused("learning_without_source")
        for source in dict.fromkeys(sources):
            if source.kind not in JOINS["derived_from"]["learning"] or thing(project.id, source) is None:
                raise NotFound
        db.session.add(learning)
        for source in dict.fromkeys(sources):
            draw_edge(project.id, node("learning", learning), "derived_from", source)
        act.on(learning)
    return learning


def revise_learning(*, by: Member, learning: Learning, told: Told, change: str, number: int) -> Learning:
    """Other words for a learning; `number` is the revision they replace. What is published stays as it was."""
    why = texts.required_text(change, texts.LONG)
    revision = _revision(by, told, number + 1)
    revision.change = why
    with team_action(by, "revise_learning", learning) as act:
        lock(learning)
        _require_current(learning, number)
        learning.revisions.append(revision)
        act.on(learning)
    return learning


def publish_learning(*, by: Member, learning: Learning, number: int) -> Learning:
    """Anyone may read the revision that was previewed. Raises Conflict when another was written since."""
    with team_action(by, "publish_learning", learning) as act:
        lock(learning)
        _require_current(learning, number)
        learning.published_number, learning.published_at = number, now()
        learning.published_by_id = account_id(by)
        act.on(learning)
    return learning


def unpublish_learning(*, by: Member, learning: Learning) -> Learning:
    """Nobody outside the team reads it any more."""
    with team_action(by, "unpublish_learning", learning) as act:
        if learning.published_number is not None:
            learning.published_number = learning.published_at = learning.published_by_id = None
            act.on(learning)
    return learning


def _require_current(learning: Learning, number: int) -> None:
    if learning.current.number != number:
        raise Conflict("learning_changed_since")


def _revision(by: Member, told: Told, number: int) -> LearningRevision:
    step = _one_of(told.next_step, get_args(NextStep), "next_step_unknown") if told.next_step else None
    reason = texts.optional_languages(told.next_reason)
    if step and not reason:
        raise Refused("next_step_without_reason")
    revision = LearningRevision(
        number=number,
        title=texts.in_languages(told.title),
        expected=texts.in_languages(told.expected, texts.LONG),
        seen=texts.in_languages(told.seen, texts.LONG),
        meaning=texts.in_languages(told.meaning, texts.LONG),
        next_step=step,
        next_reason=reason if step else None,
        confidence=_one_of(told.confidence, get_args(Confidence), "confidence_missing"),
        tags=_tags(told.tags),
        written_by_id=account_id(by),
    )
    if not revision.languages:
        raise Refused("learning_in_no_language")
    return revision


def _one_of(typed: str, known: Iterable[str], refusal: str) -> str:
    if typed not in known:
        raise Refused(refusal)
    return typed


def _tags(typed: Iterable[str]) -> list[str]:
    tags = {tag.casefold(): tag for tag in (texts.optional_text(each, TAG_LENGTH) for each in typed) if tag}
    if len(tags) > MOST_TAGS:
        raise Refused("too_many_tags", n=MOST_TAGS)
    return list(tags.values())
