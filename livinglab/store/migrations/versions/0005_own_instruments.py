"""Instruments a team holds itself."""

import sqlalchemy as sa
from alembic import op

revision = "0005_own_instruments"
down_revision = "0004_questionnaire_drafts"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        upgrade_main()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_index("uq_own_instrument_current", table_name="own_instrument")
        op.drop_index(op.f("ix_own_instrument_project_id"), table_name="own_instrument")
        op.drop_table("own_instrument")


def upgrade_main() -> None:
    """One table: at most one current instrument of a code in a project."""
    op.create_table(
        "own_instrument",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("source_filename", sa.String(length=255), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.String(length=64), nullable=True),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_own_instrument_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["added_by_id"], ["account.id"], name=op.f("fk_own_instrument_added_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_instrument")),
    )
    op.create_index(op.f("ix_own_instrument_project_id"), "own_instrument", ["project_id"])
    current = sa.text("retired_at IS NULL")
    op.create_index(
        "uq_own_instrument_current",
        "own_instrument",
        ["project_id", "code"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
