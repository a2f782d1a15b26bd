"""The agenda of a session: choosing an activity, planning it, correcting what is planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.actions.agenda import MOST_DOTS, MOST_PROPOSALS, Planned, add_agenda_item, correct_agenda_item
from livinglab.activities import ACTIVITIES
from livinglab.activities.activity import Activity
from livinglab.activities.chooser import AIMS, Advice, Situation, advise
from livinglab.store.database import db
from livinglab.store.failures import NotFound, Refused
from livinglab.store.projects import Project
from livinglab.store.sessions import AgendaItem, Session
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry_in_either_language, whole_number
from livinglab.words import LANGUAGES, either, spoken, t

LONGEST = 480  # minutes: a whole day
FAMILIES: Mapping[str, Sequence[str]] = {
    "gather": ("needs", "ideas", "persona", "journey_map"),
    "shape": ("grouping",),
    "choose": ("majority_judgment", "dots", "statements", "pairwise", "impact_feasibility", "consent"),
}


@facilitator.get("/sessions/<session_id>/items/new")
def choose_activity(session_id: str) -> str:
    """The kinds of activity, and which way of choosing suits the list at hand."""
    session = here(Session, session_id)
    asked = {name: request.args.get(name, "") for name in ("proposals", "aim", "apart")}
    return render_template(
        "facilitator/choose_activity.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        families=FAMILIES,
        aims=AIMS,
        asked=asked,
        advice=_advice(asked),
        wide=True,
    )


@facilitator.get("/sessions/<session_id>/items/new/<activity>")
def plan_item(session_id: str, activity: str) -> str:
    """The form of an activity to add."""
    session = here(Session, session_id)
    if activity not in ACTIVITIES:
        raise NotFound
    typed = {"dots": "3", "planned_minutes": "15", "asks_writing": "1", "reads_first": "1" * session.reads_first}
    return _form(session, ACTIVITIES[activity], Entry(typed))


@facilitator.post("/sessions/<session_id>/items")
def add_item(session_id: str) -> Response | tuple[str, int]:
    """Adds an activity at the end of the agenda."""
    session = here(Session, session_id)
    kind = request.form.get("kind", "ideas")
    if kind not in ACTIVITIES:
        raise NotFound
    activity = ACTIVITIES[kind]
    read = _read(activity)
    if not read.complaints:
        try:
            planned = _planned(activity, read)
            add_agenda_item(
                by=by(), session=session, planned=planned, kind=kind, proposals=_lines(read), language=spoken()
            )
        except Refused as refusal:
            read = read.refused(refusal, "prompt_fr")
    if read.complaints:
        return _form(session, activity, read), 422
    return redirect(url_for("facilitator.console", session_id=session.id, done="added"), 303)


@facilitator.get("/items/<item_id>/correct")
def item_to_correct(item_id: str) -> str:
    """The form of a planned activity."""
    item = here(AgendaItem, item_id)
    typed = {
        **{f"prompt_{language}": item.prompt.get(language, "") for language in LANGUAGES},
        "dots": str(item.dots),
        "planned_minutes": str(item.planned_minutes or ""),
        "asks_writing": "1" if item.asks_writing else "",
        "source": item.source_id or "",
        "carry_most": str(item.carry_most or ""),
        "reads_first": "1" if item.reads_first else "",
    }
    return _form(item.session, item.activity, Entry(typed), item)


@facilitator.post("/items/<item_id>/correct")
def correct_item(item_id: str) -> Response | tuple[str, int]:
    """Corrects a planned activity."""
    item = here(AgendaItem, item_id)
    read = _read(item.activity)
    if not read.complaints:
        try:
            planned = _planned(item.activity, read)
            correct_agenda_item(by=by(), item=item, planned=planned, proposals=_lines(read), language=spoken())
        except Refused as refusal:
            read = read.refused(refusal, "prompt_fr")
    if read.complaints:
        return _form(item.session, item.activity, read, item), 422
    return redirect(url_for("facilitator.console", session_id=item.session_id, done="corrected"), 303)


def _advice(asked: Mapping[str, str]) -> Advice | None:
    if not asked["proposals"].strip().isdecimal():
        return None
    aim = next((aim for aim in AIMS if aim == asked["aim"]), AIMS[0])
    return advise(Situation(int(asked["proposals"]), aim, bool(asked["apart"])))


def _read(activity: Activity) -> Entry:
    read = whole_number(entry_in_either_language("prompt", "sessions.prompt_missing"), "planned_minutes", 1, LONGEST)
    if activity.ballot == "dots":
        read = whole_number(read, "dots", 1, MOST_DOTS)
    if read.text("carry_most").strip():
        read = whole_number(read, "carry_most", 1, MOST_PROPOSALS)
    return read


def _planned(activity: Activity, read: Entry) -> Planned:
    source, most = read.text("source"), read.text("carry_most").strip()
    return Planned(
        title={language: t(f"activities.title_{activity.code}", language) for language in LANGUAGES},
        prompt=read.in_languages("prompt"),
        dots=int(read.text("dots")) if activity.ballot == "dots" else 0,
        planned_minutes=int(read.text("planned_minutes")),
        asks_writing=bool(activity.fields) and (bool(read.text("asks_writing")) or "writing_shown" not in read.typed),
        source=here(AgendaItem, source) if source else None,
        carry_most=int(most) if most else None,
        reads_first=bool(activity.fields) and bool(read.text("reads_first")),
    )


def _lines(read: Entry) -> list[str]:
    return [line.strip() for line in read.text("proposals").splitlines() if line.strip()]


def _sources(session: Session, item: AgendaItem | None) -> list[tuple[str, str]]:
    """The activities whose outcome may be taken over: (id, words), those of this session first."""
    chosen = select(AgendaItem).join(Session).where(Session.project_id == session.project_id)
    listed = db.session.scalars(chosen.order_by(Session.created_at.desc(), AgendaItem.position)).all()
    earlier = [
        each for each in listed if each is not item and (each.session_id == session.id or each.state == "closed")
    ]
    earlier.sort(key=lambda each: each.session_id != session.id)
    return [(each.id, _source_words(each)) for each in earlier]


def _source_words(item: AgendaItem) -> str:
    title = either(item.prompt) or either(item.title)
    return t("activities.plan_source_of", title=title, session=either(item.session.title))


def _form(session: Session, activity: Activity, read: Entry, item: AgendaItem | None = None) -> str:
    return render_template(
        "facilitator/plan_item.html",
        session=session,
        project=db.session.get_one(Project, session.project_id),
        activity=activity,
        item=item,
        sources=_sources(session, item),
        entry=read,
        wrong=bool(read.complaints),
    )
