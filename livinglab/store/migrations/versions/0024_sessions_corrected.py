"""Sessions corrected after they were opened: their day, what stood before, and words read before they are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0024_sessions_corrected"
down_revision = "0023_results_in_the_trace"
branch_labels = None
depends_on = None

ID = sa.String(length=64)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; a session that nobody corrects keeps the days its moments say."""
    if engine_name != "":
        return
    op.add_column("session", sa.Column("held_on", sa.Date(), nullable=True))
    op.add_column("session", sa.Column("reads_first", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "session_correction",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_correction_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["account.id"], name=op.f("fk_session_correction_corrected_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_correction")),
    )
    op.create_index(op.f("ix_session_correction_session_id"), "session_correction", ["session_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back: corrected days and what stood before corrections are lost, names and places stay."""
    if engine_name != "":
        return
    op.drop_table("session_correction")
    op.drop_column("session", "reads_first")
    op.drop_column("session", "held_on")
