"""What became of my idea: the trace walked forward, for whoever holds the receipt."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from livinglab.store.database import db
from livinglab.store.failures import NotFound
from livinglab.store.finding import seat_by_receipt
from livinglab.store.sessions import Contribution
from livinglab.web.board.blueprint import board
from livinglab.web.board.idea_path import paths_from
from livinglab.words import t


@board.get("/idea")
def ask_receipt() -> str | Response:
    """The page where one types the receipt code."""
    receipt = request.args.get("receipt")
    if receipt is None:
        return render_template("board/ask_receipt.html", receipt="", complaint="")
    if not receipt.strip():
        return render_template("board/ask_receipt.html", receipt="", complaint=t("trace.receipt_missing"), wrong=True)
    return redirect(url_for("board.idea", receipt=receipt.strip()), 303)


@board.get("/idea/<receipt>")
def idea(receipt: str) -> str | tuple[str, int]:
    """Each idea of the seat, and what came of it."""
    try:
        seat = seat_by_receipt(receipt)
    except NotFound:
        complaint = t("trace.receipt_unknown")
        return render_template("board/ask_receipt.html", receipt=receipt, complaint=complaint, wrong=True), 404
    chosen = select(Contribution).where(Contribution.seat_id == seat.id).order_by(Contribution.created_at)
    mine = paths_from(db.session.scalars(chosen).all())
    return render_template("board/idea.html", seat=seat, ideas=mine)
