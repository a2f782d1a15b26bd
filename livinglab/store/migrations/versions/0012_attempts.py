"""Counts of wrong secrets, so that guessing has to wait."""

import sqlalchemy as sa
from alembic import op

revision = "0012_attempts"
down_revision = "0011_sheets_of_participants"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        op.create_table(
            "attempts",
            sa.Column("key", sa.String(length=64), nullable=False),
            sa.Column("count", sa.Integer(), nullable=False),
            sa.Column("expires_at", sa.DateTime(), nullable=False),
            sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
        )
        op.create_index(op.f("ix_attempts_expires_at"), "attempts", ["expires_at"])


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_table("attempts")
