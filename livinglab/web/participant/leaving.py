"""Leaving the study: two clicks, no account, no reason asked."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from livinglab.actions.participants import withdraw_participant
from livinglab.web.participant.door import participant, visit


@participant.get("/a/<token>/leave")
def leave(token: str) -> str:
    """What leaving means, and the choice of what becomes of the answers sent."""
    return render_template("participant/leave.html", visit=visit(token))


@participant.post("/a/<token>/leave")
def confirm_leaving(token: str) -> Response:
    """Leaves. The link stops working, so the page after it belongs to nobody."""
    here = visit(token)
    erase = request.form.get("answers") == "erase"
    withdraw_participant(by=here.participant, participant=here.participant, erase=erase)
    return redirect(url_for("participant.left", erased=int(erase)), 303)


@participant.get("/left")
def left() -> str:
    """Goodbye, and what was done."""
    return render_template("participant/left.html", erased=request.args.get("erased") == "1")
