"""Where background work is done: the databases without the pages, set up once in the worker's process."""

from __future__ import annotations

from functools import cache

from flask import Flask

from livinglab.settings import Settings, from_environment
from livinglab.store import database, files


@cache
def settings() -> Settings:
    """The settings of this process."""
    return from_environment()


@cache
def desk() -> Flask:
    """An application without a single page: `with desk().app_context():` opens the databases."""
    app = Flask("livinglab.jobs")
    app.config.from_mapping(
        SQLALCHEMY_DATABASE_URI=settings().database_url, SQLALCHEMY_BINDS={"vault": settings().vault_url}
    )
    database.init_app(app, settings().secrets)
    files.init_app(app, settings())
    return app
