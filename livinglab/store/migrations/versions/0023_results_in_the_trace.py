"""Frozen results in the trace: a decision leads back to the result it rests on and to the activity that gave it."""

import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023_results_in_the_trace"
down_revision = "0022_minutes"
branch_labels = None
depends_on = None

KINDS = (
    "'session', 'agenda_item', 'contribution', 'decision', 'requirement', 'prototype', 'prototype_version', "
    "'questionnaire_version', 'study', 'deviation', 'report', 'learning', 'uptake'"
)
MORE = KINDS.replace("'contribution', ", "'contribution', 'result', ")
EDGE = sa.table(
    "trace_edge",
    *(sa.column(name) for name in ("id", "project_id", "source_kind", "source_id", "relation")),
    *(sa.column(name) for name in ("target_kind", "target_id")),
    sa.column("created_at", sa.DateTime()),
)
DECISION = sa.table(
    "decision",
    *(sa.column(name) for name in ("id", "project_id", "item_id")),
    sa.column("options", sa.JSON()),
)
SNAPSHOT = sa.table("result_snapshot", sa.column("id"))


def upgrade(engine_name: str) -> None:
    """Brings one database forward; the decisions taken so far get the way back that their frozen options name."""
    if engine_name != "":
        return
    _kinds(MORE)
    rows = list(dict.fromkeys(_ways_back()))
    if rows:
        names = ("project_id", "source_kind", "source_id", "relation", "target_kind", "target_id")
        at = datetime.now(UTC).replace(tzinfo=None)
        edges = [{"id": secrets.token_hex(16), "created_at": at, **dict(zip(names, row, strict=True))} for row in rows]
        op.get_bind().execute(sa.insert(EDGE), edges)


def downgrade(engine_name: str) -> None:
    """Brings one database back; what leads to a frozen result goes, the result stays."""
    if engine_name != "":
        return
    op.execute("DELETE FROM trace_edge WHERE source_kind = 'result' OR target_kind = 'result'")
    op.execute("DELETE FROM trace_edge WHERE source_kind = 'agenda_item' AND relation = 'decided_by'")
    _kinds(KINDS)


def _ways_back() -> list[tuple[Any, ...]]:
    bind = op.get_bind()
    known = set(bind.execute(sa.select(SNAPSHOT.c.id)).scalars())
    ways: list[tuple[Any, ...]] = []
    for identifier, project, item, options in bind.execute(
        sa.select(DECISION.c.id, DECISION.c.project_id, DECISION.c.item_id, DECISION.c.options)
    ):
        if item is None:
            continue
        ways.append((project, "agenda_item", item, "decided_by", "decision", identifier))
        result = (options or {}).get("snapshot")
        if result in known:
            ways.append((project, "result", result, "derived_from", "agenda_item", item))
            ways.append((project, "result", result, "decided_by", "decision", identifier))
    return ways


def _kinds(listed: str) -> None:
    with op.batch_alter_table("trace_edge", schema=None) as table:
        for end in ("source_kind", "target_kind"):
            table.drop_constraint(op.f(f"ck_trace_edge_{end}_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_trace_edge_{end}_known"), f"{end} IN ({listed})")
