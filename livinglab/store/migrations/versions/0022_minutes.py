"""The minutes of sessions, and where a session was held."""

import sqlalchemy as sa
from alembic import op

revision = "0022_minutes"
down_revision = "0021_moderation"
branch_labels = None
depends_on = None

ID = sa.String(length=64)
DONE = "state <> 'done' OR (path IS NOT NULL AND sha256 IS NOT NULL AND digest IS NOT NULL)"


def upgrade(engine_name: str) -> None:
    """Brings one database forward; contacts know no session. Sessions that ended before have no minutes until asked."""
    if engine_name != "":
        return
    op.add_column("session", sa.Column("place", sa.String(length=200), nullable=False, server_default=""))
    op.create_table(
        "session_minutes",
        sa.Column("session_id", ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=True),
        sa.Column("path", sa.String(length=500), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=80), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by_id", ID, nullable=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_session_minutes_state_known")
        ),
        sa.CheckConstraint(DONE, name=op.f("ck_session_minutes_done_with_file")),
        sa.CheckConstraint(
            "state <> 'failed' OR failure IS NOT NULL", name=op.f("ck_session_minutes_failed_with_reason")
        ),
        sa.CheckConstraint(
            "published_at IS NULL OR state = 'done'", name=op.f("ck_session_minutes_published_once_done")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_minutes_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["published_by_id"], ["account.id"], name=op.f("fk_session_minutes_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_minutes")),
        sa.UniqueConstraint(
            "session_id", "language", "number", name=op.f("uq_session_minutes_session_id_language_number")
        ),
    )
    op.create_index(op.f("ix_session_minutes_session_id"), "session_minutes", ["session_id"])


def downgrade(engine_name: str) -> None:
    """Brings one database back. The files stay where they are; what they said can be written again."""
    if engine_name != "":
        return
    op.drop_table("session_minutes")
    op.drop_column("session", "place")
