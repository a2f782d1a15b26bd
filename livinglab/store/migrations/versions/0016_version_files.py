"""Photographs and files of a prototype version, named by their digest."""

import sqlalchemy as sa
from alembic import op

revision = "0016_version_files"
down_revision = "0015_workshop"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        _files()


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        op.drop_table("version_file")


def _files() -> None:
    op.create_table(
        "version_file",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("version_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.String(length=64), nullable=True),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "media_type NOT LIKE 'image/%' OR words <> ''", name=op.f("ck_version_file_pictures_are_told")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_version_file_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["prototype_version.id"], name=op.f("fk_version_file_version_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["account.id"], name=op.f("fk_version_file_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_file")),
        sa.UniqueConstraint("version_id", "digest", name=op.f("uq_version_file_version_id_digest")),
    )
    for column in ("project_id", "version_id", "digest"):
        op.create_index(op.f(f"ix_version_file_{column}"), "version_file", [column])
