"""Files of a version taken out, with a reason; the row and the content stay."""

import sqlalchemy as sa
from alembic import op

revision = "0029_files_taken_out"
down_revision = "0028_partners"
branch_labels = None
depends_on = None

TOGETHER = (
    "(withdrawn_at IS NOT NULL AND withdrawn_because IS NOT NULL) "
    "OR (withdrawn_at IS NULL AND withdrawn_because IS NULL)"
)


def upgrade(engine_name: str) -> None:
    """Brings one database forward; every file stands."""
    if engine_name != "":
        return
    with op.batch_alter_table("version_file", schema=None) as table:
        table.add_column(sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True))
        table.create_check_constraint(op.f("ck_version_file_taken_out_with_reason"), TOGETHER)


def downgrade(engine_name: str) -> None:
    """Brings one database back: what was taken out stands again, and the reasons are lost."""
    if engine_name != "":
        return
    with op.batch_alter_table("version_file", schema=None) as table:
        table.drop_constraint(op.f("ck_version_file_taken_out_with_reason"), type_="check")
        table.drop_column("withdrawn_because")
        table.drop_column("withdrawn_at")
