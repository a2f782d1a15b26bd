"""The pages of an account."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from flask_security.utils import hash_password, login_user, logout_user, verify_password
from sqlalchemy import select

from livinglab.actions.accounts import PASSWORD_LENGTH, choose_password, create_first_administrator, find_invitation
from livinglab.store.database import db, keys
from livinglab.store.failures import NotFound, Refused, TooMany
from livinglab.store.people import Account
from livinglab.web.access import me
from livinglab.web.forms import Answered, complain, typed
from livinglab.web.pace import (
    PASSWORD,
    PASSWORD_OF_ACCOUNT,
    SETUP_CODE,
    count_wrong,
    place,
    require_patience,
)
from livinglab.words import spoken, t

account = Blueprint("account", __name__)

FIELD_OF_REFUSAL: Mapping[str, str] = {
    "email_unreadable": "email",
    "text_missing": "name",
    "password_too_short": "password",
    "password_too_common": "password",
}


@account.get("/setup")
def setup() -> Answered:
    """The form of the first administrator, as long as there is no account."""
    if _someone():
        return _closed()
    return render_template("account/setup.html", typed={"code": request.args.get("code", "")}, errors=[])


@account.post("/setup")
def create_administrator() -> Answered:
    """Creates the first administrator, for whoever holds the set-up code."""
    fields = typed("code", "name", "email")
    if _someone():
        return _closed()
    require_patience((SETUP_CODE, place()))
    if not hmac.compare_digest(fields["code"].strip().encode(), keys().setup_code.encode()):
        count_wrong((SETUP_CODE, place()))
        return _setup_again(fields, "code", t("account.setup_code_wrong"))
    try:
        password = request.form.get("password", "")
        created = create_first_administrator(
            email=fields["email"], name=fields["name"], password=password, language=spoken()
        )
    except Refused as refused:
        return _setup_again(fields, FIELD_OF_REFUSAL.get(refused.code, "code"), refused.words())
    _begin_session(created)
    return redirect(url_for("team.home"))


@account.get("/sign-in")
def sign_in() -> Answered:
    """The form; who is signed in already goes on."""
    if me() is not None:
        return redirect(_inside(request.args.get("next")))
    if not _someone():
        return redirect(url_for("account.setup"))
    return render_template("account/sign_in.html", typed={"next": request.args.get("next", "")}, errors=[])


@account.post("/sign-in")
def enter() -> Answered:
    """Signs in. An unknown address and a wrong password get the same words, after the same work."""
    fields = typed("email", "next")
    guesses = ((PASSWORD_OF_ACCOUNT, fields["email"].lower()), (PASSWORD, place()))
    try:
        require_patience(*guesses)
    except TooMany as wait:
        page, _ = complain("account/sign_in.html", [("email", wait.words())], typed=fields)
        return make_response(page, wait.status, {"Retry-After": str(wait.seconds)})
    found = _known(fields["email"], request.form.get("password", ""))
    if found is None:
        count_wrong(*guesses)
        return complain("account/sign_in.html", [("email", t("account.sign_in_refused"))], typed=fields)
    _begin_session(found)
    return redirect(_inside(fields["next"]))


@account.post("/sign-out")
def sign_out() -> Answered:
    """Ends the session."""
    logout_user()
    session.clear()
    flash(t("account.signed_out"))
    return redirect(url_for("account.sign_in"))


@account.get("/account/password/<token>")
def password(token: str) -> Answered:
    """The form behind a one-time link."""
    try:
        invitation = find_invitation(token)
    except NotFound:
        return render_template("account/spent.html"), 404
    return render_template("account/password.html", account=invitation.account, errors=[])


@account.post("/account/password/<token>")
def choose(token: str) -> Answered:
    """Saves the password and spends the link."""
    try:
        choose_password(token=token, password=request.form.get("password", ""))
    except NotFound:
        return render_template("account/spent.html"), 404
    except Refused as refused:
        invited = find_invitation(token).account
        return complain("account/password.html", [("password", refused.words())], account=invited)
    flash(t("account.password_chosen"))
    return redirect(url_for("account.sign_in"))


def _someone() -> bool:
    return db.session.scalars(select(Account.id).limit(1)).first() is not None


def _closed() -> Answered:
    flash(t("account.setup_done"))
    return redirect(url_for("account.sign_in"))


def _setup_again(fields: Mapping[str, str], field: str, sentence: str) -> Answered:
    return complain("account/setup.html", [(field, sentence)], typed=fields)


def _known(email: str, given: str) -> Account | None:
    """The account of that address and password; without account, as much work is done for nothing."""
    found = db.session.scalars(select(Account).where(Account.email == email.strip().lower())).first()
    if found is None or not found.password:
        hash_password(given[:PASSWORD_LENGTH])
        return None
    return found if verify_password(given, found.password) and found.active else None


def _begin_session(found: Account) -> None:
    """A session of its own: nothing set before signing in survives it."""
    session.clear()
    login_user(found)
    session.permanent = True


def _inside(address: str | None) -> str:
    """An address of this site, or the team's home: never another site."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or urlsplit(address).netloc:
        return url_for("team.home")
    return address if address.isprintable() and "\\" not in address else url_for("team.home")
