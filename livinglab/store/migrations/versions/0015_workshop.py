"""The workshop's records of a prototype version: materials, machine runs, work, factors, what is told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015_workshop"
down_revision = "0014_trace"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        _records()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_table("workshop_record")


def _records() -> None:
    op.create_table(
        "workshop_record",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("values", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("replaces_id", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('material', 'run', 'work', 'factor', 'know_how', 'story', 'readiness')",
            name=op.f("ck_workshop_record_kind_known"),
        ),
        sa.CheckConstraint(
            "withdrawn_because IS NULL OR replaces_id IS NOT NULL", name=op.f("ck_workshop_record_withdraws_something")
        ),
        sa.CheckConstraint(
            "(kind = 'factor') = (version_id IS NULL)", name=op.f("ck_workshop_record_factors_are_shared")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_workshop_record_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["prototype_version.id"], name=op.f("fk_workshop_record_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["workshop_record.id"], name=op.f("fk_workshop_record_replaces_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_workshop_record_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_record")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_workshop_record_replaces_id")),
    )
    op.create_index(op.f("ix_workshop_record_project_id"), "workshop_record", ["project_id"])
    op.create_index(op.f("ix_workshop_record_version_id"), "workshop_record", ["version_id"])
