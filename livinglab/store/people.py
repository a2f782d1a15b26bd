"""The team: accounts, their one-time links, and their roles in projects."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from livinglab.store.abilities import ProjectRole
from livinglab.store.choices import one_of
from livinglab.store.database import ID_LENGTH, Entity, Identified, new_id

account_roles = Table(
    "account_roles",
    Entity.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("account_role.id", ondelete="CASCADE"), primary_key=True),
)


class AccountRole(Entity, RoleMixin):
    """A role in Flask-Security's sense. Unused: what an account may do stands in Membership and `administrator`."""

    __tablename__ = "account_role"

    id: Mapped[str] = mapped_column(  # type: ignore[assignment]  # Flask-Security expects a counter, reads any key
        String(ID_LENGTH), primary_key=True, default=new_id
    )
    name: Mapped[str] = mapped_column(String(80), unique=True)


class Account(Identified, Entity, UserMixin):  # type: ignore[misc] # Flask-Security is untyped
    """Someone of the team who signs in. `founder` is 1 for the first administrator and empty for all others."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("founder = 1", name="only_one_founder"),
        CheckConstraint("email = lower(email)", name="email_in_lower_case"),
    )

    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    administrator: Mapped[bool] = mapped_column(default=False)
    founder: Mapped[int | None] = mapped_column(unique=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=new_id)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))

    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]  # a list of ours is one of theirs
        secondary=account_roles
    )
    memberships: Mapped[list[Membership]] = relationship(back_populates="account", cascade="all, delete-orphan")


class Invitation(Identified, Entity):
    """A one-time link to choose a password. Only the token's hash is kept."""

    __tablename__ = "invitation"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class Membership(Identified, Entity):
    """What an account may do in one project: see `abilities.ABILITIES`."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "project_id"), one_of("role", get_args(ProjectRole)))

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    project_id: Mapped[str] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    role: Mapped[ProjectRole] = mapped_column(String(20))

    account: Mapped[Account] = relationship(back_populates="memberships")
