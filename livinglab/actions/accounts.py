"""Accounts: the first administrator, the people invited afterwards, and their roles in projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask_security.utils import hash_password
from sqlalchemy import select, update

from livinglab.actions import texts
from livinglab.actions.action import action, administrator_action
from livinglab.actions.passwords import is_common
from livinglab.store.abilities import ABILITIES, ProjectRole
from livinglab.store.actors import Member
from livinglab.store.database import add_once, db, now
from livinglab.store.failures import NotFound, Refused
from livinglab.store.people import Account, Invitation, Membership
from livinglab.store.projects import Project
from livinglab.store.tokens import hashed, new_token

INVITATION_DAYS = 7
PASSWORD_LENGTH = 12


@dataclass(frozen=True)
class Invited:
    """An account and the secret of its one-time link, shown once; no secret when a password is chosen already."""

    account: Account
    token: str | None


def create_first_administrator(*, email: str, name: str, password: str, language: str = "fr") -> Account:
    """The first account. Refused as soon as there is one, also when two people try at the same moment."""
    account = Account(
        email=texts.email(email),
        name=texts.required_text(name),
        language=language,
        password=_secret(password),
        administrator=True,
        founder=1,
    )
    with action(None, "create_first_administrator") as act:
        if db.session.scalar(select(Account.id).limit(1)) or not add_once(account):
            raise Refused("administrator_exists")
        act.on(account)
    return account


def create_account(*, by: Member, email: str, name: str, language: str = "fr", administrator: bool = False) -> Invited:
    """An account without password, and the link to choose one."""
    with administrator_action(by, "create_account") as act:
        invited = _create(email, name, language, administrator)
        act.on(invited.account)
    return invited


def add_member(*, by: Member, project: Project, account: Account, role: ProjectRole) -> Membership:
    """Gives an account a role in a project, or changes it."""
    with administrator_action(by, "add_member") as act:
        membership = _member(project, account, role)
        act.on(membership)
    return membership


def invite_member(
    *, by: Member, project: Project, email: str, name: str, role: ProjectRole, language: str = "fr"
) -> Invited:
    """Gives a role to someone by address; who has no account yet gets one and a link to choose a password."""
    with administrator_action(by, "invite_member") as act:
        known = db.session.scalars(select(Account).where(Account.email == texts.email(email))).first()
        invited = Invited(known, None) if known else _create(email, name, language, administrator=False)
        act.on(_member(project, invited.account, role))
    return invited


def remove_member(*, by: Member, membership: Membership) -> None:
    """Takes a role in a project away."""
    with administrator_action(by, "remove_member") as act:
        act.on(membership)
        db.session.delete(membership)


def invite_again(*, by: Member, account: Account) -> Invited:
    """A new one-time link; the earlier ones stop working."""
    with administrator_action(by, "invite_again") as act:
        _spend_links(account)
        invited = Invited(account, _link(account))
        act.on(account)
    return invited


def choose_password(*, token: str, password: str) -> Account:
    """The holder of a one-time link chooses a password; the link is spent, and other sessions end."""
    secret = _secret(password)
    with action(None, "choose_password") as act:
        account = _invited_by(token)
        account.password = secret
        account.fs_uniquifier = new_token()
        _spend_links(account)
        act.on(account)
    return account


def find_invitation(token: str) -> Invitation:
    """The invitation behind a one-time link that still works. Raises NotFound."""
    chosen = select(Invitation).where(
        Invitation.token_hash == hashed(token), Invitation.used_at.is_(None), Invitation.expires_at > now()
    )
    found = db.session.scalars(chosen).first()
    if found is None:
        raise NotFound
    return found


def deactivate_account(*, by: Member, account: Account) -> None:
    """The account can no longer sign in; what it did stays. The last administrator stays."""
    with administrator_action(by, "deactivate_account") as act:
        others = select(Account.id).where(Account.administrator, Account.active, Account.id != account.id)
        if account.administrator and not db.session.scalars(others).first():
            raise Refused("last_administrator")
        account.active = False
        account.fs_uniquifier = new_token()
        act.on(account)


def _create(email: str, name: str, language: str, administrator: bool) -> Invited:
    account = Account(
        email=texts.email(email),
        name=texts.required_text(name),
        language=language,
        administrator=administrator,
    )
    if not add_once(account):
        raise Refused("email_taken")
    return Invited(account, _link(account))


def _member(project: Project, account: Account, role: ProjectRole) -> Membership:
    if role not in ABILITIES:
        raise Refused("role_unknown")
    chosen = select(Membership).where(Membership.account_id == account.id, Membership.project_id == project.id)
    membership = db.session.scalars(chosen).first() or Membership(account_id=account.id, project_id=project.id)
    membership.role = role
    db.session.add(membership)
    return membership


def _link(account: Account) -> str:
    token = new_token()
    expires = now() + timedelta(days=INVITATION_DAYS)
    db.session.add(Invitation(account_id=account.id, token_hash=hashed(token), expires_at=expires))
    return token


def _invited_by(token: str) -> Account:
    account = find_invitation(token).account
    if not account.active:
        raise NotFound
    return account


def _spend_links(account: Account) -> None:
    links = update(Invitation).where(Invitation.account_id == account.id, Invitation.used_at.is_(None))
    db.session.execute(links.values(used_at=now()))


def _secret(password: str) -> str:
    if len(password) < PASSWORD_LENGTH:
        raise Refused("password_too_short", n=PASSWORD_LENGTH)
    if is_common(password):
        raise Refused("password_too_common")
    return str(hash_password(password))
