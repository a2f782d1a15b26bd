"""Publishing a learning: the preview of what anyone will read, what looks like personal data there, taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from livinglab.actions.learnings import publish_learning, unpublish_learning
from livinglab.store.failures import Refused
from livinglab.store.learnings import TEXTS, Learning, LearningRevision
from livinglab.store.personal_signs import Sign, names_in, signs_in
from livinglab.web.access import by, here
from livinglab.web.facilitator.blueprint import facilitator
from livinglab.web.facilitator.entries import Entry, entry
from livinglab.web.library import kinds_of_source


@facilitator.get("/learnings/<learning_id>/publish")
def publishing(learning_id: str) -> str:
    """What anyone will read, before anyone does."""
    return _preview(here(Learning, learning_id), Entry())


@facilitator.post("/learnings/<learning_id>/publish")
def publish(learning_id: str) -> Response | tuple[str, int]:
    """Publishes the revision that was previewed."""
    one = here(Learning, learning_id)
    read = entry({"checked": "learnings.checked_missing"})
    if read.complaints:
        return _preview(one, read), 422
    number = int(read.text("number")) if read.text("number").isdecimal() else 0
    try:
        publish_learning(by=by(), learning=one, number=number)
    except Refused as refusal:
        return _preview(one, read.refused(refusal, "checked")), refusal.status
    return redirect(url_for("facilitator.learning", learning_id=one.id, done="published"), 303)


@facilitator.post("/learnings/<learning_id>/unpublish")
def unpublish(learning_id: str) -> Response:
    """Takes it back."""
    one = here(Learning, learning_id)
    unpublish_learning(by=by(), learning=one)
    return redirect(url_for("facilitator.learning", learning_id=one.id, done="unpublished"), 303)


def _preview(one: Learning, read: Entry) -> str:
    return render_template(
        "facilitator/publish_learning.html",
        learning=one,
        project=one.project,
        revision=one.current,
        sources=kinds_of_source(one),
        signs=_signs(one.current, names_in(one.project_id)),
        entry=read,
        wrong=bool(read.complaints),
    )


def _signs(revision: LearningRevision, names: Sequence[str]) -> Sequence[Sign]:
    texts = [getattr(revision, name) or {} for name in (*TEXTS, "next_reason")]
    said = "\n".join((*(words for text in texts for words in text.values()), *revision.tags))
    return signs_in(said, names)
