"""Hidden words, as their author and the team are told of them: why, and whom to ask."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from livinglab.store.database import db
from livinglab.store.moderation import OWN, Move
from livinglab.store.people import Account
from livinglab.store.sessions import Contribution
from livinglab.words import t


def init_app(app: Flask) -> None:
    """Lets every template tell it."""
    app.jinja_env.globals.update(why_hidden=why_hidden, reason_told=reason_told, hidden_by=hidden_by)


def why_hidden(contribution: Contribution) -> str:
    """The reason of what is hidden now."""
    return reason_told("hidden", contribution.moderation_code or OWN, contribution.moderation_reason or "")


def reason_told(move: Move, code: str, words: str) -> str:
    """A short reason in the reader's language, then the words written beside it."""
    short = t(f"moderation.why_{move}_{code}") if code != OWN else ""
    return f"{short} {words}".strip()


def hidden_by(contribution: Contribution) -> str:
    """Who hid the words: whom their author may ask."""
    chosen = select(Account.name).where(Account.id == contribution.moderated_by_id)
    return db.session.scalars(chosen).first() or ""
