"""Moderation: what the team did with people's words, event by event; words that wait until the team has read them."""

import sqlalchemy as sa
from alembic import op

revision = "0021_moderation"
down_revision = "0020_indicator_targets"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
# What was hidden before: by whom and why is known; when, by the audit line of the hiding, if it has one.
HIDDEN_BEFORE = """
    INSERT INTO moderation_event (at, contribution_id, move, code, words, by_id)
    SELECT coalesce(
        (SELECT max(line.at) FROM audit_line AS line
         WHERE line.object_id = one.id AND line.verb = 'moderate_contribution'), one.created_at),
        one.id, 'hidden', 'own', one.moderation_reason, one.moderated_by_id
    FROM contribution AS one WHERE one.state = 'moderated' ORDER BY one.created_at, one.id
"""


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no session."""
    if engine_name != "":
        return
    op.create_table(
        "moderation_event",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("move", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.CheckConstraint("move IN ('read', 'hidden', 'restored')", name=op.f("ck_moderation_event_move_known")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_moderation_event_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_moderation_event_by_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_moderation_event")),
    )
    op.create_index(op.f("ix_moderation_event_contribution_id"), "moderation_event", ["contribution_id"])
    op.add_column("agenda_item", sa.Column("reads_first", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("contribution", schema=None) as table:
        table.add_column(sa.Column("moderation_code", sa.String(length=20), nullable=True))
        table.drop_constraint(op.f("ck_contribution_state_known"), type_="check")
        table.drop_constraint(op.f("ck_contribution_moderation_says_why"), type_="check")
        table.create_check_constraint(
            op.f("ck_contribution_state_known"), "state IN ('waiting', 'visible', 'moderated')"
        )
        table.create_check_constraint(
            op.f("ck_contribution_moderation_says_why"), "state <> 'moderated' OR moderation_reason IS NOT NULL"
        )
    op.execute("UPDATE contribution SET moderation_code = 'own' WHERE state = 'moderated'")
    op.execute(HIDDEN_BEFORE)


def downgrade(engine_name: str) -> None:
    """Brings one database back. What waited to be read is shown, and what was done before the last move is lost."""
    if engine_name != "":
        return
    op.execute("UPDATE contribution SET state = 'visible' WHERE state = 'waiting'")
    with op.batch_alter_table("contribution", schema=None) as table:
        table.drop_constraint(op.f("ck_contribution_moderation_says_why"), type_="check")
        table.drop_constraint(op.f("ck_contribution_state_known"), type_="check")
        table.drop_column("moderation_code")
        table.create_check_constraint(op.f("ck_contribution_state_known"), "state IN ('visible', 'moderated')")
        table.create_check_constraint(
            op.f("ck_contribution_moderation_says_why"), "state = 'visible' OR moderation_reason IS NOT NULL"
        )
    op.drop_column("agenda_item", "reads_first")
    op.drop_table("moderation_event")
