"""The audit log: one line per action, chained, without personal data."""

from __future__ import annotations

from people import EMAILS, Cast
from sqlalchemy import select, text

from livinglab import actions
from livinglab.store.audit import AuditLine, verify_chain
from livinglab.store.database import db


def lines() -> list[AuditLine]:
    return list(db.session.scalars(select(AuditLine).order_by(AuditLine.sequence)))


def test_one_action_leaves_one_line(people: Cast) -> None:
    before = len(lines())
    project = actions.create_project(by=people.amina, title={"fr": "Jardin"})
    (line,) = lines()[before:]
    assert (line.actor, line.verb, line.object_kind, line.object_id) == (
        f"account:{people.amina.id}",
        "create_project",
        "Project",
        project.id,
    )


def test_a_line_names_nobody(everyone: Cast) -> None:
    written = " ".join(f"{line.actor} {line.verb} {line.object_kind} {line.object_id}" for line in lines())
    assert [name for name in (*EMAILS, *EMAILS.values(), "Félix") if name in written.lower()] == []


def test_the_chain_holds_as_it_was_written(everyone: Cast) -> None:
    assert verify_chain() is None


def test_a_line_changed_breaks_the_chain(everyone: Cast) -> None:
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("UPDATE audit_line SET actor = 'operator' WHERE sequence = 3"))
    db.session.expire_all()
    assert verify_chain() == 3


def test_a_line_removed_breaks_the_chain(everyone: Cast) -> None:
    with db.engine.begin() as elsewhere:
        elsewhere.execute(text("DELETE FROM audit_line WHERE sequence = 2"))
    db.session.expire_all()
    assert verify_chain() == 2
