"""The store: one module per aggregate, two databases, and finding that authorises.

Reads are plain functions here; everything that writes is an action in `livinglab.actions`.
"""

from livinglab.store import (  # every module, so that all tables are known when the first query runs
    attachments,
    audit,
    consents,
    field_clients,
    instruments,
    needs,
    paper_entries,
    people,
    print_runs,
    projects,
    prototypes,
    questionnaire_drafts,
    questionnaires,
    reports,
    responses,
    sessions,
    sittings,
    studies,
    trace,
    vault,
)
from livinglab.store.actors import OPERATOR, Actor, Member, Operator
from livinglab.store.database import db, new_id, now, transaction, upgrade
from livinglab.store.failures import Busy, Conflict, Failure, NotAllowed, NotFound, Refused

__all__ = [
    "OPERATOR",
    "Actor",
    "Busy",
    "Conflict",
    "Failure",
    "Member",
    "NotAllowed",
    "NotFound",
    "Operator",
    "Refused",
    "attachments",
    "audit",
    "consents",
    "db",
    "field_clients",
    "instruments",
    "needs",
    "new_id",
    "now",
    "paper_entries",
    "people",
    "print_runs",
    "projects",
    "prototypes",
    "questionnaire_drafts",
    "questionnaires",
    "reports",
    "responses",
    "sessions",
    "sittings",
    "studies",
    "trace",
    "transaction",
    "upgrade",
    "vault",
]
