"""What is measured beside answers: files handed in with their layout, and the rows they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0026_measurements"
down_revision = "0025_reports_gathered"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
STATES = "state IN ('opening', 'unmapped', 'checking', 'ready', 'storing', 'done', 'refused', 'failed', 'let_go')"
KINDS = (
    "kind IN ('usage_log', 'meter_index', 'consumption', 'task_times', 'machine_log', 'cost_sheet', 'parameter_sheet')"
)
SUBJECTS = "subject_kind IN ('study', 'participant', 'site', 'arm')"
ORIGINS = "origin IN ('measured', 'declared', 'simulated', 'assumed')"
TABLES = ("measurement", "cash_line", "study_parameter")


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no measurement."""
    if engine_name != "":
        return
    _files()
    text, number = sa.String, sa.Double
    _lines(
        "measurement",
        sa.Column("participant_id", ID, nullable=True),
        sa.Column("series", text(length=240), nullable=False),
        sa.Column("subject_kind", text(length=20), nullable=False),
        sa.Column("subject", text(length=200), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=True),
        sa.Column("value", number(), nullable=False),
        sa.Column("unit", text(length=40), nullable=False),
        sa.Column("origin", text(length=20), nullable=False),
        sa.Column("is_index", sa.Boolean(), nullable=False),
        sa.CheckConstraint(SUBJECTS, name=op.f("ck_measurement_subject_kind_known")),
        sa.CheckConstraint(ORIGINS, name=op.f("ck_measurement_origin_known")),
        sa.CheckConstraint(
            "(subject_kind = 'participant') = (participant_id IS NOT NULL)",
            name=op.f("ck_measurement_participant_named"),
        ),
        _of_participant("measurement"),
    )
    _lines(
        "cash_line",
        sa.Column("voucher", text(length=200), nullable=False),
        sa.Column("label", text(length=500), nullable=False),
        sa.Column("kind", text(length=20), nullable=False),
        sa.Column("payer", text(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", number(), nullable=False),
        sa.Column("currency", text(length=8), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=False),
        sa.Column("arm", text(length=200), nullable=False),
        sa.Column("quantity", number(), nullable=True),
        sa.Column("unit", text(length=40), nullable=False),
        sa.Column("unit_value", number(), nullable=True),
        sa.Column("origin", text(length=20), nullable=False),
        sa.Column("low", number(), nullable=True),
        sa.Column("high", number(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('cost', 'benefit')", name=op.f("ck_cash_line_kind_known")),
    )
    _lines(
        "study_parameter",
        sa.Column("code", text(length=200), nullable=False),
        sa.Column("label", text(length=500), nullable=False),
        sa.Column("value", number(), nullable=False),
        sa.Column("unit", text(length=40), nullable=False),
        sa.Column("low", number(), nullable=True),
        sa.Column("high", number(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("licence", text(length=200), nullable=False),
        sa.CheckConstraint("source <> ''", name=op.f("ck_study_parameter_with_source")),
    )
    _left_out()
    for table in ("measurement", "left_out_row"):
        op.create_index(op.f(f"ix_{table}_participant_id"), table, ["participant_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back; measurements are lost, the files are swept: keep a backup."""
    if engine_name != "":
        return
    for table in ("left_out_row", *reversed(TABLES), "measurement_file"):
        op.drop_table(table)


def _files() -> None:
    op.create_table(
        "measurement_file",
        sa.Column("study_id", ID, nullable=False),
        sa.Column("handed_in_by_id", ID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=True),
        sa.Column("refusal", sa.String(length=80), nullable=True),
        sa.Column("leaves_out", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", ID, nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("stored_at", sa.DateTime(), nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_measurement_file_state_known")),
        sa.CheckConstraint(KINDS, name=op.f("ck_measurement_file_kind_known")),
        sa.CheckConstraint(
            "state <> 'done' OR (layout IS NOT NULL AND stored_at IS NOT NULL)",
            name=op.f("ck_measurement_file_done_with_layout"),
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_measurement_file_study_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["handed_in_by_id"], ["account.id"], name=op.f("fk_measurement_file_handed_in_by_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["measurement_file.id"], name=op.f("fk_measurement_file_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_file")),
    )
    op.create_index(op.f("ix_measurement_file_study_id"), "measurement_file", ["study_id"])
    op.create_index(op.f("ix_measurement_file_digest"), "measurement_file", ["digest"])


def _lines(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", ID, nullable=False),
        sa.Column("study_id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=200), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f(f"fk_{table}_study_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["file_id"], ["measurement_file.id"], name=op.f(f"fk_{table}_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_file_id"), table, ["file_id"])
    in_force = sa.text("in_force")
    op.create_index(
        f"uq_{table}_in_force",
        table,
        ["study_id", "key"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def _left_out() -> None:
    op.create_table(
        "left_out_row",
        sa.Column("id", ID, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("participant_id", ID, nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["measurement_file.id"], name=op.f("fk_left_out_row_file_id"), ondelete="CASCADE"
        ),
        _of_participant("left_out_row"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_left_out_row")),
    )
    op.create_index(op.f("ix_left_out_row_file_id"), "left_out_row", ["file_id"])


def _of_participant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["participant_id"], ["participant.id"], name=op.f(f"fk_{table}_participant_id"), ondelete="CASCADE"
    )
