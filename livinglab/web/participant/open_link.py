"""The public link of a study: the consent first, then a personal link like everyone's."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.participants import join_by_open_link
from livinglab.store.database import new_id
from livinglab.store.finding import study_by_open_token
from livinglab.web.participant.consent import onward, text_agreed, text_shown
from livinglab.web.participant.door import Visit, participant, welcome


@participant.get("/e/<token>")
def study_door(token: str) -> str:
    """What taking part means, and the question. The personal link is drawn now, so that two clicks make one person."""
    study = study_by_open_token(token)
    welcome(study)
    return render_template(
        "participant/consent.html", study=study, text=text_shown(study), link=new_id(), back=url_for(".declined")
    )


@participant.post("/e/<token>")
def join(token: str) -> Response:
    """Takes part: a participant, their consent and their link, at once."""
    study = study_by_open_token(token)
    welcome(study)
    agreed = join_by_open_link(study=study, consent_text=text_agreed(study), token=request.form.get("link", ""))
    return redirect(onward(Visit(agreed.token, agreed.participant)), 303)


@participant.get("/declined")
def declined() -> str:
    """For someone who prefers not to take part: nothing was kept."""
    return render_template("participant/declined.html")
