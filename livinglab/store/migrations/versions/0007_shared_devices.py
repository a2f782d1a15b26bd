"""Shared devices: kiosks and interviewers beside field clients, and what is being filled in on them."""

import sqlalchemy as sa
from alembic import op

revision = "0007_shared_devices"
down_revision = "0006_paper_entries"
branch_labels = None
depends_on = None

CHANNELS = {
    "response": ("page", "offline", "field_client", "paper", "import"),
    "consent": ("page", "import", "field_client", "paper"),
}
SHARED = ("kiosk", "interviewer")
ORIGINS = ("team", "open_link", "import", "paper")
KINDS = ("odk", *SHARED)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no devices."""
    if engine_name == "":
        _widen_devices()
        for name, known in CHANNELS.items():
            _known(name, "channel", (*known, *SHARED))
        _known("participant", "origin", (*ORIGINS, "kiosk"))
        _create_sittings()
        _collected_by("response")
        _collected_by("quarantine")
        with op.batch_alter_table("attachment", schema=None) as table:
            table.alter_column("participant_id", existing_type=sa.String(length=64), nullable=True)


def downgrade(engine_name: str) -> None:
    """Brings one database back; what was said at shared devices cannot be kept there."""
    if engine_name == "":
        op.execute("DELETE FROM attachment WHERE participant_id IS NULL")
        with op.batch_alter_table("attachment", schema=None) as table:
            table.alter_column("participant_id", existing_type=sa.String(length=64), nullable=False)
        _collected_by_nobody("quarantine")
        _collected_by_nobody("response")
        op.drop_index(op.f("ix_sitting_client_id"), table_name="sitting")
        op.drop_table("sitting")
        op.execute("UPDATE participant SET origin = 'open_link' WHERE origin = 'kiosk'")
        _known("participant", "origin", ORIGINS)
        op.execute("UPDATE response SET channel = 'page' WHERE channel IN ('kiosk', 'interviewer')")
        op.execute("UPDATE consent SET channel = 'page' WHERE channel IN ('kiosk', 'interviewer')")
        for name, known in CHANNELS.items():
            _known(name, "channel", known)
        _narrow_devices()


def _known(name: str, column: str, words: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(name, schema=None) as table:
        table.drop_constraint(op.f(f"ck_{name}_{column}_known"), type_="check")
        table.create_check_constraint(op.f(f"ck_{name}_{column}_known"), f"{column} IN ({listed})")


def _widen_devices() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    with op.batch_alter_table("field_client", schema=None) as table:
        table.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="odk"))
        table.add_column(sa.Column("wave", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("arm", sa.String(length=80), nullable=True))
        table.add_column(sa.Column("abandoned", sa.Integer(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f("ck_field_client_kind_known"), f"kind IN ({listed})")
        table.create_check_constraint(op.f("ck_field_client_kiosk_with_wave"), "(kind = 'kiosk') = (wave IS NOT NULL)")
    with op.batch_alter_table("field_client", schema=None) as table:
        table.alter_column("kind", existing_type=sa.String(length=20), server_default=None)
        table.alter_column("abandoned", existing_type=sa.Integer(), server_default=None)


def _narrow_devices() -> None:
    op.execute("DELETE FROM field_client WHERE kind <> 'odk'")
    with op.batch_alter_table("field_client", schema=None) as table:
        table.drop_constraint(op.f("ck_field_client_kiosk_with_wave"), type_="check")
        table.drop_constraint(op.f("ck_field_client_kind_known"), type_="check")
        for column in ("abandoned", "arm", "wave", "kind"):
            table.drop_column(column)


def _create_sittings() -> None:
    op.create_table(
        "sitting",
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("consent_text_id", sa.String(length=64), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=80), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(consent_text_id IS NOT NULL AND agreed_at IS NOT NULL)"
            " OR (consent_text_id IS NULL AND agreed_at IS NULL)",
            name=op.f("ck_sitting_agreed_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["field_client.id"], name=op.f("fk_sitting_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["consent_text_id"], ["consent_text.id"], name=op.f("fk_sitting_consent_text_id")),
        sa.ForeignKeyConstraint(["version_id"], ["questionnaire_version.id"], name=op.f("fk_sitting_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    op.create_index(op.f("ix_sitting_client_id"), "sitting", ["client_id"])


def _collected_by(name: str) -> None:
    with op.batch_alter_table(name, schema=None) as table:
        table.add_column(sa.Column("client_id", sa.String(length=64), nullable=True))
        table.create_foreign_key(op.f(f"fk_{name}_client_id"), "field_client", ["client_id"], ["id"])
        table.create_index(op.f(f"ix_{name}_client_id"), ["client_id"])


def _collected_by_nobody(name: str) -> None:
    with op.batch_alter_table(name, schema=None) as table:
        table.drop_index(op.f(f"ix_{name}_client_id"))
        table.drop_constraint(op.f(f"fk_{name}_client_id"), type_="foreignkey")
        table.drop_column("client_id")
