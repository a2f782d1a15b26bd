"""Sheets of paper as they are typed: entries, how their differences were settled, and who may type."""

import sqlalchemy as sa
from alembic import op

revision = "0006_paper_entries"
down_revision = "0005_own_instruments"
branch_labels = None
depends_on = None

CONSENT_CHANNELS = (
    "channel IN ('page', 'import', 'field_client')",
    "channel IN ('page', 'import', 'field_client', 'paper')",
)
ORIGINS = ("origin IN ('team', 'open_link', 'import')", "origin IN ('team', 'open_link', 'import', 'paper')")
ROLES = ("role IN ('manager', 'researcher', 'funder')", "role IN ('manager', 'researcher', 'volunteer', 'funder')")


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no paper."""
    if engine_name == "":
        _words_known(1)
        op.add_column("study", sa.Column("double_entry", sa.Boolean(), nullable=False, server_default=sa.true()))
        op.add_column("study", sa.Column("same_person_twice", sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table("response", schema=None) as table:
            table.add_column(sa.Column("entered_by_id", sa.String(length=64), nullable=True))
            table.create_foreign_key(op.f("fk_response_entered_by_id"), "account", ["entered_by_id"], ["id"])
        _create_tables()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        for name in ("settlement", "paper_entry", "entered_sheet"):
            op.drop_table(name)
        with op.batch_alter_table("response", schema=None) as table:
            table.drop_constraint(op.f("fk_response_entered_by_id"), type_="foreignkey")
            table.drop_column("entered_by_id")
        for column in ("same_person_twice", "double_entry"):
            op.drop_column("study", column)
        _words_known(0)


def _words_known(which: int) -> None:
    """The words three columns may hold."""
    for table, column, words in (
        ("consent", "channel", CONSENT_CHANNELS),
        ("participant", "origin", ORIGINS),
        ("membership", "role", ROLES),
    ):
        with op.batch_alter_table(table, schema=None) as changed:
            changed.drop_constraint(op.f(f"ck_{table}_{column}_known"), type_="check")
            changed.create_check_constraint(op.f(f"ck_{table}_{column}_known"), words[which])


def _create_tables() -> None:
    op.create_table(
        "entered_sheet",
        sa.Column("study_id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("filled_on", sa.Date(), nullable=True),
        sa.Column("participant_id", sa.String(length=64), nullable=True),
        sa.Column("consent_text_id", sa.String(length=64), nullable=True),
        sa.Column("response_id", sa.String(length=64), nullable=False),
        sa.Column("doubted_at", sa.DateTime(), nullable=True),
        sa.Column("doubted_by_id", sa.String(length=64), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.String(length=64), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'set_aside', 'refused')", name=op.f("ck_entered_sheet_outcome_known")
        ),
        sa.CheckConstraint(
            "(settled_at IS NOT NULL AND outcome IS NOT NULL) OR (settled_at IS NULL AND outcome IS NULL)",
            name=op.f("ck_entered_sheet_settled_whole"),
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_entered_sheet_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_entered_sheet_version_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_entered_sheet_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["consent_text_id"], ["consent_text.id"], name=op.f("fk_entered_sheet_consent_text_id")
        ),
        sa.ForeignKeyConstraint(["doubted_by_id"], ["account.id"], name=op.f("fk_entered_sheet_doubted_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["account.id"], name=op.f("fk_entered_sheet_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entered_sheet")),
        sa.UniqueConstraint("study_id", "number", "copy", name=op.f("uq_entered_sheet_study_id_number_copy")),
        sa.UniqueConstraint("response_id", name=op.f("uq_entered_sheet_response_id")),
    )
    op.create_index(op.f("ix_entered_sheet_participant_id"), "entered_sheet", ["participant_id"])
    op.create_table(
        "paper_entry",
        sa.Column("sheet_id", sa.String(length=64), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("typed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("blocks", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("as_written", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("rank IN (1, 2)", name=op.f("ck_paper_entry_first_or_second")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["entered_sheet.id"], name=op.f("fk_paper_entry_sheet_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paper_entry_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_entry")),
        sa.UniqueConstraint("sheet_id", "rank", name=op.f("uq_paper_entry_sheet_id_rank")),
    )
    op.create_index(op.f("ix_paper_entry_account_id"), "paper_entry", ["account_id"])
    op.create_table(
        "settlement",
        sa.Column("sheet_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("chosen", sa.String(length=20), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("chosen IN ('first', 'second', 'other')", name=op.f("ck_settlement_chosen_known")),
        sa.CheckConstraint("chosen <> 'other' OR reason <> ''", name=op.f("ck_settlement_other_with_reason")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["entered_sheet.id"], name=op.f("fk_settlement_sheet_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["settled_by_id"], ["account.id"], name=op.f("fk_settlement_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    op.create_index(op.f("ix_settlement_sheet_id"), "settlement", ["sheet_id"])
