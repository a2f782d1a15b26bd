"""The story of a version, one question to a page: what a newcomer would ask, answered while it is fresh."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.workshop import tell_story
from livinglab.store.failures import NotFound
from livinglab.store.finding import find_project
from livinglab.store.prototypes import PrototypeVersion
from livinglab.store.workshop import story_of
from livinglab.store.workshop_fields import STORY
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator


@facilitator.get("/versions/<version_id>/story/<int:place>")
def story(version_id: str, place: int) -> str:
    """One question, with what was answered before."""
    found = here(PrototypeVersion, version_id)
    if not 1 <= place <= len(STORY):
        raise NotFound
    return render_template(
        "facilitator/story.html",
        version=found,
        project=find_project(by(), found.project_id),
        told=story_of(found),
        questions=[field.name for field in STORY],
        place=place,
    )


@facilitator.post("/versions/<version_id>/story/<int:place>")
def tell(version_id: str, place: int) -> Response:
    """Keeps the answer and goes on to the next question; after the last, to the version."""
    found = here(PrototypeVersion, version_id)
    if not 1 <= place <= len(STORY):
        raise NotFound
    tell_story(by=by(), version=found, question=STORY[place - 1].name, answer=request.form.get("answer", ""))
    if "stop" in request.form or place == len(STORY):
        return redirect(url_for("facilitator.version", version_id=found.id) + "#story", 303)
    return redirect(url_for("facilitator.story", version_id=found.id, place=place + 1), 303)
