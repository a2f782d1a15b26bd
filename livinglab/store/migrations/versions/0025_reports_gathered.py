"""When the answers of a report were gathered: who withdraws after that has left since the report."""

import sqlalchemy as sa
from alembic import op

revision = "0025_reports_gathered"
down_revision = "0024_sessions_corrected"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        with op.batch_alter_table("report", schema=None) as table:
            table.add_column(sa.Column("gathered_at", sa.DateTime(), nullable=True))


def downgrade(engine_name: str) -> None:
    """Brings one database back."""
    if engine_name == "":
        with op.batch_alter_table("report", schema=None) as table:
            table.drop_column("gathered_at")
