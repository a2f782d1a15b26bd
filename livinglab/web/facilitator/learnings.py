"""Learnings: the library of the laboratory, writing one down, rewording it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.learnings import Told, record_learning, revise_learning
from livinglab.store.database import db
from livinglab.store.failures import Refused
from livinglab.store.finding import projects_of
from livinglab.store.learnings import TEXTS, Learning, LearningRevision, learnings_of, published_learnings
from livinglab.store.people import Account
from livinglab.store.projects import Project
from livinglab.store.trace import JOINS, Node
from livinglab.store.trace_things import things_of
from livinglab.web.access import by, here
from livinglab.web.chain import Step, came_from, step_at, step_of
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.library import Wanted, found, tags_of
from livinglab.words import LANGUAGES, t

SOURCES = JOINS["derived_from"]["learning"]


@facilitator.get("/learnings")
def learnings() -> str:
    """The learnings of the reader's projects, and those the others published."""
    projects = projects_of(by())
    mine = learnings_of([project.id for project in projects])
    others = [one for one in published_learnings() if one not in mine]
    wanted = Wanted.of(request.args)
    every = [*found(mine, Wanted(), public=False), *found(others, Wanted(), public=True)]
    return render_template(
        "facilitator/learnings.html",
        wanted=wanted,
        rows=[*found(mine, wanted, public=False), *found(others, wanted, public=True)],
        mine={one.id for one in mine},
        every=every,
        tags=tags_of(every),
        projects={one.learning.project_id: one.learning.project for one in every},
        own_projects=projects,
        wide=True,
    )


@facilitator.get("/projects/<project_id>/learnings/new")
def new_learning(project_id: str) -> str:
    """The form of a learning; the thing one comes from is proposed as its source."""
    project = here(Project, project_id)
    asked = request.args.get("source", "")
    return _form(project, Entry({}), [asked] if asked else [])


@facilitator.post("/projects/<project_id>/learnings")
def record(project_id: str) -> Response | tuple[str, int]:
    """Writes it down and opens its page."""
    project = here(Project, project_id)
    read, ticked = _read(), request.form.getlist("sources")
    if not ticked:
        read = Entry(read.typed, {"sources": t("learnings.source_missing"), **read.complaints})
    if read.complaints:
        return _form(project, read, ticked), 422
    sources = [step_at(project.id, *each.partition(":")[::2]).node for each in ticked]
    try:
        learning = record_learning(by=by(), project=project, told=_told(read), sources=sources)
    except Refused as refusal:
        return _form(project, read.refused(refusal, f"title_{LANGUAGES[0]}"), ticked), refusal.status
    return redirect(url_for("facilitator.learning", learning_id=learning.id, done="recorded"), 303)


@facilitator.get("/learnings/<learning_id>")
def learning(learning_id: str) -> str:
    """A learning as the team says it today, its earlier wordings, what it comes from."""
    one = here(Learning, learning_id)
    return render_template(
        "facilitator/learning.html",
        learning=one,
        project=one.project,
        revision=one.current,
        names={revision.id: _name_of(revision) for revision in one.revisions},
        done=request.args.get("done"),
    )


@facilitator.get("/learnings/<learning_id>/revise")
def revising(learning_id: str) -> str:
    """The form of other words for it."""
    one = here(Learning, learning_id)
    return _revision_form(one, Entry(_typed(one.current)))


@facilitator.post("/learnings/<learning_id>/revise")
def revise(learning_id: str) -> Response | tuple[str, int]:
    """Keeps them as a new revision; the earlier ones stay."""
    one = here(Learning, learning_id)
    read = _read(change="learnings.change_missing")
    if read.complaints:
        return _revision_form(one, read), 422
    number = int(read.text("number")) if read.text("number").isdecimal() else 0
    try:
        revise_learning(by=by(), learning=one, told=_told(read), change=read.text("change"), number=number)
    except Refused as refusal:
        return _revision_form(one, read.refused(refusal, "change")), refusal.status
    return redirect(url_for("facilitator.learning", learning_id=one.id, done="revised"), 303)


def _read(**required: str) -> Entry:
    """What was typed; one language must be whole, and a next step says why."""
    read = entry(required)
    whole = [one for one in LANGUAGES if all(read.text(f"{name}_{one}").strip() for name in TEXTS)]
    complaints = dict(read.complaints)
    if not whole:
        language = _begun(read)
        complaints |= {
            f"{name}_{language}": t(f"learnings.missing_{name}")
            for name in TEXTS
            if not read.text(f"{name}_{language}").strip()
        }
    if not read.text("confidence"):
        complaints["confidence"] = t("learnings.confidence_missing")
    if read.text("next_step") and not any(read.in_languages("next_reason").values()):
        complaints[f"next_reason_{(whole or LANGUAGES)[0]}"] = t("learnings.next_reason_missing")
    return Entry(read.typed, complaints)


def _begun(read: Entry) -> str:
    """The language the writer began in, else the first."""
    return next((one for one in LANGUAGES if any(read.text(f"{name}_{one}").strip() for name in TEXTS)), LANGUAGES[0])


def _told(read: Entry) -> Told:
    return Told(
        title=read.in_languages("title"),
        expected=read.in_languages("expected"),
        seen=read.in_languages("seen"),
        meaning=read.in_languages("meaning"),
        confidence=read.text("confidence"),
        next_step=read.text("next_step"),
        next_reason=read.in_languages("next_reason"),
        tags=read.text("tags").split(","),
    )


def _typed(revision: LearningRevision) -> dict[str, str]:
    """The fields of the form that would say a revision again."""
    texts = {name: getattr(revision, name) or {} for name in (*TEXTS, "next_reason")}
    typed = {f"{name}_{language}": words for name, text in texts.items() for language, words in text.items()}
    return {
        **typed,
        "next_step": revision.next_step or "",
        "confidence": revision.confidence,
        "tags": ", ".join(revision.tags),
        "number": str(revision.number),
    }


def _form(project: Project, read: Entry, ticked: Sequence[str]) -> str:
    return render_template(
        "facilitator/learning_form.html",
        project=project,
        learning=None,
        sources=_sources(project),
        ticked=ticked,
        entry=read,
        wrong=bool(read.complaints),
    )


def _revision_form(one: Learning, read: Entry) -> str:
    return render_template(
        "facilitator/learning_form.html",
        project=one.project,
        learning=one,
        sources=[move.earlier for move in came_from(one.project_id, Node("learning", one.id))],
        ticked=(),
        entry=read,
        wrong=bool(read.complaints),
    )


def _sources(project: Project) -> Sequence[Step]:
    """What a learning may come from, the latest first."""
    kinds = [kind for kind in SOURCES if kind != "learning"]
    steps = [step_of(project.id, Node(kind, one.id), one) for kind in kinds for one in things_of(project.id, kind)]
    return sorted(steps, key=lambda step: step.on, reverse=True)


def _name_of(revision: LearningRevision) -> str:
    account = db.session.get(Account, revision.written_by_id) if revision.written_by_id else None
    return account.name if account else ""
