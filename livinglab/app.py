"""The application: settings, databases, accounts, pages."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_babel import Babel
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from livinglab.settings import Settings, UnsafeSettings, from_environment
from livinglab.store import database, files
from livinglab.store.people import Account, AccountRole
from livinglab.web import (
    BLUEPRINTS,
    access,
    compression,
    errors,
    headers,
    health,
    incoming,
    language,
    media,
    moderated,
    pace,
    wording,
)
from livinglab.web.board_poll import BoardPoll
from livinglab.web.openrosa import openrosa
from livinglab.words import UnreadableWords, read_also, spoken
from surveys.languages import base

SESSION_DAYS = 14
STATIC_SECONDS = 3600


def create_app(settings: Settings | None = None) -> Flask:
    """The application on these settings, by default those of the environment. Raises UnsafeSettings."""
    settings = settings or from_environment()
    _speak_further(settings)
    app = Flask(__name__, static_folder="web/static", template_folder="web/templates")
    app.request_class = incoming.Request
    app.config.from_mapping(configuration(settings))
    database.init_app(app, settings.secrets)
    files.init_app(app, settings)
    _protect(app)
    for part in (compression, language, headers, pace, access, errors, health, media, moderated):
        part.init_app(app)
    wording.init_app(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _layer(app, settings)
    return app


def _speak_further(settings: Settings) -> None:
    try:
        if settings.words_path is not None:
            read_also(settings.words_path)
    except UnreadableWords as unreadable:
        raise UnsafeSettings(f"LIVINGLAB_WORDS_PATH holds a file that cannot be read: {unreadable}.") from None


def configuration(settings: Settings) -> dict[str, object]:
    """The settings as Flask and its extensions read them."""
    return {
        "LIVINGLAB": settings,
        "TESTING": settings.testing,
        "SECRET_KEY": settings.secrets.session_key,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": settings.max_content_length,
        "MAX_FORM_MEMORY_SIZE": settings.max_form_memory_size,
        "MAX_FORM_PARTS": settings.max_form_parts,
        "SEND_FILE_MAX_AGE_DEFAULT": STATIC_SECONDS,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_BINDS": {"vault": settings.vault_url},
        "SESSION_COOKIE_NAME": "livinglab",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=SESSION_DAYS),
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open over night is still sent
        "SECURITY_PASSWORD_SALT": settings.secrets.password_salt,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_SEND_REGISTER_EMAIL": False,
        "BABEL_DEFAULT_LOCALE": "fr",
    }


def _protect(app: Flask) -> None:
    CSRFProtect(app).exempt(openrosa)  # field clients have no cookie that another site could use
    Babel(app, locale_selector=lambda: base(spoken()))
    Security(app, SQLAlchemyUserDatastore(database.db, Account, AccountRole), register_blueprint=False)


def _layer(app: Flask, settings: Settings) -> None:
    """What stands between the server and Flask, outermost last."""
    with app.app_context():
        engine = database.db.engine
    app.wsgi_app = BoardPoll(app.wsgi_app, lambda: engine)  # type: ignore[method-assign]  # Flask's way of layering
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]  # the same
