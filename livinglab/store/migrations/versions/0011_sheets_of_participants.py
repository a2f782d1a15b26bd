"""Sheets printed for someone: whose each is; numbers with a letter, by which a slip is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0011_sheets_of_participants"
down_revision = "0010_files_set_aside"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward; the numbers printed so far have no letter."""
    if engine_name == "":
        op.add_column("print_run", sa.Column("lettered", sa.Boolean(), nullable=False, server_default=sa.false()))
        op.add_column("print_run", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
        op.create_table(
            "printed_sheet",
            sa.Column("run_id", sa.String(length=64), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("participant_id", sa.String(length=64), nullable=False),
            sa.Column("id", sa.String(length=64), nullable=False),
            sa.Column("created_at", sa.DateTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["run_id"], ["print_run.id"], name=op.f("fk_printed_sheet_run_id"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["participant_id"], ["participant.id"], name=op.f("fk_printed_sheet_participant_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_sheet")),
            sa.UniqueConstraint("run_id", "number", name=op.f("uq_printed_sheet_run_id_number")),
        )
        op.create_index(op.f("ix_printed_sheet_participant_id"), "printed_sheet", ["participant_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_index(op.f("ix_printed_sheet_participant_id"), table_name="printed_sheet")
        op.drop_table("printed_sheet")
        for column in ("named", "lettered"):
            op.drop_column("print_run", column)
