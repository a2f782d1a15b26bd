"""Questionnaires being made in the browser, and their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0004_questionnaire_drafts"
down_revision = "0003_field_clients"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        upgrade_main()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_table("questionnaire_draft_step")
        op.drop_index(op.f("ix_questionnaire_draft_project_id"), table_name="questionnaire_draft")
        op.drop_table("questionnaire_draft")


def upgrade_main() -> None:
    """The drafts, then their steps."""
    op.create_table(
        "questionnaire_draft",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("title", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("cases", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("updated_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_questionnaire_draft_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["updated_by_id"], ["account.id"], name=op.f("fk_questionnaire_draft_updated_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft")),
    )
    op.create_index(op.f("ix_questionnaire_draft_project_id"), "questionnaire_draft", ["project_id"])
    op.create_table(
        "questionnaire_draft_step",
        sa.Column("draft_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("done", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("workbook", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["questionnaire_draft.id"],
            name=op.f("fk_questionnaire_draft_step_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_draft_step")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_questionnaire_draft_step_draft_id_number")),
    )
