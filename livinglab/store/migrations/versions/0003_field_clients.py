"""Field clients, the forms they download, and what is set aside until the team has settled it."""

import sqlalchemy as sa
from alembic import op

revision = "0003_field_clients"
down_revision = "0002_attachments"
branch_labels = None
depends_on = None

CONSENT_CHANNELS = ("channel IN ('page', 'import')", "channel IN ('page', 'import', 'field_client')")


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no field clients."""
    if engine_name == "":
        _create_tables()
        _widen_quarantine()
        _consent_channels(CONSENT_CHANNELS[1])


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        _consent_channels(CONSENT_CHANNELS[0])
        _narrow_quarantine()
        for table in ("waiting_file", "field_form", "field_client"):
            op.drop_table(table)


def _create_tables() -> None:
    op.create_table(
        "field_client",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("issued_by_id", sa.String(length=64), nullable=True),
        sa.Column("last_sent_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by_id"], ["account.id"], name=op.f("fk_field_client_issued_by_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_field_client_study_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_client")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_field_client_token_hash")),
    )
    op.create_index(op.f("ix_field_client_study_id"), "field_client", ["study_id"])
    op.create_table(
        "field_form",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form_version", sa.String(length=120), nullable=False),
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.Column("xform", sa.LargeBinary(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(xform IS NULL) <> (fault IS NULL)", name=op.f("ck_field_form_made_or_refused")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_field_form_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_field_form_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_form")),
        sa.UniqueConstraint(
            "study_id",
            "wave",
            "version_id",
            "consent_version",
            name=op.f("uq_field_form_study_id_wave_version_id_consent_version"),
        ),
    )
    op.create_index(op.f("ix_field_form_study_id"), "field_form", ["study_id"])
    op.create_table(
        "waiting_file",
        sa.Column("quarantine_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quarantine_id"], ["quarantine.id"], name=op.f("fk_waiting_file_quarantine_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_file")),
        sa.UniqueConstraint("quarantine_id", "name", "digest", name=op.f("uq_waiting_file_quarantine_id_name_digest")),
    )


def _widen_quarantine() -> None:
    with op.batch_alter_table("quarantine", schema=None) as table:
        table.alter_column("participant_id", existing_type=sa.String(length=64), nullable=True)
        table.add_column(sa.Column("wave", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("original", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("settled_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("settled_by_id", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("outcome", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("note", sa.Text(), nullable=True))
        table.create_foreign_key(op.f("fk_quarantine_settled_by_id"), "account", ["settled_by_id"], ["id"])
        table.create_check_constraint(op.f("ck_quarantine_outcome_known"), "outcome IN ('accepted', 'rejected')")
        table.create_check_constraint(
            op.f("ck_quarantine_settled_whole"),
            "(settled_at IS NOT NULL AND outcome IS NOT NULL) OR (settled_at IS NULL AND outcome IS NULL)",
        )


def _narrow_quarantine() -> None:
    op.execute("DELETE FROM quarantine WHERE participant_id IS NULL")
    with op.batch_alter_table("quarantine", schema=None) as table:
        table.drop_constraint(op.f("ck_quarantine_settled_whole"), type_="check")
        table.drop_constraint(op.f("ck_quarantine_outcome_known"), type_="check")
        table.drop_constraint(op.f("fk_quarantine_settled_by_id"), type_="foreignkey")
        for column in ("note", "outcome", "settled_by_id", "settled_at", "original", "wave"):
            table.drop_column(column)
        table.alter_column("participant_id", existing_type=sa.String(length=64), nullable=False)


def _consent_channels(known: str) -> None:
    with op.batch_alter_table("consent", schema=None) as table:
        table.drop_constraint(op.f("ck_consent_channel_known"), type_="check")
        table.create_check_constraint(op.f("ck_consent_channel_known"), known)
