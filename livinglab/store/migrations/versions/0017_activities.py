"""Activities of every kind: what they carry over, what is said on which scale and by which channel, frozen results."""

import sqlalchemy as sa
from alembic import op

revision = "0017_activities"
down_revision = "0016_version_files"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
CHANNELS = "channel IN ('phone', 'paper', 'spoken')"
HELICES = "helix IN ('citizens', 'public', 'private', 'academia', 'environment')"


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no session."""
    if engine_name != "":
        return
    op.add_column("session", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    _agenda_item()
    _seat()
    _contribution()
    _judgement_event()
    _create_tables()


def downgrade(engine_name: str) -> None:
    """Brings one database back. Judgements that only the new structure can hold are lost: keep a backup."""
    if engine_name != "":
        return
    op.drop_table("result_snapshot")
    op.drop_table("carried_contribution")
    _judgement_event_back()
    _contribution_back()
    _seat_back()
    _agenda_item_back()
    op.drop_column("session", "turn")


def _agenda_item() -> None:
    with op.batch_alter_table("agenda_item", schema=None) as table:
        table.drop_constraint(op.f("ck_agenda_item_kind_known"), type_="check")
        table.alter_column("kind", type_=sa.String(length=40), existing_type=sa.String(length=20))
        table.add_column(sa.Column("asks_writing", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("source_id", ID, nullable=True))
        table.add_column(sa.Column("carry_most", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_agenda_item_source_id"), "agenda_item", ["source_id"], ["id"])
        table.add_column(sa.Column("extra_minutes", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("paused_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("paused_seconds", sa.Integer(), nullable=False, server_default="0"))


def _agenda_item_back() -> None:
    op.execute("DELETE FROM agenda_item WHERE kind <> 'ideas'")
    with op.batch_alter_table("agenda_item", schema=None) as table:
        table.drop_constraint(op.f("fk_agenda_item_source_id"), type_="foreignkey")
        for column in ("asks_writing", "source_id", "carry_most", "extra_minutes", "paused_at", "paused_seconds"):
            table.drop_column(column)
        table.alter_column("kind", type_=sa.String(length=20), existing_type=sa.String(length=40))
        table.create_check_constraint(op.f("ck_agenda_item_kind_known"), "kind IN ('ideas')")


def _seat() -> None:
    with op.batch_alter_table("seat", schema=None) as table:
        table.add_column(sa.Column("helix", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("number", sa.String(length=12), nullable=True))
        table.create_check_constraint(op.f("ck_seat_channel_known"), CHANNELS)
        table.create_check_constraint(op.f("ck_seat_helix_known"), HELICES)
        table.create_unique_constraint(op.f("uq_seat_number"), ["session_id", "number"])


def _seat_back() -> None:
    op.execute("UPDATE seat SET channel = 'paper' WHERE channel = 'spoken'")
    with op.batch_alter_table("seat", schema=None) as table:
        table.drop_constraint(op.f("uq_seat_number"), type_="unique")
        table.drop_constraint(op.f("ck_seat_helix_known"), type_="check")
        table.drop_constraint(op.f("ck_seat_channel_known"), type_="check")
        table.drop_column("helix")
        table.drop_column("number")


def _contribution() -> None:
    with op.batch_alter_table("contribution", schema=None) as table:
        table.alter_column("seat_id", nullable=True, existing_type=ID)
        table.add_column(sa.Column("entered_by_id", ID, nullable=True))
        table.add_column(sa.Column("replaced_in_id", ID, nullable=True))
        table.add_column(sa.Column("details", sa.JSON(), nullable=True))
        table.create_foreign_key(op.f("fk_contribution_entered_by_id"), "account", ["entered_by_id"], ["id"])
        table.create_foreign_key(op.f("fk_contribution_replaced_in_id"), "agenda_item", ["replaced_in_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_contribution_has_an_author"), "seat_id IS NOT NULL OR entered_by_id IS NOT NULL"
        )


def _contribution_back() -> None:
    op.execute("DELETE FROM contribution WHERE seat_id IS NULL")
    with op.batch_alter_table("contribution", schema=None) as table:
        table.drop_constraint(op.f("ck_contribution_has_an_author"), type_="check")
        table.drop_constraint(op.f("fk_contribution_replaced_in_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_contribution_entered_by_id"), type_="foreignkey")
        for column in ("entered_by_id", "replaced_in_id", "details"):
            table.drop_column(column)
        table.alter_column("seat_id", nullable=False, existing_type=ID)


def _judgement_event() -> None:
    with op.batch_alter_table("judgement_event", schema=None) as table:
        table.drop_constraint(op.f("ck_judgement_event_value_not_negative"), type_="check")
        table.alter_column("value", nullable=True, existing_type=sa.Integer())
        table.add_column(sa.Column("scale", sa.String(length=20), nullable=False, server_default="dots"))
        table.add_column(sa.Column("against_id", ID, nullable=True))
        table.add_column(sa.Column("why", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("channel", sa.String(length=20), nullable=False, server_default="phone"))
        table.add_column(sa.Column("entered_by_id", ID, nullable=True))
        table.create_foreign_key(
            op.f("fk_judgement_event_against_id"), "contribution", ["against_id"], ["id"], ondelete="CASCADE"
        )
        table.create_foreign_key(op.f("fk_judgement_event_entered_by_id"), "account", ["entered_by_id"], ["id"])
        table.create_check_constraint(op.f("ck_judgement_event_channel_known"), CHANNELS)


def _judgement_event_back() -> None:
    op.execute("DELETE FROM judgement_event WHERE scale <> 'dots' OR value IS NULL OR value < 0")
    with op.batch_alter_table("judgement_event", schema=None) as table:
        table.drop_constraint(op.f("ck_judgement_event_channel_known"), type_="check")
        table.drop_constraint(op.f("fk_judgement_event_entered_by_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_judgement_event_against_id"), type_="foreignkey")
        for column in ("scale", "against_id", "why", "channel", "entered_by_id"):
            table.drop_column(column)
        table.alter_column("value", nullable=False, existing_type=sa.Integer())
        table.create_check_constraint(op.f("ck_judgement_event_value_not_negative"), "value >= 0")


def _create_tables() -> None:
    op.create_table(
        "carried_contribution",
        sa.Column("item_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_carried_contribution_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_carried_contribution_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("item_id", "contribution_id", name=op.f("pk_carried_contribution")),
    )
    op.create_index(op.f("ix_carried_contribution_contribution_id"), "carried_contribution", ["contribution_id"])
    op.create_table(
        "result_snapshot",
        sa.Column("item_id", ID, nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("input_digest", sa.String(length=80), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("result_digest", sa.String(length=80), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_result_snapshot_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_snapshot")),
    )
    op.create_index(op.f("ix_result_snapshot_item_id"), "result_snapshot", ["item_id"])
