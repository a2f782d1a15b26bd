"""Targets of indicators: what a project aims at, each change kept with the earlier ones."""

import sqlalchemy as sa
from alembic import op

revision = "0020_indicator_targets"
down_revision = "0019_vote_imports"
branch_labels = None
depends_on = None

ID = sa.String(length=64)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no target."""
    if engine_name != "":
        return
    op.create_table(
        "indicator_target",
        sa.Column("project_id", ID, nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_indicator_target_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"], name=op.f("fk_indicator_target_set_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_target")),
    )
    op.create_index(op.f("ix_indicator_target_project_id"), "indicator_target", ["project_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back. The targets are lost: keep a backup."""
    if engine_name != "":
        return
    op.drop_index(op.f("ix_indicator_target_project_id"), "indicator_target")
    op.drop_table("indicator_target")
