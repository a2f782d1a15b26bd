"""Readings of votes: what declared capacities share, the groups the votes show; up to which vote a result counts."""

import sqlalchemy as sa
from alembic import op

revision = "0018_vote_readings"
down_revision = "0017_activities"
branch_labels = None
depends_on = None

ID = sa.String(length=64)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no session."""
    if engine_name != "":
        return
    op.add_column("result_snapshot", sa.Column("last_event", sa.Integer(), nullable=True))
    op.create_table(
        "vote_reading",
        sa.Column("snapshot_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("input_digest", sa.String(length=80), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("result_digest", sa.String(length=80), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('capacities', 'opinions')", name=op.f("ck_vote_reading_kind_known")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f("ck_vote_reading_state_known")),
        sa.CheckConstraint(
            "(state = 'done') = (result_digest IS NOT NULL)", name=op.f("ck_vote_reading_done_with_digest")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["result_snapshot.id"], name=op.f("fk_vote_reading_snapshot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_reading")),
        sa.UniqueConstraint("snapshot_id", "kind", name=op.f("uq_vote_reading_snapshot_id")),
    )


def downgrade(engine_name: str) -> None:
    """Brings one database back. The readings are lost; the votes they came from stay."""
    if engine_name != "":
        return
    op.drop_table("vote_reading")
    op.drop_column("result_snapshot", "last_event")
