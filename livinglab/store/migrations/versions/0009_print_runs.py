"""Sheets printed: their numbers, and the file to print."""

import sqlalchemy as sa
from alembic import op

revision = "0009_print_runs"
down_revision = "0008_languages"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        upgrade_main()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_index(op.f("ix_print_run_study_id"), table_name="print_run")
        op.drop_table("print_run")


def upgrade_main() -> None:
    """One table."""
    op.create_table(
        "print_run",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("consent_text_id", sa.String(length=64), nullable=True),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("requested_by_id", sa.String(length=64), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("state IN ('queued', 'done', 'failed')", name=op.f("ck_print_run_state_known")),
        sa.CheckConstraint(
            "(first IS NOT NULL AND last IS NOT NULL) OR (first IS NULL AND last IS NULL)",
            name=op.f("ck_print_run_numbered_whole"),
        ),
        sa.CheckConstraint("first IS NULL OR first <= last", name=op.f("ck_print_run_numbers_in_order")),
        sa.CheckConstraint("state <> 'done' OR path IS NOT NULL", name=op.f("ck_print_run_done_with_file")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_print_run_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_print_run_version_id")),
        sa.ForeignKeyConstraint(["consent_text_id"], ["consent_text.id"], name=op.f("fk_print_run_consent_text_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["account.id"], name=op.f("fk_print_run_requested_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
    )
    op.create_index(op.f("ix_print_run_study_id"), "print_run", ["study_id"])
