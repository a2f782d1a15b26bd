"""Votes brought in from Polis: a channel of their own, and the files as they are read, shown, stored or let go."""

import sqlalchemy as sa
from alembic import op

revision = "0019_vote_imports"
down_revision = "0018_vote_readings"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
BEFORE = "channel IN ('phone', 'paper', 'spoken')"
AFTER = "channel IN ('phone', 'paper', 'spoken', 'import')"
STATES = "state IN ('reading', 'ready', 'refused', 'storing', 'done', 'failed', 'let_go')"


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no session."""
    if engine_name != "":
        return
    _channels(AFTER)
    op.create_table(
        "vote_import",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=True),
        sa.Column("asked_by_id", ID, nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("found", sa.JSON(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=True),
        sa.Column("refusal", sa.String(length=80), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_vote_import_state_known")),
        sa.CheckConstraint("state <> 'done' OR item_id IS NOT NULL", name=op.f("ck_vote_import_done_with_activity")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_vote_import_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_vote_import_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_vote_import_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_import")),
    )
    op.create_index(op.f("ix_vote_import_session_id"), "vote_import", ["session_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back. Votes brought in are then read as typed from paper: keep a backup."""
    if engine_name != "":
        return
    op.drop_table("vote_import")
    for table in ("seat", "judgement_event"):
        op.execute(f"UPDATE {table} SET channel = 'paper' WHERE channel = 'import'")  # noqa: S608 our own names
    _channels(BEFORE)


def _channels(known: str) -> None:
    for name in ("seat", "judgement_event"):
        with op.batch_alter_table(name, schema=None) as table:
            table.drop_constraint(op.f(f"ck_{name}_channel_known"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_channel_known"), known)
