"""`/health`: the process answers. `/ready`: it can store what people send."""

from __future__ import annotations

import shutil

from flask import Flask, Response, current_app, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from livinglab.settings import Settings
from livinglab.store.database import db, transaction
from livinglab.store.people import Account

FREE_BYTES_NEEDED = 200 * 1024 * 1024  # a report and a day of answers


def init_app(app: Flask) -> None:
    """Adds both addresses."""
    app.add_url_rule("/health", "health", health)
    app.add_url_rule("/ready", "ready", ready)


def health() -> Response:
    """Alive."""
    return jsonify(status="ok")


def ready() -> tuple[Response, int]:
    """Every check by name, and 503 when one does not hold."""
    settings: Settings = current_app.config["LIVINGLAB"]
    checks = {"database": _database_writes(), "disk": _disk_has_room(settings)}
    return jsonify(checks), 200 if all(checks.values()) else 503


def _database_writes() -> bool:
    try:
        with transaction():
            db.session.execute(select(Account.id).limit(1))
    except SQLAlchemyError:
        return False
    return True


def _disk_has_room(settings: Settings) -> bool:
    return shutil.disk_usage(settings.directory).free >= FREE_BYTES_NEEDED
