"""Who acts: an account, the operator at the machine's keyboard, a participant, a seat, a device, or nobody."""

from __future__ import annotations

from typing import Final, TypeAlias

from livinglab.store.field_clients import FieldClient
from livinglab.store.people import Account
from livinglab.store.sessions import Seat
from livinglab.store.studies import Participant


class Operator:
    """Whoever runs a command on the machine itself: they hold the databases already."""


OPERATOR: Final = Operator()

Member: TypeAlias = Account | Operator
Actor: TypeAlias = Member | Participant | Seat | FieldClient | None


def audit_name(by: Actor) -> str:
    """How an audit line names them: the account's id; for people who answer, only that one of them acted."""
    match by:
        case Account():
            return f"account:{by.id}"
        case Operator():
            return "operator"
        case Participant():
            return "participant"
        case Seat():
            return "seat"
        case FieldClient():
            return f"field_client:{by.id}"
        case None:
            return "visitor"


def account_id(by: Actor) -> str | None:
    """The id of the account that acts, if it is one."""
    return by.id if isinstance(by, Account) else None
