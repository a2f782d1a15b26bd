"""Attachments of responses, and files of questionnaires."""

import sqlalchemy as sa
from alembic import op

revision = "0002_attachments"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts have no files."""
    if engine_name == "":
        _upgrade_answers()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_table("questionnaire_file")
        op.drop_table("attachment")


def _upgrade_answers() -> None:
    op.create_table(
        "attachment",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("participant_id", sa.String(length=64), nullable=False),
        sa.Column("response_id", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("given_name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_attachment_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_attachment_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("response_id", "name", name=op.f("uq_attachment_response_id_name")),
    )
    op.create_index(op.f("ix_attachment_participant_id"), "attachment", ["participant_id"])
    op.create_index(op.f("ix_attachment_study_id"), "attachment", ["study_id"])
    op.create_index("ix_attachment_digest", "attachment", ["digest"])
    op.create_table(
        "questionnaire_file",
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_questionnaire_file_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_file")),
        sa.UniqueConstraint("version_id", "name", name=op.f("uq_questionnaire_file_version_id_name")),
    )
    op.create_index("ix_questionnaire_file_digest", "questionnaire_file", ["digest"])
