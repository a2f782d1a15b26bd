"""What was set aside may have been corrected by the person who sent it."""

from alembic import op

revision = "0013_corrected"
down_revision = "0012_attempts"
branch_labels = None
depends_on = None


def upgrade(engine_name: str) -> None:
    """Brings one database forward."""
    if engine_name == "":
        _outcomes("'accepted', 'rejected', 'corrected'")


def downgrade(engine_name: str) -> None:
    """Brings one database back; what was corrected reads as rejected, its response is there."""
    if engine_name == "":
        op.execute("UPDATE quarantine SET outcome = 'rejected' WHERE outcome = 'corrected'")
        _outcomes("'accepted', 'rejected'")


def _outcomes(listed: str) -> None:
    with op.batch_alter_table("quarantine", schema=None) as table:
        table.drop_constraint(op.f("ck_quarantine_outcome_known"), type_="check")
        table.create_check_constraint(op.f("ck_quarantine_outcome_known"), f"outcome IN ({listed})")
