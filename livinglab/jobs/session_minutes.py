"""A session gathered as the value its minutes are made of, in a language. Heavy to import: for the worker."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from sqlalchemy import select

from analysis import frozen_json
from analysis.deliberation.counts import Count, Counts
from analysis.deliberation.readings import Capacities, Opinions
from analysis.deliberation.results import Result, Standing
from livinglab.activities.activity import HEADLINE
from livinglab.settings import Settings
from livinglab.store.attendance import SMALLEST_CELL, capacities_told, people_in
from livinglab.store.database import db
from livinglab.store.grouping import Theme, themes_of
from livinglab.store.judgements import current_marks, snapshot_of
from livinglab.store.needs import Decision as StoredDecision
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Contribution, ContributionState, ResultSnapshot, Session
from livinglab.store.trace import TraceEdge
from livinglab.store.trace_things import when
from livinglab.store.vote_readings import VoteReading, readings_of
from livinglab.words import either, t
from reports.minutes.value import Activity, Decision, Frozen, Minutes, Option, Reading, Requirement, Word
from reports.numbers import Language


def minutes_value(session: Session, language: Language, number: int, settings: Settings) -> Minutes:
    """What the minutes say now. Words hidden by now are in none of it."""
    project = db.session.get_one(Project, session.project_id)
    return Minutes(
        language=language,
        session=either(session.title, language),
        project=either(project.title, language),
        laboratory=settings.laboratory,
        number=number,
        on=session.day.isoformat(),
        people=people_in(session),
        place=session.place,
        follow=f"{settings.base_url.partition('://')[2]}/s/idea",
        simulated=settings.simulated,
        apart_from=SMALLEST_CELL,
        roles=tuple((t(f"board.helix_{code}", language), n) for code, n in capacities_told(session)),
        tongues=_tongues(session, language),
        activities=tuple(_activity(item, language) for item in session.items),
        decisions=tuple(_decision(each, session) for each in _decisions(session)),
    )


def _activity(item: AgendaItem, language: Language) -> Activity:
    snapshot = snapshot_of(item) if item.state == "closed" else None
    shown = snapshot is not None or item.state == "closed"
    return Activity(
        kind=t(f"activities.title_{item.kind}", language),
        question=either(item.prompt, language) or either(item.title, language),
        planned=item.planned_minutes,
        extra=item.extra_minutes,
        minutes=_minutes(item),
        dots=item.dots if item.activity.ballot == "dots" else 0,
        words=_words(item, snapshot, language) if shown else (),
        hidden=_in_state(item, "moderated") if shown else 0,
        waiting=_in_state(item, "waiting") if shown else 0,
        frozen=_frozen(snapshot, language) if snapshot else None,
    )


def _in_state(item: AgendaItem, state: ContributionState) -> int:
    return sum(each.state == state for each in item.contributions)


def _minutes(item: AgendaItem) -> int | None:
    """How long it took, pauses apart."""
    if item.started_at is None or item.closed_at is None:
        return None
    return max(0, round(((item.closed_at - item.started_at).total_seconds() - item.paused_seconds) / 60))


def _frozen(snapshot: ResultSnapshot, language: Language) -> Frozen:
    table, result = snapshot.counts, snapshot.result
    rows = tuple(Count(**row) for row in table["rows"])
    standings = tuple(Standing(**each) for each in result["standings"])
    return Frozen(
        method=snapshot.method,
        parameters=snapshot.parameters,
        seed=snapshot.seed,
        counts=Counts(tuple(table["subjects"]), table["people"], rows),
        input_digest=snapshot.input_digest,
        result=Result(result["method"], result["people"], standings, result["parameters"]),
        result_digest=snapshot.result_digest,
        readings=tuple(_reading(each, language) for each in readings_of(snapshot)),
    )


def _reading(stored: VoteReading, language: Language) -> Reading:
    """What the votes say further, as it was frozen; the salted digest of the votes stays in the database."""
    found = json.dumps(stored.result) if stored.state == "done" else ""
    capacities = frozen_json.load(Capacities, found) if found and stored.kind == "capacities" else None
    told = (*capacities.compared, *capacities.small) if capacities else ()
    return Reading(
        kind=stored.kind,
        state=stored.state,
        parameters=stored.parameters,
        seed=stored.seed,
        result_digest=stored.result_digest or "",
        names=tuple((code, t(f"board.helix_{code}", language)) for code in told),
        capacities=capacities,
        opinions=frozen_json.load(Opinions, found) if found and stored.kind == "opinions" else None,
    )


def _words(item: AgendaItem, snapshot: ResultSnapshot | None, language: Language) -> tuple[Word, ...]:
    """The subjects in the order of the result; where nothing was judged, in one that does not say who wrote first."""
    standings = snapshot.result["standings"] if snapshot else [{"subject": each.id} for each in item.subjects]
    ids = [each["subject"] for each in standings]
    if item.activity.method == "nothing":
        own = {each.id for each in item.contributions}
        ids = [*(each for each in ids if each not in own), *sorted(each for each in ids if each in own)]
    found = {each.id: each for each in db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))}
    themes = {theme.contribution.id: theme for theme in themes_of(item)} if item.activity.gathers else {}
    reasons = _reasons(item)
    return tuple(_word(found[each], themes.get(each), reasons.get(each, ()), language) for each in ids if each in found)


def _word(one: Contribution, theme: Theme | None, reasons: Sequence[str], language: Language) -> Word:
    if one.state != "visible":
        return Word(one.id, hidden=True)
    readable = theme.readable if theme else ()
    return Word(
        one.id,
        one.text,
        by_team=one.seat_id is None and not one.item.activity.gathers,
        details=_details(one, language),
        members=tuple(each.text for each in readable),
        hidden_members=len(theme.members) - len(readable) if theme else 0,
        reasons=tuple(reasons),
    )


def _details(one: Contribution, language: Language) -> tuple[tuple[str, str], ...]:
    """The other fields of its activity that were filled in, by their names."""
    given: Mapping[str, Any] = one.details or {}
    told = []
    for field in one.item.activity.fields:
        value = given.get(field.code)
        if value and field.code != HEADLINE:
            named = f"activities.field_{one.item.kind}_{field.code}"
            told.append((t(named, language), t(f"{named}_{value}", language) if field.choices else str(value)))
    return tuple(told)


def _reasons(item: AgendaItem) -> Mapping[str, Sequence[str]]:
    """Subject → the reasons given with a judgement, in no order that tells who."""
    told: dict[str, list[str]] = {}
    for mark in current_marks(item).values():
        if mark.why:
            told.setdefault(mark.subject, []).append(mark.why)
    return {subject: sorted(words) for subject, words in told.items()}


def _tongues(session: Session, language: Language) -> tuple[str, ...]:
    written = {each.language for item in session.items for each in item.contributions if each.state == "visible"}
    return tuple(sorted(_tongue(code, language) for code in written))


def _tongue(code: str, language: Language) -> str:
    try:
        return Locale.parse(code, sep="-").get_language_name(language) or code
    except (ValueError, UnknownLocaleError):
        return code


def _decisions(session: Session) -> Sequence[StoredDecision]:
    items = [item.id for item in session.items]
    chosen = select(StoredDecision).where(StoredDecision.item_id.in_(items))
    return db.session.scalars(chosen.order_by(StoredDecision.created_at, StoredDecision.id)).all()


def _decision(stored: StoredDecision, session: Session) -> Decision:
    options: Mapping[str, Any] = stored.options or {}
    snapshot = db.session.get(ResultSnapshot, options.get("snapshot", ""))
    return Decision(
        title=stored.title,
        reason=stored.reason,
        dissent=stored.dissent,
        on=when(stored).isoformat(),
        activity=next((n for n, item in enumerate(session.items, start=1) if item.id == stored.item_id), None),
        rests_on=snapshot.result_digest if snapshot else "",
        options=_options(stored, [each["contribution"] for each in options.get("options", ())]),
        requirements=tuple(Requirement(each.statement, each.acceptance_criterion) for each in stored.requirements),
    )


def _options(stored: StoredDecision, ids: Sequence[str]) -> tuple[Option, ...]:
    """What was on the table. The decision froze its words: what was hidden since is taken from the contributions."""
    found = {each.id: each for each in db.session.scalars(select(Contribution).where(Contribution.id.in_(ids)))}
    decided = select(TraceEdge.source_id).where(
        TraceEdge.project_id == stored.project_id,
        TraceEdge.relation == "decided_by",
        TraceEdge.target_id == stored.id,
        TraceEdge.mistaken_at.is_(None),
    )
    chosen = set(db.session.scalars(decided))
    shown = (found[each] for each in ids if each in found)
    return tuple(Option(each.text if each.state == "visible" else "", each.id in chosen) for each in shown)
