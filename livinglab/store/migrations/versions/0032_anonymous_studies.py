"""Studies whose answers hold neither a moment nor an order."""

import sqlalchemy as sa
from alembic import op

revision = "0032_anonymous_studies"
down_revision = "0031_reported_harms"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward; no study is anonymous yet."""
    if engine_name == "":
        op.add_column("study", sa.Column("anonymous", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade(engine_name: str) -> None:
    """Takes it back."""
    if engine_name == "":
        op.drop_column("study", "anonymous")
