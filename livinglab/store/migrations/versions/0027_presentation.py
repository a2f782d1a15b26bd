"""Words the team adds to its reports, the look of the laboratory, and which of them a report was asked for with."""

import sqlalchemy as sa
from alembic import op

ID = sa.String(length=64)
revision = "0027_presentation"
down_revision = "0026_measurements"
branch_labels = None
depends_on = None

FILLED = " AND ".join(
    f"{column} IS NOT NULL" for column in ("logo", "logo_media_type", "logo_width", "logo_height", "logo_words")
)
WHOLE = f"({FILLED}) OR ({FILLED.replace('IS NOT NULL', 'IS NULL')})"


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name != "":
        return
    op.create_table(
        "laboratory_look",
        sa.Column("accent", sa.String(7), nullable=False),
        sa.Column("logo", sa.Text(), nullable=True),
        sa.Column("logo_media_type", sa.String(40), nullable=True),
        sa.Column("logo_width", sa.Integer(), nullable=True),
        sa.Column("logo_height", sa.Integer(), nullable=True),
        sa.Column("logo_words", sa.String(200), nullable=True),
        sa.Column("chosen_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(WHOLE, name=op.f("ck_laboratory_look_whole_logo")),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["account.id"], name=op.f("fk_laboratory_look_chosen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laboratory_look")),
    )
    op.create_table(
        "report_remark",
        sa.Column("study_id", ID, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("anchor", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("written_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_report_remark_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["written_by_id"], ["account.id"], name=op.f("fk_report_remark_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_remark")),
    )
    op.create_index(op.f("ix_report_remark_study_id"), "report_remark", ["study_id"])
    with op.batch_alter_table("report", schema=None) as table:
        table.add_column(sa.Column("remark_ids", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("look_id", ID, nullable=True))
        table.create_foreign_key(op.f("fk_report_look_id"), "laboratory_look", ["look_id"], ["id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back; reports keep what they were written with, in their files."""
    if engine_name != "":
        return
    with op.batch_alter_table("report", schema=None) as table:
        table.drop_constraint(op.f("fk_report_look_id"), type_="foreignkey")
        table.drop_column("look_id")
        table.drop_column("remark_ids")
    op.drop_index(op.f("ix_report_remark_study_id"), "report_remark")
    op.drop_table("report_remark")
    op.drop_table("laboratory_look")
