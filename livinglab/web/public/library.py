"""The published learnings, for anyone: nothing but the revision that was previewed and published."""

from __future__ import annotations

from flask import render_template, request

from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.learnings import Learning, published_learnings
from livinglab.web.forms import Answered
from livinglab.web.library import Wanted, found, kinds_of_source, tags_of
from livinglab.web.public.views import public


@public.get("/library")
def library() -> Answered:
    """Every published learning, to be searched."""
    every = found(published_learnings(), Wanted(), public=True)
    wanted = Wanted.of(request.args)
    return render_template(
        "public/library.html",
        wanted=wanted,
        rows=[one for one in every if wanted.fits(one.learning, one.revision)],
        every=every,
        tags=tags_of(every),
        projects={one.learning.project_id: one.learning.project for one in every},
    )


@public.get("/library/<learning_id>")
def learning(learning_id: str) -> Answered:
    """One published learning. Raises NotFound for any other."""
    one = db.session.get(Learning, learning_id)
    if one is None or one.published is None:
        raise NotFound
    return render_template(
        "public/learning.html", learning=one, project=one.project, revision=one.published, sources=kinds_of_source(one)
    )
